"""The path of a return (报表) and of each of its cells: which moves exist, and whose turn it is.

A state is owned by whoever must act next; a move is made by the owner of the state it leaves.
docs/returns.md is printed from these tables by `reporting.collection.states_document`.
"""

from collections.abc import Mapping
from enum import StrEnum

from reporting.models import ReviewState, SubmissionState


class Owner(StrEnum):
    """Whose turn it is."""

    UNIT = "填报单位"
    BUREAU = "统计部门"
    STORE = "已入库"


Moves = Mapping[tuple[str, str], str]

SUBMISSION_OWNERS: Mapping[str, Owner] = {
    SubmissionState.DRAFT: Owner.UNIT,
    SubmissionState.SUBMITTED: Owner.BUREAU,
    SubmissionState.RETURNED: Owner.UNIT,
    SubmissionState.COMPLETE: Owner.STORE,
}
SUBMISSION_MOVES: Moves = {
    (SubmissionState.DRAFT, SubmissionState.SUBMITTED): "提交",
    (SubmissionState.SUBMITTED, SubmissionState.RETURNED): "退回至少一项",
    (SubmissionState.RETURNED, SubmissionState.SUBMITTED): "修改后再次提交",
    (SubmissionState.SUBMITTED, SubmissionState.COMPLETE): "全部通过",
}
ITEM_OWNERS: Mapping[str, Owner] = {
    ReviewState.OPEN: Owner.UNIT,
    ReviewState.PENDING: Owner.BUREAU,
    ReviewState.RETURNED: Owner.UNIT,
    ReviewState.APPROVED: Owner.STORE,
}
ITEM_MOVES: Moves = {
    (ReviewState.OPEN, ReviewState.PENDING): "随报表提交",
    (ReviewState.PENDING, ReviewState.APPROVED): "通过",
    (ReviewState.PENDING, ReviewState.RETURNED): "退回",
    (ReviewState.RETURNED, ReviewState.PENDING): "随报表再次提交",
}

# In these states the unit may type; then only into cells that are its turn.
ENTRY_STATES = frozenset(state for state, owner in SUBMISSION_OWNERS.items() if owner is Owner.UNIT)
# Cells that wait for the bureau may be reviewed although others were sent back already.
REVIEW_STATES = frozenset({SubmissionState.SUBMITTED, SubmissionState.RETURNED})


class StateRefused(Exception):
    """The thing is not in a state for this; the message says so in Chinese."""


def moved(current: str, wanted: str, moves: Moves) -> str:
    """`wanted`, if the table knows the way there. Raises StateRefused."""
    if (current, wanted) not in moves:
        raise StateRefused("报表的状态已经变化，请刷新页面后再操作。")
    return wanted


def after_review(current: str, item_states: list[str]) -> str:
    """The state of a return whose cells stand so after a review."""
    if ReviewState.RETURNED in item_states:
        wanted = SubmissionState.RETURNED
    elif all(state == ReviewState.APPROVED for state in item_states):
        wanted = SubmissionState.COMPLETE
    else:
        wanted = SubmissionState.SUBMITTED
    return current if wanted == current else moved(current, wanted, SUBMISSION_MOVES)


def may_type(submission_state: str, item_state: str) -> bool:
    """The unit may type into this cell now."""
    return submission_state in ENTRY_STATES and ITEM_OWNERS[item_state] is Owner.UNIT
