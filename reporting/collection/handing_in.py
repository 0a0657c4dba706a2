"""Handing a return in."""

from django.db import transaction
from django.utils import timezone

from indicators.models import User
from indicators.people.audit import record_act
from reporting.collection.cell_contents import Finding
from reporting.collection.cells import (
    CellsRefused,
    content_of,
    lock_items,
    lock_submission,
    rule_of,
)
from reporting.collection.checks import content_findings
from reporting.collection.entry import check_open_for_entry, first_column
from reporting.collection.states import (
    ITEM_MOVES,
    SUBMISSION_MOVES,
    StateRefused,
    may_type,
    moved,
)
from reporting.models import Item, ReviewState, Submission, SubmissionState
from reporting.permissions import check_enter


@transaction.atomic
def submit(*, submission: Submission, version: int, by: User) -> Submission:
    """Hand the return in: every cell holds a number or a reason and passes the hard checks.

    `version` is that of the return on the page: what somebody else typed meanwhile is looked at
    before it is handed in. Raises PermissionRefused, StateRefused or CellsRefused.
    """
    locked = lock_submission(submission)
    check_enter(by, locked)
    check_open_for_entry(locked)
    if locked.version != version:
        raise StateRefused("这张报表在您打开以后有改动，请核对后再提交。")
    mine = [item for item in lock_items(locked) if may_type(locked.state, item.review)]
    findings = {item.pk: found for item in mine if (found := _obstacles(item))}
    if findings:
        raise CellsRefused(findings)
    old = locked.state
    for item in mine:
        item.review = moved(item.review, ReviewState.PENDING, ITEM_MOVES)
    Item.objects.bulk_update(mine, ["review"])
    locked.state = moved(old, SubmissionState.SUBMITTED, SUBMISSION_MOVES)
    locked.version += 1
    locked.submitted_at, locked.submitted_by = timezone.now(), by
    locked.save(update_fields=["state", "version", "submitted_at", "submitted_by"])
    record_act(
        by=by,
        action="return.submit",
        subject=locked,
        old={"state": old},
        new={"state": locked.state, "cells": len(mine)},
    )
    return locked


def _obstacles(item: Item) -> list[Finding]:
    rule = rule_of(item.indicator)
    content = content_of(item)
    if not content.is_filled:
        message = "还没有填写；没有数据的，请选择缺失原因。"
        return [Finding(rule.name, first_column(item), message)]
    return content_findings(content, rule)
