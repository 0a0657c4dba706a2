"""A rate follows its denominator: the same numerator, the exact new quotient, one data version."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Area, DataVersion, Indicator
from reporting.assessment.judge import assess_scope
from reporting.models import Assessment, Flow, Observation
from reporting.observations import Figure, record
from reporting.observations.history import history_of
from reporting.observations.roll_up import county_sums

REASON = "按人口普查修订"


def _record_rate(enrolment: Indicator, areas: list[Area], numerator: str, people: str) -> None:
    rate = Decimal(numerator) / Decimal(people) * 100
    figures = [
        Figure(enrolment.pk, area, 2024, rate, Decimal(numerator), Decimal(people))
        for area in areas
    ]
    record(figures, flow=Flow.RETURN, by=None, reason="测试")


@pytest.fixture
def rates(areas, indicators, enter):
    """Enrolment of the city and both counties, divided by the populations entered."""
    enter({areas.city: "2000", areas.county: "1000", areas.second_county: "1000"})
    _record_rate(indicators.enrolment, [areas.county, areas.second_county], "900", "1000")
    _record_rate(indicators.enrolment, [areas.city], "1800", "2000")


def _rate(area: Area, **more: object) -> Observation:
    rows = Observation.objects.in_force().filter(indicator__code="kindergarten_gross_enrolment")
    return rows.get(area=area, flow=Flow.RETURN, **more)


def test_a_changed_population_divides_anew(areas, cast, enter, rates):
    seen = Observation.objects.get(area=areas.county, indicator__is_population=True).valid_from
    entered = enter({areas.county: "1007"}, seen=seen, reason=REASON)
    assert entered.followed == 1
    row = _rate(areas.county)
    assert (row.numerator, row.denominator) == (900, 1007)
    assert row.value == (Decimal(90000) / 1007).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    population = Observation.objects.in_force().get(
        area=areas.county, indicator__is_population=True
    )
    assert row.valid_from == population.valid_from, "one data version"
    assert _rate(areas.second_county).denominator == 1000


def test_the_history_names_the_population(areas, cast, enter, rates):
    seen = Observation.objects.get(area=areas.county, indicator__is_population=True).valid_from
    enter({areas.county: "1007"}, seen=seen, reason=REASON)
    newest, first = history_of(_rate(areas.county))
    assert newest.get_revision_kind_display() == "分母修订"
    assert newest.reason.startswith("分母修订（3—5岁人口数）：")
    assert newest.reason.endswith(REASON)
    assert newest.recorded_by == cast.reviewer
    assert (first.denominator, first.valid_to) == (1000, newest.valid_from)


def test_the_city_sum_follows_too(areas, indicators, enter, rates):
    Indicator.objects.filter(pk=indicators.enrolment.pk).update(city_value="rolled_up")
    seen = Observation.objects.get(area=areas.county, indicator__is_population=True).valid_from
    enter({areas.county: "1007"}, seen=seen, reason=REASON)
    total = Observation.objects.in_force().get(area=areas.city, flow=Flow.ROLL_UP)
    assert (total.numerator, total.denominator) == (1800, 2007)
    assert total.valid_from == _rate(areas.county).valid_from
    indicators.enrolment.refresh_from_db()
    sums = county_sums(areas.city, [indicators.enrolment])
    assert sums[indicators.enrolment.pk, 0, 2024].figure.content == (
        total.value, Decimal(1800), Decimal(2007), "", None, "", "A", "",
    )  # fmt: skip


def test_the_judgement_follows(areas, targets, enter, rates):
    assess_scope(scope=areas.city, year=2024)
    before = Assessment.objects.get(target=targets.enrolment, year=2024).value
    seen = Observation.objects.get(area=areas.city, indicator__is_population=True).valid_from
    enter({areas.city: "1900"}, seen=seen, reason=REASON)
    assess_scope(scope=areas.city, year=2024)
    after = Assessment.objects.get(target=targets.enrolment, year=2024).value
    assert (float(before), float(after)) == (90.0, 94.7)


def test_other_years_breakdowns_and_missing_figures_stay(areas, indicators, enter, rates):
    other_year = Figure(
        indicators.enrolment.pk, areas.county, 2023, Decimal(90), Decimal(900), Decimal(1000)
    )
    missing = Figure(
        indicators.enrolment.pk, areas.county, 2022, missing_kind="not_reported", status="M"
    )
    record([other_year, missing], flow=Flow.RETURN, by=None, reason="测试")
    seen = Observation.objects.get(area=areas.county, indicator__is_population=True).valid_from
    assert enter({areas.county: "1007"}, seen=seen, reason=REASON).followed == 1
    kept = Observation.objects.filter(area=areas.county, year__in=[2022, 2023])
    assert set(kept.values_list("valid_to", flat=True)) == {None}


def test_released_figures_are_read_as_before(areas, enter, rates):
    released_at = DataVersion.objects.order_by("-number").first().number
    seen = Observation.objects.get(area=areas.county, indicator__is_population=True).valid_from
    enter({areas.county: "1007"}, seen=seen, reason=REASON)
    rows = Observation.objects.as_of(released_at).filter(
        area=areas.county, indicator__is_population=False
    )
    assert rows.get().denominator == 1000


@pytest.mark.parametrize(
    ("numerator", "people"),
    [("1", "3"), ("2", "3"), ("12345678", "8000000"), ("1", "64000000"), ("0", "7"), ("5", "3200")],
)
def test_the_database_divides_as_exact_decimals_do(
    areas, indicators, enter, children, numerator, people
):
    enter({areas.county: "99999999"})
    _record_rate(indicators.enrolment, [areas.county], numerator, "99999999")
    record(
        [Figure(children.pk, areas.county, 2024, Decimal(people))],
        flow=Flow.RETURN,
        by=None,
        reason="测试",
    )
    with localcontext(prec=60):
        exact = Decimal(numerator) * 100 / Decimal(people)
        assert _rate(areas.county).value == exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)


def test_the_statements_do_not_grow_with_the_areas(areas, indicators, children, rates):
    def queries(moved: list[Area], people: int) -> int:
        figures = [Figure(children.pk, area, 2024, Decimal(people)) for area in moved]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            record(figures, flow=Flow.RETURN, by=None, reason="测试")
        return len(captured)

    assert queries([areas.county], 1001) == queries([areas.county, areas.second_county], 1002)
