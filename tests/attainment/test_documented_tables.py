"""The worked tables of docs/method.md and docs/method.zh.md, read and recomputed."""

import math
from pathlib import Path

import pytest

from indicators.wording import LEVELS, STATUSES, number, probability_text
from tests.attainment.frame_builders import judged, series, target

DOCUMENTS = Path(__file__).parents[2] / "docs"


def table(first_column, document="method.md"):
    """Rows as dicts of the table whose first heading is `first_column`."""
    lines = iter((DOCUMENTS / document).read_text(encoding="utf-8").splitlines())
    heading = next(line for line in lines if line.startswith(f"| {first_column} |"))
    names = cells(heading)
    next(lines)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(names, cells(line), strict=True)))
    return rows


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def numbers(text):
    return [float(part) for part in text.replace("、", " ").split()]


@pytest.mark.parametrize("row", table("y0"), ids=lambda row: row["y"])
def test_path_table(row):
    start, value, goal = (float(row[name]) for name in ("y0", "y", "T"))
    kind = "at_least" if goal > start else "at_most"
    goal_frame = target(kind, goal, baseline=start, scale="share")
    found = judged(goal_frame, series([start, value], years=[2019, int(row["year"])]), 2023)
    assert found["path_status"] == row["path_status"]
    assert found["path_value"] == pytest.approx(float(row["path_value"]), abs=0.005)
    assert found["pace"] == pytest.approx(float(row["pace"]), abs=5e-5)


@pytest.mark.parametrize("row", table("values"), ids=lambda row: row["values"])
def test_forecast_table(row):
    found = judged(target("at_least", 92.0), series(numbers(row["values"])), 2023)
    for name, digits in (("projection", 3), ("low", 3), ("high", 3), ("probability", 4)):
        assert found[name] == pytest.approx(float(row[name]), abs=0.51 * 10**-digits), name
    assert found["level"] == row["level"]


@pytest.mark.parametrize("row", table("deaths"), ids=lambda row: row["deaths"])
def test_small_numbers_table(row):
    goal = target("at_most", 12.5, scale="rate", multiplier=100_000.0)
    events, births = numbers(row["deaths"]), [float(row["births a year"])] * 3
    counts = {"events": events, "exposure": births}
    found = judged(goal, series([math.nan] * 3, first=2021, **counts), 2023)
    assert (found["status"], found["level"]) == (row["status"], row["level"])
    assert found["allowed_events"] == float(row["allowed"])
    assert found["probability"] == pytest.approx(float(row["probability"]), abs=5.1e-5)
    assert found["p_next_year"] == pytest.approx(float(row["p_next_year"]), abs=5.1e-5)


SPOKEN_FORECASTS = table("历年数值（目标：2025年不低于92%）", "method.zh.md")


@pytest.mark.parametrize("row", SPOKEN_FORECASTS, ids=lambda row: row["级别"])
def test_forecasts_told_in_chinese(row):
    values = next(iter(row.values()))
    found = judged(target("at_least", 92.0), series(numbers(values)), 2023)
    low, high = (number(found[name], 1) for name in ("low", "high"))
    assert row["预计2025年"] == f"{number(found['projection'], 1)}%"
    assert row["80%区间"] == f"{low}%—{high}%"
    assert row["达标概率"] == probability_text(found["probability"])
    assert row["级别"] == LEVELS[found["level"]]


SPOKEN_DEATHS = table("三年死亡例数（每年活产15000）", "method.zh.md")


@pytest.mark.parametrize("row", SPOKEN_DEATHS, ids=lambda row: row["级别"])
def test_small_numbers_told_in_chinese(row):
    goal = target("at_most", 12.5, scale="rate", multiplier=100_000.0)
    counts = {"events": numbers(next(iter(row.values()))), "exposure": [15_000.0] * 3}
    found = judged(goal, series([math.nan] * 3, first=2021, **counts), 2023)
    silent = "NO_EVENTS" in found["reasons"]
    assert row["当年结论"] == STATUSES[found["status"]]
    assert row["允许例数"] == number(found["allowed_events"], 0)
    assert row["真实水平达标概率"] == (
        "不给出" if silent else probability_text(found["probability"])
    )
    assert row["级别"] == LEVELS[found["level"]]
