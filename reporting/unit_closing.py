"""Closing a unit also asks the collection: what it has begun to report must be finished first."""

from django.db import transaction

from indicators.models import Organisation, User
from indicators.people.organisations import deactivate_organisation
from indicators.people.refusal import NotPossible
from reporting.models import Submission, SubmissionState


@transaction.atomic
def close_unit(*, organisation: Organisation, by: User, reason: str) -> Organisation:
    """Close it. Raises NotPossible while a return of it is open, an account or a duty is left."""
    closed = deactivate_organisation(organisation=organisation, by=by, reason=reason)
    years = (
        Submission.objects.filter(organisation=organisation)
        .exclude(state=SubmissionState.COMPLETE)
        .order_by("round__year")
        .values_list("round__year", flat=True)
    )
    if years:
        named = "、".join(f"{year}年度" for year in sorted(set(years)))
        raise NotPossible(
            f"{organisation}的{named}报表还没有办结，请先由本单位报完、统计部门审核通过。"
        )
    return closed
