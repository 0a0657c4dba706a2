"""A step of a plan on its way, with the assessment that coming into force owes."""

from django.db import transaction
from django.db.models import Min

from indicators.catalogue.draft_states import move_plan
from indicators.models import Plan, User
from reporting.models import Assessment
from reporting.observations.work import owe_assessment


@transaction.atomic
def take_step(*, plan: Plan, wanted: str, seen: str, by: User, reason: str = "") -> None:
    """Like move_plan; a plan that comes into force is judged from its base year on."""
    version = move_plan(plan=plan, wanted=wanted, seen=seen, by=by, reason=reason)
    if version is not None:
        year = _first_judged_year(plan)
        owe_assessment(area=plan.area, year=year, data_version=version)


def _first_judged_year(plan: Plan) -> int:
    """The first year from the plan's base year on that has judgements; else the base year."""
    judged = Assessment.objects.filter(
        area__path__startswith=plan.area.path, year__gte=plan.base_year
    )
    first: int | None = judged.aggregate(first=Min("year"))["first"]
    return first or plan.base_year
