"""The rows of the review page: each figure with everything that a reviewer needs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators import wording
from indicators.models import Indicator, User
from reporting.attachments import attachments_of
from reporting.collection.cells import CellsRefused, content_of, rule_of
from reporting.collection.context import cell_key, past_figures, past_years
from reporting.collection.entry_findings import ShownFinding, shown_findings
from reporting.collection.entry_grid import figure_words, past_words
from reporting.collection.review import own_items
from reporting.collection.review_history import CellHistory, histories_of, moved_since
from reporting.collection.review_permissions import stages_of
from reporting.collection.states import WAITING, Stage
from reporting.collection.storing import stored_figures
from reporting.collection.typed_numbers import number_text
from reporting.models import Attachment, Item, Observation, ObservationStatus, Submission

ONLY_QUESTIONED = "questioned"  # ?show= of the page


@dataclass(frozen=True)
class ReviewRow:
    """One cell; `choice` and `reason` are what the reviewer had chosen before a refusal."""

    item: Item
    past: tuple[tuple[int, str], ...]  # year and figure
    value: str
    change: str
    counts: str
    may_decide: bool
    is_own: bool
    findings: tuple[ShownFinding, ...] = ()
    evidence: tuple[Attachment, ...] = ()
    history: CellHistory = field(default_factory=CellHistory)
    moved: str = ""
    choice: str = ""
    reason: str = ""
    difference: str = ""

    @property
    def direction(self) -> str:
        """越高越好 or 越低越好, printed with every row."""
        return wording.better_text(self.item.indicator.better)

    @property
    def name(self) -> str:
        """The indicator, with the group that the cell is about."""
        item = self.item
        return f"{item.indicator}（{item.breakdown}）" if item.breakdown_id else str(item.indicator)

    @property
    def is_questioned(self) -> bool:
        """A check says something, it was sent back before, or it differs from what is stored."""
        return bool(self.findings or self.moved or self.difference)

    @property
    def may_pass_at_once(self) -> bool:
        """Nothing about it asks for a look of its own."""
        return self.may_decide and not self.is_own and not self.is_questioned

    @property
    def period(self) -> str:
        return self.item.reference_period or self.item.indicator.reference_period

    @property
    def provisional(self) -> bool:
        return self.item.status == ObservationStatus.PROVISIONAL


@dataclass(frozen=True)
class ReviewPage:
    """The rows and the past years above their columns; `stages` are this person's."""

    years: tuple[int, ...]
    rows: tuple[ReviewRow, ...]
    stages: tuple[Stage, ...]
    show: str = ""

    @property
    def shown(self) -> list[ReviewRow]:
        """The rows that the filter keeps."""
        if self.show != ONLY_QUESTIONED:
            return list(self.rows)
        return [row for row in self.rows if row.is_questioned]

    @property
    def is_open(self) -> bool:
        return any(row.may_decide for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.may_decide for row in self.rows)

    @property
    def questioned(self) -> int:
        return sum(row.is_questioned for row in self.rows)

    @property
    def at_once(self) -> int:
        return sum(row.may_pass_at_once for row in self.shown)

    @property
    def signs(self) -> bool:
        """This person signs for the unit, and something waits for it."""
        waiting = WAITING[Stage.UNIT]
        return Stage.UNIT in self.stages and any(row.item.review == waiting for row in self.rows)


def review_page(
    submission: Submission,
    *,
    by: User,
    show: str = "",
    posted: Mapping[str, str] | None = None,
    refusal: CellsRefused | None = None,
) -> ReviewPage:
    """The cells of a return for who reviews it; `posted` keeps what was chosen but not done.

    The number of queries does not grow with the cells.
    """
    items = list(
        submission.items.select_related("indicator", "breakdown", "edited_by", "reviewed_by")
    )
    mine = stages_of(by, submission)
    known = _Known(submission, items, by, {WAITING[stage] for stage in mine})
    changed = {d.item.pk: d.sentence for d in refusal.differences} if refusal else {}
    rows = tuple(known.row(item, changed.get(item.pk, ""), posted or {}) for item in items)
    stages = tuple(stage for stage in Stage if stage in mine)
    return ReviewPage(tuple(known.years), rows, stages, show)


class _Known:
    """What is read once for all rows."""

    def __init__(
        self, submission: Submission, items: list[Item], by: User, waiting: set[str]
    ) -> None:
        self.years = past_years(submission)
        self._waiting = waiting
        self._own = own_items(items, by)
        self._past = past_figures(submission, items)
        self._findings = shown_findings([submission])
        self._evidence = attachments_of(submission)
        self._histories = histories_of(submission)
        self._stored = stored_figures(submission, items)

    def row(self, item: Item, difference: str, posted: Mapping[str, str]) -> ReviewRow:
        known = self._past.get(cell_key(item), {})
        history = self._histories.get(item.pk, CellHistory())
        may_decide = item.review in self._waiting
        return ReviewRow(
            item=item,
            past=tuple((year, past_words(item.indicator, known.get(year))) for year in self.years),
            value=figure_words(item.indicator, item),
            change=_change(item.indicator, item, known.get(self.years[-1])),
            counts=_counts(item),
            may_decide=may_decide,
            is_own=item.pk in self._own,
            findings=tuple(self._findings.get(item.pk, ())),
            evidence=tuple(self._evidence.get(item.pk, ())),
            history=history,
            moved=moved_since(item, history, self._stored) if may_decide else "",
            # What was chosen for a figure that has changed since is chosen anew.
            choice="" if difference else posted.get(f"cell-{item.pk}-decision", ""),
            reason="" if difference else posted.get(f"cell-{item.pk}-reason", ""),
            difference=difference,
        )


def _change(indicator: Indicator, item: Item, last: Observation | None) -> str:
    """The difference since last year in the right unit, as 比上年上升0.8个百分点."""
    if item.value is None or last is None or last.value is None:
        return ""
    return wording.change_on_last_year(
        float(item.value), float(last.value), indicator.unit, indicator.decimals
    )


def _counts(item: Item) -> str:
    """Numerator and denominator, or the day a missing figure is expected on."""
    content = content_of(item).as_typed()
    if rule_of(item.indicator).is_ratio and item.numerator is not None:
        return f"{number_text(item.numerator)} / {number_text(item.denominator)}"
    return f"预计 {content.expected_on}" if content.expected_on else ""
