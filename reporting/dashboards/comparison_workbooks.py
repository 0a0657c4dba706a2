"""What comparing pages show, as sheets: the same rows, the same hiding, with source and reading."""

from collections.abc import Sequence
from decimal import Decimal

from reporting.assessment.reading import Reading
from reporting.dashboards.area_comparison import AreaComparison, AreaRow
from reporting.dashboards.area_figures import AreaFigure
from reporting.dashboards.area_table import AreaTable
from reporting.dashboards.compare import ComparePanel
from reporting.dashboards.coverage_gaps import Gap
from reporting.workbooks.contents import CellValue
from reporting.workbooks.writing import Column, SheetContent

SOURCE = "来源：各单位报表和县（市、区）合计；全国、省为公开发布数据。"
RULE = "受保护指标中县（市、区）少于10例的数据，只有填报单位、统计部门和妇儿工委办公室可以查看。"
AREA, UNIT, VALUE, YEAR = "地区", "单位", "数值", "数据年份"


def reading_words(reading: Reading) -> str:
    """Which data the sheet rests on: year, release or 采集中, data version."""
    state = (
        f"第{reading.release.number}版（已发布）" if reading.release else "采集中，未核定，不对外"
    )
    return f"{reading.area.name} {reading.year}年 {state}，截至数据版本 {reading.data_version}"


def comparison_sheets(comparison: AreaComparison, reading: Reading) -> list[SheetContent]:
    """One indicator over the areas."""
    columns = [
        Column(AREA, 16), Column(VALUE), Column("例数（分子）"), Column("分母"),
        Column("合并年份", 16), Column("合并数值"), Column("与全市比较", 22),
        Column("本地规划评估", 24), Column("说明", 22),
    ]  # fmt: skip
    columns += [Column(f"{year}年") for year in comparison.other_years]
    rows = [_area_row(comparison, row) for row in (comparison.city, *comparison.rows)]
    rows += [
        [f"{each.area.name}（{each.year}年）", number(each.number)]
        for each in comparison.references
    ]
    notes = (
        comparison.title,
        f"单位：{comparison.indicator.unit}。{reading_words(reading)}",
        SOURCE,
        RULE,
    )
    return [SheetContent("地区比较", tuple(columns), rows, notes)]


def _area_row(comparison: AreaComparison, row: AreaRow) -> list[CellValue]:
    figure = row.figure
    shown = figure if figure and not figure.hidden else None
    pooled = row.pooled if row.is_few else None
    return [
        row.area.name,
        cell(figure),
        shown.row.numerator if shown else None,
        shown.row.denominator if shown else None,
        row.span if pooled else None,
        number(pooled.number) if pooled else None,
        row.beside,
        "；".join(f"{own.word}（{own.demand}）" for own in row.own),
        shown.status if shown else None,
        *(cell(other) for _year, other in row.others),
    ]


def table_sheets(table: AreaTable, reading: Reading) -> list[SheetContent]:
    """All indicators of a domain over the areas: values, and differences on a second sheet."""
    head = [Column("指标", 34), Column(UNIT, 10), Column(reading.area.name)]
    columns = tuple(head + [Column(area.name, 14) for area in table.areas])
    notes = (
        f"{table.domain.plan.short_title} {table.domain.name} {reading.year}年",
        reading_words(reading),
        SOURCE,
        RULE,
        "例数少于10的按合并近三年的数值，写为文字。",
    )
    values = [
        [line.name, line.indicator.unit, *(_table_cell(row) for row in (line.city, *line.rows))]
        for line in table.lines
    ]
    beside = [
        [line.name, line.indicator.unit, None, *(row.beside for row in line.rows)]
        for line in table.lines
    ]
    return [
        SheetContent("数值", columns, values, notes),
        SheetContent("与全市比较", columns, beside, notes),
    ]


def _table_cell(row: AreaRow) -> CellValue:
    if row.is_few and row.figure:
        return few_words(row)
    return cell(row.figure)


def few_words(row: AreaRow) -> str:
    """2例；2022—2024年合并13.5: cases instead of a rate that one case would move far."""
    if row.figure is None or row.figure.events is None:
        return ""
    cases = f"{row.figure.events:g}例"
    if row.pooled is None:
        return cases
    decimals = row.figure.indicator.decimals
    return f"{cases}；{row.span}合并{row.pooled.number:.{decimals}f}"


def panel_sheets(panels: Sequence[ComparePanel], reading: Reading) -> list[SheetContent]:
    """The panels one below the other, and on a second sheet the cases of few."""
    years = panels[0].years if panels else ()
    columns = (
        Column("指标", 34), Column(UNIT, 10), Column(AREA, 16),
        *(Column(f"{year}年") for year in years),
    )  # fmt: skip
    rows = [
        [panel.choice.name, panel.choice.indicator.unit, series.area.name]
        + [cell(figure) for figure in series.figures]
        for panel in panels
        for series in panel.series
    ]
    cases = [
        [panel.choice.name, "例", series.area.name]
        + [cases_of(figure) for figure in series.figures]
        for panel in panels
        if panel.has_few
        for series in panel.series
    ]
    notes = (
        *(panel.title for panel in panels),
        reading_words(reading),
        SOURCE,
        RULE,
        *(f"{panel.choice.name}：{words}" for panel in panels for words in panel.break_words),
    )
    sheets = [SheetContent("比较", columns, rows, notes)]
    return sheets + ([SheetContent("少于10例的例数", columns, cases, notes)] if cases else [])


def cases_of(figure: AreaFigure | None) -> CellValue:
    """The number of cases where there are few, as the page prints it beside the rate."""
    return figure.row.numerator if figure and figure.is_few else None


def gap_sheets(gaps: Sequence[Gap], reading: Reading, scope: str) -> list[SheetContent]:
    """缺项 with who owes it."""
    columns = (
        Column(AREA, 14), Column("指标", 36), Column("缺失原因", 14), Column("预计产生日期", 14),
        Column("填报单位", 30), Column("说明", 30),
    )  # fmt: skip
    rows: list[list[CellValue]] = [
        [
            gap.area.name,
            gap.name,
            gap.kind,
            gap.row.expected_on if gap.row else None,
            gap.owes,
            gap.row.note if gap.row else None,
        ]
        for gap in gaps
    ]
    notes = (f"{scope}{reading.year}年缺项 {len(gaps)} 项", reading_words(reading))
    return [SheetContent("缺项清单", columns, rows, notes)]


def cell(figure: AreaFigure | None) -> CellValue:
    """The number, or in words why there is none; never an empty cell for a hidden figure."""
    if figure is None:
        return "无数据"
    return figure.hidden or figure.missing or number(figure.number, figure.indicator.decimals)


def number(value: float | None, decimals: int = 6) -> Decimal | None:
    """A printed number as the decimal it is printed as."""
    return None if value is None else Decimal(f"{value:.{decimals}f}").normalize()
