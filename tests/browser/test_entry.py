"""The entry grid in a real browser: keyboard, a clean page, and the walk of a statistician."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.entry_world import (
    cells,
    counts,
    owed,
    server,
    start,
    typist,
)
from tests.processes import wait_until

__all__ = ["owed", "server", "typist"]  # fixtures
COUNT = """
window.presses = {keys: 0, clicks: 0};
addEventListener("keydown", event => { if (!event.repeat) window.presses.keys += 1; }, true);
addEventListener("click", event => { if (event.isTrusted) window.presses.clicks += 1; }, true);
"""


def test_the_keyboard_moves_as_in_a_spreadsheet(typist, owed):
    submission = owed(4)
    first, second, third, _last = cells(submission)
    person = typist("statistician")
    person.open_return(submission)
    start(person, first)
    person.type("1")
    person.press("Enter")
    assert person.focused() == f"cell-{second.pk}-numerator"
    person.type("2")
    person.press("Tab")
    assert person.focused() == f"cell-{second.pk}-denominator"
    person.type("8")
    assert person.page.evaluate(f"document.getElementById('cell-{second.pk}-rate').value") == "25.0"
    person.press("ArrowDown")
    assert person.focused() == f"cell-{third.pk}-denominator"
    person.press("ArrowLeft")
    assert person.focused() == f"cell-{third.pk}-numerator"
    person.type("77")
    person.press("ArrowLeft")
    assert person.focused() == f"cell-{third.pk}-numerator", "the caret moves within the text"
    person.press("Escape")
    assert person.page.input_value(f"#cell-{third.pk}-numerator") == ""
    person.press("Shift+Enter")
    assert person.focused() == f"cell-{second.pk}-numerator"
    person.press("F2", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    assert person.focused() == f"cell-{second.pk}-numerator", "F2 edits within the cell"
    person.press("Alt+ArrowDown")
    assert person.focused() == f"cell-{second.pk}-missing_kind"
    person.press("Escape")
    assert person.focused() == f"cell-{second.pk}-numerator"
    person.state("已自动保存")
    wait_until(lambda: counts(submission)[:3] == [(1, None), (2, 8), (None, None)])


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_the_page_is_clean_and_fits(size, typist, owed, areas, units):
    submission = owed(14)
    person = typist("statistician")
    person.page.set_viewport_size({"width": size[0], "height": size[1]})
    person.open_return(submission)
    first = cells(submission)[0]
    start(person, first)
    person.type("50")
    person.press("Tab")
    person.type("10")
    person.press("Enter")
    person.page.wait_for_selector("text=强制")
    person.press("Alt+ArrowDown")
    person.page.click("[data-open-count]")
    violations = Axe().run(person.page).response["violations"]
    found = [(each["id"], [node["html"][:90] for node in each["nodes"][:3]]) for each in violations]
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)
    assert person.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    person.state("已自动保存")


def test_the_walk_of_a_statistician_with_fourteen_indicators(typist, owed):
    """From the list of tasks to the receipt: how many keys and clicks (docs/entry.md says them)."""
    submission = owed(14)
    person = typist("statistician")
    person.page.add_init_script(COUNT)
    person.open("/tasks/")
    pressed = {"keys": 0, "clicks": 0}

    def add() -> None:
        for kind, number in person.page.evaluate("window.presses").items():
            pressed[kind] += number

    person.page.on("dialog", lambda dialog: dialog.accept())
    link = person.page.locator(f"a[href='/submissions/{submission.pk}/']").first
    link.click()
    pressed["clicks"] += 1  # the page that counted it is gone
    person.page.wait_for_function("window.entryGrid && window.entryGrid.cells.size > 0")
    start(person, cells(submission)[0])
    for number in range(14):
        person.type(str(10 + number))
        person.press("Tab")
        person.type("100")
        person.press("Tab")
    person.state("已自动保存")
    wait_until(lambda: counts(submission) == [(10 + number, 100) for number in range(14)])
    add()
    person.page.click("[data-hand-in]")
    pressed["clicks"] += 1
    person.page.wait_for_url("**/receipts/**")
    digits = 14 * (2 + 3)
    assert pressed == {"keys": digits + 14 * 2, "clicks": 3}
    submission.refresh_from_db()
    assert submission.state == "unit_review"
