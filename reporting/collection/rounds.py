"""Opening a round: every unit finds its return ready, with a cell for each figure it owes."""

import datetime
from collections import defaultdict

from django.db import transaction
from django.db.models.functions import Coalesce

from indicators.models import (
    TOTAL,
    Area,
    AreaLevel,
    Assignment,
    AssignmentRole,
    IndicatorBreakdown,
    PlanState,
    Target,
    User,
)
from indicators.people.audit import record_act
from reporting.collection.states import StateRefused
from reporting.models import Item, Round, RoundState, Submission, SubmissionState
from reporting.permissions import check_open_round


@transaction.atomic
def open_round(
    *, area: Area, year: int, opens_on: datetime.date, due_on: datetime.date, by: User
) -> Round:
    """Open the year's round of a city and make the returns that its assignments ask for.

    Called again with the same days it adds what new assignments ask for, to returns that nobody
    has handed in. Raises PermissionRefused, or StateRefused for a county, for days out of order,
    for a closed round and for a round with other days.
    """
    check_open_round(by, area)
    if area.level in (AreaLevel.COUNTY, AreaLevel.ZONE):
        raise StateRefused("报告期由市级开启，县（市、区）的报表随之生成。")
    if due_on < opens_on:
        raise StateRefused("截止日期不能早于开始日期。")
    round_, is_new = Round.objects.select_for_update().get_or_create(
        area=area,
        year=year,
        defaults={"opens_on": opens_on, "due_on": due_on, "state": RoundState.OPEN},
    )
    if round_.state != RoundState.OPEN:
        raise StateRefused(f"{year}年度的报告期已经关闭。")
    if (round_.opens_on, round_.due_on) != (opens_on, due_on):
        raise StateRefused(f"{year}年度的报告期已经开启，截止日期为{round_.due_on}。")
    made = _make_returns(round_)
    if is_new or made:
        record_act(
            by=by,
            action="round.open",
            subject=round_,
            new={"year": year, "due_on": str(due_on), "cells_made": made},
        )
    return round_


def _make_returns(round_: Round) -> int:
    """Make the missing returns and cells in four statements; how many cells are new."""
    owed: dict[tuple[int, int], set[int]] = defaultdict(set)
    assignments = Assignment.objects.in_year(round_.year).filter(
        role=AssignmentRole.REPORTS, area__path__startswith=round_.area.path
    )
    for assignment in assignments:
        owed[assignment.organisation_id, assignment.area_id].add(assignment.indicator_id)
    Submission.objects.bulk_create(
        [
            Submission(
                round=round_,
                organisation_id=organisation_id,
                area_id=area_id,
                state=SubmissionState.DRAFT,
            )
            for organisation_id, area_id in owed
        ],
        ignore_conflicts=True,
    )
    drafts = list(
        round_.submissions.select_for_update().filter(state=SubmissionState.DRAFT).order_by("id")
    )
    there = set(
        Item.objects.filter(submission__in=drafts).values_list(
            "submission_id", "indicator_id", "breakdown_id"
        )
    )
    breakdowns = _breakdowns_owed(round_, set().union(*owed.values()))
    missing = [
        Item(submission=draft, indicator_id=indicator_id, breakdown_id=breakdown_id)
        for draft in drafts
        for indicator_id in sorted(owed[draft.organisation_id, draft.area_id])
        for breakdown_id in sorted(breakdowns[indicator_id])
        if (draft.pk, indicator_id, breakdown_id) not in there
    ]
    Item.objects.bulk_create(missing, batch_size=2000)
    return len(missing)


def _breakdowns_owed(round_: Round, indicator_ids: set[int]) -> dict[int, set[int]]:
    """{indicator: breakdowns}: the total, required dimensions, and what targets are judged on."""
    owed = {indicator_id: {TOTAL} for indicator_id in indicator_ids}
    dimensions = IndicatorBreakdown.objects.filter(required=True, indicator__in=indicator_ids)
    judged = Target.objects.filter(
        plan__state=PlanState.IN_FORCE,
        plan__area__path__startswith=round_.area.path,
        plan__end_year__gte=round_.year,
    )
    wanted = [
        *dimensions.values_list("indicator_id", "breakdown_id"),
        *judged.values_list("indicator_id", "breakdown_id"),
        *judged.exclude(other_breakdown=None).values_list(
            Coalesce("other_indicator_id", "indicator_id"), "other_breakdown_id"
        ),
    ]
    for indicator_id, breakdown_id in wanted:
        if indicator_id in owed:
            owed[indicator_id].add(breakdown_id)
    return owed
