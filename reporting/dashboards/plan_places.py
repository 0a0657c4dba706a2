"""How do the targets of several plans stand: of the own area, of counties, of the nation?"""

from collections.abc import Iterable, Sequence
from typing import Any

from indicators.models import AreaLevel, PlanState, Target
from reporting.assessment.reading import Reading
from reporting.models import Assessment, Judgement, Release, ReleasedJudgement


def standings_of(
    reading: Reading, targets: Iterable[Target], own: Sequence[Judgement], viewer: Any
) -> dict[int, Judgement]:
    """{target id: its judgement}: `own` of the reading, else the last released, the nation's live.

    At most two queries. Targets of drafts have none.
    """
    found = {row.target_id: row for row in own}
    others = [
        each
        for each in targets
        if each.plan.state == PlanState.IN_FORCE and each.plan.area_id != reading.area.pk
    ]
    is_nations = {each.pk: each.plan.area.level == AreaLevel.NATION for each in others}
    nations = [pk for pk, is_nation in is_nations.items() if is_nation]
    released = [pk for pk, is_nation in is_nations.items() if not is_nation]
    rows = [*_last_released(released, viewer), *_newest(nations)]
    return found | {row.target_id: row for row in rows}


def _last_released(targets: Sequence[int], viewer: Any) -> Iterable[Judgement]:
    if not targets:
        return []
    released = Release.objects.visible_to(viewer).released()
    return (
        ReleasedJudgement.objects.filter(target__in=targets, release__in=released)
        .order_by("target_id", "-year", "-release__number")
        .distinct("target_id")
    )


def _newest(targets: Sequence[int]) -> Iterable[Judgement]:
    if not targets:
        return []
    rows = Assessment.objects.filter(target__in=targets)
    return rows.order_by("target_id", "-year").distinct("target_id")
