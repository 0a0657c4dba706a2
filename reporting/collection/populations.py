"""Entering populations: the bureau types each once, and every rate that divides by it follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F

from indicators.clock import today
from indicators.data_versions import scope_of
from indicators.models import Area, Role, User
from indicators.people.access import access_of
from reporting.collection.cell_contents import CellContent
from reporting.collection.cells import content_of, lock_submission, write_contents
from reporting.collection.checks import computed_value
from reporting.collection.population_cells import PopulationCell
from reporting.collection.population_entry import (
    Entry,
    Numbers,
    PopulationsRefused,
    TypedPopulation,
)
from reporting.collection.population_notices import tell_revised
from reporting.models import (
    ChangeRoute,
    Flow,
    Item,
    Observation,
    ReviewState,
    RevisionKind,
    Submission,
)
from reporting.observations import record
from reporting.observations.work import owe_assessment
from reporting.permissions import PermissionRefused

FIRST_YEAR = 2010
_ENTERING = -5  # first half of the advisory lock; returns use their round's id, never negative


@dataclass(frozen=True)
class Entered:
    """What one step did: populations stored, rates in store that followed, cells of returns."""

    stored: int = 0
    followed: int = 0
    refreshed: int = 0


def can_enter_populations(user: User, area: Area) -> bool:
    """The reviewers of the city's bureau enter them for the city and all its counties."""
    return access_of(user).covers(scope_of(area).path, [Role.REVIEWER])


def check_enter_populations(user: User, area: Area) -> None:
    if not can_enter_populations(user, area):
        raise PermissionRefused("人口数由市级统计部门的审核员统一录入。")


@transaction.atomic
def enter_populations(
    *,
    area: Area,
    year: int,
    cells: Mapping[PopulationCell, TypedPopulation],
    document: str,
    by: User,
    reason: str = "",
) -> Entered:
    """Store what was typed for a city and its counties; all of it or nothing.

    A cell that still reads as it was shown is left alone. `document` names the source; `reason` is
    needed where a figure is corrected or jumps. Raises PermissionRefused, or PopulationsRefused.
    """
    check_enter_populations(by, area)
    city = scope_of(area)
    if not FIRST_YEAR <= year <= today().year:
        raise PopulationsRefused(general=f"数据年份须在 {FIRST_YEAR} 至 {today().year} 之间。")
    with connection.cursor() as cursor:  # two people may both find a cell empty
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ENTERING, city.pk])
    entry = Entry(city, year)
    numbers = entry.read(cells)
    if not numbers:
        return Entered()
    document, reason = entry.checked_words(numbers, document, reason)
    edits = _edits(numbers, year)
    told = f"{document}；{reason}" if reason else document
    version = record(entry.figures_of(numbers, document), flow=Flow.RETURN, by=by, reason=told)
    if edits:
        write_contents(edits, by=by, via=ChangeRoute.DENOMINATOR)
        tell_revised(edits, year=year, version=version)
    if version is not None:
        owe_assessment(area=city, year=year, data_version=version)
    entry.write_down(numbers, version, by=by, reason=told)
    return Entered(len(numbers), _followed(city, version), len(edits))


def _edits(numbers: Numbers, year: int) -> dict[Item, CellContent]:
    """New contents for the cells that divide by a changed number and are not in store yet.

    Their returns are locked first, as every write to a return does.
    """
    cells = Item.objects.filter(
        submission__round__year=year,
        submission__area__in={area for area, _indicator, _breakdown in numbers},
        indicator__denominator_indicator__in={indicator for _area, indicator, _part in numbers},
    )
    returns = Submission.objects.filter(items__in=cells).distinct().order_by("pk")
    for submission in returns:
        lock_submission(submission)
    typed = (
        cells.exclude(review=ReviewState.APPROVED)
        .exclude(numerator=None, denominator=None)
        .annotate(area_id=F("submission__area"))
        .select_related("indicator")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    edits = {}
    for item in typed:
        population = (item.area_id, item.indicator.denominator_indicator_id, item.breakdown_id)
        number = numbers.get(population)
        if number is not None and number != item.denominator:
            edits[item] = _with_denominator(item, number)
    return edits


def _with_denominator(item: Item, number: Decimal) -> CellContent:
    value = None
    if item.numerator is not None:
        value = computed_value(item.numerator, number, item.indicator.multiplier or 1)
    return replace(content_of(item), denominator=number, value=value)


def _followed(city: Area, version: int | None) -> int:
    """How many rates were recorded anew under the data version."""
    return Observation.objects.filter(
        area__path__startswith=city.path,
        valid_from=version,
        revision_kind=RevisionKind.DENOMINATOR,
    ).count()
