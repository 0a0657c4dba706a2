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
    User,
    ValueMode,
)
from reporting.collection.cell_contents import TypedCell
from reporting.collection.entry import SeenCell, save_cells
from reporting.collection.handing_in import sign, submit
from reporting.collection.indicator_sets import (
    SetChanges,
    may_be_added,
    new_version,
    newest_set,
)
from reporting.collection.review import Decision, review_cells
from reporting.collection.rounds import open_round
from reporting.models import IndicatorSet, Item, Round, Submission

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


def ask_for_everything(area: Area, by: User) -> IndicatorSet:
    """The next version of the area's indicators, with whatever the last one left out."""
    newest = newest_set(area)
    assert newest is not None
    added = frozenset(indicator.pk for indicator in may_be_added(newest))
    changes = SetChanges(added=added)
    return new_version(based_on=newest, changes=changes, reason="增加指标", by=by)


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
def handed_in_return(filled_return: Submission, cast: SimpleNamespace) -> Submission:
    """Handed in by the statistician; the head has not signed yet."""
    return submit(submission=filled_return, version=filled_return.version, by=cast.statistician)


@pytest.fixture
def submitted_return(handed_in_return: Submission, cast: SimpleNamespace) -> Submission:
    """Signed by the head as well: the bureau's turn."""
    return sign(submission=handed_in_return, version=handed_in_return.version, by=cast.unit_head)


def hand_in(submission: Submission, cast: SimpleNamespace) -> Submission:
    """Hand the health unit's return in again and sign it."""
    submission.refresh_from_db()
    done = submit(submission=submission, version=submission.version, by=cast.statistician)
    return sign(submission=done, version=done.version, by=cast.unit_head)


@pytest.fixture
def county_in_review(
    county_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> Submission:
    """The county's return: no deaths in 310 births, signed on paper; its bureau's turn."""
    counts = typed(cell(county_return, indicators.maternal), numerator="0", denominator="310")
    save_cells(submission=county_return, cells=counts, by=cast.county_statistician)
    county_return.refresh_from_db()
    return submit(
        submission=county_return,
        version=county_return.version,
        by=cast.county_statistician,
        paper_signature="张局长 2026-03-01",
    )


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
