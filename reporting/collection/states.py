"""The path of a return (报表) and of each of its cells: which moves exist, and whose turn it is.

A state is owned by whoever must act next. A cell moves by itself; the return stands where the
least advanced of its cells stands (`state_after`).
docs/returns.md is printed from these tables by `reporting.collection.states_document`.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from reporting.models import (
    Item,
    MissingKind,
    ObservationStatus,
    ReviewState,
    RoundState,
    SubmissionState,
)


class Owner(StrEnum):
    """Whose turn it is."""

    UNIT = "填报单位统计员"
    HEAD = "单位负责人"
    BUREAU = "同级统计部门"
    CITY = "市级统计部门"
    STORE = "已入库"


Moves = Mapping[tuple[str, str], str]

SUBMISSION_OWNERS: Mapping[str, Owner] = {
    SubmissionState.DRAFT: Owner.UNIT,
    SubmissionState.UNIT_REVIEW: Owner.HEAD,
    SubmissionState.SUBMITTED: Owner.BUREAU,
    SubmissionState.CITY_REVIEW: Owner.CITY,
    SubmissionState.RETURNED: Owner.UNIT,
    SubmissionState.COMPLETE: Owner.STORE,
}
_PART_PASSED = "已报各项全部通过，其余未到期的继续填报"
SUBMISSION_MOVES: Moves = {
    (SubmissionState.DRAFT, SubmissionState.UNIT_REVIEW): "提交",
    (SubmissionState.DRAFT, SubmissionState.SUBMITTED): "提交（纸质签字）",
    (SubmissionState.UNIT_REVIEW, SubmissionState.SUBMITTED): "单位负责人签字",
    (SubmissionState.UNIT_REVIEW, SubmissionState.RETURNED): "退回至少一项",
    (SubmissionState.SUBMITTED, SubmissionState.CITY_REVIEW): "县级审核全部通过",
    (SubmissionState.SUBMITTED, SubmissionState.COMPLETE): "全部通过",
    (SubmissionState.SUBMITTED, SubmissionState.DRAFT): _PART_PASSED,
    (SubmissionState.SUBMITTED, SubmissionState.RETURNED): "退回至少一项",
    (SubmissionState.SUBMITTED, SubmissionState.UNIT_REVIEW): "其余各项或补报提交",
    (SubmissionState.CITY_REVIEW, SubmissionState.COMPLETE): "验收全部通过",
    (SubmissionState.CITY_REVIEW, SubmissionState.DRAFT): _PART_PASSED,
    (SubmissionState.CITY_REVIEW, SubmissionState.RETURNED): "退回至少一项",
    (SubmissionState.CITY_REVIEW, SubmissionState.UNIT_REVIEW): "其余各项或补报提交",
    (SubmissionState.CITY_REVIEW, SubmissionState.SUBMITTED): "其余各项或补报提交（纸质签字）",
    (SubmissionState.RETURNED, SubmissionState.UNIT_REVIEW): "修改后再次提交",
    (SubmissionState.RETURNED, SubmissionState.SUBMITTED): "修改后再次提交（纸质签字）",
    (SubmissionState.COMPLETE, SubmissionState.UNIT_REVIEW): "补报提交",
    (SubmissionState.COMPLETE, SubmissionState.SUBMITTED): "补报提交（纸质签字）",
}
ITEM_OWNERS: Mapping[str, Owner] = {
    ReviewState.OPEN: Owner.UNIT,
    ReviewState.UNIT_PENDING: Owner.HEAD,
    ReviewState.PENDING: Owner.BUREAU,
    ReviewState.CITY_PENDING: Owner.CITY,
    ReviewState.RETURNED: Owner.UNIT,
    ReviewState.APPROVED: Owner.STORE,
}
ITEM_MOVES: Moves = {
    (ReviewState.OPEN, ReviewState.UNIT_PENDING): "随报表提交",
    (ReviewState.OPEN, ReviewState.PENDING): "随报表提交（纸质签字）",
    (ReviewState.UNIT_PENDING, ReviewState.PENDING): "单位负责人签字，或登记纸质签字",
    (ReviewState.UNIT_PENDING, ReviewState.RETURNED): "退回",
    (ReviewState.PENDING, ReviewState.APPROVED): "通过（县没有审核员的，市级通过即为两级通过）",
    (ReviewState.PENDING, ReviewState.CITY_PENDING): "县级通过",
    (ReviewState.PENDING, ReviewState.RETURNED): "退回",
    (ReviewState.CITY_PENDING, ReviewState.APPROVED): "验收通过",
    (ReviewState.CITY_PENDING, ReviewState.RETURNED): "退回",
    (ReviewState.RETURNED, ReviewState.UNIT_PENDING): "修改后随报表再次提交",
    (ReviewState.RETURNED, ReviewState.PENDING): "修改后随报表再次提交（纸质签字）",
    (ReviewState.APPROVED, ReviewState.OPEN): "补报：尚未产生或初步数的一项重新填写",
}

# The return waits for the unit in these states; which cells may be typed says `may_type`.
ENTRY_STATES = frozenset(state for state, owner in SUBMISSION_OWNERS.items() if owner is Owner.UNIT)


class Stage(StrEnum):
    """Who looks at a cell that was handed in."""

    UNIT = "单位审核"
    BUREAU = "统计审核"
    CITY = "市级验收"


# The state in which a cell waits at each stage, in the order of the path.
WAITING: Mapping[Stage, ReviewState] = {
    Stage.UNIT: ReviewState.UNIT_PENDING,
    Stage.BUREAU: ReviewState.PENDING,
    Stage.CITY: ReviewState.CITY_PENDING,
}


class StateRefused(Exception):
    """The thing is not in a state for this; the message says so in Chinese."""


def moved(current: str, wanted: str, moves: Moves) -> str:
    """`wanted`, if the table knows the way there. Raises StateRefused."""
    if (current, wanted) not in moves:
        raise StateRefused("报表的状态已经变化，请刷新页面后再操作。")
    return wanted


def state_after(current: str, cells: Collection[str], *, was_complete: bool) -> str:
    """The state of a return whose cells stand so after handing in or review.

    `was_complete`: every cell had been approved once; what is open since then is a 补报.
    """
    wanted = _least_advanced(cells, was_complete)
    return current if wanted == current else moved(current, wanted, SUBMISSION_MOVES)


def _least_advanced(cells: Collection[str], was_complete: bool) -> SubmissionState:
    for cell, state in (
        (ReviewState.RETURNED, SubmissionState.RETURNED),
        (ReviewState.UNIT_PENDING, SubmissionState.UNIT_REVIEW),
        (ReviewState.PENDING, SubmissionState.SUBMITTED),
        (ReviewState.CITY_PENDING, SubmissionState.CITY_REVIEW),
    ):
        if cell in cells:
            return state
    is_owed = ReviewState.OPEN in cells and not was_complete
    return SubmissionState.DRAFT if is_owed else SubmissionState.COMPLETE


def is_supplement(item: Item) -> bool:
    """An approved cell that is still owed: 尚未产生, or a 初步数 whose 最终数 will follow."""
    is_unfinished = (
        item.missing_kind == MissingKind.NOT_YET_PRODUCED
        or item.status == ObservationStatus.PROVISIONAL
    )
    return item.review == ReviewState.APPROVED and is_unfinished


def may_type(submission_state: str, item: Item) -> bool:
    """The unit may type into this cell now.

    In a closed round only what was sent back, and what is a 补报. Reads the item's round.
    """
    if item.review == ReviewState.OPEN:
        is_again = submission_state != SubmissionState.DRAFT or item.reviewed_at is not None
        return is_again or item.submission.round.state == RoundState.OPEN
    return item.review == ReviewState.RETURNED or is_supplement(item)


def after_typing(review: str) -> str:
    """The state of a cell into which was typed: a 补报 leaves the approved figure standing."""
    if review == ReviewState.APPROVED:
        return moved(review, ReviewState.OPEN, ITEM_MOVES)
    return review
