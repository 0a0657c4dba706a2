"""What the page of an indicator says of its series in words: finding, caption, next figure."""

from collections.abc import Sequence

from indicators.models import Indicator
from indicators.wording import difference, value_with_unit
from reporting.dashboards.chart_parts import Point
from reporting.dashboards.findings import conclusion, finding, movement
from reporting.dashboards.next_release import Rhythm, next_release
from reporting.dashboards.reads import Line
from reporting.dashboards.series import Origin, Reference
from reporting.dashboards.trends import points_of, since_break
from reporting.dashboards.words import demand
from reporting.models import MissingKind

UNPROMISED = "没有规划目标，跟踪监测"


def title_of(
    indicator: Indicator, lines: list[Line], origins: Sequence[Origin], breaks: Sequence[int]
) -> str:
    """The finding of a series that no target asks for as a whole."""
    points: tuple[Point, ...] = ()
    if not any(origin.hidden for origin in origins):
        points = since_break(points_of(origins), breaks)
    latest = ""
    if points:
        year, value = points[-1]
        latest = f"{year}年{value_with_unit(value, indicator.unit, indicator.decimals)}"

    def size(change: float) -> str:
        return difference(change, indicator.unit, indicator.decimals)

    concluded = "；".join(map(_part_concluded, lines)) or UNPROMISED
    return finding(indicator.name, movement(points, size), latest, concluded)


def _part_concluded(line: Line) -> str:
    """What a target on a part or a gap has come to: 城镇与农村差距比基期向好."""
    verdict = conclusion(line.judgement.standing, demand(line.judgement), line.plan.end_year)
    return f"{part_of(line)}{verdict}"


def part_of(line: Line) -> str:
    """Which part of the indicator, or which gap, a target is about; "" for the whole."""
    return line.target.label.removeprefix(line.indicator.name).strip("（）")


def caption_of(
    indicator: Indicator, origins: Sequence[Origin], compared: Sequence[Reference]
) -> str:
    """The last value beside the references of the same year, else what is drawn."""
    own = dict(points_of(origins))
    words = []
    for reference in compared:
        common = [point for point in points_of(reference.origins) if point[0] in own]
        if common:
            year, value = common[-1]
            words.append(_beside(indicator, reference.area.name, year, own[year] - value))
    return "；".join(words) or "历年数值"


def _beside(indicator: Indicator, name: str, year: int, ahead: float) -> str:
    size = difference(ahead, indicator.unit, indicator.decimals)
    if size == difference(0.0, indicator.unit, indicator.decimals):
        return f"{year}年与{name}持平"
    return f"{year}年比{name}{'高' if ahead > 0 else '低'}{size}"


def next_figure(indicator: Indicator, origins: Sequence[Origin]) -> str:
    numbers = [year for year, _ in points_of(origins)]
    waiting = [
        (origin.observation.year, origin.observation.expected_on)
        for origin in origins
        if origin.observation.missing_kind == MissingKind.NOT_YET_PRODUCED
        and origin.observation.expected_on
    ]
    rhythm = Rhythm(
        indicator.cadence_years, indicator.by_term, indicator.ad_hoc, indicator.release_month
    )
    return next_release(rhythm, numbers[-1] if numbers else None, waiting[-1] if waiting else None)
