"""Forecast, small numbers, direction and volatility of the slow reference."""

import itertools
import math

from scipy import stats

from tests.attainment import slow_statistics as st

NAN = math.nan


def scale_of(c):
    if c.t["cumulative"] or c.kind == "narrow_gap":
        return "identity"
    if c.t["gross"] or c.t["scale"] == "rate":
        return "log"
    return "logit" if c.t["scale"] == "share" else "identity"


def to_z(c, value, point=None):
    scale = scale_of(c)
    if scale == "logit":
        return st.logit(value)
    if scale == "log":
        if value <= 0 and point and point["e"] > 0:
            value = (point["x"] + 0.5) / point["e"] * c.mx
        return math.log(value if value > 0 else c.r / 2)
    return value


def from_z(c, z):
    scale = scale_of(c)
    value = 100 / (1 + math.exp(-z)) if scale == "logit" else math.exp(z) if scale == "log" else z
    if c.kind == "narrow_gap" or c.t["scale"] != "value":
        value = max(value, 0.0)
    if c.t["cumulative"]:
        value = max(value, c.live[-1]["y"])
    if c.t["scale"] == "share" and not c.t["gross"]:
        value = min(value, 100.0)
    return value


def model(c, points):
    """(centre after h years as a function, variance of a step, df) of §4."""
    points = points[-10:]
    if c.t["cumulative"]:
        return cumulative_model(c, points)
    z = [to_z(c, p["y"], p) for p in points]
    years = [p["year"] for p in points]
    slope, fitted, r2, _ = st.line(years, z)
    phi = 0.3 + 0.6 * r2**4
    steps = [(z[i] - z[i - 1]) ** 2 / (years[i] - years[i - 1]) for i in range(1, len(points))]
    y = points[-1]["y"]
    floor = abs(to_z(c, y + c.r) - z[-1])
    if scale_of(c) != "log" or y - c.r > 0:
        floor = max(floor, abs(to_z(c, y - c.r) - z[-1]))
    floor = max(floor, 1e-6)

    def centre(h):
        return 0.7 * z[-1] + 0.3 * fitted + slope * sum(phi**i for i in range(1, h + 1))

    return centre, max(sum(steps) / len(steps), floor**2), len(points) - 1


def cumulative_model(c, points):
    years, values = [c.t0, *(p["year"] for p in points)], [c.y0, *(p["y"] for p in points)]
    grown = [
        (values[i] - values[i - 1]) / (years[i] - years[i - 1])
        for i in range(1, len(years))
        if years[i] > years[i - 1]
    ]
    mean = sum(grown) / len(grown)
    variance = sum((g - mean) ** 2 for g in grown) / (len(grown) - 1) if len(grown) > 1 else 0.0
    floor = max(c.r, 1e-6, 0.1 * abs(mean))
    return lambda h: values[-1] + mean * h, max(variance, floor**2), len(points) - 1


def forecast(c):
    """(projection, low, high, unclipped probability)."""
    centre, variance, df = model(c, c.live)
    h = c.t["end_year"] - c.live[-1]["year"]
    low, high = c.low, c.high
    if c.kind == "increase":
        low = c.y0
    if c.kind in ("decrease", "narrow_gap"):
        high = c.y0
    if c.kind == "control":
        high = c.y0 + c.band(c.t["end_year"])

    def chance(years):
        sd = math.sqrt(variance * years)
        below = (
            1.0
            if high == math.inf
            else stats.t.cdf((to_z(c, high + c.r / 2) - centre(years)) / sd, df)
        )
        above = (
            0.0
            if low == -math.inf
            else stats.t.cdf((to_z(c, low - c.r / 2) - centre(years)) / sd, df)
        )
        return max(0.0, below - above)

    years = range(1, h + 1) if c.t["maintain"] else [h]
    half = stats.t.ppf(0.9, df) * math.sqrt(variance * h)
    ends = (from_z(c, centre(h) - half), from_z(c, centre(h) + half))
    return from_z(c, centre(h)), *ends, min(chance(n) for n in years)


def is_small(c):
    last = c.live[-1]
    if c.kind not in ("at_least", "at_most", "about") or not c.counted or not last["e"] > 0:
        return False
    if c.t["gross"] or c.t["term"] or c.t["cumulative"] or c.t["scale"] == "value":
        return False
    if c.t["count_kind"] not in ("events", "complete_count"):
        return False
    bars = [bar for bar in (c.low, c.high) if math.isfinite(bar)]
    expected = [last["e"] * bar / c.mx for bar in bars]
    if c.t["scale"] == "share":
        expected += [last["e"] * (1 - bar / c.mx) for bar in bars]
    return min(expected) < 10


