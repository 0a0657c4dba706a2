"""Review in a real browser: a returned cell and its difference, a county return to the city."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reporting.collection.return_checks import open_findings
from reporting.demonstration.open_round import EXPLANATION
from reporting.models import ItemNote, Observation, Submission
from tests.processes import wait_until

GRID_IS_READY = "() => Boolean(window.entryGrid?.cells?.size)"
HAND_IN = re.compile("^(保存并提交|全部提交)$")  # the latter where a unit owes several returns
SCREENS = {"desktop": (1280, 720), "phone": (390, 844)}


def wait_for_grid(page):
    """The scripts of the entry page know its cells."""
    wait_until(lambda: page.evaluate(GRID_IS_READY))


def explain(page, submission):
    """Answer what the soft checks ask about, where the page asks it."""
    found = open_findings(submission)
    assert not [each for findings in found.values() for each in findings if each.is_hard]
    for pk, findings in found.items():
        asked = page.locator(f"#cell-{pk}-below .entry-explain")
        for left in range(len(findings), 0, -1):
            expect(asked).to_have_count(left)
            asked.first.locator("select").select_option("event")
            asked.first.locator("input").fill(EXPLANATION)
            asked.first.get_by_role("button", name="保存说明").click()
        expect(asked).to_have_count(0)


def _cell(submission, indicator):
    return submission.items.get(indicator__code=indicator, breakdown=0)


def test_a_returned_cell_is_mended_and_the_reviewer_sees_the_difference(visitor):
    """The statistician of the labour bureau has one cell to mend; the rest is in store."""
    submission = Submission.objects.get(organisation__code="demo-labour", area__code="990100")
    item = _cell(submission, "women_pension_insurance_coverage")
    old = int(item.denominator)
    new = old - 68_000

    unit = visitor("renshe")
    page = unit.open("/tasks/")
    page.on("dialog", lambda dialog: dialog.accept())
    assert "分母比上年多出6.8万人" in page.inner_text("main")
    page.locator(f"a[href$='/submissions/{submission.pk}/#cell-{item.pk}']").click()
    wait_for_grid(page)
    editable = page.locator("input[name$=-denominator]:enabled")
    assert editable.count() == 1, "only what came back may be typed"
    numerator = int(item.numerator)
    page.fill(f"[name=cell-{item.pk}-denominator]", str(max(new, numerator + 1)))
    page.locator(f"[name=cell-{item.pk}-denominator]").press("Tab")
    wait_until(lambda: _cell(submission, "women_pension_insurance_coverage").version > item.version)
    page.goto(page.url.split("#")[0])
    wait_for_grid(page)
    explain(page, submission)
    page.get_by_role("button", name=HAND_IN).click()
    page.wait_for_url("**/receipts/**")

    head = visitor("demo-labour-head").open(f"/submissions/{submission.pk}/review/")
    head.get_by_role("button", name="全部签字，报送统计部门").click()
    head.get_by_text("已签字报送").wait_for()

    page = visitor("tongji").open(f"/submissions/{submission.pk}/review/?show=questioned")
    row = page.locator(f"#cell-{item.pk}")
    words = row.inner_text()
    assert re.search(rf"退回后由“[\d.]+（{numerator} / {old}）”改为", words)
    assert page.locator("tbody tr [data-decision]").count() == 1
    row.locator("summary").click()
    assert "分母比上年多出6.8万人" in row.locator(".review-events").inner_text()

    page.keyboard.press("j")
    page.keyboard.press("t")
    assert "已选：通过 1，退回 0" in page.inner_text("[data-chosen]")
    page.keyboard.press("Control+Enter")
    page.get_by_text("已通过 1 项，退回 0 项").wait_for()
    submission.refresh_from_db()
    assert submission.state == "complete"


def test_a_county_return_goes_through_its_bureau_to_the_city(visitor):
    submission = Submission.objects.get(organisation__code="990102-education")
    waiting = submission.items.filter(review="pending").count()
    assert waiting

    city = visitor("tongji")
    city.open(f"/submissions/{submission.pk}/review/")
    assert city.page.locator("[data-decision]").count() == 0, "it is the county's turn"

    county = visitor("990102-bureau").open("/tasks/")
    assert "等待您审核" in county.inner_text("main")
    county.click(f"a[href='/submissions/{submission.pk}/review/']")
    county.wait_for_load_state()
    first = county.locator("[data-decision]").first
    first.locator("input[value='']").focus()
    county.keyboard.press("h")
    county.keyboard.type("请附年报原表")
    county.keyboard.press("Control+Enter")
    county.get_by_text("已通过 0 项，退回 1 项").wait_for()
    county.wait_for_load_state()
    assert ItemNote.objects.filter(item__submission=submission, kind="return").count() == 1
    for choice in county.locator("[data-decision] input[value=approve]").all():
        choice.check()
    county.get_by_role("button", name="执行所选").click()
    county.get_by_text(f"已通过 {waiting - 1} 项").wait_for()
    stored = Observation.objects.in_force().filter(
        area=submission.area, year=2025, indicator__in=submission.items.values("indicator")
    )
    assert not stored.exists(), "the county's approval stores nothing"

    page = city.open("/reviews/")
    page.click(f"a[href='/submissions/{submission.pk}/review/']")
    at_once = page.get_by_role("button", name="全部通过未变动且无核实提示的")
    at_once.click()
    page.get_by_text(re.compile("已通过 \\d+ 项")).wait_for()
    assert stored.exists()
    submission.refresh_from_db()
    assert submission.state == "returned", "one cell is still with the unit"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pages_are_clean_and_fit(screen, visitor):
    waiting = Submission.objects.get(organisation__code="990103-education")
    late = Submission.objects.get(organisation__code="demo-city-management")
    version = late.round.indicator_set_id
    pages = {
        "tongji": [
            "/tasks/",
            "/reviews/",
            f"/submissions/{waiting.pk}/review/",
            "/rounds/",
            "/rounds/new/",
            f"/rounds/returns/{late.pk}/extend/",
            f"/rounds/indicators/{version}/",
            f"/rounds/indicators/{version}/change/",
        ],
        "weijian": ["/tasks/"],
        "demo-union-head": ["/tasks/"],
        "fuerwei": ["/tasks/", "/rounds/"],
        "lingdao": ["/tasks/"],
        "guanli": ["/tasks/"],
    }
    for username, addresses in pages.items():
        person = visitor(username, SCREENS[screen])
        for address in addresses:
            page = person.open(address)
            found = Axe().run(page).response["violations"]
            assert not [(address, each["id"], each["nodes"][0]["html"]) for each in found]
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            assert not wide, f"{address} is wider than the screen"
