"""From the YAML folder to typed entries: are the files whole and each field as it should be?"""

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Model

from indicators.models import (
    AreaLevel,
    Better,
    CitySource,
    CountKind,
    Indicator,
    Measurability,
    Objective,
    ObjectiveKind,
    Plan,
    PlanState,
    Scale,
    Sensitivity,
    Side,
    Target,
    TargetKind,
    ValueMode,
)

from .consistency import check_catalogue
from .nodes import Entry, read_entry
from .schema import (
    AreaEntry,
    BreakdownEntry,
    Catalogue,
    DomainEntry,
    IndicatorEntry,
    ObjectiveEntry,
    PlanEntry,
    TargetEntry,
)

CATALOGUE_DIRECTORY = Path(__file__).resolve().parents[2] / "fixtures"

_INDICATOR_CODE = r"[a-z][a-z0-9_]*"
_YEARS = {"lowest": 1990, "highest": 2100}
_AUDIENCES = ("women", "children")
_BETTER = {member.name.lower(): member.value for member in Better}


def read_catalogue(directory: Path = CATALOGUE_DIRECTORY) -> Catalogue:
    """Read and check the whole folder. Raises CatalogueError for the first mistake found."""
    catalogue = Catalogue(
        breakdowns=read_breakdowns(directory),
        indicators=read_indicators(directory),
        plans=tuple(
            _read_plan(folder, directory)
            for folder in sorted((directory / "plans").iterdir())
            if folder.is_dir()
        ),
    )
    check_catalogue(catalogue)
    return catalogue


def read_indicators(directory: Path = CATALOGUE_DIRECTORY) -> tuple[IndicatorEntry, ...]:
    """Every indicator of the theme files, in file order."""
    return tuple(
        _read_indicator(entry, 100 * (theme + 1) + number)
        for theme, file in enumerate(sorted((directory / "indicators").glob("*.yaml")))
        for number, entry in enumerate(_listed(file, directory, "indicators"))
    )


def read_areas(directory: Path, *, demo: bool) -> tuple[AreaEntry, ...]:
    """The areas that every database has, then the real or the demonstration's own."""
    file = read_entry(directory / "areas.yaml", directory)
    blocks = {name: file.entries(name) for name in ("common", "real", "demo")}
    file.finish()
    listed = blocks["common"] + blocks["demo" if demo else "real"]
    return tuple(_read_area(entry, number) for number, entry in enumerate(listed))


def read_breakdowns(directory: Path = CATALOGUE_DIRECTORY) -> tuple[BreakdownEntry, ...]:
    """The breakdowns that figures and targets may name."""
    return tuple(
        _read_breakdown(entry)
        for entry in _listed(directory / "breakdowns.yaml", directory, "breakdowns")
    )


def _limit(model: type[Model], field: str) -> int | None:
    return getattr(model._meta.get_field(field), "max_length", None)


def _listed(path: Path, directory: Path, key: str) -> Iterator[Entry]:
    file = read_entry(path, directory)
    yield from file.entries(key)
    file.finish()


def _read_plan(folder: Path, directory: Path) -> PlanEntry:
    entry = read_entry(folder / "plan.yaml", directory)
    domains = [file for file in sorted(folder.glob("*.yaml")) if file.name != "plan.yaml"]
    plan = PlanEntry(
        place=entry.place,
        code=entry.choice("code", (folder.name,)),
        audience=entry.choice("audience", _AUDIENCES),
        area=entry.text("area", default=""),
        title=entry.text("title", limit=_limit(Plan, "title")),
        short_title=entry.text("short_title", limit=_limit(Plan, "short_title")),
        document=entry.text("document", limit=_limit(Plan, "document")),
        base_year=entry.integer("base_year", **_YEARS),
        start_year=entry.integer("start_year", **_YEARS),
        end_year=entry.integer("end_year", **_YEARS),
        state=entry.choice("state", PlanState.values),
        position=entry.integer("position", lowest=0, highest=999),
        domains=tuple(_read_domain(read_entry(file, directory)) for file in domains),
    )
    entry.finish()
    return plan


def _read_domain(entry: Entry) -> DomainEntry:
    number = entry.integer("number", lowest=1, highest=30)
    domain = DomainEntry(
        place=entry.place,
        number=number,
        name=entry.text("name", limit=40),
        objectives=tuple(_read_objective(part, number) for part in entry.entries("objectives")),
    )
    entry.finish()
    return domain


