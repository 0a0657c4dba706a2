"""Handing a return in, and the unit's signature under it.

Where the unit has a head with an account, the head signs in the system. Where it has none (one
person does everything, or every head typed figures), the paper form is signed and the statistician
records by whom and when.
"""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from indicators.clock import today
from indicators.models import User
from indicators.people.audit import record_act
from reporting.collection.cell_contents import Finding
from reporting.collection.cells import CellsRefused, lock_items, lock_submission, rule_of
from reporting.collection.checks import has_control_characters
from reporting.collection.deadlines import may_wait
from reporting.collection.receipts import issue_receipt
from reporting.collection.return_checks import open_findings
from reporting.collection.return_notices import tell_signed, tell_submitted
from reporting.collection.review import Decision, review_cells
from reporting.collection.review_permissions import signers
from reporting.collection.states import (
    ITEM_MOVES,
    StateRefused,
    is_supplement,
    may_type,
    moved,
    state_after,
)
from reporting.models import Item, ReviewState, Submission
from reporting.permissions import check_enter

SIGNATURE_LENGTH = 100
CHANGED = "这张报表在您打开以后有改动，请核对后再{}。"


@transaction.atomic
def submit(
    *, submission: Submission, version: int, by: User, paper_signature: str = ""
) -> Submission:
    """Hand in every cell that is the unit's turn; what is not due yet may stay empty.

    `version` is that of the return on the page: what somebody else typed meanwhile is looked at
    before it is handed in. Raises PermissionRefused, StateRefused or CellsRefused.
    """
    locked = lock_submission(submission)
    check_enter(by, locked)
    if locked.version != version:
        raise StateRefused(CHANGED.format("提交"))
    items = lock_items(locked)
    mine = [item for item in items if _is_my_turn(locked, item)]
    if not mine:
        raise StateRefused(f"报表{locked.get_state_display()}，现在没有可以提交的填报项。")
    _check(locked, mine)
    signature = _signature(locked, mine, by, paper_signature)
    old = locked.state
    _pass_on(mine, ReviewState.PENDING if signature else ReviewState.UNIT_PENDING)
    _move(locked, items)
    locked.submitted_at, locked.submitted_by = timezone.now(), by
    locked.first_submitted_at = locked.first_submitted_at or locked.submitted_at
    locked.paper_signature = signature
    locked.signed_at = locked.signed_by = None
    locked.save()
    record_act(
        by=by,
        action="return.submit",
        subject=locked,
        old={"state": old},
        new={"state": locked.state, "cells": len(mine), "paper_signature": signature},
    )
    issue_receipt(submission=locked, by=by)
    tell_submitted(locked, by=by)
    return locked


@transaction.atomic
def sign(*, submission: Submission, version: int, by: User) -> Submission:
    """The head signs everything that waits for the unit's review and sends it to the bureau.

    Raises as `review_cells` does; a head does not sign what the same person typed.
    """
    locked = lock_submission(submission)
    if locked.version != version:
        raise StateRefused(CHANGED.format("签字"))
    waiting = [item for item in lock_items(locked) if item.review == ReviewState.UNIT_PENDING]
    decisions = [Decision(item.pk, item.version, approve=True) for item in waiting]
    review_cells(submission=locked, decisions=decisions, by=by)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def record_paper_signature(
    *, submission: Submission, version: int, by: User, paper_signature: str
) -> Submission:
    """What waits for a head who is no longer there goes on with a signature on paper."""
    locked = lock_submission(submission)
    check_enter(by, locked)
    if locked.version != version:
        raise StateRefused(CHANGED.format("登记"))
    items = lock_items(locked)
    waiting = [item for item in items if item.review == ReviewState.UNIT_PENDING]
    if not waiting:
        raise StateRefused("这张报表没有等待单位审核的填报项。")
    signature = _signature(locked, waiting, by, paper_signature)
    _pass_on(waiting, ReviewState.PENDING)
    old = locked.state
    _move(locked, items)
    locked.paper_signature = signature
    locked.save()
    record_act(
        by=by,
        action="return.paper_signature",
        subject=locked,
        old={"state": old},
        new={"state": locked.state, "paper_signature": signature},
    )
    tell_signed(locked, by=by)
    return locked


def needs_paper(submission: Submission, by: User) -> bool:
    """Handing in asks who signed the paper form: the unit has nobody else who may sign."""
    mine = [item for item in submission.items.all() if _is_my_turn(submission, item)]
    return not signers(submission.organisation, mine, by)


def _is_my_turn(submission: Submission, item: Item) -> bool:
    """The unit hands this cell in now: not what is in store, nor what is empty and not yet due."""
    if is_supplement(item) or not may_type(submission.state, item):
        return False
    return not may_wait(submission, item)


def _check(submission: Submission, mine: Sequence[Item]) -> None:
    empty = {item.pk: [_empty(item)] for item in mine if not item.is_filled}
    findings = open_findings(submission, items=mine)
    found = {
        item.pk: empty.get(item.pk, []) + findings.get(item.pk, [])
        for item in mine
        if item.pk in empty or findings.get(item.pk)
    }
    if found:
        raise CellsRefused(found)


def _empty(item: Item) -> Finding:
    rule = rule_of(item.indicator)
    message = "还没有填写；没有数据的，请选择缺失原因。"
    return Finding(rule.name, "numerator" if rule.is_ratio else "value", message)


def _signature(submission: Submission, items: Collection[Item], by: User, text: str) -> str:
    """The signature on paper, "" where a head signs in the system."""
    signature = text.strip()
    heads = signers(submission.organisation, items, by)
    if heads:
        if signature:
            names = "、".join(head.display_name for head in heads)
            raise StateRefused(f"本单位由{names}在系统中签字，不用登记纸质签字。")
        return ""
    if not signature:
        raise StateRefused(
            "本单位没有可以在系统中签字的负责人，请填写纸质报表由谁、在哪一天签字，"
            f"如“张某某 {today():%Y-%m-%d}”。"
        )
    if len(signature) > SIGNATURE_LENGTH or has_control_characters(signature):
        raise StateRefused(f"纸质签字请用{SIGNATURE_LENGTH}字以内的一行文字填写。")
    return signature


def _pass_on(items: Sequence[Item], state: ReviewState) -> None:
    for item in items:
        item.review = moved(item.review, state, ITEM_MOVES)
    Item.objects.filter(pk__in=[item.pk for item in items]).update(review=state)


def _move(submission: Submission, items: Sequence[Item]) -> None:
    was_complete = submission.completed_at is not None
    submission.state = state_after(
        submission.state, [item.review for item in items], was_complete=was_complete
    )
    submission.version += 1
