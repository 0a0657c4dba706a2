"""Whose figure is it, and who decides on its correction? Pairs check_x and can_x."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.models import Assignment, AssignmentRole, Role
from indicators.people.access import OVERSIGHT_ROLES, UNIT_ROLES, access_of
from reporting.models import Correction, Flow, Observation
from reporting.permissions import PermissionRefused


def owned_figures(user: Any) -> QuerySet[Observation]:
    """The reported figures in force that this statistician's units answer for."""
    units = access_of(user).organisation_ids([Role.STATISTICIAN])
    return Observation.objects.in_force().filter(_answers_for(units), flow=Flow.RETURN)


def readable_figures(user: Any) -> QuerySet[Observation]:
    """The figures whose history a person may read: of the own unit, or of the area overseen."""
    access = access_of(user)
    return Observation.objects.filter(
        _answers_for(access.organisation_ids(UNIT_ROLES))
        | access.area_filter(OVERSIGHT_ROLES, "area__path")
    )


def unit_corrections(user: Any) -> QuerySet[Correction]:
    """The requests about figures of one's own unit."""
    return Correction.objects.filter(_answers_for(access_of(user).organisation_ids(UNIT_ROLES)))


def decidable_corrections(user: Any) -> QuerySet[Correction]:
    """The requests of the areas that one reviews, decided ones too."""
    return Correction.objects.filter(access_of(user).area_filter([Role.REVIEWER], "area__path"))


def can_request(user: Any, figure: Observation) -> bool:
    return (
        owned_figures(user)
        .filter(
            indicator=figure.indicator_id,
            area=figure.area_id,
            breakdown=figure.breakdown_id,
            year=figure.year,
        )
        .exists()
    )


def check_request(user: Any, figure: Observation) -> None:
    if not can_request(user, figure):
        raise PermissionRefused("只有负责填报这项数据的单位的统计员可以申请更正。")


def can_decide(user: Any, correction: Correction) -> bool:
    covers = access_of(user).covers(correction.area.path, [Role.REVIEWER])
    return covers and correction.requested_by_id != user.pk


def check_decide(user: Any, correction: Correction) -> None:
    if correction.requested_by_id == user.pk:
        raise PermissionRefused("您申请的更正，不能由您本人决定。")
    if not can_decide(user, correction):
        raise PermissionRefused("更正申请由同级或上级统计部门的审核员决定。")


def _answers_for(organisation_ids: list[int]) -> Q:
    """Rows of a cell that one of the units reports now, or reported in its year."""
    duties = Assignment.objects.filter(
        role=AssignmentRole.REPORTS,
        organisation__in=organisation_ids,
        indicator=OuterRef("indicator"),
        area=OuterRef("area"),
    ).filter(
        Q(last_year=None) | Q(first_year__lte=OuterRef("year"), last_year__gte=OuterRef("year"))
    )
    return Q(Exists(duties))
