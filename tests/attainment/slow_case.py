"""Points, baseline, bars and status of one target, for the slow reference."""

import itertools
import math

from tests.attainment import slow_statistics as st

BAR = ("at_least", "at_most", "about", "full_coverage")
NAN = math.nan
SLACK = 1e-9


def leq(a, b):
    return a <= b + SLACK * max(abs(a), abs(b)) if math.isfinite(a) and math.isfinite(b) else a <= b


class Case:
    """One target with its usable points."""

    def __init__(self, target, observations, year):
        self.t = target
        self.r = target["report_unit"]
        self.kind = target["kind"]
        self.year = min(year, target["end_year"])
        self.phase = (
            "RUNNING"
            if year < target["end_year"]
            else "FINAL"
            if year == target["end_year"]
            else "ENDED"
        )
        self.mx = target["multiplier"]
        self.counted = not math.isnan(self.mx)
        rows = sorted((o for o in observations if o["year"] <= self.year), key=lambda o: o["year"])
        self.break_year = max((o["year"] for o in rows if o["series_break"]), default=-math.inf)
        self.points, self.no_exposure = [], False
        for row in rows:
            self._add(row)
        self.live = [p for p in self.points if p["year"] >= self.break_year]
        if self.no_exposure:
            self.live = []
        self._baseline()
        self._bars()

    def _add(self, row):
        gap = self.kind == "narrow_gap"
        zero = self.counted and (row["exposure"] == 0 or (gap and row["exposure_b"] == 0))
        value = self._value(row, "")
        other = self._value(row, "_b") if gap else 0.0
        if self.t["cumulative"] and row["year"] <= self.t["start_year"]:
            return
        if zero:
            self.no_exposure = True
            return
        if math.isnan(value) or math.isnan(other):
            return
        self.no_exposure = False
        y = abs(value - other) if gap else value
        has = self.counted and not math.isnan(row["events"])
        self.points.append(
            {
                "year": row["year"], "y": y, "j": st.round_half_up(y, self.r),
                "x": row["events"] if has else NAN, "e": row["exposure"] if has else NAN,
                "xb": row["events_b"] if self.counted else NAN,
            }
        )  # fmt: skip

    def _value(self, row, side):
        value = row["value" + side]
        if math.isnan(value) and self.counted and row["exposure" + side] > 0:
            return row["events" + side] / row["exposure" + side] * self.mx
        return value

    def _baseline(self):
        given = abs(self.t["baseline"]) if self.kind == "narrow_gap" else self.t["baseline"]
        given = 0.0 if self.t["cumulative"] else given
        self.t0, self.y0 = self.t["start_year"], NAN
        if math.isnan(given) or self.break_year > self.t["start_year"]:
            for point in self.live:
                if point["year"] >= self.t["start_year"]:
                    self.t0, self.y0 = point["year"], point["j"]
                    break
        else:
            self.y0 = st.round_half_up(given, self.r)

    def _bars(self):
        target, own = self.t["value"], self.t["tolerance"]
        reach = 0.03 * abs(target) if math.isnan(own) else own
        low, high = -math.inf, math.inf
        if self.kind == "at_least":
            low = target
        elif self.kind == "at_most":
            high = target
        elif self.kind == "full_coverage":
            low = 100.0
        elif self.kind == "about":
            low = target - reach if self.t["side"] in ("floor", "band") else low
            high = target + reach if self.t["side"] in ("ceiling", "band") else high
        self.low, self.high = low, high
        self.goal = high if low == -math.inf or self.y0 > high else low
        self.d = {"at_least": 1, "increase": 1, "full_coverage": 1}.get(self.kind, -1)
        if self.kind == "about":
            self.d = {"floor": 1, "ceiling": -1, "band": 0}[self.t["side"]]

    def met(self, y):
        return leq(self.low, y) and leq(y, self.high)

    def status_of(self, p):
        """§1 for kinds with a bar, one year."""
        met = self.met(p["j"])
        if self.kind == "full_coverage":
            met = met or p["x"] == p["e"] or p["j"] >= 99.95 - SLACK
        if met:
            return "MET", 0.0
        gap = self.low - p["j"] if p["j"] < self.low else p["j"] - self.high
        own = self.t["tolerance"]
        if self.kind != "about" and not math.isnan(own):
            return ("NEAR" if leq(gap, own) else "NOT_MET"), gap
        if self.t["maintain"] or self.kind == "full_coverage":
            return "NOT_MET", gap
        near = leq(gap, 0.005 * abs(self.goal))
        if near and not math.isnan(self.y0) and not self.met(self.y0):
            near = leq(gap, 0.1 * abs(self.goal - self.y0))
        return ("NEAR" if near else "NOT_MET"), gap

    def band(self, year):
        return max(self.r, 0.001 * abs(self.y0) * (year - self.t0))

    def against_y0(self, p):
        """§1 for increase, decrease, control, narrow_gap by values."""
        band = self.band(p["year"])
        gain = (1 if self.kind == "increase" else -1) * (p["j"] - self.y0)
        if self.kind in ("control", "slow_rise"):
            status = "MET" if leq(-band, gain) else "NEAR" if leq(-2 * band, gain) else "NOT_MET"
            return status, 0.0 if status == "MET" else max(0.0, -band - gain)
        if not leq(gain, band):
            return "MET", 0.0
        return ("NEAR" if leq(-band, gain) else "NOT_MET"), max(0.0, band - gain)


