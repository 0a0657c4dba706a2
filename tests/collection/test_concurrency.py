"""Two people at the same moment, in two real transactions."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection

from reporting.collection.cells import CellsRefused
from reporting.collection.entry import save_cells
from reporting.collection.review import review_cells
from reporting.collection.states import StateRefused
from reporting.models import ItemChange, Observation, Submission
from tests.collection.conftest import cell, decide, typed

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
