"""Duties: set, handed on, ended, confirmed by the office; no gap, no overlap."""

import pytest

from indicators.models import Assignment, AssignmentRole, AuditEvent
from indicators.people.assignments import (
    confirm_assignments,
    end_assignment,
    set_assignment,
    transfer_assignment,
)
from indicators.people.refusal import NotPossible, Overtaken, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("assignments")]
YEARS = range(2015, 2031)


def the_duty(indicator, area, role=AssignmentRole.REPORTS):
    return Assignment.objects.get(indicator=indicator, area=area, role=role, last_year=None)


def set_duty(cast, indicators, areas, units, **more):
    wanted = {
        "indicator": indicators.water,
        "area": areas.city,
        "organisation": units.education,
        "role": AssignmentRole.LEADS,
        "first_year": 2026,
        "is_confirmed": False,
        "by": cast.office_worker,
        "reason": "分工方案",
    }
    return set_assignment(**wanted | more)


def transfer(cast, duty, successor, first_year=2026, **more):
    wanted = {"is_confirmed": True, "by": cast.office_worker, "reason": "机构改革"}
    return transfer_assignment(
        assignment=duty, successor=successor, first_year=first_year, **wanted | more
    )


def units_by_year(indicator, area) -> list[list[str]]:
    """The units that report the indicator, year by year."""
    return [
        [
            duty.organisation.code
            for duty in Assignment.objects.in_year(year).filter(
                indicator=indicator, area=area, role=AssignmentRole.REPORTS
            )
        ]
        for year in YEARS
    ]


def test_a_new_duty_waits_for_its_confirmation(cast, indicators, areas, units):
    duty = set_duty(cast, indicators, areas, units)
    assert (duty.confirmed_at, duty.confirmed_by, duty.last_year) == (None, None, None)
    event = AuditEvent.objects.get(action="duty.set")
    assert event.new == {
        "indicator": "rural_tap_water",
        "area": "990100",
        "unit": "education 演示市教育局",
        "role": "leads",
        "first_year": 2026,
        "last_year": None,
    }


def test_the_office_may_set_and_confirm_in_one_step(cast, indicators, areas, units):
    duty = set_duty(cast, indicators, areas, units, is_confirmed=True)
    assert duty.confirmed_by == cast.office_worker


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"role": AssignmentRole.REPORTS},
            "卫生健康委员会填报（2015年起），请改用“移交”",
        ),
        ({"organisation": "county_health"}, "属于甲县，不能承担演示市"),
        ({"organisation": "centre"}, "不能承担指标"),
        ({"first_year": 2009}, "2010—2036"),
        ({"first_year": 2037}, "2010—2036"),
        ({"reason": " "}, "原因"),
    ],
)
def test_a_bad_duty_is_refused(cast, indicators, areas, units, more, told):
    if "organisation" in more:
        more["organisation"] = getattr(units, more["organisation"])
    before = Assignment.objects.count()
    with pytest.raises(NotPossible, match=told):
        set_duty(cast, indicators, areas, units, **more)
    assert Assignment.objects.count() == before


def test_many_units_support_but_each_only_once(cast, indicators, areas, units):
    for unit in (units.education, units.health):
        set_duty(cast, indicators, areas, units, role=AssignmentRole.SUPPORTS, organisation=unit)
    with pytest.raises(NotPossible, match="已由演示市教育局配合"):
        set_duty(cast, indicators, areas, units, role=AssignmentRole.SUPPORTS)


def test_a_city_department_may_report_a_county(cast, indicators, areas, units):
    duty = set_duty(cast, indicators, areas, units, area=areas.second_county)
    assert duty.organisation == units.education


@pytest.mark.parametrize("by", ["reviewer", "administrator", "leader", "county_office"])
def test_duties_are_the_offices_to_give(cast, indicators, areas, units, by):
    with pytest.raises(Refused, match="演示市的职责分工"):
        set_duty(cast, indicators, areas, units, by=getattr(cast, by))


