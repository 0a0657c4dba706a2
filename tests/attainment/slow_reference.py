"""The method once more: slow, obvious, one target at a time, sharing no code with the engine.

Reads docs/method.md section by section with plain loops. `judge` takes a target as a dict, its
observations as a list of dicts, and the year; it returns the columns worth comparing.
"""

import math

from tests.attainment import slow_forecast as fc
from tests.attainment import slow_statistics as st
from tests.attainment.slow_case import BAR, NAN, Case, leq, trend_status

WORST = ["NO_LEVEL", "NONE", "BLUE", "YELLOW", "ORANGE", "RED"]


def path(c, status):
    """§2: (path status, pace, value of the line)."""
    if len(c.live) < 2 or c.kind == "slow_rise":
        return "NONE", NAN, NAN
    if c.kind not in BAR:
        words = {"MET": "HOLD_OK", "NEAR": "SLIGHTLY_BEHIND", "NOT_MET": "HOLD_LOST"}
        return words.get(status, "NONE"), NAN, NAN
    if math.isnan(c.y0):
        return "NONE", NAN, NAN
    y, year = c.live[-1]["j"], c.live[-1]["year"]
    way = c.goal - c.y0
    if c.met(c.y0) or leq(abs(way), max(c.r, 0.005 * abs(c.goal))):
        if status == "MET":
            return "HOLD_OK", NAN, c.goal
        upward = c.goal == c.low
        no_worse = leq(c.y0, y) if upward else leq(y, c.y0)
        word = "SLIGHTLY_BEHIND" if no_worse and not c.met(c.y0) else "HOLD_LOST"
        return word, NAN, c.goal
    run = c.t["end_year"] - c.t0
    part = (year - c.t0) / run if run else 0.0
    line = c.y0 + way * min(1.0, max(0.0, part))
    if year <= c.t0:
        return "NOT_STARTED", NAN, line
    pace = (y - c.y0) / way / part
    if status == "MET" or pace >= 0.95 - 1e-9:
        return "ON_PATH", pace, line
    return (
        ("SLIGHTLY_BEHIND" if pace >= 0.6 - 1e-9 else "BEHIND" if pace >= 0 else "REVERSING"),
        pace,
        line,
    )


def certainty(c):
    last = c.live[-1]
    if c.kind not in BAR or c.t["gross"] or not (c.counted and last["e"] > 0):
        return "NONE"
    kind, scale = c.t["count_kind"], c.t["scale"]
    if kind == "complete_count" or (kind == "events" and scale == "value"):
        return "NONE"
    if kind == "events" and scale == "rate":
        low, high = (end / last["e"] for end in st.poisson_exact(last["x"]))
    else:
        effect = 2 if kind == "cluster_sample" else 1
        low, high = st.wilson_any(last["x"] / effect, last["e"] / effect)
    low, high = low * c.mx, high * c.mx
    if leq(c.low, low) and leq(high, c.high):
        return "CONFIRMED"
    return "REFUTED" if not leq(c.low, high) or not leq(low, c.high) else "UNCERTAIN"


def degrees(c, y):
    """§8: (achievement, distance)."""
    if c.kind not in BAR:
        return NAN, NAN
    if c.status_of(c.live[-1])[0] == "MET":
        return 100.0, 100.0
    if y > c.high:
        ratio = c.high / y if c.high != 0 else (1 - y / c.y0 if c.y0 > 0 else 0.0)
    else:
        ratio = y / c.low if c.low != 0 else 0.0
    distance = NAN
    if not math.isnan(c.y0) and not c.met(c.y0):
        distance = 100 * min(1.0, max(0.0, (y - c.y0) / (c.goal - c.y0)))
    return 100 * min(1.0, max(0.0, ratio)), distance


def band_of(p):
    bounds = [(0.10, "RED"), (0.35, "ORANGE"), (0.65, "YELLOW"), (0.90, "BLUE")]
    return next((level for bound, level in bounds if p < bound), "NONE")


def small_level(c, status, numbers):
    if c.high == 0:
        return "ORANGE" if status == "NOT_MET" else "NO_LEVEL"
    if numbers["no_events"]:
        return "NO_LEVEL"
    level = band_of(numbers["probability"])
    few = c.t["scale"] == "share" and c.live[-1]["e"] < 30
    return "ORANGE" if level == "RED" and (few or not numbers["red_sure"]) else level


def history(c):
    """Of kinds with a bar: (kept, broken now, broken twice, met before, first met year)."""
    years = [(p["year"], c.status_of(p)[0]) for p in c.points]
    plan = [(year, status) for year, status in years if year > c.t["start_year"]]
    broken = bool(plan) and plan[-1][1] == "NOT_MET"
    close = len(plan) > 1 and plan[-1][0] - plan[-2][0] <= c.t["period_years"]
    first = NAN
    for year, status in reversed(plan):
        if status != "MET":
            break
        first = year
    kept = all(status != "NOT_MET" for _, status in plan)
    before = any(status == "MET" for _, status in years[:-1])
    return kept, broken, broken and close and plan[-2][1] == "NOT_MET", before, first


