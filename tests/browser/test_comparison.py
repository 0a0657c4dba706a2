"""Matrix, area comparison, coverage and comparing in a real browser: drawn, clean, usable."""

from axe_playwright_python.sync_playwright import Axe

SIZES = ((1280, 720), (390, 844))
PAGES = (
    "/matrix/",
    "/matrix/?area=990101",
    "/areas/compare/?indicator=primary_myopia&with=2023",
    "/areas/compare/?indicator=maternal_mortality",
    "/areas/table/?domain=children.1",
    "/coverage/",
    "/coverage/gaps/?area=all",
    "/compare/",
    "/compare/?i=neonatal_mortality&i=primary_myopia&a=990100&a=990101&a=100000",
)


def _faults(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


def test_pages_are_drawn_clean_and_fit(visitor) -> None:
    people = [visitor("fuerwei", size) for size in SIZES]
    for address in PAGES:
        for person in people:
            page = person.open(address)
            if page.locator("[data-chart]").count():
                page.locator("[data-chart] .main-svg").first.wait_for()
            assert _faults(page) == [], address
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, address


def test_a_leader_walks_through(visitor) -> None:
    """Hidden counts, a mark told by focus and pointer, years that slide, a choice that changes."""
    leader = visitor("lingdao")
    page = leader.open("/areas/compare/?indicator=maternal_mortality")
    assert page.get_by_text("少于10例，已隐藏").count() >= 6
    assert _faults(page) == []
    _read_a_mark(leader.open("/matrix/"))
    _slide_the_years(leader.open("/matrix/?kind=at_least"))
    _change_the_choice(leader.open("/compare/?i=primary_myopia"))


def _read_a_mark(page) -> None:
    tile = page.locator(".tile").first
    bar = tile.locator(".tile-text")
    clipped = "node => getComputedStyle(node).clipPath"
    assert bar.evaluate(clipped) == "inset(100%)"
    tile.focus()
    assert bar.evaluate(clipped) == "none"
    tile.blur()
    tile.hover()
    assert bar.evaluate(clipped) == "none"


def _slide_the_years(page) -> None:
    slider = page.get_by_role("slider", name="数据年份")
    slider.focus()
    slider.press("ArrowLeft")
    slider.press("Enter")
    page.wait_for_url("**year=2023**")
    assert "kind=at_least" in page.url
    assert "2023年领域与目标矩阵" in page.locator("h1").inner_text()


def _change_the_choice(page) -> None:
    page.select_option("#compare-add", label="学前教育毛入园率（%）")
    page.click("form.compare-form button[type=submit]")
    page.wait_for_url("**kindergarten_gross_enrolment**")
    assert page.locator("figure").count() == 2
    page.click("a[aria-label='去掉 小学生近视率']")
    page.wait_for_url(lambda url: "primary_myopia" not in url)
    assert page.locator("figure").count() == 1