def _read_objective(entry: Entry, domain: int) -> ObjectiveEntry:
    number = entry.integer("number", lowest=1, highest=49)
    objective = ObjectiveEntry(
        place=entry.place,
        number=number,
        kind=entry.choice("kind", ObjectiveKind.values),
        summary=entry.text("summary", limit=_limit(Objective, "summary")),
        targets=tuple(
            _read_target(part, f"{domain}.{number}", 1000 * domain + 20 * number + place)
            for place, part in enumerate(entry.entries("targets"))
        ),
    )
    entry.finish()
    return objective


def _read_target(entry: Entry, objective: str, position: int) -> TargetEntry:
    target = TargetEntry(
        place=entry.place,
        code=entry.text("code", limit=_limit(Target, "code"), pattern=r"[A-Z]+[0-9.-]+"),
        objective=objective,
        indicator=entry.text("indicator", pattern=_INDICATOR_CODE),
        breakdown=entry.text("breakdown", default="合计"),
        kind=entry.choice("kind", TargetKind.values),
        measurability=entry.choice("measurability", Measurability.values),
        value=entry.number("value"),
        unit=entry.text("unit", default=""),
        side=entry.choice("side", Side.values, default=Side.BAND.value),
        maintain=entry.flag("maintain"),
        every_unit=entry.flag("every_unit"),
        cumulative=entry.flag("cumulative"),
        sustained=entry.flag("sustained"),
        tolerance=entry.number("tolerance"),
        softener=entry.text("softener", default="", limit=_limit(Target, "softener")),
        note=entry.text("note", default="", limit=_limit(Target, "note")),
        position=position,
    )
    entry.finish()
    return target


def _read_indicator(entry: Entry, position: int) -> IndicatorEntry:
    indicator = IndicatorEntry(
        place=entry.place,
        code=entry.text("code", limit=_limit(Indicator, "code"), pattern=_INDICATOR_CODE),
        name=entry.text("name", limit=_limit(Indicator, "name")),
        short_name=entry.text("short_name", default="", limit=_limit(Indicator, "short_name")),
        unit=entry.text("unit", limit=_limit(Indicator, "unit")),
        decimals=entry.integer("decimals", lowest=0, highest=6),
        better=_BETTER[entry.choice("better", list(_BETTER))],
        scale=entry.choice("scale", Scale.values),
        value_mode=entry.choice("value_mode", ValueMode.values),
        definition=entry.text("definition", default=""),
        numerator=entry.text("numerator", default="", limit=_limit(Indicator, "numerator")),
        denominator=entry.text("denominator", default="", limit=_limit(Indicator, "denominator")),
        multiplier=entry.integer("multiplier", lowest=1, highest=10_000_000, default=0) or None,
        minimum=entry.number("minimum"),
        maximum=entry.number("maximum"),
        gross=entry.flag("gross"),
        count_kind=entry.choice("count_kind", CountKind.values),
        cadence_years=entry.integer("cadence_years", lowest=1, highest=10, default=1),
        by_term=entry.flag("by_term"),
        release_month=entry.integer("release_month", lowest=1, highest=12, default=0) or None,
        reference_period=entry.text("reference_period", default="公历年度", limit=40),
        city_value=entry.choice("city_value", CitySource.values, default=CitySource.REPORTED.value),
        sensitivity=entry.choice(
            "sensitivity", Sensitivity.values, default=Sensitivity.PUBLIC.value
        ),
        lead=entry.text("lead", default="", limit=_limit(Indicator, "lead")),
        position=position,
    )
    entry.finish()
    return indicator


def _read_area(entry: Entry, position: int) -> AreaEntry:
    area = AreaEntry(
        place=entry.place,
        code=entry.text("code", limit=12),
        name=entry.text("name", limit=60),
        level=entry.choice("level", AreaLevel.values),
        parent=entry.text("parent", default=""),
        position=position,
        in_parent_sum=entry.choice("in_parent_sum", ("true", "false"), default="true") == "true",
    )
    entry.finish()
    return area


def _read_breakdown(entry: Entry) -> BreakdownEntry:
    breakdown = BreakdownEntry(
        place=entry.place,
        id=entry.integer("id", lowest=0, highest=999),
        name=entry.text("name", limit=40),
        sex=entry.text("sex", default="_T", limit=4),
        residence=entry.text("residence", default="_T", limit=4),
        age=entry.text("age", default="_T", limit=12),
    )
    entry.finish()
    return breakdown
