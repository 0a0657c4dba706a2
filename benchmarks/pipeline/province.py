"""A made-up province: cities of nine counties, a plan with a hundred targets in every area.

Figures are generated inside PostgreSQL; nothing here is how the system itself records figures.
"""

from collections.abc import Sequence

from django.db import connection, transaction

from benchmarks.pipeline.figures import insert_figures
from indicators.models import (
    Area,
    AreaLevel,
    Breakdown,
    CitySource,
    CountKind,
    DataVersion,
    Domain,
    Indicator,
    Installation,
    Objective,
    ObjectiveKind,
    Plan,
    PlanState,
    Scale,
    Target,
    TargetKind,
    TargetValue,
    ValueMode,
    VersionCounter,
)

COUNTIES = 9
INDICATORS = 100
ROLLED_UP = 30  # of them, the city's figure is the sum of its counties
BREAKDOWNS = 8
NOW = 2024
DOCUMENT = "生成数据"


def prepare() -> Area:
    """The province, its indicators and breakdowns, in an empty database."""
    Breakdown.objects.bulk_create(
        Breakdown(id=number, sex=f"S{number}" if number else "_T", name=f"分组{number}")
        for number in range(BREAKDOWNS)
    )
    Indicator.objects.bulk_create(_indicator(number) for number in range(INDICATORS))
    province = Area.objects.create(
        code="980000", name="某省", level=AreaLevel.PROVINCE, path="/980000/"
    )
    Installation.objects.create(name=DOCUMENT, area=province, is_demo=True)
    return province


def add_cities(province: Area, numbers: Sequence[int]) -> None:
    """Add cities with their counties, plans, targets and twenty years of figures."""
    for number in numbers:
        with transaction.atomic():
            areas = _areas(province, number)
            _promise(areas)
            city, *counties = [area.pk for area in areas]
            for year in (1, 2):
                DataVersion.objects.create(
                    scope=areas[0], number=year, kind="figures", reason=DOCUMENT
                )
            VersionCounter.objects.create(scope=areas[0], last=2)
            insert_figures(city, counties)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _indicator(number: int) -> Indicator:
    is_ratio = number % 2 == 0
    return Indicator(
        code=f"made_up_{number}",
        name=f"指标{number}",
        unit="%",
        decimals=1,
        better=1,
        scale=Scale.SHARE,
        value_mode=ValueMode.RATIO if is_ratio else ValueMode.VALUE,
        multiplier=100 if is_ratio else None,
        gross=True,
        count_kind=CountKind.COMPLETE_COUNT,
        # Only what has counts has a sum.
        city_value=CitySource.ROLLED_UP
        if is_ratio and number < 2 * ROLLED_UP
        else CitySource.REPORTED,
        position=number,
    )


def _areas(province: Area, number: int) -> list[Area]:
    """A city and its counties, the city first."""
    code = f"98{number:02}"
    path = f"{province.path}{code}00/"
    city = Area.objects.create(
        code=f"{code}00", name=f"市{number}", level=AreaLevel.CITY, parent=province, path=path
    )
    return [
        city,
        *Area.objects.bulk_create(
            Area(
                code=f"{code}{county:02}",
                name=f"县{county}",
                level=AreaLevel.COUNTY,
                parent=city,
                path=f"{path}{code}{county:02}/",
                position=county,
            )
            for county in range(1, COUNTIES + 1)
        ),
    ]


def _promise(areas: Sequence[Area]) -> None:
    """A plan for 2021–2030 in every area, one target an indicator."""
    indicators = list(Indicator.objects.order_by("position"))
    for area in areas:
        plan = Plan.objects.create(
            code=f"plan-{area.code}",
            audience="women",
            area=area,
            title=f"{area}规划",
            short_title="规划",
            document=DOCUMENT,
            base_year=2020,
            start_year=2021,
            end_year=2030,
            state=PlanState.IN_FORCE,
        )
        domain = Domain.objects.create(plan=plan, number=1, name="领域")
        objective = Objective.objects.create(
            domain=domain, number=1, kind=ObjectiveKind.QUANTIFIED, summary="目标"
        )
        targets = Target.objects.bulk_create(
            Target(
                plan=plan,
                code=f"T{indicator.position}",
                objective=objective,
                indicator=indicator,
                kind=TargetKind.AT_LEAST,
                measurability="numeric",
            )
            for indicator in indicators
        )
        TargetValue.objects.bulk_create(
            TargetValue(
                target=target, area=area, year=2030, value=75, document=DOCUMENT, valid_from=0
            )
            for target in targets
        )
