"""Review cell by cell at the unit, its bureau and the city: the last approval stores at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from reporting.collection.return_checks import open_findings
from reporting.collection.return_notices import (
    tell_complete,
    tell_passed_on,
    tell_returned,
    tell_signed,
)
from reporting.collection.review_permissions import check_look_at, next_state, stages_of
from reporting.collection.states import (
    ITEM_MOVES,
    WAITING,
    Stage,
    StateRefused,
    moved,
    state_after,
)
from reporting.collection.storing import store_approved
from reporting.models import (
    ChangeRoute,
    Item,
    ItemChange,
    ItemNote,
    NoteKind,
    ReviewState,
    Submission,
    SubmissionState,
)
from reporting.permissions import PermissionRefused

STAGE_OF: Mapping[str, Stage] = {state: stage for stage, state in WAITING.items()}


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
    or CellsRefused with the difference where a cell is not what the reviewer saw, or with what is
    wrong where an approved one breaks a hard rule.
    """
    locked = lock_submission(submission)
    check_look_at(by, locked)
    items = lock_items(locked)
    wanted = {decision.item_id: decision for decision in decisions}
    chosen = [item for item in items if item.pk in wanted]
    if not chosen:
        raise DecisionRefused("请至少选择一项：通过或退回。")
    _check_seen(chosen, wanted)
    _check_turn(locked, chosen, by)
    _check_reasons(chosen, wanted)
    passed = [item for item in chosen if wanted[item.pk].approve]
    returned = [item for item in chosen if not wanted[item.pk].approve]
    _check_foreign_hand(locked, passed, by)
    _check_hard_rules(locked, passed)
    was_at = {STAGE_OF[item.review] for item in passed}
    _decide(locked, chosen, wanted, by)
    old = locked.state
    _move(locked, items, was_at, by)
    approved = [item for item in passed if item.review == ReviewState.APPROVED]
    number = store_approved(locked, approved, by=by)
    record_act(
        by=by,
        action="return.review",
        subject=locked,
        old={"state": old},
        new={
            "state": locked.state,
            "approved": [item.indicator.code for item in passed],
            "returned": {item.indicator.code: item.review_note for item in returned},
            "data_version": number,
        },
    )
    _tell(locked, old, returned, by)
    return number


def own_items(items: Iterable[Item], by: User) -> set[int]:
    """The cells into which this person typed, even where others changed them later. One query.

    A population entered for everybody is nobody's cell.
    """
    typed = ItemChange.objects.filter(item__in=[item.pk for item in items], by=by)
    typed = typed.exclude(via=ChangeRoute.DENOMINATOR)
    return set(typed.values_list("item_id", flat=True))


def _check_seen(chosen: Sequence[Item], wanted: Mapping[int, Decision]) -> None:
    seen = contents_seen(chosen, {item.pk: wanted[item.pk].version for item in chosen})
    differences = [
        Difference(item, theirs=seen.get(item.pk, CellContent()), current=content_of(item))
        for item in chosen
        if seen.get(item.pk) != content_of(item)
    ]
    if differences:
        raise CellsRefused({}, differences)


def _check_turn(submission: Submission, chosen: Sequence[Item], by: User) -> None:
    """Every cell waits for this person."""
    mine = {WAITING[stage] for stage in stages_of(by, submission)}
    others = [item for item in chosen if item.review not in mine]
    if others:
        words = "、".join(f"{i.indicator.name}（{i.get_review_display()}）" for i in others)
        raise StateRefused(
            f"报表{submission.get_state_display()}，这些填报项现在不由您审核：{words}。请刷新页面。"
        )


def _check_reasons(chosen: Sequence[Item], wanted: Mapping[int, Decision]) -> None:
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


def _check_foreign_hand(submission: Submission, passed: Sequence[Item], by: User) -> None:
    """Nobody approves what they entered themselves, nor signs what they handed in."""
    at_unit = any(item.review == ReviewState.UNIT_PENDING for item in passed)
    if at_unit and submission.submitted_by_id == by.pk:
        raise PermissionRefused("您提交的报表，须由本单位另一名负责人签字。")
    own = own_items(passed, by)
    names = sorted({item.indicator.name for item in passed if item.pk in own})
    if names:
        raise PermissionRefused(f"您填写过这些数据，不能由您本人审核：{'、'.join(names)}。")


def _check_hard_rules(submission: Submission, passed: Sequence[Item]) -> None:
    """What breaks a rule now, as after a rule was changed, goes back instead."""
    if not passed:
        return
    found = open_findings(submission, items=passed)
    hard = {pk: [each for each in rows if each.is_hard] for pk, rows in found.items()}
    hard = {pk: rows for pk, rows in hard.items() if rows}
    if hard:
        raise CellsRefused(hard)


def _decide(
    submission: Submission, chosen: Sequence[Item], wanted: Mapping[int, Decision], by: User
) -> None:
    now = timezone.now()
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in chosen:
        decision = wanted[item.pk]
        state: str = ReviewState.RETURNED
        if decision.approve:
            state = next_state(by, STAGE_OF[item.review], submission)
        item.review = moved(item.review, state, ITEM_MOVES)
        item.review_note = "" if decision.approve else decision.reason.strip()
        item.reviewed_at, item.reviewed_by = now, by
        groups[item.review, item.review_note].append(item.pk)
    for (review, note), ids in groups.items():
        Item.objects.filter(pk__in=ids).update(
            review=review, review_note=note, reviewed_at=now, reviewed_by=by
        )
    ItemNote.objects.bulk_create(
        ItemNote(item=item, kind=NoteKind.RETURN, text=item.review_note, by=by)
        for item in chosen
        if not wanted[item.pk].approve
    )


def _move(submission: Submission, items: Sequence[Item], was_at: set[Stage], by: User) -> None:
    states = [item.review for item in items]
    was_complete = submission.completed_at is not None
    submission.state = state_after(submission.state, states, was_complete=was_complete)
    submission.version += 1
    if Stage.UNIT in was_at and ReviewState.UNIT_PENDING not in states:
        submission.signed_at, submission.signed_by = timezone.now(), by
    if submission.state == SubmissionState.COMPLETE and not was_complete:
        submission.completed_at = timezone.now()
    submission.save()


def _tell(submission: Submission, old: str, returned: Sequence[Item], by: User) -> None:
    if returned:
        tell_returned(submission, returned, by=by)
    if submission.state == old:
        return
    if submission.state == SubmissionState.SUBMITTED:
        tell_signed(submission, by=by)
    elif submission.state == SubmissionState.CITY_REVIEW:
        tell_passed_on(submission, by=by)
    elif submission.state == SubmissionState.COMPLETE:
        tell_complete(submission, by=by)
