"""Autosave in a real browser: a killed tab, no server, two people, a lost log-in, logging out."""

from django.contrib.sessions.models import Session

from reporting.collection.entry import save_cells
from reporting.models import Item
from tests.browser.entry_world import (
    cells,
    counts,
    owed,
    serve_again,
    server,
    start,
    typist,
)
from tests.collection.conftest import typed
from tests.processes import wait_until

__all__ = ["owed", "server", "typist"]  # fixtures


def test_a_killed_tab_loses_nothing_that_was_typed(typist, owed, server):
    submission = owed(3)
    first, second, _third = cells(submission)
    person = typist("statistician")
    person.open_return(submission)
    start(person, first)
    person.type("5")
    person.press("Tab")
    person.type("10")
    person.press("Enter")
    person.state("已自动保存")
    server.kill()
    start(person, second)
    person.type("7")
    person.press("Tab")
    person.type("9")
    person.press("Enter")
    person.state("离线，稍后自动重试")
    context = person.page.context
    person.page.close(run_before_unload=False)  # without a word, as when it is killed
    again = serve_again(server)
    try:
        person.complaints.clear()  # it complained rightly while the server was away
        person.page = context.new_page()
        person.open_return(submission)
        offer = person.page.inner_text("[data-notice=drafts]")
        assert "上次有 1 项" in offer and "比例指标1（7、9）" in offer
        assert counts(submission)[1] == (None, None)
        person.page.click("text=恢复并保存")
        wait_until(lambda: counts(submission)[:2] == [(5, 10), (7, 9)])
        person.state("已自动保存")
        person.open_return(submission)
        assert person.page.locator("[data-notice=drafts]").count() == 0
    finally:
        again.stop()


def test_what_the_server_missed_is_sent_again_by_itself(typist, owed):
    submission = owed(2)
    person = typist("statistician")
    person.open_return(submission)
    person.page.context.set_offline(True)
    start(person, cells(submission)[0])
    person.type("5")
    person.press("Enter")
    person.state("离线，稍后自动重试")
    person.page.context.set_offline(False)
    person.complaints.clear()
    wait_until(lambda: counts(submission)[0] == (5, None))
    person.state("已自动保存")


def test_two_people_in_one_cell_choose(typist, owed, cast):
    submission = owed(2)
    first, second = cells(submission)
    person = typist("statistician")
    person.open_return(submission)
    for item, choice, expected in ((first, "用我的", 5), (second, "用对方的", 6)):
        change = typed(item, numerator="6", denominator="10")
        save_cells(submission=submission, cells=change, by=cast.colleague)
        start(person, item)
        person.type("5")
        person.press("Enter")
        row = person.page.locator(f"#cell-{item.pk}-below")
        row.get_by_role("button", name=choice).wait_for()
        words = row.inner_text()
        assert "您填写的是" in words and "colleague" in words and "6 / 10" in words
        row.get_by_role("button", name=choice).click()
        assert person.focused() == f"cell-{item.pk}-numerator", "focus stays with the cell"
        wait_until(lambda i=item, e=expected: Item.objects.get(pk=i.pk).numerator == e)
        row.get_by_role("button", name=choice).wait_for(state="hidden")
    person.state("已自动保存")
    assert person.page.input_value(f"#cell-{second.pk}-denominator") == "10"


def test_a_log_in_that_expires_while_typing_costs_nothing(typist, owed):
    submission = owed(2)
    person = typist("statistician")
    person.open_return(submission)
    Session.objects.all().delete()
    start(person, cells(submission)[0])
    person.type("5")
    person.press("Enter")
    dialog = person.page.locator("#entry-sign-in")
    dialog.wait_for(state="visible")
    assert person.page.input_value(f"#cell-{cells(submission)[0].pk}-numerator") == "5"
    assert person.page.input_value("#sign-in-username") == "statistician"
    person.page.fill("#sign-in-username", "colleague")
    person.page.fill("#sign-in-password", "a-long-test-password")
    person.press("Enter")
    dialog.get_by_text("另一个账号").wait_for()
    assert counts(submission)[0] == (None, None)
    person.page.fill("#sign-in-username", "statistician")
    person.page.fill("#sign-in-password", "a-long-test-password")
    person.press("Enter")
    dialog.wait_for(state="hidden")
    wait_until(lambda: counts(submission)[0] == (5, None))
    person.state("已自动保存")
    assert all("401" in text for text in person.complaints)
    person.complaints.clear()
    # The form without scripts has the new token too: handing in still works.
    person.page.click("[data-hand-in]")
    person.page.wait_for_selector("text=还不能提交")
    person.complaints.clear()  # 422 is what the answer says


def test_logging_out_leaves_nothing_in_the_browser(typist, owed):
    submission = owed(1)
    person = typist("statistician")
    person.open_return(submission)
    person.page.context.set_offline(True)
    start(person, cells(submission)[0])
    person.type("5")
    person.press("Enter")
    person.state("离线")
    keys = "Object.keys(localStorage).filter(name => name.startsWith('entry:')).length"
    assert person.page.evaluate(keys) == 1
    person.page.context.set_offline(False)
    person.page.on("dialog", lambda dialog: dialog.accept())
    person.page.click(".account-menu-button")
    person.page.get_by_role("button", name="退出登录").click()
    person.page.wait_for_url("**/login/**")
    assert person.page.evaluate(keys) == 0
    person.complaints.clear()


def test_leaving_with_unsaved_cells_asks(typist, owed):
    submission = owed(1)
    person = typist("statistician")
    person.open_return(submission)
    asked: list[str] = []
    person.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    start(person, cells(submission)[0])
    person.type("x")
    person.press("Enter")
    person.state("未保存：1 项有问题")
    person.open("/tasks/")
    assert asked == ["beforeunload"]
