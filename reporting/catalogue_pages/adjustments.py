"""An adjustment of the catalogue and the assessments that it owes, in one transaction."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Min

from indicators.catalogue.adjusting import Moved
from reporting.models import AssessmentRun
from reporting.observations.work import owe_assessment


@transaction.atomic
def carry_out(adjust: Callable[[], tuple[Moved, ...]]) -> tuple[Moved, ...]:
    """Call `adjust` and file the assessments of the scopes that it moved.

    The earliest judged year is filed, later ones follow it; a scope that was never judged owes
    nothing yet. Raises what `adjust` raises, and then nothing is stored.
    """
    moved = adjust()
    _owe(moved)
    return moved


def _owe(moved: Iterable[Moved]) -> None:
    for each in moved:
        first = AssessmentRun.objects.filter(scope=each.scope).aggregate(Min("year"))["year__min"]
        if first is not None:
            owe_assessment(area=each.scope, year=first, data_version=each.data_version)
