"""Two people at the same moment, in two real transactions."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from indicators.models import DataVersion
from reporting.collection.population_entry import PopulationsRefused
from reporting.models import Flow, Observation
from reporting.observations import Figure, record

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "按人口普查修订"


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do the acts at the same moment; "done" or the refusal's name for each, sorted."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            act()
            outcomes.append("done")
        except PopulationsRefused as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


def test_two_in_one_empty_cell_keep_one_and_tell_the_other(areas, cast, enter):
    outcomes = at_once(
        lambda: enter({areas.city: "2000"}),
        lambda: enter({areas.city: "2001"}, by=cast.second_reviewer),
    )
    assert outcomes == ["PopulationsRefused", "done"]
    assert Observation.objects.count() == 1


def test_a_rate_recorded_at_the_same_moment_is_kept_and_versions_have_no_gap(
    areas, indicators, children, enter
):
    """The unit's figure and the bureau's population, neither lost, whichever comes first."""
    enter({areas.city: "2000"})
    old = Figure(
        indicators.enrolment.pk, areas.city, 2024, Decimal(90), Decimal(1800), Decimal(2000)
    )
    new = Figure(
        indicators.enrolment.pk, areas.city, 2024, Decimal(85), Decimal(1700), Decimal(2000)
    )
    record([old], flow=Flow.RETURN, by=None, reason="测试")
    outcomes = at_once(
        lambda: enter({areas.city: "1900"}, seen=1, reason=REASON),
        lambda: record([new], flow=Flow.RETURN, by=None, reason="测试"),
    )
    assert outcomes == ["done", "done"]
    numbers = DataVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]
    rows = Observation.objects.in_force().filter(area=areas.city)
    assert rows.get(indicator=children).value == 1900
    assert rows.get(indicator=indicators.enrolment).numerator == 1700
