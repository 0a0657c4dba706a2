"""Random targets with random series, every kind, side, count kind and cadence, from one seed."""

import math

import numpy as np
import pandas as pd

KINDS = [
    "at_least", "at_most", "about", "increase", "decrease", "slow_rise", "control", "narrow_gap",
    "full_coverage",
]  # fmt: skip
NAN = math.nan


def make_pairs(count, seed):
    """`count` (target, observations) pairs, dicts as the slow reference reads them."""
    rng = np.random.default_rng(seed)
    return [make_pair(rng, f"t{number}", KINDS[number % len(KINDS)]) for number in range(count)]


def make_pair(rng, name, kind):
    scale = "share" if kind == "full_coverage" else str(rng.choice(["share", "rate", "value"]))
    unit = float(rng.choice([0.01, 0.1, 0.1, 1.0]))
    size = float(rng.choice([30, 400, 15_000, 200_000]))
    factor = 100.0 if scale == "share" else float(rng.choice([1_000.0, 100_000.0]))
    target = {
        "series": name, "kind": kind, "start_year": 2020, "scale": scale, "report_unit": unit,
        "end_year": int(rng.choice([2023, 2024, 2025, 2027])),
        "maintain": bool(rng.random() < 0.25),
        "multiplier": factor if rng.random() < 0.5 else NAN,
        "tolerance": NAN, "side": str(rng.choice(["floor", "ceiling", "band"])),
        "cumulative": bool(rng.random() < 0.06) and kind in ("at_least", "increase"),
        "gross": bool(rng.random() < 0.1),
        "count_kind": str(rng.choice(["events", "events", "complete_count", "simple_sample",
                                      "cluster_sample"])),
        "period_years": int(rng.choice([1, 1, 1, 2, 5])), "term": bool(rng.random() < 0.06),
        "prior_events": NAN, "prior_exposure": NAN, "sustained": bool(rng.random() < 0.3),
    }  # fmt: skip
    if rng.random() < 0.15:
        target |= {"prior_events": float(rng.uniform(0.5, 3)), "prior_exposure": size}
    years = make_years(rng)
    values = make_values(rng, target, years)
    rows = [
        make_row(rng, target, year, value, size) for year, value in zip(years, values, strict=True)
    ]
    if years and rng.random() < 0.15:
        rows[int(rng.integers(len(rows)))]["series_break"] = True
    typical = float(np.mean(values)) if len(values) else 50.0
    spread = max(unit, 0.1 * abs(typical))
    bar = round_to(typical + rng.normal(0, spread), unit)
    target["value"] = max(0.0, min(bar, 100.0) if scale == "share" else bar)
    if rng.random() < 0.04:
        target["value"] = 0.0
    if rng.random() < 0.2:
        target["tolerance"] = float(unit * rng.integers(1, 5))
    keep = rng.random() < 0.5
    target["baseline"] = round_to(typical - rng.normal(0, spread), unit) if keep else NAN
    if scale != "value" or kind == "narrow_gap":
        target["baseline"] = abs(target["baseline"])
    return target, rows


def make_years(rng):
    first, last = int(rng.integers(2012, 2022)), int(rng.integers(2020, 2028))
    years = [year for year in range(first, last + 1) if rng.random() < 0.85]
    return years if rng.random() > 0.03 else []


def make_values(rng, target, years):
    """A drifting, jumping, constant or limiting series within the limits of its scale."""
    top = {"share": 95.0, "rate": 20.0, "value": 80.0}[target["scale"]]
    start, drift = rng.uniform(0.05, 1.0) * top, rng.normal(0, 0.02) * top
    noise = rng.choice([0.0, 0.002, 0.02, 0.15]) * top
    values = start + drift * np.arange(len(years)) + rng.normal(0, noise + 1e-12, len(years))
    if rng.random() < 0.05:
        values = np.full(len(years), rng.choice([0.0, 0.02, 50.0, 99.99, 100.0, 103.0]))
    values = np.maximum(values, 0.0)
    return np.sort(values) if target["cumulative"] else values


def make_row(rng, target, year, value, size):
    """An observation; counts, where there are any, agree with the value."""
    row = {
        "series": target["series"], "year": year, "value": NAN, "events": NAN, "exposure": NAN,
        "value_b": NAN, "events_b": NAN, "exposure_b": NAN, "series_break": False,
    }  # fmt: skip
    make_side(rng, target, row, "", value, size)
    if target["kind"] == "narrow_gap":
        make_side(rng, target, row, "_b", max(0.0, value + rng.normal(0, 3)), size)
    return row


def make_side(rng, target, row, side, value, size):
    counted = not math.isnan(target["multiplier"])
    if not counted:
        row["value" + side] = round_to(value, target["report_unit"])
        return
    exposure = float(round(size * rng.uniform(0.8, 1.2)))
    if rng.random() < 0.03:
        exposure = 0.0
    sample = target["count_kind"] in ("simple_sample", "cluster_sample")
    whole = (target["scale"] == "share" or sample) and not target["gross"]
    events = float(rng.poisson(value / target["multiplier"] * exposure))
    row["events" + side] = min(events, exposure) if whole else events if exposure else 0.0
    row["exposure" + side] = exposure
    if exposure and rng.random() < 0.3:
        exact = row["events" + side] / exposure * target["multiplier"]
        row["value" + side] = round_to(exact, target["report_unit"])


def round_to(value, unit):
    return float(math.floor(round(value / unit, 9) + 0.5) * unit)


def frames(pairs):
    """The pairs as the two frames of the engine."""
    targets = pd.DataFrame([target for target, _ in pairs])
    targets.index = pd.Index(targets["series"], name="target")
    rows = [row for _, rows in pairs for row in rows]
    return targets, pd.DataFrame(rows)
