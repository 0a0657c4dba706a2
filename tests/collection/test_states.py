"""The tables of states: every state is owned and reachable, and the document is current."""

from pathlib import Path

import pytest

from reporting.collection.states import (
    ITEM_MOVES,
    ITEM_OWNERS,
    SUBMISSION_MOVES,
    SUBMISSION_OWNERS,
    Moves,
    Owner,
    StateRefused,
    after_review,
    may_type,
    moved,
)
from reporting.collection.states_document import document
from reporting.models import ReviewState, SubmissionState

TABLES = [
    (SUBMISSION_OWNERS, SUBMISSION_MOVES, SubmissionState, SubmissionState.DRAFT),
    (ITEM_OWNERS, ITEM_MOVES, ReviewState, ReviewState.OPEN),
]


@pytest.mark.parametrize(("owners", "moves", "states", "first"), TABLES)
def test_every_state_is_owned_and_reached(
    owners: dict[str, Owner], moves: Moves, states: type, first: str
) -> None:
    assert set(owners) == set(states)
    reached = {first}
    while new := {end for start, end in moves if start in reached} - reached:
        reached |= new
    assert reached == set(states)


@pytest.mark.parametrize(("owners", "moves", "states", "first"), TABLES)
def test_only_what_is_stored_has_no_way_on(
    owners: dict[str, Owner], moves: Moves, states: type, first: str
) -> None:
    ends = set(states) - {start for start, _ in moves}
    assert ends == {state for state, owner in owners.items() if owner is Owner.STORE}


def test_an_unknown_move_is_refused() -> None:
    with pytest.raises(StateRefused):
        moved("draft", "complete", SUBMISSION_MOVES)


@pytest.mark.parametrize(
    ("current", "items", "wanted"),
    [
        ("submitted", ["approved", "approved"], "complete"),
        ("submitted", ["approved", "pending"], "submitted"),
        ("submitted", ["approved", "returned"], "returned"),
        ("submitted", ["pending", "returned"], "returned"),
        ("returned", ["approved", "returned"], "returned"),
    ],
)
def test_the_return_follows_its_cells(current: str, items: list[str], wanted: str) -> None:
    assert after_review(current, items) == wanted


def test_the_unit_types_only_when_it_is_its_turn() -> None:
    allowed = {
        (submission, item)
        for submission in SubmissionState.values
        for item in ReviewState.values
        if may_type(submission, item)
    }
    assert allowed == {
        ("draft", "open"),
        ("draft", "returned"),
        ("returned", "open"),
        ("returned", "returned"),
    }


def test_the_document_is_current() -> None:
    path = Path(__file__).parents[2] / "docs" / "returns.md"
    assert path.read_text(encoding="utf-8") == document()
