"""What a database needs before anyone can work: areas, plans, references, first accounts."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from indicators.catalogue.areas import load_areas
from indicators.catalogue.load import load_plans
from indicators.catalogue.report import LoadRefused
from indicators.clock import today
from indicators.models import (
    Area,
    AreaLevel,
    Installation,
    Membership,
    Organisation,
    OrganisationKind,
    Plan,
    Role,
    User,
)
from reporting.assessment.judge import assess_scope, latest_run
from reporting.demonstration.load import CITY_CODE, account_lines, load_demonstration
from reporting.models import Flow, Observation
from reporting.observations.references import load_references

NAME = "晋城妇儿规划监测"
REAL_CITY_CODE = "140500"
ADMINISTRATOR = "admin"


class WrongDatabase(Exception):
    """The database holds the other kind of installation; the message says what to do."""


@dataclass(frozen=True)
class Outcome:
    """What the person at the console should read."""

    lines: list[str]


def prepare(*, demo: bool, password: str) -> Outcome:
    """Bring the database to a state that can be worked with; safe to call at every start.

    Raises WrongDatabase where a demonstration meets a real database or the reverse.
    """
    stored = Installation.objects.first()
    if stored and stored.is_demo != demo:
        raise WrongDatabase(
            "这个数据库是演示库，不能作为正式库启动；请换一个数据库或去掉 DEMO=0。"
            if stored.is_demo
            else "这个数据库是正式库，不能装入演示数据；请换一个数据库，或用 DEMO=0 启动。"
        )
    load_areas(demo=demo)
    city = Area.objects.get(code=CITY_CODE if demo else REAL_CITY_CODE)
    Installation.objects.get_or_create(id=1, defaults={"name": NAME, "area": city, "is_demo": demo})
    notices = _load_catalogue(city)
    load_references()
    _assess_reference_plans()
    if demo:
        load_demonstration(password=password)
        return Outcome([*notices, *account_lines(password)])
    return Outcome([*notices, *_first_administrator(city, password)])


def _load_catalogue(city: Area) -> list[str]:
    """Load the plan files. An update that asks for a decision never keeps the system down."""
    try:
        load_plans(area=city)
    except LoadRefused as refusal:
        if not Plan.objects.exists():
            raise
        return [
            f"规划文件与数据库有 {len(refusal.report.conflicts)} 处需要决定，已按数据库现状启动；"
            "请运行 python manage.py load_plans 查看，再用 --take=file 或 --take=database 决定。"
        ]
    return []


def _assess_reference_plans() -> None:
    """Plans of the nation and the province are judged on published figures at once."""
    areas = Area.objects.filter(level__in=[AreaLevel.NATION, AreaLevel.PROVINCE])
    for area in areas.filter(pk__in=Plan.objects.values("area")):
        latest = Observation.objects.filter(area=area, flow=Flow.REFERENCE).aggregate(Max("year"))
        if latest["year__max"] and latest_run(area, latest["year__max"]) is None:
            assess_scope(scope=area, year=latest["year__max"])


def _first_administrator(city: Area, password: str) -> list[str]:
    """One administrator in an empty database; later starts leave the accounts alone."""
    if User.objects.exists():
        return ["账号沿用已有的；忘记密码请由安全管理员重置。"]
    centre, _created = Organisation.objects.get_or_create(
        code="data-centre",
        defaults={"name": "系统运维", "kind": OrganisationKind.DATA_CENTRE, "area": city},
    )
    user = User.objects.create_user(ADMINISTRATOR, password, "系统管理员")
    Membership.objects.create(
        user=user,
        organisation=centre,
        role=Role.SYSTEM_ADMINISTRATOR,
        first_day=min(today(), timezone.localdate()),
    )
    return [f"管理员账号：{ADMINISTRATOR}    初始密码：{password}（首次登录须修改）"]
