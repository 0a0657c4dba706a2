"""A target as people write it, in the grid or in a workbook, and as the draft holds it.

One reader for both: fields by name, texts as typed. What cannot be understood is a finding.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from indicators.catalogue.draft_content import TargetDraft
from indicators.models import TOTAL, Breakdown, Indicator, Side, TargetKind
from reporting.collection.typed_numbers import NotANumber, number_text, read_number

FLAGS = {
    "maintain": "每年保持",
    "every_unit": "各单元均须达到",
    "cumulative": "累计",
    "sustained": "持续",
}
YES, NO = "是", "否"
_YES_WORDS = frozenset({YES, "√", "✓", "y", "yes", "true", "1", "on"})
_NO_WORDS = frozenset({"", NO, "×", "n", "no", "false", "0"})


@dataclass(frozen=True)
class Library:
    """The indicators and breakdowns that a target may name."""

    indicators: tuple[Indicator, ...]
    breakdowns: tuple[Breakdown, ...]

    @classmethod
    def load(cls) -> "Library":
        """Two queries."""
        return cls(tuple(Indicator.objects.measured()), tuple(Breakdown.objects.all()))

    @cached_property
    def _by_name(self) -> dict[str, Indicator]:
        names = {_folded(row.code): row for row in self.indicators}
        return names | {_folded(row.name): row for row in self.indicators}

    def indicator(self, text: str) -> Indicator | None:
        """By name or code."""
        return self._by_name.get(_folded(text))

    def indicator_by_id(self, pk: int) -> Indicator:
        return next(row for row in self.indicators if row.pk == pk)

    def breakdown(self, text: str) -> Breakdown | None:
        """By name; an empty text is the total."""
        if not text.strip():
            return next((row for row in self.breakdowns if row.pk == TOTAL), None)
        return next((row for row in self.breakdowns if row.name == text.strip()), None)

    def breakdown_name(self, pk: int | None) -> str:
        """ "" for none."""
        return next((row.name for row in self.breakdowns if row.pk == pk), "")


@dataclass
class TargetTexts:
    """One target as texts by field, with what could not be understood."""

    texts: dict[str, str]
    findings: dict[str, str] = field(default_factory=dict)


def texts_of(draft: TargetDraft, library: Library) -> dict[str, str]:
    """The draft as a person would type it."""
    other = draft.other_indicator_id
    texts = {
        "indicator": library.indicator_by_id(draft.indicator_id).name,
        "breakdown": ""
        if draft.breakdown_id == TOTAL
        else library.breakdown_name(draft.breakdown_id),
        "kind": TargetKind(draft.kind).label,
        "value": number_text(draft.value),
        "side": short_label(Side(draft.side)) if draft.kind == TargetKind.ABOUT else "",
        "other_indicator": library.indicator_by_id(other).name if other else "",
        "other_breakdown": library.breakdown_name(draft.other_breakdown_id),
        "softener": draft.softener,
        "note": draft.note,
        "baseline": number_text(draft.baseline),
        "baseline_document": draft.baseline_document,
    }
    return texts | {name: YES if getattr(draft, name) else "" for name in FLAGS}


def read_target(typed: TargetTexts, library: Library) -> TargetDraft | None:
    """The draft that the texts mean, None with findings where they cannot be understood."""
    reader = _Reader(typed, library)
    indicator = reader.indicator("indicator", is_needed=True)
    breakdown = reader.breakdown("breakdown")
    other = reader.indicator("other_indicator", is_needed=False)
    other_breakdown = (
        reader.breakdown("other_breakdown") if reader.text("other_breakdown") else None
    )
    draft = {
        "kind": reader.choice("kind", TargetKind, "类型"),
        "value": reader.number("value"),
        "side": reader.choice("side", Side, "左右的方向", default=Side.BAND),
        "baseline": reader.number("baseline"),
        "other_indicator_id": other.pk if other else None,
        "other_breakdown_id": other_breakdown.pk if other_breakdown else None,
        **{name: reader.flag(name) for name in FLAGS},
        **{name: reader.text(name) for name in ("softener", "note", "baseline_document")},
    }
    if typed.findings or indicator is None or breakdown is None:
        return None
    return TargetDraft(indicator_id=indicator.pk, breakdown_id=breakdown.pk, **draft)


class _Reader:
    """Reads the fields of one target; keeps a finding where it cannot."""

    def __init__(self, typed: TargetTexts, library: Library) -> None:
        self.typed, self.library = typed, library

    def text(self, name: str) -> str:
        return self.typed.texts.get(name, "").strip()

    def _refuse(self, name: str, message: str) -> None:
        self.typed.findings[name] = message

    def indicator(self, name: str, *, is_needed: bool) -> Indicator | None:
        text = self.text(name)
        if not text:
            if is_needed:
                self._refuse(name, "请从指标库中选择指标。")
            return None
        found = self.library.indicator(text)
        if found is None:
            near = "、".join(self._similar(text))
            hint = f"相近的有：{near}。" if near else "请从指标库中选择，或先在指标库中增加。"
            self._refuse(name, f"指标库中没有“{text[:40]}”。{hint}")
        return found

    def _similar(self, text: str) -> Iterator[str]:
        folded = _folded(text)
        names = [row.name for row in self.library.indicators]
        close = [name for name in names if folded in _folded(name) or _folded(name) in folded]
        yield from close[:3]

    def breakdown(self, name: str) -> Breakdown | None:
        found = self.library.breakdown(self.text(name))
        if found is None:
            names = "、".join(row.name for row in self.library.breakdowns)
            self._refuse(name, f"没有分组“{self.text(name)[:20]}”，可用：{names}。")
        return found

    def choice(
        self, name: str, kinds: type[TargetKind] | type[Side], title: str, default: str = ""
    ) -> str:
        text = self.text(name)
        for value, label in kinds.choices:
            if text in (value, label, short_label(kinds(value))):
                return str(value)
        if not text and default:
            return default
        labels = "、".join(short_label(kind) for kind in kinds)
        what = f"没有{title}“{text[:20]}”" if text else f"请选择{title}"
        self._refuse(name, f"{what}，可用：{labels}。")
        return ""

    def number(self, name: str) -> Decimal | None:
        try:
            return read_number(self.text(name))
        except NotANumber as error:
            self._refuse(name, str(error))
            return None

    def flag(self, name: str) -> bool:
        text = self.text(name).lower()
        if text not in _YES_WORDS | _NO_WORDS:
            self._refuse(name, f"“{FLAGS[name]}”请填“{YES}”或留空。")
        return text in _YES_WORDS


def short_label(choice: TargetKind | Side) -> str:
    """The label without its explanation in brackets."""
    return str(choice.label).split("（")[0]


def _folded(text: str) -> str:
    """Spaces, full-width brackets and case do not make another indicator."""
    plain = "".join(text.split()).translate(str.maketrans("（）：，—", "():,-"))
    return plain.casefold()
