"""The three-way merge of one entry, case by case."""

import pytest

from indicators.catalogue.merge import Conflict, Merge, Take, merge_fields

NOTHING = Merge({}, (), ())


def _merge(
    base: int | None, database: int, file: int, *, guarded: bool = False, take: Take | None = None
) -> Merge:
    return merge_fields(
        base=None if base is None else {"value": base},
        database={"value": database},
        file={"value": file},
        guarded={"value"} if guarded else (),
        take=take,
    )


CONFLICT = Merge({}, (), (Conflict("value", 2, 3),))
FOLLOWS = Merge({"value": 3}, (), ())
STAYS = Merge({}, ("value",), ())


@pytest.mark.parametrize(
    ("base", "database", "file", "expected"),
    [
        (1, 1, 1, NOTHING),
        (1, 2, 2, NOTHING),  # both moved to the same
        (2, 2, 3, FOLLOWS),  # only the file moved
        (3, 2, 3, STAYS),  # only the system moved
        (1, 2, 3, CONFLICT),
        (None, 2, 3, CONFLICT),  # the system made the entry itself
        (None, 3, 3, NOTHING),
    ],
)
def test_who_moved_decides(base: int | None, database: int, file: int, expected: Merge) -> None:
    assert _merge(base, database, file) == expected


@pytest.mark.parametrize("base", [1, None])
def test_a_decision_settles_a_conflict(base: int | None) -> None:
    assert _merge(base, 2, 3, take=Take.FILE) == FOLLOWS
    assert _merge(base, 2, 3, take=Take.DATABASE) == STAYS


def test_an_edit_survives_even_where_the_file_is_taken() -> None:
    assert _merge(3, 2, 3, take=Take.FILE) == STAYS


def test_a_guarded_field_follows_the_file_only_by_decision() -> None:
    assert _merge(2, 2, 3, guarded=True) == CONFLICT
    assert _merge(2, 2, 3, guarded=True, take=Take.FILE) == FOLLOWS
    assert _merge(2, 2, 3, guarded=True, take=Take.DATABASE) == STAYS


def test_a_field_new_to_the_files_counts_as_unedited() -> None:
    merge = merge_fields(base={}, database={"value": 0}, file={"value": 3})
    assert merge == FOLLOWS
