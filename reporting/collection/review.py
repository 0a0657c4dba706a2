"""The bureau's review, cell by cell: what is approved enters the store at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from indicators.models import User
from indicators.people.audit import record_act
from reporting.collection.cell_contents import CellContent
from reporting.collection.cells import (
    CellsRefused,
    Difference,
    content_of,
    contents_seen,
    lock_items,
    lock_submission,
)
from reporting.collection.checks import NOTE_LENGTH, has_control_characters
from reporting.collection.states import (
    ITEM_MOVES,
    REVIEW_STATES,
    StateRefused,
    after_review,
    moved,
)
from reporting.models import (
    Flow,
    Item,
    ItemChange,
    ObservationStatus,
    ReviewState,
    Submission,
)
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment
from reporting.permissions import PermissionRefused, check_review


@dataclass(frozen=True)
class Decision:
    """Approve a cell as it was seen, or return it with a reason (then `approve` is False)."""

    item_id: int
    version: int
    approve: bool
    reason: str = ""


class DecisionRefused(Exception):
    """A decision is incomplete; the message says so in Chinese. Nothing was decided."""


@transaction.atomic
def review_cells(*, submission: Submission, decisions: Sequence[Decision], by: User) -> int | None:
    """Carry out all decisions or none; the data version of the approved figures, if any changed.

    Raises PermissionRefused (also for figures of one's own hand), StateRefused, DecisionRefused,
    or CellsRefused with the difference where a cell is not what the reviewer saw.
    """
    locked = lock_submission(submission)
    check_review(by, locked)
    if locked.state not in REVIEW_STATES:
        raise StateRefused(f"报表{locked.get_state_display()}，现在不能审核。")
    items = lock_items(locked)
    wanted = {decision.item_id: decision for decision in decisions}
    chosen = [item for item in items if item.pk in wanted]
    if not chosen:
        raise DecisionRefused("请至少选择一项：通过或退回。")
    _check_seen(chosen, wanted)
    _check_reasons(chosen, wanted)
    approved = [item for item in chosen if wanted[item.pk].approve]
    returned = [item for item in chosen if not wanted[item.pk].approve]
    _check_foreign_hand(approved, by)
    _decide(chosen, wanted, by)
    old = locked.state
    locked.state = after_review(old, [item.review for item in items])
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    number = _store(locked, approved, by)
    record_act(
        by=by,
        action="return.review",
        subject=locked,
        old={"state": old},
        new={
            "state": locked.state,
            "approved": [item.indicator.code for item in approved],
            "returned": {item.indicator.code: item.review_note for item in returned},
            "data_version": number,
        },
    )
    return number


def _check_seen(chosen: Sequence[Item], wanted: dict[int, Decision]) -> None:
    seen = contents_seen(chosen, {item.pk: wanted[item.pk].version for item in chosen})
    differences = [
        Difference(item, theirs=seen.get(item.pk, CellContent()), current=content_of(item))
        for item in chosen
        if seen.get(item.pk) != content_of(item)
    ]
    if differences:
        raise CellsRefused({}, differences)
    settled = [item for item in chosen if item.review != ReviewState.PENDING]
    if settled:
        words = "、".join(f"{i.indicator.name}（{i.get_review_display()}）" for i in settled)
        raise StateRefused(f"这些填报项现在不在待审状态：{words}。请刷新页面。")


def _check_reasons(chosen: Sequence[Item], wanted: dict[int, Decision]) -> None:
    for item in chosen:
        decision = wanted[item.pk]
        reason = decision.reason.strip()
        if not decision.approve and not reason:
            raise DecisionRefused(f"退回“{item.indicator.name}”要写明原因。")
        if len(reason) > NOTE_LENGTH:
            raise DecisionRefused(f"退回“{item.indicator.name}”的原因请缩短到{NOTE_LENGTH}字以内。")
        if has_control_characters(reason):
            raise DecisionRefused(
                f"退回“{item.indicator.name}”的原因含有不可见的控制字符，请删除后重新填写。"
            )


def _check_foreign_hand(approved: Sequence[Item], by: User) -> None:
    """Nobody approves what they entered themselves, even where others changed it later."""
    own = ItemChange.objects.filter(item__in=approved, by=by).select_related("item__indicator")
    names = sorted({change.item.indicator.name for change in own})
    if names:
        raise PermissionRefused(f"您填写过这些数据，不能由您本人审核：{'、'.join(names)}。")


def _decide(chosen: Sequence[Item], wanted: dict[int, Decision], by: User) -> None:
    now = timezone.now()
    for item in chosen:
        decision = wanted[item.pk]
        state = ReviewState.APPROVED if decision.approve else ReviewState.RETURNED
        item.review = moved(item.review, state, ITEM_MOVES)
        item.review_note = "" if decision.approve else decision.reason.strip()
        item.reviewed_at, item.reviewed_by = now, by
    Item.objects.bulk_update(chosen, ["review", "review_note", "reviewed_at", "reviewed_by"])


def _store(submission: Submission, approved: Sequence[Item], by: User) -> int | None:
    """Record the approved cells and file the assessment that they owe."""
    year = submission.round.year
    number = record(
        [_figure(submission, item) for item in approved],
        flow=Flow.RETURN,
        by=by,
        reason=f"{year}年度报表审核通过：{submission.organisation}",
    )
    if number is not None:
        owe_assessment(area=submission.area, year=year, data_version=number)
    return number


def _figure(submission: Submission, item: Item) -> Figure:
    content = content_of(item)
    return Figure(
        indicator_id=item.indicator_id,
        area=submission.area,
        year=submission.round.year,
        breakdown_id=item.breakdown_id,
        value=content.value,
        numerator=content.numerator,
        denominator=content.denominator,
        missing_kind=content.missing_kind,
        expected_on=content.expected_on,
        status=ObservationStatus.MISSING if content.missing_kind else ObservationStatus.NORMAL,
        note=content.note,
    )
