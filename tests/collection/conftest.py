"""An open round of the city, and short ways to fill, submit and review its returns."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    Better,
    CountKind,
    Indicator,
    Organisation,
    Scale,
    ValueMode,
)
from reporting.collection.cell_contents import TypedCell
from reporting.collection.entry import SeenCell, save_cells
from reporting.collection.handing_in import submit
from reporting.collection.review import Decision, review_cells
from reporting.collection.rounds import open_round
from reporting.models import Item, Round, Submission

YEAR = 2025
DUE = datetime.date(2026, 3, 31)


@pytest.fixture(autouse=True)
def march(settings: SimpleNamespace) -> None:
    """Every test lives on 1 March 2026, thirty days before the due day."""
    settings.TODAY = "2026-03-01"


@pytest.fixture
def round_2025(areas: SimpleNamespace, assignments: None, cast: SimpleNamespace) -> Round:
    return open_round(
        area=areas.city,
        year=YEAR,
        opens_on=datetime.date(2026, 1, 15),
        due_on=DUE,
        by=cast.reviewer,
    )


def add_indicators(number: int, area: Area, organisation: Organisation) -> None:
    """That many more indicators which the unit has to report."""
    for position in range(number):
        indicator = Indicator.objects.create(
            code=f"indicator_{position}",
            name=f"指标{position}",
            unit="个",
            decimals=0,
            better=Better.HIGHER,
            scale=Scale.VALUE,
            value_mode=ValueMode.VALUE,
            count_kind=CountKind.COMPLETE_COUNT,
            position=100 + position,
        )
        Assignment.objects.create(
            indicator=indicator,
            area=area,
            organisation=organisation,
            role=AssignmentRole.REPORTS,
            first_year=2015,
        )


FindReturn = Callable[[Organisation, Area], Submission]


@pytest.fixture
def find_return(round_2025: Round) -> FindReturn:
    """The return of a unit for an area."""

    def find(organisation: Organisation, area: Area) -> Submission:
        return Submission.objects.get(round=round_2025, organisation=organisation, area=area)

    return find


@pytest.fixture
def health_return(
    find_return: FindReturn, units: SimpleNamespace, areas: SimpleNamespace
) -> Submission:
    """The city health unit's return: maternal mortality (counts) and tap water (a value)."""
    return find_return(units.health, areas.city)


@pytest.fixture
def county_return(
    find_return: FindReturn, units: SimpleNamespace, areas: SimpleNamespace
) -> Submission:
    return find_return(units.county_health, areas.county)


def cell(submission: Submission, indicator: Indicator) -> Item:
    """The cell as it stands in the database now."""
    return Item.objects.get(submission=submission, indicator=indicator)


def typed(item: Item, **texts: str) -> dict[int, SeenCell]:
    """What a person types who sees the cell as it is in `item`."""
    return {item.pk: SeenCell(item.version, TypedCell(**texts))}


@pytest.fixture
def filled_return(
    health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> Submission:
    """Both cells filled by the statistician: 1 death in 2,480 births, 95.5 % tap water."""
    maternal, water = (
        cell(health_return, indicator) for indicator in (indicators.maternal, indicators.water)
    )
    save_cells(
        submission=health_return,
        cells=typed(maternal, numerator="1", denominator="2480") | typed(water, value="95.5"),
        by=cast.statistician,
    )
    health_return.refresh_from_db()
    return health_return


@pytest.fixture
def submitted_return(filled_return: Submission, cast: SimpleNamespace) -> Submission:
    return submit(submission=filled_return, version=filled_return.version, by=cast.statistician)


def decide(item: Item, *, approve: bool, reason: str = "") -> Decision:
    """A decision on the cell as `item` shows it."""
    return Decision(item.pk, item.version, approve, reason)


@pytest.fixture
def half_returned(
    submitted_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> Submission:
    """Tap water approved, maternal mortality sent back."""
    review_cells(
        submission=submitted_return,
        decisions=[
            decide(
                cell(submitted_return, indicators.maternal), approve=False, reason="请核对活产数"
            ),
            decide(cell(submitted_return, indicators.water), approve=True),
        ],
        by=cast.reviewer,
    )
    submitted_return.refresh_from_db()
    return submitted_return
