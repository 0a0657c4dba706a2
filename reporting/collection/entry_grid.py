"""One cell of the entry page: what stands in it, beside it, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators import wording
from indicators.models import Indicator
from reporting.collection.cell_contents import CellContent, CellRule, TypedCell
from reporting.collection.cells import CellsRefused, content_of, rule_of
from reporting.collection.context import Demand
from reporting.collection.entry import SeenCell, population_key
from reporting.collection.entry_findings import ShownFinding
from reporting.collection.entry_words import more_words, typed_state, written_words
from reporting.collection.typed_numbers import number_text
from reporting.models import (
    Attachment,
    Item,
    MissingKind,
    Observation,
    ReviewState,
)

# What is entered in the row that opens beneath a cell, not in the cell itself.
MORE_COLUMNS = (
    "missing_kind",
    "expected_on",
    "qualifier",
    "status",
    "reference_period",
    "note",
)
QUALIFIERS = ("约", "以上")


@dataclass(frozen=True)
class Referenced:
    """A denominator that the bureau enters: its name, its number ("" while there is none), who."""

    name: str
    number: str
    by: str


@dataclass(frozen=True)
class EntryCell:
    """One cell of a return as the page shows it; `typed` is what its inputs hold."""

    item: Item
    rule: CellRule
    typed: TypedCell
    version: int
    may_type: bool
    past: tuple[tuple[int, str], ...]  # year and figure
    last: Observation | None
    demands: tuple[Demand, ...]
    referenced: Referenced | None = None
    problems: Mapping[str, str] = field(default_factory=dict)  # why it was not stored, by column
    difference: str = ""
    unsaved: str = ""
    findings: tuple[ShownFinding, ...] = ()
    evidence: Sequence[Attachment] = ()
    is_opened: bool = False
    place: str = ""  # the area, where several stand side by side

    @property
    def wrong(self) -> bool:
        """Something has to be mended before the return is handed in."""
        return bool(self.problems) or any(shown.finding.is_hard for shown in self.findings)

    @property
    def asked(self) -> bool:
        """Something has to be explained."""
        return any(shown.is_open for shown in self.findings)

    @property
    def open_word(self) -> str:
        """What is still to be done here; empty where nothing is."""
        if not self.may_type:
            return ""
        if self.wrong:
            return "须修改"
        if self.asked:
            return "请说明"
        return "" if self.item.is_filled else "未填"

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
    def value(self) -> str:
        """The stored value as it will be judged."""
        return figure_words(self.item.indicator, self.item)

    @property
    def change(self) -> str:
        """The stored value against last year's, as +0.4."""
        return change_words(self.item.indicator, self.item.value, last_value(self.last))

    @property
    def summary(self) -> tuple[str, ...]:
        """What is entered beneath the cell, in a few words each."""
        return more_words(content_of(self.item))

    @property
    def state(self) -> dict[str, Any]:
        """What the page's scripts know about the cell."""
        item, indicator = self.item, self.item.indicator
        last = last_value(self.last)
        return {
            "id": item.pk,
            "return": item.submission_id,
            "version": item.version,
            "name": self.name,
            "place": self.place,
            "unit": indicator.unit,
            "step": wording.difference_unit(indicator.unit),
            "decimals": indicator.decimals,
            "multiplier": indicator.multiplier if self.rule.is_ratio else None,
            "last": None if last is None else str(last),
            "referenced": None if self.referenced is None else self.referenced.number,
            "period": indicator.reference_period,
            "mayType": self.may_type,
            "review": "" if item.review == ReviewState.OPEN else item.get_review_display(),
            "written": written_words(item),
            "evidence": [{"id": file.pk, "name": file.name} for file in self.evidence],
            "typed": typed_state(content_of(item)),
            "findings": [finding.state for finding in self.findings],
        }


def entry_cell(
    item: Item,
    posted: SeenCell | None,
    seen: CellContent | None,
    refusal: CellsRefused | None,
    *,
    may_type: bool,
    **beside: Any,
) -> EntryCell:
    """The cell; where something was posted that is not stored it keeps what was typed.

    `beside`: the remaining fields of EntryCell.
    """
    stored = content_of(item).as_typed()
    typed, version, unsaved = stored, item.version, ""
    problems: dict[str, str] = {}
    difference = None
    if refusal:
        problems = {f.column: f.message for f in refusal.findings.get(item.pk, ())}
        difference = next((d for d in refusal.differences if d.item.pk == item.pk), None)
    if posted is not None:
        wanted = posted.completed(seen)
        if seen is None or wanted != seen.as_typed():
            if may_type:
                # Once both figures have been shown, the next save may replace the other one.
                typed, version = wanted, difference.item.version if difference else posted.version
            else:
                unsaved = "、".join(text for text in vars(wanted).values() if text)
    opened = beside.pop("is_opened") or any(
        column in problems or getattr(typed, column) != getattr(stored, column)
        for column in MORE_COLUMNS
    )
    return EntryCell(
        item=item,
        rule=rule_of(item.indicator),
        typed=typed,
        version=version,
        may_type=may_type,
        problems=problems,
        difference=difference.sentence if difference else "",
        unsaved=unsaved,
        is_opened=opened and may_type,
        **beside,
    )


def referenced_of(
    item: Item, populations: Mapping[tuple[int, int, int], Decimal], bureau: str
) -> Referenced | None:
    """The population that the cell divides by; None where the unit types its denominator."""
    key = population_key(item)
    population = item.indicator.denominator_indicator
    if key is None or population is None:
        return None
    return Referenced(population.name, number_text(populations.get(key)), bureau)


def figure_words(indicator: Indicator, row: Item | Observation) -> str:
    """A figure as it is judged and printed, the reason why there is none, or nothing."""
    if row.value is not None:
        return qualified(wording.number(float(row.value), indicator.decimals), row.qualifier)
    return str(MissingKind(row.missing_kind).label) if row.missing_kind else ""


def qualified(number: str, qualifier: str) -> str:
    """约 stands before its number, 以上 behind it."""
    return f"{qualifier}{number}" if qualifier == "约" else f"{number}{qualifier}"


def past_words(indicator: Indicator, figure: Observation | None) -> str:
    """A past year's figure, a dash where there is none."""
    return figure_words(indicator, figure) if figure else wording.MISSING


def last_value(figure: Observation | None) -> Decimal | None:
    """Last year's number, if there is one."""
    return figure.value if figure else None


def change_words(indicator: Indicator, value: Decimal | None, last: Decimal | None) -> str:
    """The difference of the two printed numbers: +0.4, −0.4, 持平; nothing without both."""
    if value is None or last is None:
        return ""
    now, before = (
        Decimal(wording.number(float(number), indicator.decimals)) for number in (value, last)
    )
    if now == before:
        return "持平"
    return f"{'+' if now > before else '−'}{abs(now - before)}"
