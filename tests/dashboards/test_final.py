"""A finished plan: the last forecast against what came, from frozen judgements."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from reporting.dashboards.final import FORECASTS, OUTCOMES, brier_score
from reporting.models import Release, ReleasedJudgement
from tests.dashboards.conftest import record_counts, record_values
from tests.dashboards.test_leader_summary import text_of
from tests.dashboards.test_summary_change import summary_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(
    released: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
) -> None:
    """2025: tap water came as expected, enrolment against the forecast, maternal has no value."""
    record_values(indicators.water, areas.city, {2025: "96.0"})
    record_counts(indicators.enrolment, areas.city, {2025: (930, 1000)})
    release(2025)


def crossed() -> dict[tuple[str, str], int]:
    """Forecast × outcome counted again, row by row from the two releases."""
    rows = ReleasedJudgement.objects.filter(release__year=2024)
    levels = {row.target_id: row.level for row in rows}
    counts: dict[tuple[str, str], int] = {}
    for row in ReleasedJudgement.objects.filter(release__year=2025):
        level = levels[row.target_id]
        forecast = next((word for word, of in FORECASTS.items() if level in of), "未作预测")
        key = forecast, OUTCOMES.get(row.status, "无法评价")
        counts[key] = counts.get(key, 0) + 1
    return counts


def test_the_table_agrees_with_a_second_count(finished: None) -> None:
    forecast = summary_of(2025).forecast
    found = {
        (row.word, outcome): len(lines)
        for row in forecast.rows
        for outcome, lines in row.cells
        if lines
    }
    assert found == crossed()
    assert sum(row.total for row in forecast.rows) == 3
    assert forecast.release == Release.objects.get(year=2024)


def test_a_forecast_that_was_wrong_is_named(finished: None, sign_in) -> None:
    then = ReleasedJudgement.objects.get(release__year=2024, target__code="C3.02-1")
    assert then.level in FORECASTS["预计困难"]
    text = text_of(sign_in("leader"))
    assert "上次预测与实际结果" in text
    assert "预计困难，结果实现（1） 学前教育毛入园率" in text


def test_brier_score_by_hand(finished: None) -> None:
    chances = {
        row.target_id: row.probability
        for row in ReleasedJudgement.objects.filter(release__year=2024, probability__isnull=False)
    }
    met = {
        row.target_id: row.status == "MET"
        for row in ReleasedJudgement.objects.filter(release__year=2025)
        if row.status in OUTCOMES
    }
    pairs = [(chance, met[target]) for target, chance in chances.items() if target in met]
    assert len(pairs) == 2
    forecast = summary_of(2025).forecast
    assert forecast.with_chance == 2
    assert forecast.brier == pytest.approx(sum((p - m) ** 2 for p, m in pairs) / 2)
    assert forecast.expected_met == pytest.approx(sum(p for p, _met in pairs))
    assert forecast.met == sum(m for _p, m in pairs)


@pytest.mark.parametrize(
    ("chances", "score"),
    [
        ([(1.0, True), (0.0, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.25),
        ([(0.9, True), (0.2, False), (0.7, False)], (0.01 + 0.04 + 0.49) / 3),
        ([], None),
    ],
)
def test_brier_score(chances: list[tuple[float, bool]], score: float | None) -> None:
    assert brier_score(chances) == (score if score is None else pytest.approx(score))


def test_after_the_end_the_forecast_is_still_the_one_before_it(
    finished: None, release: Callable[[int], None]
) -> None:
    """In 2026 the year before is 2025, which had verdicts: the forecast is that of 2024."""
    release(2026)
    summary = summary_of(2026)
    assert summary.before.release.year == 2025
    assert summary.forecast.release.year == 2024


def test_without_an_earlier_release_there_is_no_comparison(
    figures: None, release: Callable[[int], None], sign_in
) -> None:
    release(2025)
    assert "上次预测与实际结果" not in text_of(sign_in("leader"))


def test_a_running_plan_has_no_comparison(released: None, sign_in) -> None:
    assert "上次预测与实际结果" not in text_of(sign_in("leader"))
