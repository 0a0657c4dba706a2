"""Data versions are gapless and become visible in commit order."""

import threading
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from indicators.data_versions import current_data_version, next_data_version
from indicators.models import DataVersion
from reporting.models import Flow, Observation
from reporting.observations import Figure, record


def _figure(indicators: SimpleNamespace, area: object, year: int, value: str) -> Figure:
    return Figure(indicator_id=indicators.water.pk, area=area, year=year, value=Decimal(value))


def test_a_version_needs_a_transaction(areas, transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        next_data_version(scope=areas.city, kind="figures", reason="", by=None)


def test_a_rolled_back_change_leaves_no_gap(areas, indicators):
    record([_figure(indicators, areas.city, 2023, "90")], flow=Flow.RETURN, by=None, reason="r")
    with pytest.raises(RuntimeError), transaction.atomic():
        record([_figure(indicators, areas.city, 2024, "91")], flow=Flow.RETURN, by=None, reason="r")
        raise RuntimeError("the caller fails after recording")
    number = record(
        [_figure(indicators, areas.city, 2024, "92")], flow=Flow.RETURN, by=None, reason="r"
    )
    assert number == 2
    assert list(DataVersion.objects.values_list("number", flat=True)) == [1, 2]


def test_a_city_and_its_counties_share_one_numbering(areas, indicators):
    first = record(
        [_figure(indicators, areas.county, 2024, "90")], flow=Flow.RETURN, by=None, reason="r"
    )
    second = record(
        [_figure(indicators, areas.city, 2024, "91")], flow=Flow.RETURN, by=None, reason="r"
    )
    elsewhere = record(
        [_figure(indicators, areas.other_county, 2024, "91")],
        flow=Flow.RETURN,
        by=None,
        reason="r",
    )
    assert (first, second, elsewhere) == (1, 2, 1)


def test_a_later_number_is_never_visible_before_an_earlier_one(transactional_db, areas, indicators):
    """Two writers overlap: the second waits for the first's commit, so readers see 1, then 2."""
    first_has_number, let_first_commit = threading.Event(), threading.Event()
    seen: list[tuple[int, int]] = []

    def first_writer() -> None:
        with transaction.atomic():
            record(
                [_figure(indicators, areas.city, 2023, "90")],
                flow=Flow.RETURN,
                by=None,
                reason="first",
            )
            first_has_number.set()
            let_first_commit.wait(10)
        connection.close()

    def second_writer() -> None:
        first_has_number.wait(10)
        record(
            [_figure(indicators, areas.county, 2023, "91")],
            flow=Flow.RETURN,
            by=None,
            reason="second",
        )
        seen.append((current_data_version(areas.city), Observation.objects.count()))
        connection.close()

    threads = [threading.Thread(target=first_writer), threading.Thread(target=second_writer)]
    for thread in threads:
        thread.start()
    first_has_number.wait(10)
    assert current_data_version(areas.city) == 0
    assert Observation.objects.count() == 0
    let_first_commit.set()
    for thread in threads:
        thread.join(20)
    assert seen == [(2, 2)]
    assert dict(DataVersion.objects.values_list("number", "reason")) == {1: "first", 2: "second"}
