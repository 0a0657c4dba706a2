"""Values issued from above: a small table of years, saved as one change."""

from decimal import Decimal

import pytest

from indicators.catalogue.adjust import issued_state, set_issued_values
from indicators.catalogue.adjusting import AdjustmentRefused, ChangedMeanwhile, token
from indicators.models import DataVersion, Revision, TargetValue
from tests.catalogue_pages.conftest import GROUNDS, post

pytestmark = pytest.mark.django_db


def issue(target, by, values, seen=None):
    return set_issued_values(
        target=target,
        values=values,
        grounds=GROUNDS,
        seen=token(issued_state(target)) if seen is None else seen,
        by=by,
    )


def in_force(target) -> dict[int, Decimal]:
    rows = TargetValue.objects.filter(target=target, valid_to=None)
    return dict(rows.values_list("year", "value"))


def test_years_are_set_in_one_data_version(issued_target, cast):
    issue(issued_target, cast.office_worker, {2023: Decimal("88"), 2024: Decimal("88.5")})
    assert in_force(issued_target) == {2023: Decimal(88), 2024: Decimal("88.5")}
    assert DataVersion.objects.count() == 1
    assert set(Revision.objects.values_list("field", flat=True)) == {"year_2023", "year_2024"}


def test_only_changed_years_get_a_new_row_and_an_empty_one_is_taken_back(issued_target, cast):
    issue(issued_target, cast.office_worker, {2023: Decimal("88"), 2024: Decimal("88.5")})
    issue(issued_target, cast.office_worker, {2023: Decimal("88"), 2024: None, 2025: Decimal(90)})
    assert in_force(issued_target) == {2023: Decimal(88), 2025: Decimal(90)}
    assert TargetValue.objects.filter(target=issued_target, year=2023).count() == 1


def test_a_bad_year_stops_the_whole_table(issued_target, cast):
    with pytest.raises(AdjustmentRefused) as refusal:
        issue(issued_target, cast.office_worker, {2023: Decimal("88"), 2024: Decimal("88.55")})
    assert refusal.value.field == "year_2024"
    with pytest.raises(AdjustmentRefused, match="2026年不在规划"):
        issue(issued_target, cast.office_worker, {2023: Decimal("88"), 2026: Decimal("88")})
    assert in_force(issued_target) == {}


def test_a_table_changed_meanwhile_is_not_overwritten(issued_target, cast):
    seen = token(issued_state(issued_target))
    issue(issued_target, cast.office_worker, {2023: Decimal("88")})
    with pytest.raises(ChangedMeanwhile):
        issue(issued_target, cast.office_worker, {2024: Decimal("89")}, seen=seen)


def test_other_kinds_have_no_table_of_years(targets, cast):
    with pytest.raises(AdjustmentRefused, match="上级逐年下达"):
        issue(targets.water, cast.office_worker, {2023: Decimal("88")})


def test_the_page_has_a_field_a_year(issued_target, sign_in):
    client = sign_in("office_worker")
    answer = post(client, "target_issued", issued_target.pk, year_2024="88.5", year_2025="")
    assert answer.status_code == 302
    assert in_force(issued_target) == {2024: Decimal("88.5")}
    page = client.get(answer["Location"]).content.decode()
    assert "2024年下达值" in page and "无 → 88.5" in page


def test_the_page_names_the_wrong_year(issued_target, sign_in):
    answer = post(sign_in("office_worker"), "target_issued", issued_target.pk, year_2023="八十八")
    assert answer.status_code == 422
    assert "不是数字" in str(answer.context["form"].errors["year_2023"])