def test_a_county_office_sets_its_own(cast, indicators, areas, units):
    duty = set_duty(
        cast,
        indicators,
        areas,
        units,
        area=areas.county,
        organisation=units.county_health,
        by=cast.county_office,
    )
    assert duty.area == areas.county


def test_a_transfer_leaves_no_gap_and_no_overlap(cast, indicators, areas, units):
    transfer(cast, the_duty(indicators.water, areas.city), units.education, 2026)
    expected = [["health"] if year < 2026 else ["education"] for year in YEARS]
    assert units_by_year(indicators.water, areas.city) == expected


def test_a_transfer_from_the_first_year_corrects_the_entry(cast, indicators, areas, units):
    transfer(cast, the_duty(indicators.water, areas.city), units.education, 2015)
    assert units_by_year(indicators.water, areas.city) == [["education"] for _year in YEARS]
    event = AuditEvent.objects.get(action="duty.transfer")
    assert [facts["unit"].split()[0] for facts in (event.old, event.new)] == ["health", "education"]
    assert event.reason == "机构改革"


@pytest.mark.parametrize(
    ("successor", "first_year", "told"),
    [
        ("health", 2026, "正是现在的单位"),
        ("education", 2014, "从2015年开始"),
        ("county_health", 2026, "属于甲县"),
    ],
)
def test_a_bad_transfer_changes_nothing(
    cast, indicators, areas, units, successor, first_year, told
):
    with pytest.raises(NotPossible, match=told):
        transfer(
            cast, the_duty(indicators.water, areas.city), getattr(units, successor), first_year
        )
    assert units_by_year(indicators.water, areas.city) == [["health"] for _year in YEARS]


def test_the_second_transfer_of_a_duty_is_told(cast, indicators, areas, units):
    duty = the_duty(indicators.water, areas.city)
    transfer(cast, duty, units.education, 2026)
    with pytest.raises(Overtaken, match="2025年终止"):
        transfer(cast, duty, units.bureau, 2026)
    corrected = the_duty(indicators.enrolment, areas.city)
    transfer(cast, corrected, units.bureau, 2015)
    with pytest.raises(Overtaken, match="已被别人更正"):
        transfer(cast, corrected, units.health, 2026)


def test_a_duty_ends_without_a_successor(cast, indicators, areas):
    duty = the_duty(indicators.water, areas.city)
    end_assignment(assignment=duty, last_year=2027, by=cast.office_worker, reason="不再统计")
    expected = [["health"] if year <= 2027 else [] for year in YEARS]
    assert units_by_year(indicators.water, areas.city) == expected
    with pytest.raises(Overtaken, match="2027年终止"):
        end_assignment(assignment=duty, last_year=2026, by=cast.office_worker, reason="不再统计")


def test_a_duty_does_not_end_before_it_began(cast, indicators, areas):
    with pytest.raises(NotPossible, match="从2015年开始"):
        end_assignment(
            assignment=the_duty(indicators.water, areas.city),
            last_year=2014,
            by=cast.office_worker,
            reason="误",
        )


def test_confirming_counts_what_was_waiting(cast, units):
    duties = list(Assignment.objects.filter(organisation=units.health))
    assert confirm_assignments(assignments=duties, by=cast.office_worker) == 2
    assert confirm_assignments(assignments=duties, by=cast.office_worker) == 0
    assert AuditEvent.objects.filter(action="duty.confirm").count() == 2
    assert {duty.confirmed_by for duty in Assignment.objects.filter(organisation=units.health)} == {
        cast.office_worker
    }


def test_a_foreign_duty_among_many_confirms_none(cast, areas):
    with pytest.raises(Refused, match="演示市"):
        confirm_assignments(assignments=Assignment.objects.all(), by=cast.county_office)
    assert not Assignment.objects.exclude(confirmed_at=None).exists()
