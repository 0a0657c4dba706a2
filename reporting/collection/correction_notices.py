"""Whom a correction is told to: those who decide on it, then the one who asked."""

from django.db.models import QuerySet
from django.urls import reverse

from indicators.models import Role, User
from reporting.models import Correction, CorrectionState
from reporting.notices import NoticeKind, people_in, people_over, tell


def tell_requested(correction: Correction) -> None:
    """To the bureau of the figure's area; where it has nobody, to the one above."""
    tell(
        recipients=_bureau(correction),
        kind=NoticeKind.CORRECTION_REQUESTED,
        occasion=f"correction {correction.pk} requested",
        title=f"更正申请：{_name(correction)}",
        body=f"{correction.requested_by}申请更正，请核对后决定。",
        address=reverse("correction_decide", args=[correction.pk]),
    )


def tell_decided(correction: Correction) -> None:
    """To the person who asked for it."""
    is_accepted = correction.state == CorrectionState.ACCEPTED
    outcome = "已采纳，更正后的数据已入库。" if is_accepted else "未采纳，数据不变。"
    note = f"理由：{correction.decision_note}" if correction.decision_note else ""
    tell(
        recipients=[correction.requested_by],
        kind=NoticeKind.CORRECTION_DECIDED,
        occasion=f"correction {correction.pk} decided",
        title=f"更正申请{'已采纳' if is_accepted else '未采纳'}：{_name(correction)}",
        body=f"{outcome}{note}",
        address=reverse("correction_list"),
    )


def _bureau(correction: Correction) -> QuerySet[User]:
    own = people_in(correction.area, [Role.REVIEWER])
    found = own if own.exists() else people_over(correction.area, [Role.REVIEWER])
    return found.exclude(pk=correction.requested_by_id)


def _name(correction: Correction) -> str:
    return f"{correction.area} {correction.year}年 {correction.indicator}"
