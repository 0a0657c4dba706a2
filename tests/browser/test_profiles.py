"""Pages of one indicator, unit, area, plan in a real browser: drawn, axe clean, none too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from indicators.models import Area, Indicator, Organisation, Plan

SCREENS = {"desktop": (1280, 720), "phone": (390, 844)}


def _addresses() -> list[str]:
    """A judged indicator, one of few cases, one with women and men, a county, the nation; and the
    other pages, with filters, drafts and what was found."""
    indicators = {row.code: row.pk for row in Indicator.objects.all()}
    areas = {row.code: row.pk for row in Area.objects.all()}
    unit = Organisation.objects.get(code="demo-health").pk
    plans = list(Plan.objects.filter(area__code="990100").order_by("start_year", "position"))

    def indicator(code: str, query: str = "") -> str:
        return reverse("indicator_page", args=[indicators[code]]) + query

    return [
        indicator("kindergarten_gross_enrolment"),
        indicator("maternal_mortality"),
        indicator("upper_secondary_vocational_share"),
        indicator("maternal_mortality", "?area=990101"),
        indicator("primary_myopia", "?area=100000"),
        reverse("unit_scoreboard"),
        reverse("unit_page", args=[unit]),
        reverse("area_page", args=[areas["990100"]]),
        reverse("area_page", args=[areas["990101"]]),
        reverse("area_page", args=[areas["990102"]]),
        reverse("plan_page", args=[plans[0].pk]),
        reverse("plan_page", args=[plans[0].pk]) + "?state=无量化指标",
        reverse("plan_page", args=[plans[0].pk]) + "?domain=99",
        reverse("plan_page", args=[plans[-1].pk]),
        reverse("catalogue_search") + "?q=卫生",
    ]


def _faults(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page(visitor, screen):
    person = visitor("fuerwei", SCREENS[screen])
    problems = []
    for address in _addresses():
        page = person.open(address)
        if page.locator("[data-chart]").count():
            page.locator("[data-chart] .main-svg").first.wait_for()
        for table in page.locator("details > summary").all():
            table.click()
        problems += [f"{address}: {fault}" for fault in _faults(page)]
        if page.evaluate("document.documentElement.scrollWidth") > SCREENS[screen][0]:
            problems.append(f"{address}: wider than the screen")
    assert not problems, "\n".join(problems)


def test_leaders_see_no_small_counts_of_a_county(visitor):
    pk = Indicator.objects.get(code="maternal_mortality").pk
    page = visitor("lingdao").open(f"/indicators/{pk}/?area=990101")
    drawn = page.evaluate(
        "JSON.parse(document.getElementById('chart-trend').textContent)"
        ".data.find((trace) => trace.name === '实际值').x"
    )
    assert drawn == []
    page.locator("summary", has_text="图中数据和来源").click()
    assert "少于10例，已隐藏" in page.inner_text("main")


def test_printing_opens_the_tables_of_the_charts(visitor):
    pk = Indicator.objects.get(code="kindergarten_gross_enrolment").pk
    page = visitor("lingdao").open(f"/indicators/{pk}/")
    tables = page.locator("details[data-print-open]")
    assert not tables.first.evaluate("table => table.open")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert tables.evaluate_all("found => found.every((table) => table.open)")


def test_from_the_scoreboard_to_a_figure_in_two_clicks(visitor):
    page = visitor("lingdao").open("/units/")
    page.get_by_role("link", name="演示市教育局").click()
    page.get_by_role("link", name="学前教育毛入园率").first.click()
    assert "学前教育毛入园率" in page.inner_text("h1")
