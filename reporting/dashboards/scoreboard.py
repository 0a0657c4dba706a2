"""All units of an area side by side: what they lead, how they filed. No ranks, no colours."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Q

from indicators.models import Area, Assignment, AssignmentRole, Organisation
from reporting.assessment.reading import Reading
from reporting.dashboards.counts import numeric
from reporting.dashboards.reads import Line, lines_of
from reporting.dashboards.unit_view import FiledReturn, filed_returns
from reporting.models import Submission

ALARMS = ("ORANGE", "RED")
_BY_STATUS = {
    "MET": "met",
    "NEAR": "near",
    "NO_DATA": "without_data",
    "NOT_ASSESSABLE": "without_data",
}
_BY_WORD = {"预计达标": "expected", "达标存在风险": "at_risk", "未实现": "missed"}


@dataclass(frozen=True)
class Tally:
    """Numeric targets, each under one heading; those without a number of their own are `apart`."""

    leads: int
    met: int
    near: int
    expected: int
    at_risk: int
    hard: int
    missed: int
    unmet: int
    without_data: int
    apart: int


@dataclass(frozen=True)
class UnitRow:
    """One unit: its targets, and its returns in time, late, overdue, sent back."""

    unit: Organisation
    tally: Tally
    returns: tuple[FiledReturn, ...]

    @property
    def due(self) -> int:
        """Returns that were handed in, or whose day has passed."""
        return sum(each.is_in_time is not None or each.is_overdue for each in self.returns)

    @property
    def in_time(self) -> int:
        return sum(each.is_in_time is True for each in self.returns)

    @property
    def returned(self) -> int:
        """Cells that were sent back at least once."""
        return sum(each.returned for each in self.returns)

    @property
    def cells(self) -> int:
        return sum(each.cells for each in self.returns)


def scoreboard(reading: Reading) -> list[UnitRow]:
    """The units of the reading's area that lead a target or file returns, in their order.

    The number of queries is constant.
    """
    lines = lines_of(reading)
    led = _led_lines(reading, lines)
    area: Area = reading.area
    returns: dict[int, list[FiledReturn]] = {}
    for each in filed_returns(Submission.objects.filter(organisation__area=area)):
        returns.setdefault(each.submission.organisation_id, []).append(each)
    units = Organisation.objects.filter(area=area).filter(Q(pk__in=led) | Q(pk__in=returns))
    return [
        UnitRow(unit, tally(led.get(unit.pk, [])), tuple(returns.get(unit.pk, [])))
        for unit in units.order_by("position", "code")
    ]


def tally(lines: Iterable[Line]) -> Tally:
    """Count lines by standing; the headings add up to `leads`."""
    every = list(lines)
    counted = numeric(every)
    headings = Counter(map(_heading, counted))
    return Tally(leads=len(counted), apart=len(every) - len(counted), **_counts(headings))


def _counts(headings: Counter[str]) -> dict[str, int]:
    names = {field.name for field in fields(Tally)} - {"leads", "apart"}
    return {name: headings[name] for name in names}


def _heading(line: Line) -> str:
    """Under which heading a numeric target is counted."""
    judgement = line.judgement
    if judgement.status in _BY_STATUS:
        return _BY_STATUS[judgement.status]
    if judgement.phase == "RUNNING" and judgement.level in ALARMS:
        return "hard"
    return _BY_WORD.get(line.standing_word, "unmet")


def _led_lines(reading: Reading, lines: list[Line]) -> dict[int, list[Line]]:
    """{unit: the judged targets that it leads in the reading's year}."""
    rows = Assignment.objects.in_year(reading.year).filter(
        area=reading.area, role=AssignmentRole.LEADS
    )
    leader = dict(rows.values_list("indicator_id", "organisation_id"))
    led: dict[int, list[Line]] = {}
    for line in lines:
        if line.target.indicator_id in leader:
            led.setdefault(leader[line.target.indicator_id], []).append(line)
    return led
