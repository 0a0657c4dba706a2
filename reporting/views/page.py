"""What every page shows around its content: system name, navigation by role, the account."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from indicators.models import Installation, Role
from indicators.people.access import FIGURE_ROLES, Access, access_of

NAME_BEFORE_INSTALLATION = "妇儿规划监测"


@dataclass(frozen=True)
class Section:
    """One entry of the navigation: its start page, its other pages, whom it is for."""

    title: str
    page: str
    roles: frozenset[str]
    other_pages: tuple[str, ...] = ()


SECTIONS = (
    Section(
        "我的任务",
        "my_tasks",
        frozenset({Role.STATISTICIAN, Role.UNIT_HEAD}),
        ("submission_entry", "submission_submit"),
    ),
    Section("数据审核", "review_list", frozenset({Role.REVIEWER}), ("submission_review",)),
    Section("填报进度", "round_list", frozenset({Role.REVIEWER, Role.OFFICE})),
    Section(
        "年度核定与发布",
        "year_page",
        frozenset({Role.REVIEWER, Role.OFFICE}),
        ("year_sign", "year_withdraw", "year_release"),
    ),
    Section("领导摘要", "leader_summary", FIGURE_ROLES),
    Section("目标清单", "target_list", FIGURE_ROLES, ("target_page",)),
    Section("全国参照", "nation", FIGURE_ROLES),
)


@dataclass(frozen=True)
class NavigationEntry:
    title: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Account:
    """Who is signed in, as the menu says it; `duties` pair each role with its unit."""

    name: str
    duties: tuple[str, ...]

    @property
    def first_duty(self) -> str:
        return self.duties[0] if self.duties else "尚未分配角色"


@dataclass(frozen=True)
class Frame:
    name: str
    is_demo: bool
    navigation: tuple[NavigationEntry, ...]
    account: Account | None


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html. Two queries: the installation and the memberships."""
    installation = Installation.objects.first()
    user = request.user
    access = access_of(user)
    return {
        "frame": Frame(
            name=installation.name if installation else NAME_BEFORE_INSTALLATION,
            is_demo=bool(installation and installation.is_demo),
            navigation=navigation_for(access, _current_page(request)),
            account=_account(user, access) if user.is_authenticated else None,
        )
    }


def navigation_for(access: Access, current_page: str) -> tuple[NavigationEntry, ...]:
    """The sections that these roles may open; the one of `current_page` is marked."""
    return tuple(
        NavigationEntry(
            section.title,
            reverse(section.page),
            current_page in (section.page, *section.other_pages),
        )
        for section in SECTIONS
        if access.holds(section.roles)
    )


def _current_page(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _account(user: Any, access: Access) -> Account:
    return Account(
        user.display_name,
        tuple(
            f"{membership.get_role_display()} · {membership.organisation}"
            for membership in access.memberships
        ),
    )
