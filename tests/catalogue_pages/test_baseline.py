"""The office sets where a target starts; the stored figure of the base year is proposed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.catalogue.adjusting import AdjustmentRefused, ChangedMeanwhile, token
from indicators.catalogue.baseline_adjustment import adjust_baseline, baseline_state
from indicators.models import Baseline
from indicators.people.refusal import Refused
from reporting import outbox, tasks
from reporting.assessment.reading import reading_for
from reporting.catalogue_pages.adjustments import carry_out
from tests.catalogue_pages.conftest import GROUNDS, post

pytestmark = pytest.mark.django_db


def adjust(target, by, value, seen=None):
    return adjust_baseline(
        target=target,
        value=Decimal(value),
        grounds=GROUNDS,
        seen=token(baseline_state(target)) if seen is None else seen,
        by=by,
    )


def test_a_baseline_names_its_source_and_is_versioned(targets, cast):
    adjust(targets.water, cast.office_worker, "90")
    (moved,) = adjust(targets.water, cast.office_worker, "90.5")
    old, new = Baseline.objects.filter(target=targets.water).order_by("id")
    assert (old.value, old.valid_to) == (Decimal(90), moved.data_version)
    assert (new.value, new.year, new.document) == (Decimal("90.5"), 2020, GROUNDS.document)


def test_it_reaches_the_live_judgement_only(released, targets, cast, areas):
    carry_out(lambda: adjust(targets.water, cast.office_worker, "89.9"))
    outbox.work_off(tasks.HANDLERS)
    live = reading_for(cast.reviewer, areas.city, year=2024, live=True)
    assert live.judgement(targets.water.pk).baseline_value == 89.9
    frozen = reading_for(cast.leader, areas.city).judgement(targets.water.pk)
    assert frozen.baseline_value != 89.9


def test_refusals(targets, cast):
    with pytest.raises(Refused):
        adjust(targets.water, cast.reviewer, "90")
    with pytest.raises(AdjustmentRefused, match="上限"):
        adjust(targets.water, cast.office_worker, "100.1")
    seen = token(baseline_state(targets.water))
    adjust(targets.water, cast.office_worker, "90")
    with pytest.raises(ChangedMeanwhile):
        adjust(targets.water, cast.office_worker, "91", seen=seen)


def test_the_page_proposes_the_stored_figure(released, targets, sign_in):
    page = sign_in("office_worker").get(reverse("target_baseline", args=[targets.water.pk]))
    assert page.context["form"].initial["baseline"] == Decimal("95.0")
    assert "2020年报表（数据版本1） 为 95.0%" in page.content.decode()


def test_the_page_proposes_nothing_where_nothing_is_stored(targets, sign_in):
    client = sign_in("office_worker")
    page = client.get(reverse("target_baseline", args=[targets.water.pk]))
    assert page.context["proposal"] is None
    answer = post(client, "target_baseline", targets.water.pk, baseline="88.1")
    assert answer.status_code == 302
    shown = client.get(answer["Location"]).content.decode()
    assert f"88.1%（2020年，{GROUNDS.document}）" in shown
