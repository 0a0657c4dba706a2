"""The workbook in which a plan is drafted outside the system: empty, or filled with a draft."""

from collections.abc import Mapping, Sequence

from indicators.catalogue.draft_content import DomainDraft, HeaderDraft, ObjectiveDraft, TargetDraft
from indicators.models import Indicator, ObjectiveKind, Side, TargetKind
from reporting.workbooks.contents import CellValue
from reporting.workbooks.writing import Column, SheetContent, write_workbook

from .typed_targets import FLAGS, YES, Library, short_label, texts_of

PLAN_SHEET, TARGET_SHEET, LIBRARY_SHEET = "规划", "目标", "指标库"
ITEM, CONTENT = "项目", "内容"
AUDIENCES = {"women": "妇女", "children": "儿童"}
HEADER_ITEMS = {
    "title": "规划名称",
    "short_title": "简称",
    "audience": "对象（妇女或儿童）",
    "document": "文件和文号",
    "base_year": "基期年",
    "start_year": "起始年",
    "end_year": "目标年",
}
OBJECTIVE_HEADINGS = {
    "domain_number": "领域序号",
    "domain_name": "领域名称",
    "number": "目标序号",
    "kind_of_objective": "目标性质",
    "summary": "主要目标摘要",
    "wording": "官方原文",
}
TARGET_HEADINGS = {
    "indicator": "指标",
    "breakdown": "分组",
    "kind": "类型",
    "value": "目标值",
    "side": "左右的方向",
    **FLAGS,
    "softener": "语气",
    "baseline": "基期值",
    "baseline_document": "基期值依据",
    "other_indicator": "比较指标",
    "other_breakdown": "比较分组",
    "note": "口径说明",
}
HEADINGS = {**OBJECTIVE_HEADINGS, **TARGET_HEADINGS}
_NUMBERS = frozenset({"value", "baseline"})
_WIDTHS = {"summary": 40, "wording": 40, "indicator": 30, "baseline_document": 24, "note": 24}
_NOTES = (
    "每行一个指标目标；同一主要目标有几个指标目标时写几行，前六列可只在第一行写全。",
    "定性的主要目标没有指标：只填前六列。目标值只用于“不低于、不高于、左右”，单位见“指标库”。",
)


def plan_workbook(
    header: HeaderDraft | None, domains: Sequence[DomainDraft], library: Library
) -> bytes:
    """The workbook; without a header it is the empty template."""
    title = header.title if header else "规划编制模板"
    sheets = [_plan_sheet(header), _target_sheet(domains, library), _library_sheet(library)]
    return write_workbook(sheets, title=title)


def _plan_sheet(header: HeaderDraft | None) -> SheetContent:
    texts = {name: str(getattr(header, name)) if header else "" for name in HEADER_ITEMS}
    texts["audience"] = AUDIENCES.get(texts["audience"], "")
    rows = [[label, texts[name]] for name, label in HEADER_ITEMS.items()]
    notes = ("在“内容”列填写；填好三张表中的前两张后，在系统“规划编制—上传”中上传。",)
    return SheetContent(PLAN_SHEET, (Column(ITEM, 24), Column(CONTENT, 60)), rows, notes)


def _target_sheet(domains: Sequence[DomainDraft], library: Library) -> SheetContent:
    rows = [
        _cells(domain, objective, target, library)
        for domain in domains
        for objective in domain.objectives
        for target in objective.targets or (None,)
    ]
    columns = tuple(_column(name, heading, library) for name, heading in HEADINGS.items())
    return SheetContent(TARGET_SHEET, columns, rows, _NOTES)


def _cells(
    domain: DomainDraft, objective: ObjectiveDraft, target: TargetDraft | None, library: Library
) -> list[CellValue]:
    texts: dict[str, str] = {
        "domain_number": str(domain.number),
        "domain_name": domain.name,
        "number": str(objective.number),
        "kind_of_objective": str(ObjectiveKind(objective.kind).label),
        "summary": objective.summary,
        "wording": objective.wording,
    }
    numbers: Mapping[str, CellValue] = {}
    if target:
        texts |= texts_of(target, library)
        numbers = {name: getattr(target, name) for name in _NUMBERS}
    return [numbers.get(name) or texts.get(name, "") for name in HEADINGS]


def _column(name: str, heading: str, library: Library) -> Column:
    choices: tuple[str, ...] = ()
    if name in FLAGS:
        choices = (YES,)
    elif name == "kind":
        choices = tuple(str(label) for label in TargetKind.labels)
    elif name == "side":
        choices = tuple(short_label(side) for side in Side)
    elif name == "kind_of_objective":
        choices = tuple(str(label) for label in ObjectiveKind.labels)
    elif name in ("breakdown", "other_breakdown"):
        choices = tuple(row.name for row in library.breakdowns)
    from_library = (LIBRARY_SHEET, "指标") if "indicator" in name else None
    return Column(heading, _WIDTHS.get(name, 11), choices, from_library)


def _library_sheet(library: Library) -> SheetContent:
    columns = (
        Column("指标", 40),
        Column("单位", 10),
        Column("小数位", 8),
        Column("方向", 12),
        Column("代码", 34),
    )
    rows = [_library_row(indicator) for indicator in library.indicators]
    return SheetContent(LIBRARY_SHEET, columns, rows, ("供“目标”表选用，不用填写。",))


def _library_row(indicator: Indicator) -> list[CellValue]:
    return [
        indicator.name,
        indicator.unit,
        str(indicator.decimals),
        indicator.get_better_display(),
        indicator.code,
    ]
