"""What every page shows around its content: system name, navigation by role, the account."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from indicators.models import Installation, Role
from indicators.people.access import FIGURE_ROLES, OVERSIGHT_ROLES, Access, access_of
from reporting.collection.review_permissions import REVIEWING_ROLES
from reporting.notices.inbox import unread_count

NAME_BEFORE_INSTALLATION = "妇儿规划监测"


@dataclass(frozen=True)
class Section:
    """One entry of the navigation: its start page, whom it is for, the names of its other pages.

    `other_pages` are names or, ending in "_", beginnings of names. `is_extra`: under 更多.
    `is_for_demo`: only in the demonstration.
    """

    title: str
    page: str
    roles: frozenset[str]
    other_pages: tuple[str, ...] = ()
    is_extra: bool = False
    is_for_demo: bool = False

    def holds_page(self, name: str) -> bool:
        """The page belongs to this section."""
        return name == self.page or any(
            name.startswith(other) if other.endswith("_") else name == other
            for other in self.other_pages
        )


COUNTING = frozenset({Role.STATISTICIAN, Role.UNIT_HEAD})
WORKING = FIGURE_ROLES - {Role.LEADER, Role.MACHINE}
ACCOUNT_KEEPERS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})
SECTIONS = (
    Section("我的任务", "my_tasks", WORKING, ("submission_entry", "submission_submit")),
    Section("数据审核", "review_list", REVIEWING_ROLES, ("submission_review", "return_sign")),
    Section("填报进度", "round_list", OVERSIGHT_ROLES, ("round_",)),
    Section("人口数", "population_list", frozenset({Role.REVIEWER}), ("population_",), True),
    Section("核定发布", "year_page", OVERSIGHT_ROLES, ("year_",)),
    Section("领导摘要", "leader_summary", FIGURE_ROLES),
    Section("目标清单", "target_list", FIGURE_ROLES, ("target_page",)),
    Section("目标矩阵", "matrix", FIGURE_ROLES),
    Section(
        "规划与指标",
        "catalogue_plans",
        FIGURE_ROLES,
        (
            "catalogue_",
            "indicator_s",
            "indicator_library",
            "indicator_change",
            "indicator_page",
            "plan_page",
        ),
    ),
    Section("县区比较", "area_comparison", FIGURE_ROLES, ("area_",), True),
    Section("全国参照", "nation", FIGURE_ROLES, (), True),
    Section("指标比较", "compare", FIGURE_ROLES, ("compare_",), True),
    Section("数据覆盖", "coverage", FIGURE_ROLES, ("coverage_",), True),
    Section("单位情况", "unit_scoreboard", OVERSIGHT_ROLES | {Role.LEADER}, ("unit_page",), True),
    Section("大屏链接", "screen_list", frozenset({Role.OFFICE}), ("screen_",), True),
    Section("核验回执", "receipt_verify", FIGURE_ROLES, ("receipt_",), True),
    Section(
        "规划编制",
        "plan_list",
        FIGURE_ROLES,
        (
            "plan_d",
            "plan_header",
            "plan_move",
            "plan_new",
            "plan_prospects",
            "plan_template",
            "plan_upload",
            "indicator_prospects",
        ),
        True,
    ),
    Section("职责分工", "assignment_list", FIGURE_ROLES, ("assignment_",), True),
    Section("更正申请", "correction_list", COUNTING, ("correction_new",), True),
    Section(
        "数据更正",
        "correction_review_list",
        frozenset({Role.REVIEWER}),
        ("correction_decide",),
        True,
    ),
    Section("评估方法", "method_page", FIGURE_ROLES, ("method_",), True),
    Section("案例一览", "demonstration_cases", FIGURE_ROLES, (), True, True),
    Section("单位管理", "unit_list", ACCOUNT_KEEPERS, ("unit_",)),
    Section("账号管理", "account_list", ACCOUNT_KEEPERS, ("account_", "role_")),
    Section("后台任务", "job_page", frozenset({Role.SYSTEM_ADMINISTRATOR}), ("job_",)),
    Section("审计日志", "audit_trail", frozenset({Role.AUDITOR})),
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
    more: tuple[NavigationEntry, ...]
    account: Account | None
    unread: int = 0

    @property
    def is_in_more(self) -> bool:
        """The current page is one of those under 更多."""
        return any(entry.is_current for entry in self.more)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html. Three queries: installation, memberships, unread notices."""
    installation = Installation.objects.first()
    is_demo = bool(installation and installation.is_demo)
    user = request.user
    access = access_of(user)
    page = _current_page(request)
    return {
        "frame": Frame(
            name=installation.name if installation else NAME_BEFORE_INSTALLATION,
            is_demo=is_demo,
            navigation=navigation_for(access, page),
            more=navigation_for(access, page, extra=True, is_demo=is_demo),
            account=_account(user, access) if user.is_authenticated else None,
            unread=unread_count(user) if access.roles else 0,
        )
    }


def navigation_for(
    access: Access, current_page: str, *, extra: bool = False, is_demo: bool = False
) -> tuple[NavigationEntry, ...]:
    """The sections that these roles may open; the one of `current_page` is marked."""
    return tuple(
        NavigationEntry(section.title, reverse(section.page), section.holds_page(current_page))
        for section in SECTIONS
        if section.is_extra == extra
        and (is_demo or not section.is_for_demo)
        and access.holds(section.roles)
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
