"""The tables of states: every state is owned and reachable, and the document is current."""

import itertools
from pathlib import Path

import pytest
from django.utils import timezone

from reporting.collection.states import (
    ITEM_MOVES,
    ITEM_OWNERS,
    SUBMISSION_MOVES,
    SUBMISSION_OWNERS,
    WAITING,
    Moves,
    Owner,
    Stage,
    StateRefused,
    after_typing,
    is_supplement,
    may_type,
    moved,
    state_after,
)
from reporting.collection.states_document import document
from reporting.models import (
    Item,
    ReviewState,
    Round,
    RoundState,
    Submission,
    SubmissionState,
)

TABLES = [
    (SUBMISSION_OWNERS, SUBMISSION_MOVES, SubmissionState, SubmissionState.DRAFT),
    (ITEM_OWNERS, ITEM_MOVES, ReviewState, ReviewState.OPEN),
]
# What each stage waits for, and who owns a cell there.
STAGE_OWNERS = {Stage.UNIT: Owner.HEAD, Stage.BUREAU: Owner.BUREAU, Stage.CITY: Owner.CITY}


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
def test_every_state_leads_to_the_store(
    owners: dict[str, Owner], moves: Moves, states: type, first: str
) -> None:
    """No return can get stuck: from wherever it stands there is a way into the store."""
    leads = {state for state, owner in owners.items() if owner is Owner.STORE}
    while new := {start for start, end in moves if end in leads} - leads:
        leads |= new
    assert leads == set(states)


def test_a_cell_waits_with_the_owner_of_its_stage() -> None:
    assert {stage: ITEM_OWNERS[state] for stage, state in WAITING.items()} == STAGE_OWNERS


def test_an_unknown_move_is_refused() -> None:
    with pytest.raises(StateRefused):
        moved("draft", "complete", SUBMISSION_MOVES)


@pytest.mark.parametrize(
    ("current", "items", "was_complete", "wanted"),
    [
        ("submitted", ["approved", "approved"], False, "complete"),
        ("submitted", ["approved", "pending"], False, "submitted"),
        ("submitted", ["approved", "returned"], False, "returned"),
        ("submitted", ["pending", "returned"], False, "returned"),
        ("returned", ["approved", "returned"], False, "returned"),
        ("draft", ["unit_pending", "open"], False, "unit_review"),
        ("unit_review", ["unit_pending", "pending"], False, "unit_review"),
        ("submitted", ["city_pending", "pending"], False, "submitted"),
        ("submitted", ["city_pending", "approved"], False, "city_review"),
        ("city_review", ["approved", "open"], False, "draft"),
        ("submitted", ["approved", "open"], True, "complete"),
        ("complete", ["approved", "unit_pending"], True, "unit_review"),
    ],
)
def test_the_return_stands_where_its_slowest_cell_stands(
    current: str, items: list[str], was_complete: bool, wanted: str
) -> None:
    assert state_after(current, items, was_complete=was_complete) == wanted


def _neighbours(cells: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Every way in which somebody can act: hand in what is the unit's, or decide on one cell."""
    found = set()
    for end in (ReviewState.UNIT_PENDING, ReviewState.PENDING):
        for handed in itertools.product((True, False), repeat=len(cells)):
            found.add(
                tuple(
                    end
                    if cell == ReviewState.RETURNED or (cell == ReviewState.OPEN and chosen)
                    else cell
                    for cell, chosen in zip(cells, handed, strict=True)
                )
            )
    for place, cell in enumerate(cells):
        for start, end in ITEM_MOVES:
            if start == cell and start in {*WAITING.values(), ReviewState.APPROVED}:
                found.add((*cells[:place], end, *cells[place + 1 :]))
    return found - {cells}


def test_whatever_people_do_the_table_of_returns_knows_the_way() -> None:
    """Three cells, every order of acts: no move is missing, and none stands there in vain."""
    start = ((ReviewState.OPEN,) * 3, SubmissionState.DRAFT, False)
    seen, waiting, used = {start}, [start], set()
    while waiting:
        cells, state, was_complete = waiting.pop()
        for after in _neighbours(cells):
            if ReviewState.OPEN in after and after.count("open") > cells.count("open"):
                reached = state  # typing a 补报 moves nothing but the cell
            else:
                reached = SubmissionState(state_after(state, after, was_complete=was_complete))
            if reached != state:
                used.add((state, reached))
            following = (after, reached, was_complete or reached == SubmissionState.COMPLETE)
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    assert used == set(SUBMISSION_MOVES)


def _cell(review: str, *, round_state: str = RoundState.OPEN, **fields: object) -> Item:
    submission = Submission(round=Round(state=round_state))
    return Item(submission=submission, review=review, **fields)


@pytest.mark.parametrize("state", SubmissionState.values)
def test_the_unit_types_what_is_its_turn(state: str) -> None:
    allowed = {review for review in ReviewState.values if may_type(state, _cell(review))}
    assert allowed == {"open", "returned"}


@pytest.mark.parametrize(
    "fields", [{"missing_kind": "not_yet_produced"}, {"status": "P"}], ids=["尚未产生", "初步数"]
)
@pytest.mark.parametrize("round_state", RoundState.values)
def test_an_unfinished_figure_may_be_typed_again_at_any_time(
    fields: dict[str, str], round_state: str
) -> None:
    item = _cell("approved", round_state=round_state, **fields)
    assert is_supplement(item)
    assert may_type("complete", item)
    assert after_typing("approved") == "open"
    waiting = _cell("pending", round_state=round_state, **fields)
    assert not may_type("submitted", waiting)


def test_a_closed_round_takes_no_first_figures() -> None:
    closed = RoundState.CLOSED
    assert not may_type("draft", _cell("open", round_state=closed))
    assert may_type("draft", _cell("open", round_state=closed, reviewed_at=timezone.now()))
    assert may_type("complete", _cell("open", round_state=closed))
    assert may_type("returned", _cell("returned", round_state=closed))


def test_the_document_is_current() -> None:
    path = Path(__file__).parents[2] / "docs" / "returns.md"
    assert path.read_text(encoding="utf-8") == document()