def standing(c, status, level, interrupted, first_met):
    if c.no_exposure:
        return "不适用"
    over = c.phase != "RUNNING"
    if status in ("NO_DATA", "NOT_ASSESSABLE"):
        return "无法评价" if over else "数据不足"
    if over:
        early = c.kind in BAR and not c.t["maintain"] and not c.met(c.y0) and status == "MET"
        if early and first_met < c.t["end_year"]:
            return f"提前实现({first_met})"
        return {"MET": "如期实现", "NEAR": "基本实现", "NOT_MET": "未实现"}[status]
    if c.kind not in BAR:
        return {"MET": "向好", "NEAR": "持平", "NOT_MET": "向差"}[status]
    if status != "NOT_MET":
        word = {"MET": "已达标", "NEAR": "基本达标"}[status]
        return word + ("，需防回落" if level in ("RED", "ORANGE") else "")
    if c.t["term"]:
        return "届中未达标"
    if interrupted:
        return "保持中断"
    words = {"RED": "预计达标困难", "ORANGE": "预计达标困难", "YELLOW": "达标存在风险"}
    words |= {"BLUE": "预计达标", "NONE": "预计达标", "NO_LEVEL": "尚未达标"}
    return words[level]


def judge(target, observations, year):
    """The columns of the result worth comparing, names for codes, NaN for missing numbers."""
    c = Case(target, observations, year)
    n = len(c.live)
    blank = dict.fromkeys(
        ("gap", "achievement", "distance", "pace", "path_value", "projection", "low", "high",
         "probability", "allowed_events", "p_next_year", "pooled_rate", "pooled_low",
         "pooled_high", "first_met_year", "value"), NAN,
    )  # fmt: skip
    out = {
        **blank, "phase": c.phase, "n": n, "certainty": "NONE", "path_status": "NONE",
        "trend": "NONE", "volatile": "NONE", "level": "NO_LEVEL", "method": "NONE", "kept": None,
        "status": "NOT_ASSESSABLE" if c.no_exposure else "NO_DATA",
    }  # fmt: skip
    if n == 0:
        return out | {"standing": standing(c, out["status"], "NO_LEVEL", False, NAN)}
    return judge_value(c, out, n)


def judge_value(c, out, n):
    last, running = c.live[-1], c.phase == "RUNNING"
    turned = slow_before = False
    kept, broken, twice, met_before, first_met = history(c)
    if c.kind in BAR:
        status, gap = c.status_of(last)
        out["kept"] = kept if c.t["maintain"] else None
        out["first_met_year"] = first_met
    else:
        status, gap, turned, slow_before = trend_status(c)
    age = (c.year - last["year"]) // c.t["period_years"]
    if not running and (age >= 1 or last["year"] <= c.t["start_year"]):
        status = "NOT_ASSESSABLE"
    fine = status in ("MET", "NEAR", "NOT_MET")
    out |= {"status": status, "gap": gap, "value": last["j"]}
    out["achievement"], out["distance"] = degrees(c, last["j"])
    out["certainty"] = certainty(c) if fine else "NONE"
    tiny = fc.is_small(c)
    natural = {"decrease": c.t["scale"] != "value" and last["j"] == 0}
    natural["increase"] = c.t["scale"] == "share" and not c.t["gross"] and last["j"] == 100
    done = status == "MET" and (c.kind == "full_coverage" or natural.get(c.kind, False))
    word, pace, line = path(c, status)
    if not tiny and not c.t["term"]:
        out |= {"path_status": word, "pace": pace, "path_value": line, "trend": fc.direction(c)}
        yearly = c.t["period_years"] == 1 and not c.t["cumulative"]
        if running and n >= 4 and yearly:
            out["volatile"] = fc.volatile(c)
    out["method"] = "PACE" if word != "NONE" else "STATUS"
    if c.t["term"]:
        out["method"] = "TERM"
    elif tiny:
        out["method"] = "SMALL"
        numbers = fc.small(c)
        shown = ("allowed_events", "pooled_rate", "pooled_low", "pooled_high")
        out |= {name: numbers[name] for name in shown}
        if running and fine:
            out |= {name: numbers[name] for name in ("projection", "low", "high", "p_next_year")}
            out["probability"] = (
                NAN if c.high == 0 else min(0.98, max(0.02, numbers["probability"]))
            )
            out["level"] = small_level(c, status, numbers)
    elif running and fine:
        judge_future(c, out, n, done, (turned, slow_before), (broken, twice))
    interrupted = running and fine and not tiny and not c.t["term"] and c.t["maintain"]
    interrupted = interrupted and broken and met_before and c.kind in BAR
    out["standing"] = standing(c, status, out["level"], interrupted, first_met)
    return out


def judge_future(c, out, n, done, trend, kept):
    """Forecast and level of a running target that is neither small nor between terms."""
    turned, slow_before = trend
    broken, twice = kept
    if done:
        out["level"] = "NONE"
    elif c.kind == "slow_rise":
        missed = out["status"] == "NOT_MET"
        out["level"] = ("ORANGE" if slow_before else "YELLOW") if missed else "NONE"
    elif n >= 3:
        out["method"] = "FORECAST"
        out["projection"], out["low"], out["high"], p = fc.forecast(c)
        out["probability"], out["level"] = min(0.98, max(0.02, p)), band_of(p)
    elif n == 2:
        out["level"] = {
            "ON_PATH": "NONE", "HOLD_OK": "NONE", "SLIGHTLY_BEHIND": "BLUE", "BEHIND": "YELLOW",
            "REVERSING": "ORANGE", "HOLD_LOST": "ORANGE",
        }.get(out["path_status"], "NO_LEVEL")  # fmt: skip
    if (c.t["maintain"] and broken and c.kind in BAR) or turned:
        out["level"] = max(out["level"], "ORANGE", key=WORST.index)
        if c.t["maintain"] and twice and c.kind in BAR:
            out["level"] = "RED"
