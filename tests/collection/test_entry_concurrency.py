"""Several people typing into one return at the same moment, in real transactions."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from indicators.models import Indicator
from reporting.collection.cell_contents import TypedCell
from reporting.collection.cells import lock_submission, share_returns
from reporting.collection.entry import Outcome, SeenCell, save_each
from reporting.models import Item, Submission
from tests.collection.conftest import add_indicators

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, ROUNDS = 4, 6


@pytest.fixture
def cells(health_return: Submission, areas: SimpleNamespace, units: SimpleNamespace) -> list[Item]:
    """A cell for each person and round."""
    add_indicators(PEOPLE * ROUNDS, areas.city, units.health)
    return [
        Item.objects.create(submission=health_return, indicator=indicator)
        for indicator in Indicator.objects.filter(position__gte=100)
    ]


def run(*acts: Callable[[], None]) -> list[BaseException]:
    """Do the acts at the same moment; what went wrong."""
    wrong: list[BaseException] = []

    def guarded(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return wrong


def save(submission: Submission, item: Item, value: str, by: object) -> Outcome:
    (told,) = save_each(
        submission=submission,
        cells={item.pk: SeenCell(item.version, TypedCell(value=value))},
        by=by,  # type: ignore[arg-type]
    )
    return told.outcome


def test_different_cells_never_conflict(
    health_return: Submission, cells: list[Item], cast: SimpleNamespace
) -> None:
    outcomes: list[Outcome] = []
    start = threading.Barrier(PEOPLE)

    def person(number: int) -> Callable[[], None]:
        def act() -> None:
            start.wait(timeout=10)
            for round_ in range(ROUNDS):
                item = cells[number * ROUNDS + round_]
                outcomes.append(save(health_return, item, "5", cast.statistician))

        return act

    assert run(*(person(number) for number in range(PEOPLE))) == []
    assert outcomes == [Outcome.SAVED] * (PEOPLE * ROUNDS)
    health_return.refresh_from_db()
    assert health_return.version == 1 + PEOPLE * ROUNDS


def test_a_save_waits_for_nobody_who_is_typing_elsewhere(
    health_return: Submission, cells: list[Item], cast: SimpleNamespace
) -> None:
    done = threading.Event()

    def slow_colleague() -> None:
        with transaction.atomic():
            share_returns(health_return)
            Item.objects.select_for_update().get(pk=cells[0].pk)
            assert done.wait(timeout=10), "the other save waited"

    def person() -> None:
        save(health_return, cells[1], "5", cast.statistician)
        done.set()

    assert run(slow_colleague, person) == []


def test_handing_in_waits_for_saves_and_they_for_it(
    health_return: Submission, cells: list[Item], cast: SimpleNamespace
) -> None:
    order: list[str] = []
    is_saving = threading.Event()

    def person() -> None:
        with transaction.atomic():
            save(health_return, cells[0], "5", cast.statistician)
            is_saving.set()
            threading.Event().wait(0.3)
            order.append("saved")

    def mover() -> None:
        assert is_saving.wait(timeout=10)
        with transaction.atomic():
            assert lock_submission(health_return).version == 2, "it sees what was saved"
            order.append("moved")

    assert run(person, mover) == []
    assert order == ["saved", "moved"]
