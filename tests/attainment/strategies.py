"""Targets with their series as hypothesis draws them: every kind, side, count kind and cadence.

Unlike tests/attainment/generated.py, which looks plausible, this looks for trouble: zeros, limits,
equal values, gaps between years, one point, breaks, no exposure. A failure is shrunk.
"""

import math

from hypothesis import strategies as st

from tests.attainment.generated import KINDS, round_to

NAN = math.nan
UNITS = (0.01, 0.1, 1.0)
FIRST_YEAR, LAST_YEAR = 2014, 2026
SIZES = (1, 7, 29, 30, 400, 15_000, 200_000)


@st.composite
def pairs(draw):
    """(target, rows) as dicts, as the slow reference reads them."""
    target = draw(targets())
    years = draw(st.lists(st.integers(FIRST_YEAR, LAST_YEAR), unique=True, max_size=13).map(sorted))
    values = draw(series(target, len(years)))
    breaks = draw(st.sets(st.sampled_from(years), max_size=1)) if years else set()
    rows = [
        row(target, year, value, draw(side(target, value)), draw(side(target, value)))
        | {"series_break": year in breaks}
        for year, value in zip(years, values, strict=True)
    ]
    return target, rows


@st.composite
def targets(draw):
    kind = draw(st.sampled_from(KINDS))
    scale = (
        "share" if kind == "full_coverage" else draw(st.sampled_from(["share", "rate", "value"]))
    )
    unit = draw(st.sampled_from(UNITS))
    top = 100 if scale == "share" else 300
    numbers = st.one_of(st.sampled_from([0, 0.01, 50, 99.99, 100]), st.floats(0, top))
    numbers = numbers.map(lambda number: round_to(number, unit))
    factor = 100.0 if scale == "share" else draw(st.sampled_from([1_000.0, 100_000.0]))
    seldom = st.sampled_from([False] * 6 + [True])
    prior = draw(st.sampled_from([NAN, NAN, 0.5, 2.5]))
    return {
        "series": "s", "kind": kind, "value": draw(numbers), "scale": scale, "report_unit": unit,
        "baseline": draw(st.one_of(st.just(NAN), numbers)), "start_year": 2020,
        "end_year": draw(st.integers(2021, 2027)), "maintain": draw(st.booleans()),
        "multiplier": draw(st.sampled_from([NAN, factor])),
        "tolerance": draw(st.sampled_from([NAN, NAN, 0.0, unit, 3 * unit])),
        "side": draw(st.sampled_from(["floor", "ceiling", "band"])),
        "cumulative": kind in ("at_least", "increase") and draw(seldom),
        "gross": draw(seldom),
        "count_kind": draw(st.sampled_from(
            ["events", "events", "complete_count", "simple_sample", "cluster_sample"])),
        "period_years": draw(st.sampled_from([1, 1, 1, 2, 5])),
        "term": draw(seldom), "prior_events": prior,
        "prior_exposure": NAN if math.isnan(prior) else draw(st.sampled_from([0.0, 900.0])),
        "sustained": draw(st.booleans()),
    }  # fmt: skip


@st.composite
def series(draw, target, size):
    """Values within the natural limits: constant, straight or jumping."""
    top = 100.0 if target["scale"] == "share" else 300.0
    step = target["report_unit"]
    shape = draw(st.sampled_from(["constant", "straight", "jumping"]))
    start = draw(st.one_of(st.sampled_from([0.0, step / 2, 50.0, 99.99, 100.0]), st.floats(0, top)))
    if shape == "jumping":
        values = draw(st.lists(st.floats(0, top), min_size=size, max_size=size))
    else:
        slope = 0.0 if shape == "constant" else draw(st.floats(-3, 3))
        values = [min(top, max(0.0, start + slope * place)) for place in range(size)]
    values = [round(value, 6) for value in values]
    return sorted(values) if target["cumulative"] else values


@st.composite
def side(draw, target, value):
    """(value, events, exposure) of one side near `value`; counts and value agree."""
    if math.isnan(target["multiplier"]):
        moved = max(0.0, value + draw(st.sampled_from([0.0, 0.0, -2.0, 3.0])))
        return round_to(moved, target["report_unit"]), NAN, NAN
    exposure = float(draw(st.sampled_from((*SIZES, 0))))
    share_like = target["scale"] == "share" or "sample" in target["count_kind"]
    whole = share_like and not target["gross"]
    events = float(round(value / target["multiplier"] * exposure))
    return NAN, min(events, exposure) if whole else events, exposure


def row(target, year, value, first, second):
    """An observation; the other side of a gap only where there is one."""
    if math.isnan(target["multiplier"]) and target["kind"] != "narrow_gap":
        first = (round_to(value, target["report_unit"]), NAN, NAN)
    if target["kind"] != "narrow_gap":
        second = (NAN, NAN, NAN)
    names = ("value", "events", "exposure", "value_b", "events_b", "exposure_b")
    return {"series": "s", "year": year} | dict(zip(names, (*first, *second), strict=True))
