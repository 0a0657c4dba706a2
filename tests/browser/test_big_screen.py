"""The big screen in a real browser: it fits, refreshes itself, and outlives a server's absence."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from indicators.models import Area, User
from reporting.dashboards.display_links import make_link, revoke_link
from reporting.models import DisplayLink

FIVE_MINUTES = 301_000
LOST = "#screen-lost"


@pytest.fixture
def screen(new_context, site) -> Page:
    """1920×1080 at a link in force, with a clock that the test moves."""
    office = User.objects.get(username="fuerwei")
    city = Area.objects.get(code="990100")
    _link, secret = make_link(area=city, name="大屏", days=7, by=office)
    page = new_context().new_page()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.clock.install()
    page.goto(f"{site.url}/screens/show/{secret}/")
    return page


def test_the_picture_fits_and_is_clean(screen: Page) -> None:
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert screen.evaluate(size) == [1920, 1080]
    found = Axe().run(screen).response["violations"]
    assert [fault["id"] for fault in found] == []
    mark = screen.locator(".screen-demo")
    assert mark.inner_text() == "演示数据"
    assert mark.bounding_box()["height"] >= 40, "to be read from across the room"


def test_it_refreshes_keeps_its_picture_and_says_since_when(screen: Page, site) -> None:
    before = screen.locator("h1").inner_text()
    drawn = screen.locator("#screen").get_attribute("data-drawn-at")
    with screen.expect_response("**/screens/show/**") as answer:
        screen.clock.run_for(FIVE_MINUTES)
    assert answer.value.status == 200
    expect(screen.locator(LOST)).to_be_hidden()

    screen.context.set_offline(True)
    screen.clock.run_for(FIVE_MINUTES)
    expect(screen.locator(LOST)).to_be_visible()
    assert screen.locator(LOST).inner_text() == f"与服务器失去联系，画面停留在 {drawn}"
    assert screen.locator("h1").inner_text() == before

    screen.context.set_offline(False)
    screen.clock.run_for(FIVE_MINUTES)
    expect(screen.locator(LOST)).to_be_hidden()

    site.stop()
    screen.clock.run_for(FIVE_MINUTES)
    expect(screen.locator(LOST)).to_be_visible()
    assert screen.locator("h1").inner_text() == before


def test_a_revoked_link_ends_the_picture_by_itself(screen: Page) -> None:
    revoke_link(link=DisplayLink.objects.get(), by=User.objects.get(username="fuerwei"))
    screen.clock.run_for(FIVE_MINUTES)
    expect(screen.locator("h1")).to_have_text("画面不可用")
    assert "演示市" not in screen.content()
