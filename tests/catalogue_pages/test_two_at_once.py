"""Two people adjust the same target at the same moment: one wins, the other is told."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from indicators.catalogue.adjust import set_target_value, value_state
from indicators.catalogue.adjusting import ChangedMeanwhile, token
from indicators.models import TargetValue
from reporting.catalogue_pages.adjustments import carry_out
from tests.catalogue_pages.conftest import GROUNDS


@pytest.mark.django_db(transaction=True)
def test_one_of_two_wins(targets, cast):
    seen = token(value_state(targets.water))
    start, outcomes = threading.Barrier(2), []

    def adjust(value: str) -> None:
        start.wait(timeout=10)
        try:
            carry_out(
                lambda: set_target_value(
                    target=targets.water,
                    value=Decimal(value),
                    first_year=2025,
                    grounds=GROUNDS,
                    seen=seen,
                    by=cast.office_worker,
                )
            )
            outcomes.append("saved")
        except ChangedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=adjust, args=(value,)) for value in ("93", "94")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["saved", "told"]
    assert TargetValue.objects.filter(target=targets.water, first_year=2025).count() == 1
    assert TargetValue.objects.filter(target=targets.water).count() == 2
