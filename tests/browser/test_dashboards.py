"""Every page that shows figures, in a real browser: charts drawn, no complaint, axe clean."""

from axe_playwright_python.sync_playwright import Axe

from indicators.models import Target

PHONE = {"width": 390, "height": 844}


def _addresses() -> list[str]:
    """A judged target of the city, one of few cases, one of the nation, and every list."""
    wanted = (("children", "C3.02-1"), ("women", "W1.02-1"), ("national-children", "NC1.01-2"))
    targets = [Target.objects.get(plan__code=plan, code=code) for plan, code in wanted]
    pages = [f"/targets/{target.pk}/" for target in targets]
    return [*pages, "/summary/", "/summary/?year=2025&live=1", "/targets/", "/nation/", "/screens/"]


def _faults(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


def test_pages_with_figures(visitor) -> None:
    office = visitor("fuerwei")
    phone = visitor("fuerwei")
    phone.page.set_viewport_size(PHONE)
    for address in _addresses():
        page = office.open(address)
        if page.locator("[data-chart]").count():
            page.locator("[data-chart] .main-svg").first.wait_for()
        assert _faults(page) == [], address
        narrow = phone.open(address)
        overflow = narrow.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, address


def test_a_chart_offers_its_picture_and_no_upload(visitor) -> None:
    page = visitor("lingdao").open(_addresses()[0])
    page.locator("[data-chart]").hover()
    buttons = page.locator(".modebar-btn").evaluate_all("nodes => nodes.map(n => n.dataset.title)")
    assert buttons == ["下载图表为PNG格式"]


def test_changing_a_filter_changes_the_address(visitor) -> None:
    page = visitor("lingdao").open("/targets/")
    page.select_option("#filter-standing", "已达标")
    page.wait_for_url("**standing=**")
    assert page.locator("#filter-standing").input_value() == "已达标"
    assert page.locator("tbody .standing").all_inner_texts()
