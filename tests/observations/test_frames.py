"""What the engine is asked: which figures and demands stand behind each kind of target."""

import math

from indicators.models import Baseline, Breakdown, SeriesBreak, Target, TargetValue
from reporting.models import Flow, Source
from reporting.observations.frames import observation_frame, question, target_frame, targets_of

NEWEST = 10**6


def _ask(targets, year=2024, data_version=NEWEST):
    asked = question(targets, year, data_version)
    return target_frame(asked), observation_frame(asked)


def _changed(target, **fields):
    Target.objects.filter(pk=target.pk).update(**fields)
    return targets_of(target.plan.area)


def _only(frame, column="value"):
    return dict(zip(frame["year"], frame[column], strict=True))


def test_counts_go_to_the_engine_unrounded_and_without_the_stored_quotient(
    store, targets, indicators
):
    store(indicators.maternal, {2024: (1, 3)})
    _frame, figures = _ask([t for t in targets_of(targets.plan.area) if t == targets.maternal])
    row = figures.iloc[0]
    assert (row["events"], row["exposure"]) == (1.0, 3.0)
    assert math.isnan(row["value"])


def test_a_gap_has_both_sides_and_only_years_that_have_both(store, targets, indicators, areas):
    Breakdown.objects.create(id=3, residence="U", name="城镇")
    Breakdown.objects.create(id=4, residence="R", name="农村")
    store(indicators.water, {2022: "98", 2023: "98.5", 2024: "99"}, breakdown=3)
    store(indicators.water, {2023: "90", 2024: "92"}, breakdown=4)
    rows = _changed(targets.water, kind="narrow_gap", breakdown=3, other_breakdown=4)
    frame, figures = _ask([t for t in rows if t.pk == targets.water.pk])
    assert list(frame["kind"]) == ["narrow_gap"]
    assert _only(figures) == {2023: 98.5, 2024: 99.0}
    assert _only(figures, "value_b") == {2023: 90.0, 2024: 92.0}


def test_a_relative_target_is_the_difference_against_nothing(store, targets, indicators):
    store(indicators.water, {2023: "30.5", 2024: "31"})
    store(indicators.enrolment, {2023: "32", 2024: "30"})
    rows = _changed(
        targets.water, kind="relative_to", other_indicator=indicators.enrolment, maintain=False
    )
    frame, figures = _ask([t for t in rows if t.pk == targets.water.pk])
    row = frame.loc[targets.water.pk]
    assert (row["kind"], row["value"], row["scale"], row["better"]) == ("at_least", 0, "value", 1)
    assert _only(figures) == {2023: -1.5, 2024: 1.0}


def test_an_issued_target_takes_the_years_own_number_and_figure(store, targets, indicators, areas):
    store(indicators.water, {2023: "80", 2024: "82"})
    rows = _changed(targets.water, kind="issued")
    TargetValue.objects.create(
        target=targets.water, area=areas.city, year=2024, value=81, document="下达", valid_from=1
    )
    chosen = [t for t in rows if t.pk == targets.water.pk]
    frame, figures = _ask(chosen)
    assert frame.loc[targets.water.pk]["value"] == 81
    assert _only(figures) == {2024: 82.0}
    assert question(chosen, 2023, NEWEST).targets == (), "nothing was issued for 2023"


def test_a_relative_target_without_a_yardstick_is_not_asked(targets):
    rows = _changed(targets.water, kind="relative_to")
    assert targets.water not in question(rows, 2024, NEWEST).targets


def test_values_and_baselines_are_those_of_the_data_version(store, targets, indicators, areas):
    first = store(indicators.water, {2024: "95"})
    TargetValue.objects.filter(target=targets.water).update(valid_to=first + 1)
    TargetValue.objects.create(
        target=targets.water,
        area=areas.city,
        year=2025,
        value=97,
        document="调整",
        valid_from=first + 1,
    )
    Baseline.objects.create(
        target=targets.water, area=areas.city, year=2020, value=88, document="d", valid_from=first
    )
    rows = [t for t in targets_of(areas.city) if t == targets.water]
    before, _figures = _ask(rows, data_version=first)
    after, _figures = _ask(rows, data_version=first + 1)
    assert (before["value"].item(), before["baseline"].item()) == (92, 88)
    assert (after["value"].item(), after["baseline"].item()) == (97, 88)


def test_a_series_break_of_the_city_marks_its_year(store, targets, indicators, areas, cast):
    store(indicators.water, {2022: "90", 2023: "95", 2024: "96"})
    SeriesBreak.objects.create(
        indicator=indicators.water,
        area=areas.city,
        year=2023,
        note="口径调整",
        document="文件",
        valid_from=1,
        set_by=cast.reviewer,
    )
    _frame, figures = _ask([t for t in targets_of(areas.city) if t == targets.water])
    assert _only(figures, "series_break") == {2022: False, 2023: True, 2024: False}


def test_the_nation_is_judged_on_published_figures(store, targets, indicators, areas):
    source = Source.objects.create(code="s", title="公报", publisher="国家统计局", quality="repost")
    targets.plan.area = areas.nation
    targets.plan.save()
    store(indicators.water, {2023: "90"}, area=areas.nation, flow=Flow.REFERENCE, source=source)
    store(indicators.water, {2023: "10"}, area=areas.nation)
    rows = [t for t in targets_of(areas.nation) if t == targets.water]
    TargetValue.objects.create(
        target=targets.water, area=areas.nation, year=2025, value=92, document="d", valid_from=1
    )
    _frame, figures = _ask(rows)
    assert _only(figures) == {2023: 90.0}


def test_the_number_of_queries_does_not_grow_with_targets_or_years(
    store, targets, indicators, areas, django_assert_num_queries
):
    store(indicators.water, dict.fromkeys(range(2010, 2025), "95"))
    store(indicators.enrolment, dict.fromkeys(range(2010, 2025), (9, 10)))
    with django_assert_num_queries(5):
        _ask(targets_of(areas.city))


def test_an_adjusted_value_binds_from_its_first_year_on(store, targets, indicators, areas):
    store(indicators.water, {2023: "95", 2024: "95"})
    TargetValue.objects.create(
        target=targets.water,
        area=areas.city,
        year=2025,
        first_year=2024,
        value=97,
        document="调整",
        valid_from=1,
    )
    rows = [t for t in targets_of(areas.city) if t == targets.water]
    demanded = {year: _ask(rows, year)[0]["value"].item() for year in (2023, 2024, 2025)}
    assert demanded == {2023: 92, 2024: 97, 2025: 97}
