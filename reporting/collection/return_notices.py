"""Whom a step of a return is told to: the next owner, and the unit where something came back."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse

from indicators.models import Role, User
from reporting.collection.review_permissions import BELOW_CITY
from reporting.models import Item, Submission, SubmissionState
from reporting.notices import NoticeKind, people_at, people_in, tell


def tell_submitted(submission: Submission, *, by: User) -> None:
    """To the head who signs; with a signature on paper to the bureau."""
    if submission.state == SubmissionState.UNIT_REVIEW:
        _tell(
            submission,
            people_at(submission.organisation, [Role.UNIT_HEAD]),
            NoticeKind.RETURN_SUBMITTED,
            "等待单位审核签字",
            f"{by}已提交，请核对后签字报送，或退回有问题的项。",
        )
    else:
        tell_signed(submission, by=by)


def tell_signed(submission: Submission, *, by: User) -> None:
    """To the bureau that reviews next."""
    _tell(
        submission,
        bureau_of(submission),
        NoticeKind.RETURN_SIGNED,
        "等待统计部门审核",
        f"{by}已报送，请审核。",
    )


def tell_passed_on(submission: Submission, *, by: User) -> None:
    """To the city's bureau: the county's has passed everything that waited."""
    _tell(
        submission,
        people_in(submission.organisation.area.parent, [Role.REVIEWER]),
        NoticeKind.RETURN_ACCEPTED,
        "等待市级验收",
        f"{by}（{submission.organisation.area}）已审核通过，请验收。",
    )


def tell_returned(submission: Submission, items: Sequence[Item], *, by: User) -> None:
    """To the unit: which cells came back and why."""
    lines = [f"{item.indicator.name}：{item.review_note}" for item in items]
    _tell(
        submission,
        people_at(submission.organisation, [Role.STATISTICIAN, Role.UNIT_HEAD]),
        NoticeKind.CELLS_RETURNED,
        f"退回 {len(items)} 项",
        f"{by}退回下列各项，请修改后再次提交：\n" + "\n".join(lines),
        page="submission_entry",
    )


def tell_complete(submission: Submission, *, by: User) -> None:
    """To the unit: everything is in store."""
    _tell(
        submission,
        people_at(submission.organisation, [Role.STATISTICIAN, Role.UNIT_HEAD]),
        NoticeKind.RETURN_COMPLETE,
        "全部审核通过",
        "全部数据已入库。尚未产生的数据和初步数产生新结果后，请在“我的任务”中补报。",
        page="submission_entry",
    )


def bureau_of(submission: Submission) -> QuerySet[User]:
    """Who reviews what a unit signed: its own bureau, or the one above where it has nobody."""
    home = submission.organisation.area
    own = people_in(home, [Role.REVIEWER])
    if home.level in BELOW_CITY and not own.exists():
        return people_in(home.parent, [Role.REVIEWER])
    return own


def _tell(
    submission: Submission,
    recipients: QuerySet[User],
    kind: NoticeKind,
    title: str,
    body: str,
    *,
    page: str = "submission_review",
) -> None:
    name = f"{submission.organisation} {submission.round.year}年度"
    if submission.area_id != submission.organisation.area_id:
        name += f"（{submission.area}）"
    tell(
        recipients=recipients,
        kind=kind,
        occasion=f"{kind} {submission.pk} v{submission.version}",
        title=f"{name}报表：{title}",
        body=body,
        address=reverse(page, args=[submission.pk]),
    )
