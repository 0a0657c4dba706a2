"""What a draft must never say (faults), and what it must say before others see it (gaps)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from indicators import wording
from indicators.models import Indicator, Side, TargetKind

from .consistency import KINDS_WITH_NUMBER
from .draft_content import DomainDraft, Finding, HeaderDraft, TargetDraft
from .schema import plain_number

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LENGTHS = {
    "title": 120,
    "short_title": 40,
    "document": 200,
    "softener": 10,
    "note": 300,
    "baseline_document": 200,
}
COMPARED_KINDS = (TargetKind.NARROW_GAP, TargetKind.RELATIVE_TO)
Found = Iterator[tuple[str, str]]


def header_faults(header: HeaderDraft) -> list[Finding]:
    """What is wrong with the plan itself, by field."""
    return [Finding("", field, message) for field, message in _header_faults(header)]


def _header_faults(header: HeaderDraft) -> Found:
    for field, name in (("title", "名称"), ("short_title", "简称")):
        if not getattr(header, field):
            yield field, f"请填写{name}。"
    yield from _too_long(header, ("title", "short_title", "document"))
    years = (header.base_year, header.start_year, header.end_year)
    if not all(EARLIEST_YEAR <= year <= LATEST_YEAR for year in years):
        yield "base_year", f"年份须在 {EARLIEST_YEAR}—{LATEST_YEAR} 之间。"
    elif header.base_year > header.start_year:
        yield "base_year", "基期年不能晚于起始年（一般是起始年的前一年）。"
    elif header.end_year <= max(header.start_year, header.base_year):
        yield "end_year", "目标年须晚于起始年。"


def target_faults(target: TargetDraft, indicator: Indicator) -> Found:
    """(field, message) of everything that may not be stored, also not in a draft."""
    if target.value is not None:
        yield from _value_faults(target, indicator)
    if target.side != Side.BAND and target.kind != TargetKind.ABOUT:
        yield "side", "“左右的方向”只用于类型为“左右”的目标，请改回“双侧”。"
    if target.kind not in COMPARED_KINDS and (
        target.other_indicator_id is not None or target.other_breakdown_id is not None
    ):
        yield "other_indicator", "比较对象只用于“差距缩小”和“与另一指标比较”，请清空。"
    if target.baseline is not None:
        yield from _range_faults("baseline", "基期值", target.baseline, indicator)
        if not target.baseline_document:
            yield "baseline_document", "填了基期值，请写明依据（数据出自哪里）。"
    yield from _too_long(target, ("softener", "note", "baseline_document"))


def _value_faults(target: TargetDraft, indicator: Indicator) -> Found:
    assert target.value is not None
    if target.kind == TargetKind.ISSUED:
        yield "value", "逐年下达的目标不在这里填数值，生效后按年设定；请清空目标值。"
    elif target.kind not in KINDS_WITH_NUMBER:
        kind = TargetKind(target.kind).label
        yield "value", f"类型为“{kind}”的目标没有目标值，请清空，或改选类型。"
    elif _places(target.value) > indicator.decimals:
        yield (
            "value",
            f"目标值 {plain_number(target.value)} 比“{indicator.name}”公布的小数位"
            f"（{indicator.decimals} 位）更细，无法判定，请四舍五入到 {indicator.decimals} 位。",
        )
    else:
        yield from _range_faults("value", "目标值", target.value, indicator)


def _range_faults(field: str, name: str, value: Decimal, indicator: Indicator) -> Found:
    low, high = indicator.minimum, indicator.maximum
    for bound, is_beyond, word in (
        (low, low is not None and value < low, "低于下限"),
        (high, high is not None and value > high, "高于上限"),
    ):
        if is_beyond and bound is not None:
            limit = wording.value_with_unit(float(bound), indicator.unit, indicator.decimals)
            yield field, f"{name} {plain_number(value)} {word} {limit}，请核对数值和单位。"


def target_gaps(target: TargetDraft) -> Found:
    """(field, message) of what a draft may leave open, but not a plan that others judge by."""
    if target.kind in KINDS_WITH_NUMBER and target.value is None:
        yield "value", f"类型为“{TargetKind(target.kind).label}”的目标须有目标值。"
    if target.kind in COMPARED_KINDS and (
        target.other_indicator_id is None and target.other_breakdown_id is None
    ):
        kind = TargetKind(target.kind).label
        yield "other_indicator", f"“{kind}”的目标须选比较指标或比较分组（在“更多”里）。"


def domain_faults(domain: DomainDraft, indicators: Mapping[int, Indicator]) -> Iterator[Finding]:
    """What may not be stored, in a whole domain."""
    if not domain.name:
        yield Finding(f"领域{domain.number}", "name", "请填写领域名称。")
    elif len(domain.name) > 40:
        yield Finding(f"领域{domain.number}", "name", "领域名称超过 40 字。")
    for objective in domain.objectives:
        place = f"领域{domain.number} 目标{objective.number}"
        for field, message in objective_faults(objective.summary):
            yield Finding(place, field, message)
        for target in objective.targets:
            indicator = indicators[target.indicator_id]
            for field, message in target_faults(target, indicator):
                yield Finding(f"{place}“{indicator.name}”", field, message)


def numbering_faults(domains: Sequence[DomainDraft]) -> Iterator[Finding]:
    """Domains and objectives are numbered from 1 without gaps, as in the document."""
    for place, domain in enumerate(domains, start=1):
        if domain.number != place:
            message = f"领域序号应为 {place}，请连续编号。"
            yield Finding(f"领域{domain.number}", "number", message)
        for number, objective in enumerate(domain.objectives, start=1):
            if objective.number != number:
                where = f"领域{domain.number} 目标{objective.number}"
                yield Finding(where, "number", f"目标序号应为 {number}，请连续编号。")


def objective_faults(summary: str) -> Found:
    """(field, message) for the words of an objective."""
    if not summary:
        yield "summary", "请用一句话写出主要目标的摘要。"
    elif len(summary) > 300:
        yield "summary", "摘要超过 300 字；全文请放在“官方原文”。"


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _too_long(draft: HeaderDraft | TargetDraft, fields: tuple[str, ...]) -> Found:
    for field in fields:
        if len(getattr(draft, field)) > LENGTHS[field]:
            yield field, f"文字超过 {LENGTHS[field]} 字，请缩短。"