def trend_status(c):
    """(status, gap, turned, slow rise not met before) of a trend kind."""
    last = c.live[-1]
    if math.isnan(c.y0) or last["year"] <= c.t0:
        return "NOT_ASSESSABLE", NAN, False, False
    if c.kind == "slow_rise":
        return slow_rise(c)
    status, gap = c.against_y0(last)
    limit = {"increase": 100.0 if c.t["scale"] == "share" and not c.t["gross"] else None}
    limit["decrease"] = None if c.t["scale"] == "value" else 0.0
    holding = limit.get(c.kind) is not None and last["j"] == c.y0 == limit[c.kind]
    since = [p for p in c.live if p["year"] >= c.t0]
    counts = (
        c.kind in ("increase", "decrease") and c.counted and c.t["count_kind"] == "events"
        and not c.t["gross"] and c.t["scale"] != "value"
    )  # fmt: skip
    turned = False
    if counts:
        status = count_status(c, [p for p in since if p["e"] > 0])
    elif c.t["sustained"] and c.kind in ("increase", "decrease"):
        sign = 1 if c.kind == "increase" else -1
        for before, after in itertools.pairwise(since):
            turned = turned or not leq(sign * (before["j"] - after["j"]), c.band(last["year"]))
        status = "NOT_MET" if turned else status
    if c.kind == "narrow_gap" and (last["x"] < 10 or last["xb"] < 10):
        return "NOT_ASSESSABLE", gap, False, False
    if holding:
        return "MET", 0.0, False, False
    return status, gap, turned, False


def count_status(c, points):
    k = min(3, len(points) // 2)
    if k == 0:
        return "NOT_ASSESSABLE"
    x1, e1 = sum(p["x"] for p in points[:k]), sum(p["e"] for p in points[:k])
    x2, e2 = sum(p["x"] for p in points[-k:]), sum(p["e"] for p in points[-k:])
    is_share = c.t["scale"] == "share"
    known = min(x1 + x2, e1 + e2 - x1 - x2) if is_share else x1 + x2
    if known < 20:
        return "NOT_ASSESSABLE"
    if st.compare_counts(x1, e1, x2, e2, is_share) >= 0.05:
        return "NEAR"
    rose = x2 / e2 > x1 / e1
    return "MET" if rose == (c.kind == "increase") else "NOT_MET"


def slow_rise(c):
    points = c.live
    if len(points) < 4:
        return "NOT_ASSESSABLE", NAN, False, False

    def judge_at(points):
        growth = [
            (b["j"] - a["j"]) / (b["year"] - a["year"]) for a, b in itertools.pairwise(points)
        ]
        before, now = (growth[0] + growth[1]) / 2, (growth[-1] + growth[-2]) / 2
        if before <= 0:
            return c.against_y0(points[-1])
        return ("MET", 0.0) if not leq(before, now) else ("NOT_MET", now - before)

    status, gap = judge_at(points)
    next_to_last = points[-1]["year"] - points[-2]["year"] <= c.t["period_years"]
    earlier = len(points) > 4 and next_to_last and judge_at(points[:-1])[0] == "NOT_MET"
    return status, gap, False, earlier
