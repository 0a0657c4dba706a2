"""Two indicators of the demonstration city are the sum of its counties."""

from decimal import Decimal

from django.db.models import Sum

from indicators.models import Assignment, AssignmentRole, Indicator
from reporting.models import Flow, Item, Observation, RevisionKind

SUMMED = ("kindergarten_gross_enrolment", "under_five_anaemia")


def test_the_city_adds_up_its_counties_and_reports_nothing_of_its_own(loaded):
    rolled_up = Indicator.objects.filter(city_value="rolled_up")
    assert {row.code for row in rolled_up} == set(SUMMED)
    own = {"indicator__in": rolled_up, "area": loaded}
    assert not Assignment.objects.filter(**own, role=AssignmentRole.REPORTS).exists()
    assert Assignment.objects.filter(**own, role=AssignmentRole.LEADS).count() == 2
    assert not Item.objects.filter(indicator__in=rolled_up, submission__area=loaded).exists()
    assert not Observation.objects.filter(**own, flow=Flow.RETURN).exists()


def test_the_sum_is_that_of_the_six_counties(loaded):
    rows = Observation.objects.in_force().filter(
        indicator__code="kindergarten_gross_enrolment", year=2024, breakdown=0
    )
    counties = rows.filter(area__parent=loaded, area__in_parent_sum=True)
    sums = counties.aggregate(events=Sum("numerator"), exposure=Sum("denominator"))
    city = rows.get(area=loaded)
    assert counties.count() == 6
    assert (city.flow, city.numerator, city.denominator) == (
        Flow.ROLL_UP, sums["events"], sums["exposure"],
    )  # fmt: skip
    assert abs(city.value - Decimal(100) * city.numerator / city.denominator) < Decimal("0.000001")


def test_a_county_that_took_its_figure_back_leaves_a_gap_that_says_so(loaded):
    gap = Observation.objects.in_force().get(
        indicator__code="under_five_anaemia", area=loaded, year=2023, breakdown=0
    )
    assert (gap.flow, gap.missing_kind) == (Flow.ROLL_UP, "not_reported")
    assert gap.note == "5/6 县（市、区），缺：戊县"
    assert gap.revision_kind == RevisionKind.CORRECTION
