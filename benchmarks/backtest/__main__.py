"""`make backtest`: the engine beside simpler rules on real series whose last years are hidden."""

import argparse
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd

from benchmarks.backtest.cases import NOW, ask, find_origins, known_points
from benchmarks.backtest.judged import judge
from benchmarks.backtest.least_squares import least_squares
from benchmarks.backtest.rules import RULES
from benchmarks.backtest.scores import area_under_curve, brier, share_elsewhere
from benchmarks.backtest.series import read_series
from indicators.attainment import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
SHIPPED = sorted([*FIXTURES.glob("reference/*.csv"), *FIXTURES.glob("backtest/*.csv")])
LEVELS = ("NONE", "BLUE", "YELLOW", "ORANGE", "RED")
LEAST_POINTS = 5


def run(paths: list[Path], ends: int, settings: Settings, half: int | None = None) -> str:
    """The whole report as text. `half`: only the indicators with even (0) or odd (1) names."""
    series = read_series(paths, LEAST_POINTS)
    series = [each for each in series if half in (None, crc32(each.indicator.encode()) % 2)]
    origins = find_origins(series, ends)
    cases = ask(origins)
    cases["latest_year"] = float(NOW)
    years, values = known_points(origins, settings.points)
    found = judge(cases, years, values, settings)
    place = cases["origin"].to_numpy()
    chance, low, high = least_squares(cases, years[place], values[place])
    attained = cases["attained"].to_numpy()
    methods = {
        "engine, probability": found["probability"].to_numpy(),
        "engine, level": share_elsewhere(
            found["level"].astype(str), cases["attained"], cases["indicator"]
        ),
        "least squares": chance,
    }
    for name, rule in RULES.items():
        classes = pd.Series(rule(cases, years[place], values[place]))
        methods[name] = share_elsewhere(classes, cases["attained"], cases["indicator"])
    lines = [
        f"{len({o.series.indicator for o in origins})} indicators, "
        f"{len({id(o.series) for o in origins})} series, {len(origins)} forecasts, "
        f"{len(cases)} cases, {attained.mean():.1%} attained",
        f"{'':22}{'Brier':>8}{'AUC':>8}",
    ]
    lines += [
        f"{name:22}{brier(p, attained):8.4f}{area_under_curve(p, attained):8.3f}"
        for name, p in methods.items()
    ]
    once = ~cases["origin"].duplicated().to_numpy()
    actual = cases["actual"].to_numpy()
    for name, (a, b) in {
        "engine": (found["low"], found["high"]),
        "least squares": (low, high),
    }.items():
        inside = (actual >= np.asarray(a)) & (actual <= np.asarray(b))
        lines.append(f"80 % interval, {name}: {inside[once].mean():.1%} of hidden values inside")
    for level in LEVELS:
        chosen = attained[(found["level"] == level).to_numpy()]
        if len(chosen):
            lines.append(f"level {level}: {chosen.mean():.1%} of {len(chosen)} attained")
    return "\n".join(lines)


def settings_with(changes: list[str]) -> Settings:
    """The method with some settings changed: ["line_points=5"]."""
    numbers = {}
    for change in changes:
        name, number = change.split("=")
        numbers[name] = type(getattr(Settings(), name))(number)
    return Settings(**numbers)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.backtest", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="other files of series")
    parser.add_argument("--ends", type=int, default=3, help="last points of a series to ask for")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only every other indicator")
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=NUMBER", dest="changes")
    options = parser.parse_args()
    settings = settings_with(options.changes)
    print(run(options.paths or SHIPPED, options.ends, settings, options.half))
