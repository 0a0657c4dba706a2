"""Load the demonstration once: units, accounts, invented figures, released years, open returns.

Everything goes through the same doors that people use, by the demonstration accounts themselves.
"""

from django.db import connection, transaction

from indicators.models import Area, Organisation, User
from reporting.assessment.judge import assess_scope

from .accounts import add_accounts
from .figures import InventedFigure
from .open_round import open_demonstration_round
from .past import invented_figures, record_past, release_judged, release_past
from .plans import add_county_plan, add_next_plans
from .populations import enter_demonstration_populations
from .signing import add_up_counties, decide, sign_baselines
from .specification import DIRECTORY, read_yaml
from .units import add_assignments, add_units, add_zones, confirm_duties

CITY_CODE = "990100"
RELEASED_YEARS = (2022, 2023, 2024)


@transaction.atomic
def load_demonstration(*, password: str) -> bool:
    """Load it where it is missing, whole or not at all; False where it is there already."""
    if Organisation.objects.filter(code="demo-bureau").exists():
        return False
    city = Area.objects.get(code=CITY_CODE)
    returns = read_yaml(DIRECTORY / "returns.yaml")
    decisions = read_yaml(DIRECTORY / "decisions.yaml")
    add_up_counties(decisions["rolled_up"])
    _add_people(city, password)
    figures = invented_figures()
    past = [figure for figure in figures if figure.year < returns["year"]]
    record_past(past, decisions["gaps"])
    _know_sizes()
    office = User.objects.get(username="fuerwei")
    sign_baselines(figures, area=city, by=office)
    decide(decisions, area=city, by=office)
    county = _add_county_plan(figures)
    release_past(city, RELEASED_YEARS)
    release_judged(county, RELEASED_YEARS[-1], bureau="jiaxiantj", office="jiaxianfe")
    add_next_plans(read_yaml(DIRECTORY / "next_plans.yaml"), by=office)
    bureau = User.objects.get(username="tongji")
    enter_demonstration_populations(figures, city=city, year=returns["year"], by=bureau)
    open_demonstration_round(city=city, returns=returns, figures=figures)
    for year in (*RELEASED_YEARS, returns["year"]):
        assess_scope(scope=city, year=year)
    return True


def _know_sizes() -> None:
    """Tables that were empty a moment ago are planned for by their present size from here on."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _add_people(city: Area, password: str) -> None:
    entries = read_yaml(DIRECTORY / "units.yaml")
    add_zones(entries["zones"], city)
    units = add_units(entries, city)
    add_assignments(entries, units, city)
    accounts = read_yaml(DIRECTORY / "accounts.yaml")["accounts"]
    add_accounts(accounts, password=password)
    confirm_duties(entries["confirmed"], by=User.objects.get(username="fuerwei"))


def _add_county_plan(figures: list[InventedFigure]) -> Area:
    office = User.objects.get(username="jiaxianfe")
    plan = add_county_plan(read_yaml(DIRECTORY / "county_plan.yaml"), by=office)
    county: Area = plan.area
    sign_baselines(figures, area=county, by=office)
    return county


def account_lines(password: str) -> list[str]:
    """The demonstration accounts as the console prints them."""
    accounts = read_yaml(DIRECTORY / "accounts.yaml")["accounts"]
    names = [f"  {account['username']:<10} {account['name']}" for account in accounts]
    rest = (
        "  其余填报单位的统计员：用户名为单位代码，如 demo-civil、990102-health；"
        "市级部门负责人再加 -head"
    )
    return [f"演示账号（演示数据，密码均为 {password} ）：", *names, rest]
