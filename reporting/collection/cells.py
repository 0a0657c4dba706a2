"""Between the rows of the database and the pure checks: rules, contents and their history."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicators.models import Indicator, User, ValueMode
from reporting.collection.cell_contents import CellContent, CellRule, Finding
from reporting.models import Item, ItemChange, MissingKind, Submission

CONTENT_FIELDS = tuple(field.name for field in fields(CellContent))


@dataclass(frozen=True)
class Difference:
    """A cell that is no longer what somebody saw: what they had in mind, and what stands now."""

    item: Item
    theirs: CellContent
    current: CellContent

    @property
    def sentence(self) -> str:
        """Both contents and who wrote the present one."""
        writer = self.item.edited_by.display_name if self.item.edited_by else "系统"
        return (
            f"{self.item.indicator.name}：您看到或填写的是“{content_words(self.theirs)}”，"
            f"{writer}已改为“{content_words(self.current)}”"
        )


class CellsRefused(Exception):
    """Nothing was stored: some cells are wrong, or were changed by somebody else meanwhile."""

    def __init__(
        self,
        findings: Mapping[int, list[Finding]],
        differences: Iterable[Difference] = (),
    ) -> None:
        self.findings = dict(findings)
        self.differences = list(differences)
        lines = [str(each) for row in self.findings.values() for each in row]
        lines += [difference.sentence for difference in self.differences]
        super().__init__("；".join(lines))


def rule_of(indicator: Indicator) -> CellRule:
    """What the indicator demands of its cell."""
    return CellRule(
        name=indicator.name,
        unit=indicator.unit,
        is_ratio=indicator.value_mode == ValueMode.RATIO,
        multiplier=indicator.multiplier,
        scale=indicator.scale,
        gross=indicator.gross,
        minimum=indicator.minimum,
        maximum=indicator.maximum,
    )


def content_of(item: Item) -> CellContent:
    """What the cell holds now."""
    return CellContent(**{name: getattr(item, name) for name in CONTENT_FIELDS})


def content_words(content: CellContent) -> str:
    """A content in one short phrase, as 2.822581（7 / 2480） or 尚未产生（2026-05-31）."""
    typed = content.as_typed()
    if content.missing_kind:
        detail = typed.expected_on or typed.note
        kind = MissingKind(content.missing_kind).label
        return f"{kind}（{detail}）" if detail else str(kind)
    if content.numerator is not None:
        return f"{typed.value}（{typed.numerator} / {typed.denominator}）"
    return typed.value or "未填"


def contents_seen(items: Iterable[Item], versions: Mapping[int, int]) -> dict[int, CellContent]:
    """What each cell held at the version that somebody saw, from the history where it moved on.

    A version that the cell never had is left out.
    """
    seen, moved_on = {}, []
    for item in items:
        if versions[item.pk] == item.version:
            seen[item.pk] = content_of(item)
        else:
            moved_on.append(item.pk)
    for change in ItemChange.objects.filter(item__in=moved_on) if moved_on else ():
        if change.version == versions[change.item_id] + 1:
            seen[change.item_id] = _from_json(change.old)
    return seen


def write_contents(edits: Mapping[Item, CellContent], *, by: User) -> None:
    """Store new contents with a new version and a line of history each; the rows are locked."""
    now = timezone.now()
    history = []
    for item, content in edits.items():
        history.append(
            ItemChange(
                item=item,
                version=item.version + 1,
                old=_to_json(content_of(item)),
                new=_to_json(content),
                by=by,
            )
        )
        for name in CONTENT_FIELDS:
            setattr(item, name, getattr(content, name))
        item.version += 1
        item.edited_at, item.edited_by = now, by
    Item.objects.bulk_update(edits, [*CONTENT_FIELDS, "version", "edited_at", "edited_by"])
    ItemChange.objects.bulk_create(history)


def lock_submission(submission: Submission) -> Submission:
    """The return as it stands, locked until the transaction ends; the first lock of every write."""
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round", "organisation", "area")
        .get(pk=submission.pk)
    )


def lock_items(submission: Submission) -> list[Item]:
    """All cells of the locked return, locked in the order of their ids."""
    return list(
        submission.items.select_for_update(of=("self",))
        .select_related("indicator", "edited_by")
        .order_by("id")
    )


def _to_json(content: CellContent) -> dict[str, Any]:
    values = {name: getattr(content, name) for name in CONTENT_FIELDS}
    return {
        name: str(value) if isinstance(value, Decimal | datetime.date) else value
        for name, value in values.items()
    }


def _from_json(stored: dict[str, Any]) -> CellContent:
    content = dict(stored)  # what was typed before a column existed has its default
    for name in ("value", "numerator", "denominator"):
        if content[name] is not None:
            content[name] = Decimal(content[name])
    if content["expected_on"] is not None:
        content["expected_on"] = datetime.date.fromisoformat(content["expected_on"])
    return CellContent(**content)
