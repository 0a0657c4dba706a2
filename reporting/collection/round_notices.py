"""What the units are told about a round: opened, closed, opened again, more time, a reminder."""

from django.db.models import QuerySet
from django.urls import reverse

from indicators.models import Membership, Role, User
from reporting.collection.review_permissions import active_members
from reporting.models import Round, Submission
from reporting.notices import NoticeKind, people_at, tell


def tell_opened(round_: Round) -> int:
    """To everyone who fills in a return of the round."""
    return _tell_units(
        round_,
        NoticeKind.ROUND_OPENED,
        "opened",
        "报告期开启",
        f"请在 {round_.due_on:%Y年%-m月%-d日} 24:00 以前提交；有单独期限的指标以填报表所列为准。",
    )


def tell_closed(round_: Round, occasion: str) -> int:
    """To the same."""
    return _tell_units(
        round_,
        NoticeKind.ROUND_CLOSED,
        occasion,
        "报告期关闭",
        "不再接收首次填报；退回的项、尚未产生的数据和初步数仍可在“我的任务”中办理。",
    )


def tell_reopened(round_: Round, occasion: str, reason: str) -> int:
    """To the same, with the reason."""
    return _tell_units(
        round_, NoticeKind.ROUND_REOPENED, occasion, "报告期重新开启", f"原因：{reason}"
    )


def tell_extended(submission: Submission) -> int:
    """To the unit that has more time."""
    return tell(
        recipients=people_at(submission.organisation, [Role.STATISTICIAN, Role.UNIT_HEAD]),
        kind=NoticeKind.DUE_EXTENDED,
        occasion=f"extended {submission.pk} {submission.due_on} v{submission.version}",
        title=f"{submission.round.year}年度报表延期到 {submission.due:%Y年%-m月%-d日}",
        body=f"{submission.organisation}（{submission.area}）的报表已延期。"
        f"原因：{submission.due_reason}",
        address=reverse("submission_entry", args=[submission.pk]),
    )


def tell_late(submission: Submission, day: str) -> int:
    """To the unit's statisticians, and to its heads; once a day."""
    return tell(
        recipients=people_at(submission.organisation, [Role.STATISTICIAN, Role.UNIT_HEAD]),
        kind=NoticeKind.REMINDER,
        occasion=f"reminder {submission.pk} {day}",
        title=f"催报：{submission.organisation} {submission.round.year}年度报表已逾期",
        body=f"{submission.area}的报表应在 {submission.due:%Y年%-m月%-d日} 以前提交，"
        "至今没有提交。请尽快提交；确有困难的，请与统计局联系延期。",
        address=reverse("submission_entry", args=[submission.pk]),
    )


def _tell_units(round_: Round, kind: NoticeKind, occasion: str, title: str, body: str) -> int:
    return tell(
        recipients=_fillers(round_),
        kind=kind,
        occasion=f"round {round_.pk} {occasion}",
        title=f"{round_}：{title}",
        body=body,
        address=reverse("my_tasks"),
    )


def _fillers(round_: Round) -> QuerySet[User]:
    """The statisticians of every unit with a return in the round."""
    members: QuerySet[Membership] = active_members(Role.STATISTICIAN).filter(
        organisation__in=round_.submissions.values("organisation")
    )
    return User.objects.filter(pk__in=members.values("user"))
