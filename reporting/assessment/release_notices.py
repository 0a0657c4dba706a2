"""Whom the steps of a year on its way out are told to."""

from django.urls import reverse

from indicators.models import Role
from indicators.people.access import FIGURE_ROLES
from reporting.models import Release
from reporting.notices import NoticeKind, people_in, people_within, tell


def tell_signed(release: Release) -> None:
    """To the office, whose turn it is."""
    tell(
        recipients=people_in(release.area, [Role.OFFICE]),
        kind=NoticeKind.YEAR_SIGNED,
        occasion=f"release {release.pk} signed",
        title=f"{release.area} {release.year}年度数据已核定，等待发布",
        body=f"{release.signed_by}已核定第 {release.number} 版，请核对后发布。",
        address=reverse("year_page"),
    )


def tell_withdrawn(release: Release, reason: str) -> None:
    """To the office: there is nothing to release for now."""
    tell(
        recipients=people_in(release.area, [Role.OFFICE]),
        kind=NoticeKind.YEAR_WITHDRAWN,
        occasion=f"release {release.pk} withdrawn",
        title=f"{release.area} {release.year}年度数据的核定已撤回",
        body=f"{release.withdrawn_by}撤回了第 {release.number} 版的核定：{reason.strip()}",
        address=reverse("year_page"),
    )


def tell_released(release: Release) -> None:
    """To everybody in the area who works with figures, in one statement."""
    tell(
        recipients=people_within(release.area, FIGURE_ROLES - {Role.MACHINE}),
        kind=NoticeKind.YEAR_RELEASED,
        occasion=f"release {release.pk} released",
        title=f"{release.area} {release.year}年度数据已发布（第 {release.number} 版）",
        body=release.note or "各目标的实现情况已可查看。",
        address=reverse("target_list"),
    )
