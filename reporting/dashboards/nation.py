"""The nation's targets as cards, by plan and domain, in a constant number of queries."""

from dataclasses import dataclass

from indicators.models import Domain, Plan
from reporting.assessment.reading import Reading
from reporting.dashboards.reads import lines_of
from reporting.dashboards.series import official_series
from reporting.dashboards.target_list import grouped
from reporting.dashboards.target_view import TargetView, present


@dataclass(frozen=True)
class NationGroup:
    """The cards of one domain of one national plan."""

    plan: Plan
    domain: Domain
    views: list[TargetView]


def nation_groups(reading: Reading) -> list[NationGroup]:
    """Every judged target of the nation with its small chart and its latest source."""
    lines = lines_of(reading)
    series = official_series(reading, [line.target for line in lines])
    return [
        NationGroup(
            group.plan,
            group.domain,
            [present(line, series[line.target.pk], (), compact=True) for line in group.lines],
        )
        for group in grouped(lines)
    ]
