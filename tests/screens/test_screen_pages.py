"""The big screen and the office's list of links, as pages."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from reporting.dashboards.display_links import make_link
from reporting.models import DisplayLink
from tests.dashboards import conftest as dashboards

pytestmark = pytest.mark.django_db

figures = dashboards.figures
release = dashboards.release
released = dashboards.released


@pytest.fixture
def screen(areas: SimpleNamespace, cast: SimpleNamespace) -> Callable[[], str]:
    """`screen()` is the page as a stranger with the link sees it now."""
    _link, secret = make_link(area=areas.city, name="大屏", days=7, by=cast.office_worker)

    def text() -> str:
        answer = Client().get(reverse("screen_show", args=[secret]))
        assert answer.status_code == 200
        return answer.content.decode()

    return text


def test_before_the_first_release_the_screen_says_so(screen) -> None:
    assert "还没有已发布的年度数据" in screen()


def test_the_screen_shows_the_released_year_and_never_the_live_one(
    screen, released: None, release: Callable[[int], None], indicators, areas
) -> None:
    before = screen()
    assert "演示市2024年妇女儿童发展规划目标进展情况" in before
    assert "2025年（采集中）" not in before
    dashboards.record_values(indicators.water, areas.city, {2025: "96.0"})
    assert _without_time(screen()) == _without_time(before)
    release(2025)
    assert "演示市2025年妇女儿童发展规划目标完成情况" in screen()


def _without_time(page: str) -> str:
    return re.sub(r"\d+月\d+日 \d\d:\d\d", "", page)


def test_the_screen_names_units_and_no_person_and_leads_nowhere(
    screen, released: None, cast: SimpleNamespace
) -> None:
    page = screen()
    assert not [name for name in vars(cast) if name in page]
    assert "<a " not in page
    assert "<form" not in page
    assert "<nav" not in page


def test_the_screen_is_marked_as_a_demonstration(screen, released: None) -> None:
    assert "screen-demo" in screen()


def test_no_copy_is_kept_and_no_index_made(areas, cast, released: None) -> None:
    _link, secret = make_link(area=areas.city, name="大屏", days=7, by=cast.office_worker)
    answer = Client().get(reverse("screen_show", args=[secret]))
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_without_script_the_page_refreshes_itself(screen, released: None) -> None:
    assert '<noscript><meta http-equiv="refresh" content="300">' in screen()


def test_the_office_makes_a_link_and_sees_its_address_once(sign_in, released: None) -> None:
    office = sign_in("office_worker")
    answer = office.post(reverse("screen_make"), {"name": "三楼会议室", "days": "30"})
    address = re.search(r"<code>(.+?)</code>", answer.content.decode()).group(1)
    assert answer["Cache-Control"] == "no-store"
    assert Client().get(address.split("testserver")[1]).status_code == 200
    listed = office.get(reverse("screen_list")).content.decode()
    assert "三楼会议室" in listed
    assert "从未使用" not in listed
    assert address not in listed


def test_a_refused_link_keeps_what_was_typed(sign_in) -> None:
    answer = sign_in("office_worker").post(reverse("screen_make"), {"name": "大屏", "days": "x"})
    assert answer.status_code == 422
    assert 'value="大屏"' in answer.content.decode()
    assert not DisplayLink.objects.exists()


def test_revoking_ends_the_picture(sign_in, areas, cast, released: None) -> None:
    link, secret = make_link(area=areas.city, name="大屏", days=7, by=cast.office_worker)
    office = sign_in("office_worker")
    assert office.post(reverse("screen_revoke", args=[link.pk])).status_code == 302
    assert Client().get(reverse("screen_show", args=[secret])).status_code == 404
    assert "已停用" in office.get(reverse("screen_list")).content.decode()


def test_the_leader_page_leads_the_office_to_the_screens(sign_in, released: None) -> None:
    address = f'href="{reverse("screen_list")}"'
    page = reverse("leader_summary")
    assert address in sign_in("office_worker").get(page).content.decode()
    assert address not in sign_in("leader").get(page).content.decode()
