"""Two people at the same moment, in two real transactions."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection

from indicators.models import AuditEvent, Role
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import save_cells
from reporting.collection.handing_in import sign, submit
from reporting.collection.review import review_cells
from reporting.collection.round_running import remind_late
from reporting.collection.states import StateRefused
from reporting.models import ItemChange, Notice, Observation, Round, Submission
from tests.collection.conftest import cell, decide, typed
from tests.collection.test_review import give_role

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do the acts at the same moment; "done" or the refusal's name for each, sorted."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            act()
            outcomes.append("done")
        except (CellsRefused, StateRefused) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


def test_one_cell_typed_by_two_keeps_one_and_tells_the_other(
    health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(health_return, indicators.water)

    def save(value: str, by: object) -> Callable[[], object]:
        return lambda: save_cells(
            submission=health_return,
            cells=typed(item, value=value),
            by=by,  # type: ignore[arg-type]
        )

    outcomes = at_once(save("95", cast.statistician), save("96", cast.colleague))
    assert outcomes == ["CellsRefused", "done"]
    change = ItemChange.objects.get(item=item)
    assert cell(health_return, indicators.water).edited_by == change.by


def test_one_cell_approved_by_two_is_recorded_once(
    submitted_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(submitted_return, indicators.water)

    def approve(by: object) -> Callable[[], object]:
        return lambda: review_cells(
            submission=submitted_return,
            decisions=[decide(item, approve=True)],
            by=by,  # type: ignore[arg-type]
        )

    outcomes = at_once(approve(cast.reviewer), approve(cast.second_reviewer))
    assert outcomes == ["StateRefused", "done"]
    assert Observation.objects.count() == 1


def test_two_heads_sign_once(
    handed_in_return: Submission, units: SimpleNamespace, cast: SimpleNamespace
) -> None:
    second = give_role(cast.colleague, units.health, Role.UNIT_HEAD)

    def act(by: object) -> Callable[[], object]:
        return lambda: sign(
            submission=handed_in_return,
            version=handed_in_return.version,
            by=by,  # type: ignore[arg-type]
        )

    assert at_once(act(cast.unit_head), act(second)) == ["StateRefused", "done"]
    assert Notice.objects.filter(kind="return_signed").count() == 2, "each reviewer told once"


def test_the_late_are_reminded_once_by_two(
    round_2025: Round, settings: SimpleNamespace, cast: SimpleNamespace
) -> None:
    settings.TODAY = "2026-04-01"

    def act(by: object) -> Callable[[], object]:
        return lambda: remind_late(round_=round_2025, by=by)  # type: ignore[arg-type]

    assert at_once(act(cast.reviewer), act(cast.second_reviewer)) == ["done", "done"]
    assert AuditEvent.objects.filter(action="return.remind").count() == 3, "once for each return"


def test_handing_in_and_typing_at_the_same_moment(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    """Either the figure went with the return or the return waits for a look at it."""
    item = cell(filled_return, indicators.water)
    version = filled_return.version

    def hand_in() -> object:
        return submit(submission=filled_return, version=version, by=cast.statistician)

    def save() -> object:
        seen = typed(item, value="96")
        return save_cells(submission=filled_return, cells=seen, by=cast.colleague)

    assert at_once(hand_in, save) in (["CellsRefused", "done"], ["StateRefused", "done"])
    filled_return.refresh_from_db()
    is_handed_in = filled_return.state == "unit_review"
    changed = cell(filled_return, indicators.water).value == 96
    assert is_handed_in != changed
