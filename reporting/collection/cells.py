"""Between the rows of the database and the pure checks: rules, contents and their history."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone

from indicators.models import Indicator, User, ValueMode
from reporting.collection.cell_contents import CellContent, CellRule, Finding
from reporting.collection.states import after_typing
from reporting.models import ChangeRoute, Item, ItemChange, MissingKind, Submission

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
        population=_population(indicator),
    )


def _population(indicator: Indicator) -> str:
    """The population that the bureau enters and this indicator divides by; empty for none."""
    if indicator.denominator_indicator_id is None or indicator.denominator_indicator is None:
        return ""
    return indicator.denominator_indicator.name


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
            seen[change.item_id] = content_from_json(change.old)
    return seen


def write_contents(
    edits: Mapping[Item, CellContent], *, by: User, via: str = ChangeRoute.GRID
) -> None:
    """Store new contents with a new version and a line of history each; the rows are locked.

    A cell that was in store already (补报, 初步数→最终数) is open again; the stored figure stands.
    Every return among them goes one version on.
    """
    now = timezone.now()
    history = []
    for item, content in edits.items():
        history.append(
            ItemChange(
                item=item,
                version=item.version + 1,
                old=_to_json(content_of(item)),
                new=_to_json(content),
                via=via,
                by=by,
            )
        )
        item.review = after_typing(item.review)
        for name in CONTENT_FIELDS:
            setattr(item, name, getattr(content, name))
        item.version += 1
        item.edited_at, item.edited_by = now, by
    written = [*CONTENT_FIELDS, "version", "review", "edited_at", "edited_by"]
    if len(edits) == 1:
        next(iter(edits)).save(update_fields=written)
    else:
        Item.objects.bulk_update(edits, written, batch_size=100)
    ItemChange.objects.bulk_create(history)
    for pk in sorted({item.submission_id for item in edits}):  # one order, so no deadlock
        Submission.objects.filter(pk=pk).update(version=F("version") + 1)


def share_returns(submission: Submission) -> None:
    """Keep the unit's returns of this round from moving on until the transaction ends.

    Any number of people may hold this at once, so that saves in different cells never wait for
    one another; whoever moves a return (`lock_submission`) waits for them, and they for him.
    """
    _advise("pg_advisory_xact_lock_shared", submission)


def lock_submission(submission: Submission) -> Submission:
    """The return as it stands, locked until the transaction ends; the first lock of every write.

    No cell of it is typed into meanwhile.
    """
    _advise("pg_advisory_xact_lock", submission)
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round", "organisation", "area")
        .get(pk=submission.pk)
    )


def lock_items(submission: Submission) -> list[Item]:
    """All cells of the locked return, locked in the order of their ids."""
    return list(
        submission.items.select_for_update(of=("self",))
        .select_related("indicator__denominator_indicator", "edited_by", "submission__round")
        .order_by("id")
    )


def _advise(function: str, submission: Submission) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {function}(%s, %s)", [submission.round_id, submission.organisation_id]
        )


def _to_json(content: CellContent) -> dict[str, Any]:
    values = {name: getattr(content, name) for name in CONTENT_FIELDS}
    return {
        name: str(value) if isinstance(value, Decimal | datetime.date) else value
        for name, value in values.items()
    }


def content_from_json(stored: dict[str, Any]) -> CellContent:
    content = dict(stored)  # what was typed before a column existed has its default
    for name in ("value", "numerator", "denominator"):
        if content[name] is not None:
            content[name] = Decimal(content[name])
    if content["expected_on"] is not None:
        content["expected_on"] = datetime.date.fromisoformat(content["expected_on"])
    return CellContent(**content)
