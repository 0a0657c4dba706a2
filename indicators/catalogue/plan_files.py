"""Read a plan's folder: plan.yaml and one file a domain."""

from pathlib import Path

from indicators.models import (
    Domain,
    Measurability,
    Objective,
    ObjectiveKind,
    Plan,
    PlanState,
    Side,
    Strategy,
    Target,
    TargetKind,
)

from .indicator_files import INDICATOR_CODE, length_limit
from .nodes import Entry, read_entry
from .schema import DomainEntry, ObjectiveEntry, PlanEntry, StrategyEntry, TargetEntry

COMPARED_KINDS = (TargetKind.RELATIVE_TO, TargetKind.NARROW_GAP)
TOTAL_NAME = "合计"

_YEARS = {"lowest": 1990, "highest": 2100}
_AUDIENCES = ("women", "children")
_LAST_POSITION = 32767


def read_plan(folder: Path, directory: Path) -> PlanEntry:
    """The plan of one folder, its domains in the order of the file names."""
    entry = read_entry(folder / "plan.yaml", directory)
    domains = [file for file in sorted(folder.glob("*.yaml")) if file.name != "plan.yaml"]
    plan = PlanEntry(
        place=entry.place,
        code=entry.choice("code", (folder.name,)),
        audience=entry.choice("audience", _AUDIENCES),
        area=entry.text("area", default=""),
        title=entry.text("title", limit=length_limit(Plan, "title")),
        short_title=entry.text("short_title", limit=length_limit(Plan, "short_title")),
        document=entry.text("document", limit=length_limit(Plan, "document")),
        base_year=entry.integer("base_year", **_YEARS),
        start_year=entry.integer("start_year", **_YEARS),
        end_year=entry.integer("end_year", **_YEARS),
        state=entry.choice("state", PlanState.values),
        predecessor=entry.text("predecessor", default=""),
        position=entry.integer("position", lowest=0, highest=999),
        domains=tuple(_read_domain(read_entry(file, directory)) for file in domains),
    )
    entry.finish()
    return plan


def target_position(domain: int, objective: int, place: int) -> int:
    """Where the target stands that is the `place`-th (from 0) of its objective."""
    return 1000 * domain + 20 * objective + place


def _read_domain(entry: Entry) -> DomainEntry:
    number = entry.integer("number", lowest=1, highest=30)
    domain = DomainEntry(
        place=entry.place,
        number=number,
        name=entry.text("name", limit=length_limit(Domain, "name")),
        objectives=tuple(_read_objective(part, number) for part in entry.entries("objectives")),
        strategies=tuple(_read_strategy(part) for part in entry.entries("strategies")),
    )
    entry.finish()
    return domain


def _read_strategy(entry: Entry) -> StrategyEntry:
    strategy = StrategyEntry(
        place=entry.place,
        number=entry.integer("number", lowest=1, highest=99),
        title=entry.text("title", limit=length_limit(Strategy, "title")),
    )
    entry.finish()
    return strategy


def _read_objective(entry: Entry, domain: int) -> ObjectiveEntry:
    number = entry.integer("number", lowest=1, highest=49)
    objective = ObjectiveEntry(
        place=entry.place,
        number=number,
        kind=entry.choice("kind", ObjectiveKind.values),
        summary=entry.text("summary", limit=length_limit(Objective, "summary")),
        wording=entry.text("wording", default=""),
        targets=tuple(
            _read_target(part, f"{domain}.{number}", target_position(domain, number, place))
            for place, part in enumerate(entry.entries("targets"))
        ),
    )
    entry.finish()
    return objective


def _read_target(entry: Entry, objective: str, position: int) -> TargetEntry:
    indicator = entry.text("indicator", pattern=INDICATOR_CODE)
    kind = entry.choice("kind", TargetKind.values)
    other_indicator, other_breakdown = _read_other_side(entry, indicator, kind)
    target = TargetEntry(
        place=entry.place,
        code=entry.text("code", limit=length_limit(Target, "code"), pattern=r"[A-Z]+[0-9.-]+"),
        objective=objective,
        indicator=indicator,
        breakdown=entry.text("breakdown", default=TOTAL_NAME),
        other_indicator=other_indicator,
        other_breakdown=other_breakdown,
        kind=kind,
        measurability=entry.choice("measurability", Measurability.values),
        value=entry.number("value"),
        unit=entry.text("unit", default=""),
        side=entry.choice("side", Side.values, default=Side.BAND.value),
        maintain=entry.flag("maintain"),
        every_unit=entry.flag("every_unit"),
        cumulative=entry.flag("cumulative"),
        sustained=entry.flag("sustained"),
        tolerance=entry.number("tolerance"),
        softener=entry.text("softener", default="", limit=length_limit(Target, "softener")),
        note=entry.text("note", default="", limit=length_limit(Target, "note")),
        position=entry.integer("position", lowest=0, highest=_LAST_POSITION, default=position),
    )
    entry.finish()
    return target


def _read_other_side(entry: Entry, indicator: str, kind: str) -> tuple[str, str]:
    """The other side of a comparison. One of its two halves may be left out: then it is the
    target's own indicator, or the total.
    """
    other_indicator = entry.text("other_indicator", default="", pattern=INDICATOR_CODE)
    other_breakdown = entry.text("other_breakdown", default="")
    if not other_indicator and not other_breakdown:
        return "", ""
    if kind not in COMPARED_KINDS:
        known = "、".join(COMPARED_KINDS)
        raise entry.mistake("kind", f"other_indicator 和 other_breakdown 只用于 {known}")
    return other_indicator or indicator, other_breakdown or TOTAL_NAME
