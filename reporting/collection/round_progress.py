"""The progress of a round: who has filed, who is late, 报送率 and 及时率, and the same as Excel."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicators.clock import today
from reporting.collection.reads import Progress, progress_rows
from reporting.collection.round_running import reminded_today
from reporting.models import Round, Submission, SubmissionState
from reporting.workbooks.contents import CellValue
from reporting.workbooks.writing import Column, SheetContent, write_workbook

# ?show= of the page, and what it keeps of the rows.
FILTERS = {
    "": "全部",
    "late": "逾期",
    "open": "未提交",
    "review": "待审核",
    "returned": "退回修改",
    "complete": "已完成",
    "supplement": "待补报",
}
_REVIEWED = frozenset(
    {SubmissionState.UNIT_REVIEW, SubmissionState.SUBMITTED, SubmissionState.CITY_REVIEW}
)
COLUMNS = (
    Column("地区", 14),
    Column("单位", 30),
    Column("截止日期", 12),
    Column("延期原因", 30),
    Column("状态", 12),
    Column("逾期", 8),
    Column("填报项", 8),
    Column("已填", 8),
    Column("待单位审核", 10),
    Column("待统计审核", 10),
    Column("待市级验收", 10),
    Column("退回", 8),
    Column("已通过", 8),
    Column("待补报", 8),
    Column("首次提交", 18),
    Column("及时", 8),
    Column("提交人", 20),
    Column("签字", 24),
    Column("完成时间", 18),
)


@dataclass(frozen=True)
class RoundOverview:
    """One round and the returns of it that a person oversees."""

    round: Round
    rows: tuple[Progress, ...]
    reminded: frozenset[int] = frozenset()

    @property
    def filed(self) -> int:
        """Returns that were handed in at least once."""
        return sum(row.submission.first_submitted_at is not None for row in self.rows)

    @property
    def in_time(self) -> int:
        """Returns whose first handing-in was not later than their own day."""
        return sum(is_in_time(row.submission) for row in self.rows)

    @property
    def complete(self) -> int:
        return sum(row.submission.state == SubmissionState.COMPLETE for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.rows)

    @property
    def filed_percent(self) -> int:
        """报送率 in whole percent, rounded down: a hundred means all of them."""
        return 100 * self.filed // len(self.rows) if self.rows else 0

    @property
    def in_time_percent(self) -> int:
        """及时率: of all that are due, not only of those that came."""
        return 100 * self.in_time // len(self.rows) if self.rows else 0

    @property
    def days_left(self) -> int:
        return (self.round.due_on - today()).days

    @property
    def to_remind(self) -> int:
        """Late returns that nobody was reminded of today."""
        return sum(row.is_overdue and row.submission.pk not in self.reminded for row in self.rows)

    @property
    def by_state(self) -> list[tuple[str, str, int]]:
        """(word, css class, how many) of the states that occur, along the path."""
        counted: dict[str, tuple[str, int]] = {}
        for row in self.rows:
            state_class, number = counted.get(row.state_word, (row.state_class, 0))
            counted[row.state_word] = (state_class, number + 1)
        words = ["未填报", *SubmissionState.labels]
        return [(word, *counted[word]) for word in words if word in counted]

    def shown(self, show: str) -> list[Progress]:
        """The rows that a filter of the page keeps."""
        keep = {
            "late": lambda row: row.is_overdue,
            "open": lambda row: row.submission.first_submitted_at is None,
            "review": lambda row: row.submission.state in _REVIEWED,
            "returned": lambda row: row.returned > 0,
            "complete": lambda row: row.submission.state == SubmissionState.COMPLETE,
            "supplement": lambda row: row.supplements > 0,
        }.get(show)
        return [row for row in self.rows if keep is None or keep(row)]


def overview(user: Any, round_: Round) -> RoundOverview:
    """Every return of the round that this person oversees, in the order of areas and units."""
    rows = progress_rows(Submission.objects.visible_to(user).filter(round=round_))
    return RoundOverview(round_, tuple(rows), frozenset(reminded_today(round_)))


def is_in_time(submission: Submission) -> bool:
    """First handed in not later than its own day."""
    first = submission.first_submitted_at
    return first is not None and timezone.localdate(first) <= submission.due


def progress_workbook(overview_: RoundOverview, show: str) -> bytes:
    """The progress table as an Excel file, with the rates above it."""
    round_, rows = overview_.round, overview_.shown(show)
    total = len(overview_.rows)
    notes = (
        f"{round_}（{round_.get_state_display()}），截止 {round_.due_on}，统计于 {today()}",
        f"报送率 {overview_.filed_percent}%（{overview_.filed} / {total}），"
        f"及时率 {overview_.in_time_percent}%（{overview_.in_time} / {total}）；"
        f"筛选：{FILTERS.get(show, FILTERS[''])}",
    )
    sheet = SheetContent("填报进度", COLUMNS, [_line(row) for row in rows], notes)
    return write_workbook([sheet], title=f"{round_}填报进度")


def _line(row: Progress) -> tuple[CellValue, ...]:
    submission = row.submission
    signed = submission.paper_signature or (submission.signed_by or "")
    return (
        submission.area.name,
        submission.organisation.name,
        submission.due,
        submission.due_reason,
        row.state_word,
        f"{row.days_late}天" if row.is_overdue else "",
        Decimal(row.cells),
        Decimal(row.filled),
        Decimal(row.unit_pending),
        Decimal(row.pending),
        Decimal(row.city_pending),
        Decimal(row.returned),
        Decimal(row.approved),
        Decimal(row.supplements),
        _moment(submission.first_submitted_at),
        "是" if is_in_time(submission) else "否",
        str(submission.submitted_by or ""),
        str(signed),
        _moment(submission.completed_at),
    )


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
