"""Whoever may not adjust gets nowhere by sending a form either."""

import pytest
from django.urls import reverse

from indicators.models import DataVersion, Revision
from tests.catalogue_pages.conftest import GROUNDS

pytestmark = pytest.mark.django_db
FORMS = (
    "target_value",
    "target_issued",
    "target_decision",
    "target_baseline",
    "indicator_change",
    "series_breaks",
    "objective_wording",
)
TYPED = {
    "document": GROUNDS.document,
    "reason": GROUNDS.reason,
    "value": "96",
    "first_year": "2025",
    "baseline": "90",
    "kind": "at_most",
    "side": "band",
    "wording": "别的",
    "decimals": "2",
    "reference_period": "公历年度",
    "cadence_years": "1",
    "area": "990100",
    "year": "2023",
}


def address(name: str, targets) -> str:
    target = targets.water
    if name == "objective_wording":
        return reverse(name, args=[target.objective_id])
    if name.startswith("target_"):
        return reverse(name, args=[target.pk])
    return reverse(name, args=[target.indicator_id])


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("person", ["leader", "statistician", "administrator", "other_reviewer"])
def test_a_form_sent_by_others_changes_nothing(targets, sign_in, person, name):
    answer = sign_in(person).post(address(name, targets), TYPED)
    assert answer.status_code == 403
    assert not Revision.objects.exists() and not DataVersion.objects.exists()


@pytest.mark.parametrize("name", FORMS[:4])
def test_the_office_does_not_reach_a_plan_of_another_city(targets, other_plans, sign_in, name):
    target = other_plans.other.targets.get()
    answer = sign_in("office_worker").post(reverse(name, args=[target.pk]), TYPED)
    assert answer.status_code == 404


@pytest.mark.parametrize("name", FORMS[:4])
def test_the_nations_plan_is_read_and_not_adjusted(targets, other_plans, sign_in, name):
    target = other_plans.nation.targets.get()
    answer = sign_in("office_worker").post(reverse(name, args=[target.pk]), TYPED)
    assert answer.status_code == 403
    assert "妇儿工委办公室调整" in answer.content.decode()
