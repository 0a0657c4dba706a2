"""One city unit that owes so many figures, with three approved years behind each."""

import datetime
from decimal import Decimal

from django.core.management import call_command

from indicators.clock import today
from indicators.models import (
    Area,
    AreaLevel,
    Assignment,
    AssignmentRole,
    Better,
    Breakdown,
    CountKind,
    Indicator,
    Installation,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    Scale,
    User,
    ValueMode,
)
from reporting.collection.rounds import open_round
from reporting.models import Flow, Item, Submission
from reporting.observations import Figure, record

PASSWORD = "a-password-for-a-benchmark"
YEAR = 2025
FIRST_DAY = datetime.date(2015, 1, 1)


def make_return(cells: int) -> Submission:
    """The unit's open return; half of its cells are filled."""
    call_command("migrate", verbosity=0)
    Breakdown.objects.get_or_create(id=0, defaults={"name": "合计"})
    city = Area.objects.create(code="990100", name="测试市", level=AreaLevel.CITY, path="/990100/")
    Installation.objects.create(name="测试", area=city, is_demo=True)
    unit = _unit("unit", OrganisationKind.DEPARTMENT, city, Role.STATISTICIAN)
    bureau = _unit("bureau", OrganisationKind.STATISTICS, city, Role.REVIEWER)
    indicators = [_indicator(number) for number in range(cells)]
    for indicator in indicators:
        Assignment.objects.create(
            indicator=indicator,
            area=city,
            organisation=unit,
            role=AssignmentRole.REPORTS,
            first_year=2015,
        )
    figures = [
        Figure(
            indicator.pk,
            city,
            year,
            value=Decimal(50),
            numerator=Decimal(500 + year - 2000),
            denominator=Decimal(2 * (500 + year - 2000)),
        )
        for indicator in indicators
        for year in range(YEAR - 3, YEAR)
    ]
    record(figures, flow=Flow.RETURN, by=None, reason="测量")
    reviewer = User.objects.get(username=bureau.code)
    due_on = today() + datetime.timedelta(days=30)
    open_round(area=city, year=YEAR, opens_on=today(), due_on=due_on, by=reviewer)
    submission = Submission.objects.get(organisation=unit)
    half = list(submission.items.values_list("pk", flat=True)[: cells // 2])
    Item.objects.filter(pk__in=half).update(value=50, numerator=520, denominator=1040)
    return submission


def _unit(code: str, kind: str, city: Area, role: str) -> Organisation:
    unit = Organisation.objects.create(code=code, name=code, kind=kind, area=city)
    user = User.objects.create_user(code, display_name=code, password=PASSWORD)
    user.must_change_password = False
    user.save()
    Membership.objects.create(user=user, organisation=unit, role=role, first_day=FIRST_DAY)
    return unit


def _indicator(number: int) -> Indicator:
    return Indicator.objects.create(
        code=f"share_{number}",
        name=f"比例指标{number}",
        unit="%",
        decimals=1,
        better=Better.HIGHER,
        scale=Scale.SHARE,
        value_mode=ValueMode.RATIO,
        multiplier=100,
        minimum=0,
        maximum=100,
        numerator=f"分子{number}",
        denominator=f"分母{number}",
        count_kind=CountKind.COMPLETE_COUNT,
        position=100 + number,
    )