def small(c):
    """Posterior numbers of §5 as a dict."""
    counted = [p for p in c.live if p["e"] > 0]
    window = [p for p in counted if p["year"] > c.t["start_year"]]
    if len(window) < 3:
        window = counted[-3:]
    last, share = c.live[-1], c.t["scale"] == "share"

    def law(points):
        x, e = sum(p["x"] for p in points), sum(p["e"] for p in points)
        if share:
            return stats.beta(0.5 + x, 0.5 + e - x)
        a0 = 0.5 if math.isnan(c.t["prior_events"]) else c.t["prior_events"]
        b0 = 0.0 if math.isnan(c.t["prior_events"]) else c.t["prior_exposure"]
        return stats.gamma(a0 + x, scale=1 / (b0 + e)) if b0 + e > 0 else None

    def chance(posterior):
        return posterior.cdf(c.high / c.mx) - (posterior.cdf(c.low / c.mx) if c.low > 0 else 0.0)

    posterior = law(window)
    without = law(window[:-1])
    x, e = sum(p["x"] for p in window), sum(p["e"] for p in window)
    ends = st.clopper_pearson(x, e) if share else [end / e for end in st.poisson_exact(x)]
    most = int(last["e"]) if share else 4000
    fine = [k for k in range(most + 1) if c.met(st.round_half_up(k / last["e"] * c.mx, c.r))]
    return {
        "projection": posterior.mean() * c.mx, "low": posterior.ppf(0.1) * c.mx,
        "high": posterior.ppf(0.9) * c.mx, "probability": chance(posterior),
        "allowed_events": NAN if not fine else max(fine) if math.isfinite(c.high) else min(fine),
        "p_next_year": next_year(c, fine, x, e, last["e"]),
        "pooled_rate": x / e * c.mx, "pooled_low": ends[0] * c.mx, "pooled_high": ends[1] * c.mx,
        "no_events": x == 0 and c.d < 0,
        "red_sure": len(window) >= 2 and without is not None and chance(without) < 0.10,
    }  # fmt: skip


def next_year(c, fine, x, e, exposure):
    if not fine:
        return 0.0
    if c.t["scale"] == "share":
        law = stats.betabinom(int(exposure), 0.5 + x, 0.5 + e - x)
    else:
        a0 = 0.5 if math.isnan(c.t["prior_events"]) else c.t["prior_events"]
        b = e + (0.0 if math.isnan(c.t["prior_events"]) else c.t["prior_exposure"])
        law = stats.nbinom(a0 + x, b / (b + exposure))
    first = 0 if c.low == -math.inf else min(fine)
    above = law.cdf(first - 1) if first > 0 else 0.0
    return (1.0 if c.high == math.inf else law.cdf(max(fine))) - above


def direction(c):
    points = c.live[-10:]
    if len(points) < 3:
        return "NONE"
    last5 = points[-5:]
    counts = (
        len(points) >= 5 and c.kind != "narrow_gap" and not c.t["gross"]
        and c.t["scale"] != "value" and all(p["e"] > 0 for p in last5)
        and last5[-1]["year"] - last5[0]["year"] == 4
    )  # fmt: skip
    if counts:
        points = last5
        columns = [[p[name] for p in points] for name in ("year", "x", "e")]
        moving = st.trend_chi_squared(*columns, c.t["scale"] == "share") > 3.84
    else:
        moving = st.kendall_p([p["y"] for p in points]) < 0.05
    slope = stats.theilslopes([p["y"] for p in points], [p["year"] for p in points]).slope
    if not moving or abs(slope) < max(c.r, 0.001 * abs(points[-1]["y"])):
        return "STABLE"
    return "RISING" if slope > 0 else "FALLING"


def volatile(c):
    points = c.live[-10:]
    y, years = [p["y"] for p in points], [p["year"] for p in points]
    share = c.t["scale"] == "share"
    centre, variance, df = model(c, c.live[:-1])
    h = years[-1] - years[-2]
    half = stats.t.ppf(0.975, df) * math.sqrt(variance * h)
    jump = abs(to_z(c, y[-1], points[-1]) - centre(h)) > half
    recent = y[-5:]
    moves = [b - a for a, b in itertools.pairwise(recent)]
    bounds = [max(1.0 if share else 0.05 * abs(a), 2 * c.r) * (1 + 1e-9) for a in recent[:-1]]
    big = [abs(m) > b for m, b in zip(moves, bounds, strict=True)]
    turns = sum(big[i] and big[i - 1] and moves[i] * moves[i - 1] < 0 for i in range(1, len(moves)))
    residuals = st.line(years, y)[3]
    deviation = math.sqrt(sum(r * r for r in residuals) / (len(y) - 2))
    wide = deviation > 0 and deviation >= (2.0 if share else 0.1 * abs(sum(y) / len(y)))
    if not (jump or turns >= 2 or wide):
        return "NONE"
    if all(p["e"] > 0 for p in points):
        columns = [p["x"] for p in points], [p["e"] for p in points]
        if st.dispersion_p(*columns) >= 0.05:
            return "RANDOM"
    if c.d == 0:
        middle = (c.low + c.high) / 2
        return "ADVERSE" if abs(y[-1] - middle) > abs(y[-2] - middle) else "FAVOURABLE"
    return "ADVERSE" if c.d * (y[-1] - y[-2]) < 0 else "FAVOURABLE"
