"""目标测算 says what the engine says, on the figures that this person may read."""

import math
from decimal import Decimal

import pandas as pd
import pytest

from indicators.attainment import assess
from indicators.catalogue.draft_reading import target_drafts
from indicators.models import Plan, Target, TargetKind
from reporting.models import Flow, Source
from reporting.observations import Figure, record
from reporting.planning import prospect_words as words
from reporting.planning.prospect_page import question_page
from reporting.planning.prospects import (
    candidate_prospects,
    comparisons,
    draft_prospects,
    prospect_reading,
)
from tests.plans.conftest import WATER

CANDIDATES = [Decimal("95.0"), Decimal("97.0"), Decimal("99.0")]


def asked(area, indicator, kind=TargetKind.AT_LEAST, **flags):
    plan = Plan(area=area, base_year=2024, start_year=2025, end_year=2030)
    return Target(plan=plan, indicator=indicator, kind=kind, **flags)


def engine(values, figures, year, **more):
    """The same question put to the engine by hand."""
    shared = {
        "series": "a",
        "kind": "at_least",
        "baseline": math.nan,
        "start_year": 2024,
        "end_year": 2030,
        "scale": "share",
        "report_unit": 0.1,
        "better": 1,
    }
    targets = pd.DataFrame([{**shared, **more, "value": float(value)} for value in values])
    targets.index.name = "target"
    rows = [{"series": "a", "year": y, "value": float(v)} for y, v in figures.items()]
    return assess(targets, pd.DataFrame(rows), year).results


@pytest.mark.parametrize("maintain", [False, True])
def test_candidates_agree_with_the_engine(maintain, released, areas, cast, indicators):
    reading = prospect_reading(cast.leader, areas.city)
    target = asked(areas.city, indicators.water, maintain=maintain)
    found = candidate_prospects(reading, target, CANDIDATES)
    expected = engine(CANDIDATES, {**WATER, 2024: "95.24"}, 2024, maintain=maintain)
    for prospect, (_place, row) in zip(found, expected.iterrows(), strict=True):
        for name in ("projection", "low", "high", "probability", "gap", "best_gain"):
            assert getattr(prospect, name) == pytest.approx(row[name], nan_ok=True), name
        assert prospect.standing == row["standing"]


def test_a_higher_demand_is_never_likelier(released, areas, cast, indicators):
    reading = prospect_reading(cast.leader, areas.city)
    found = candidate_prospects(reading, asked(areas.city, indicators.water), CANDIDATES)
    chances = [prospect.probability for prospect in found]
    assert chances == sorted(chances, reverse=True) and chances[0] > chances[-1]


def test_leaders_read_the_release_and_the_office_the_live_figures(
    released, areas, cast, indicators
):
    target = asked(areas.city, indicators.water)
    seen = {}
    for person in ("leader", "office_worker", "reviewer"):
        reading = prospect_reading(getattr(cast, person), areas.city)
        (prospect,) = candidate_prospects(reading, target, CANDIDATES[:1])
        seen[person] = (prospect.latest_year, prospect.value)
    assert seen == {
        "leader": (2024, 95.2),
        "office_worker": (2025, 96.0),
        "reviewer": (2025, 96.0),
    }


def test_without_a_release_there_is_no_reading(areas, cast):
    assert prospect_reading(cast.leader, areas.city) is None
    assert prospect_reading(cast.office_worker, areas.city) is None


def test_an_indicator_without_figures_gives_no_chance(released, areas, cast, indicators):
    reading = prospect_reading(cast.leader, areas.city)
    found = candidate_prospects(reading, asked(areas.city, indicators.maternal), CANDIDATES)
    assert {prospect.probability for prospect in found} <= {None}


def test_the_targets_of_a_draft_agree_with_the_engine(released, draft, areas, cast):
    reading = prospect_reading(cast.leader, areas.city)
    rows = Target.objects.filter(plan=draft).select_related("plan__area", "indicator")
    found = draft_prospects(reading, target_drafts(rows))
    water = Target.objects.get(plan=draft, code="W1.02-1")
    expected = engine(
        ["97.5"],
        {**WATER, 2024: "95.24"},
        2024,
        start_year=2025,
        baseline=95.2,
        maintain=True,
    ).loc[0]
    prospect = found[water.pk]
    assert prospect.demand == Decimal("97.5")
    assert prospect.probability == pytest.approx(expected["probability"])
    assert prospect.projection == pytest.approx(expected["projection"])


def test_a_target_without_its_value_is_left_out(released, draft, areas, cast):
    reading = prospect_reading(cast.leader, areas.city)
    rows = Target.objects.filter(plan=draft).select_related("plan__area", "indicator")
    found = draft_prospects(reading, target_drafts(rows))
    missing = Target.objects.get(plan=draft, code="W1.02-2")
    assert missing.pk not in found


def test_the_last_published_figure_of_the_nation_stands_beside(released, areas, cast, indicators):
    source = Source.objects.create(code="b", title="公报", publisher="统计局", quality="official")
    figures = [
        Figure(indicators.water.pk, areas.nation, year, value=Decimal(value), source=source)
        for year, value in ((2022, "90"), (2023, "91"))
    ]
    record(figures, flow=Flow.REFERENCE, by=None, reason="测试")
    reading = prospect_reading(cast.leader, areas.city)
    (found,) = comparisons(reading, [indicators.water.pk])[indicators.water.pk]
    assert (found.area, found.year, found.value, found.source) == (areas.nation, 2023, 91, "公报")


def test_values_are_proposed_where_none_is_typed(released, areas, cast, indicators):
    page = question_page(
        cast.leader,
        areas.city,
        indicators.water,
        kind="at_least",
        end_year=2030,
        maintain=False,
        candidates=[],
    )
    assert len(page.lines) == 5
    assert page.lines[0].demand.startswith("不低于")
    assert page.latest == "2024年95.2%"


def test_the_words_say_year_demand_and_chance(released, areas, cast, indicators):
    reading = prospect_reading(cast.leader, areas.city)
    (prospect,) = candidate_prospects(
        reading, asked(areas.city, indicators.water), [Decimal("97.0")]
    )
    chance = round(100 * prospect.probability)
    said = words.sentence(prospect, indicators.water, "at_least", 2030)
    assert said == f"2030年达到“不低于97.0%”的可能性约{chance}%（{words.called(prospect)}）。"


@pytest.mark.parametrize(
    ("years", "sentence"),
    [((), "还没有数据"), ((2024,), "数据年份不足"), ((2023, 2024), "只有两个年份")],
)
def test_without_a_chance_it_says_why(years, sentence, released, areas, cast, indicators):
    figures = [
        Figure(indicators.enrolment.pk, areas.city, year, value=Decimal(80 + year % 10))
        for year in years
    ]
    record(figures, flow=Flow.RETURN, by=None, reason="测试")
    reading = prospect_reading(cast.office_worker, areas.city)
    (prospect,) = candidate_prospects(
        reading, asked(areas.city, indicators.enrolment), [Decimal(95)]
    )
    assert sentence in words.sentence(prospect, indicators.enrolment, "at_least", 2030)
