"""Short ways to make what the checks look at."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reporting.collection.cell_contents import CellContent, CellRule, Finding
from reporting.collection.checked_return import (
    CheckedCell,
    CheckedIndicator,
    CheckedReturn,
    Reference,
    Relation,
)
from reporting.collection.return_findings import check_return

YEAR = 2025
TODAY = datetime.date(2026, 3, 1)
BREAKDOWNS = {
    0: ("_T", "_T", "_T"),
    1: ("F", "_T", "_T"),
    2: ("M", "_T", "_T"),
    3: ("_T", "U", "_T"),
    4: ("_T", "R", "_T"),
}
NAMES = {0: "合计", 1: "女", 2: "男", 3: "城镇", 4: "农村"}


def ratio(number: int = 1, name: str = "覆盖率", **settings: Any) -> CheckedIndicator:
    """A share of counts in %, unless the settings say otherwise."""
    rule = {"unit": "%", "multiplier": 100, "scale": "share", "gross": False}
    rule |= {key: settings.pop(key) for key in [*rule, "maximum", "population"] if key in settings}
    settings = {"decimals": 1, "reference_period": "公历年度", "denominator": "应检人数"} | settings
    return CheckedIndicator(number, CellRule(name, is_ratio=True, **rule), **settings)


def deaths(number: int = 1, name: str = "婴儿死亡率", **settings: Any) -> CheckedIndicator:
    """Deaths among a thousand births."""
    rate = {"unit": "‰", "multiplier": 1000, "scale": "rate", "decimals": 2}
    return ratio(
        number, name, **{"count_kind": "events", "denominator": "活产数"} | rate | settings
    )


def plain(number: int = 1, name: str = "普及率", **settings: Any) -> CheckedIndicator:
    """A figure without counts: a share in %, unless the settings say otherwise."""
    rule = {"unit": "%", "multiplier": None, "scale": "share"}
    rule |= {key: settings.pop(key) for key in [*rule, "minimum"] if key in settings}
    settings = {"decimals": 1, "reference_period": "公历年度"} | settings
    return CheckedIndicator(number, CellRule(name, is_ratio=False, **rule), **settings)


def amount(number: int = 1, name: str = "在校生数", unit: str = "人", **settings: Any):
    return plain(number, name, unit=unit, scale="value", **{"decimals": 0} | settings)


def content(figure: Any, indicator: CheckedIndicator) -> CellContent:
    """(events, exposure), a number, a text that is a missing kind, or a content as it is."""
    if isinstance(figure, CellContent):
        return figure
    if isinstance(figure, str) and figure.startswith("not_"):
        return CellContent(missing_kind=figure)
    if not isinstance(figure, tuple):
        return CellContent(value=None if figure is None else Decimal(str(figure)))
    events, exposure = (Decimal(str(number)) for number in figure)
    value = events * (indicator.rule.multiplier or 1) / exposure
    return CellContent(value.quantize(Decimal("0.000001")), events, exposure)


def cell(
    indicator: CheckedIndicator,
    now: Any,
    past: Mapping[int, Any] | None = None,
    *,
    breakdown: int = 0,
    counties: Mapping[str, Any] | None = None,
    references: Mapping[str, Any] | None = None,
    **settings: Any,
) -> CheckedCell:
    """A cell of 2025; `past` by year, `counties` and `references` (of 2024) by name."""
    return CheckedCell(
        key=(indicator.id, breakdown),
        indicator=indicator,
        content=content(now, indicator),
        breakdown=NAMES[breakdown],
        past={year: content(each, indicator) for year, each in (past or {}).items()},
        counties={name: content(each, indicator) for name, each in (counties or {}).items()},
        references=[
            Reference(name, 2024, content(each, indicator))
            for name, each in (references or {}).items()
        ],
        **settings,
    )


def found(
    *cells: CheckedCell,
    is_city: bool = False,
    relations: tuple[tuple[str, int, int], ...] = (),
    others: tuple[CheckedCell, ...] = (),
) -> dict[tuple[int, int], list[Finding]]:
    """What all the rules say about a return of these cells."""
    checked = CheckedReturn(
        year=YEAR,
        today=TODAY,
        is_city=is_city,
        cells={each.key: each for each in cells},
        others={each.key: each for each in others},
        relations=[Relation(*each) for each in relations],
        breakdowns=BREAKDOWNS,
    )
    return check_return(checked)


def codes(*cells: CheckedCell, **settings: Any) -> list[str]:
    """The codes of the rules that say something, in the order of the cells."""
    return [finding.rule for findings in found(*cells, **settings).values() for finding in findings]


def one(*cells: CheckedCell, **settings: Any) -> Finding:
    """The only finding on a return of these cells."""
    ((finding,),) = found(*cells, **settings).values()
    return finding


def years(*figures: Any) -> dict[int, Any]:
    """The figures of the years up to 2024."""
    first = YEAR - len(figures)
    return {first + number: figure for number, figure in enumerate(figures)}
