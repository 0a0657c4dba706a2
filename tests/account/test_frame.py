"""What stands around every page: navigation by role, the demonstration mark, errors."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Installation
from indicators.people.access import access_of
from reporting.views.page import navigation_for

pytestmark = pytest.mark.django_db

FIGURES = ["领导摘要", "目标清单", "目标矩阵", "规划与指标"]


@pytest.mark.parametrize(
    ("person", "titles"),
    [
        ("statistician", ["我的任务", *FIGURES]),
        ("unit_head", ["我的任务", "数据审核", *FIGURES]),
        ("reviewer", ["我的任务", "数据审核", "填报进度", "核定发布", *FIGURES]),
        ("office_worker", ["我的任务", "填报进度", "核定发布", *FIGURES]),
        ("leader", FIGURES),
        ("administrator", ["单位管理", "账号管理", "后台任务"]),
    ],
)
def test_navigation_by_role(cast: SimpleNamespace, person: str, titles: list[str]) -> None:
    entries = navigation_for(access_of(getattr(cast, person)), "home")
    assert [entry.title for entry in entries] == titles


@pytest.mark.parametrize("person", ["statistician", "unit_head", "reviewer", "office_worker"])
def test_every_entry_of_the_navigation_opens(sign_in, cast: SimpleNamespace, person: str) -> None:
    client = sign_in(person)
    for entry in navigation_for(access_of(getattr(cast, person)), ""):
        assert client.get(entry.address).status_code == 200, entry.title


def test_the_open_page_is_marked(cast: SimpleNamespace) -> None:
    entries = navigation_for(access_of(cast.leader), "target_page")
    assert [entry.title for entry in entries if entry.is_current] == ["目标清单"]


@pytest.mark.parametrize("is_demo", [True, False])
def test_invented_figures_are_marked_on_every_page(
    client: Client, areas: SimpleNamespace, is_demo: bool
) -> None:
    Installation.objects.update(is_demo=is_demo)
    assert ("演示数据" in client.get(reverse("login")).content.decode()) is is_demo


def test_the_foot_warns_of_secrets(client: Client, areas: SimpleNamespace) -> None:
    assert "严禁录入国家秘密" in client.get(reverse("login")).content.decode()


def test_the_sign_in_page_stands_before_anything_is_installed(client: Client) -> None:
    assert client.get(reverse("login")).status_code == 200


def test_an_unknown_address_is_answered_in_the_frame(sign_in) -> None:
    answer = sign_in("leader").get("/no-such-page/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


def test_a_refusal_says_why(sign_in) -> None:
    answer = sign_in("administrator").get(reverse("leader_summary"))
    assert answer.status_code == 403
    assert "您的角色不能打开这个页面" in answer.content.decode()


def test_no_page_carries_inline_script_or_style(sign_in) -> None:
    page = sign_in("leader").get(reverse("nation"), follow=True).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
