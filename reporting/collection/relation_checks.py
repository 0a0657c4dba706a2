"""The hard checks between cells: nested pairs, components, breakdowns and their total. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from reporting.collection.cell_contents import Finding
from reporting.collection.checked_return import (
    CellKey,
    CheckedCell,
    CheckedReturn,
    Codes,
)
from reporting.collection.hard_checks import COLUMN_NAMES
from reporting.collection.rules import RULES
from reporting.collection.typed_numbers import number_text

Located = tuple[CellKey, Finding]
NESTED, COMPONENT = "nested", "component"
WHOLE = "_T"


def relation_findings(checked: CheckedReturn) -> Iterator[Located]:
    """Left above right, and components that add up to more than their whole."""
    parts: dict[int, list[int]] = defaultdict(list)
    for relation in checked.relations:
        if relation.kind == COMPONENT:
            parts[relation.right].append(relation.left)
    breakdowns = sorted({key[1] for key in checked.cells})
    for breakdown in breakdowns:
        exceeding = set()
        for relation in checked.relations:
            found = _nested(checked, (relation.left, breakdown), (relation.right, breakdown))
            if found is not None:
                exceeding.add(relation.right)
                yield found
        for whole, members in parts.items():
            if whole not in exceeding and len(members) > 1:
                yield from _component_sum(checked, whole, members, breakdown)


def breakdown_findings(checked: CheckedReturn) -> Iterator[Located]:
    """Men and women, town and country, against the total of the same figure."""
    for key, total in checked.cells.items():
        if total.content.value is None:
            continue
        for parts, is_whole in _parts_of(checked, key):
            if is_whole and len(parts) > 1:
                yield from _whole_parts(key, total, parts)
            else:
                for part in parts:
                    yield from _single_part(part, total)


def _nested(checked: CheckedReturn, left_key: CellKey, right_key: CellKey) -> Located | None:
    left, right = checked.cell(left_key), checked.cell(right_key)
    if left is None or right is None or left.period != right.period:
        return None
    if left_key not in checked.cells and right_key not in checked.cells:
        return None
    pair = _comparable([left, right])
    if pair is None or pair[0] <= pair[1]:
        return None
    told, key = (left, left_key) if left_key in checked.cells else (right, right_key)
    counted = "的分子" if pair[0] == left.content.numerator else ""
    finding = RULES["nested"].finding(
        told.row,
        told.first_column,
        left=f"“{left.row}”{counted} {number_text(pair[0])}",
        right=f"“{right.row}”{counted} {number_text(pair[1])}",
    )
    return key, finding


def _component_sum(
    checked: CheckedReturn, whole_key: int, members: Sequence[int], breakdown: int
) -> Iterator[Located]:
    whole = checked.cells.get((whole_key, breakdown))
    parts = [checked.cell((member, breakdown)) for member in members]
    there = [
        part
        for part in parts
        if part is not None
        and part.content.value is not None
        and whole is not None
        and part.period == whole.period
    ]
    if whole is None or len(there) < 2:
        return
    numbers = _comparable([*there, whole])
    if numbers is None:
        return
    *each, total = numbers
    if sum(each) > total + _slack(each, whole):
        names = "、".join(part.indicator.rule.name for part in there)
        finding = RULES["component_sum"].finding(
            whole.row,
            whole.first_column,
            names=names,
            total=number_text(sum(each, start=Decimal(0))),
            value=number_text(total),
        )
        yield (whole.key, finding)


def _comparable(cells: Sequence[CheckedCell]) -> list[Decimal] | None:
    """The numerators where all stand over the same denominator, else the rates as printed."""
    contents = [cell.content for cell in cells]
    denominators = {content.denominator for content in contents}
    numerators = [content.numerator for content in contents]
    if len(denominators) == 1 and None not in denominators and None not in numerators:
        return [number for number in numerators if number is not None]
    decimals = min(cell.indicator.decimals for cell in cells)
    values = [content.value for content in contents]
    if None in values:
        return None
    return [_rounded(value, decimals) for value in values if value is not None]


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _slack(numbers: Sequence[Decimal], cell: CheckedCell) -> Decimal:
    """Half of the last digit for each rounded number; nothing for whole counts."""
    if all(number == number.to_integral_value() for number in numbers):
        return Decimal(0)
    return Decimal(len(numbers)) * Decimal(1).scaleb(-cell.indicator.decimals) / 2


def _parts_of(
    checked: CheckedReturn, key: CellKey
) -> Iterator[tuple[list[tuple[CellKey, CheckedCell]], bool]]:
    """For each dimension the filled cells below this one, and whether they are all there."""
    codes = checked.breakdowns.get(key[1], (WHOLE, WHOLE, WHOLE))
    for dimension in range(3):
        if codes[dimension] != WHOLE:
            continue
        below = [
            ((key[0], breakdown), each)
            for breakdown, other in checked.breakdowns.items()
            if _splits(codes, other, dimension)
            and (each := checked.cells.get((key[0], breakdown))) is not None
            and each.period == checked.cells[key].period
        ]
        filled = [(at, each) for at, each in below if each.content.value is not None]
        # Ages are many; only two sexes and two kinds of residence are known to be the whole.
        yield filled, dimension < 2 and len(filled) == 2


def _splits(codes: Codes, other: Codes, dimension: int) -> bool:
    return other[dimension] != WHOLE and all(
        other[each] == codes[each] for each in range(3) if each != dimension
    )


def _whole_parts(
    key: CellKey, total: CheckedCell, parts: Sequence[tuple[CellKey, CheckedCell]]
) -> Iterator[Located]:
    cells = [each for _, each in parts]
    for column in _added_columns(total):
        numbers = [getattr(each.content, column) for each in cells]
        wanted = getattr(total.content, column)
        if None in numbers or wanted is None:
            continue
        difference = abs(sum(numbers) - wanted)
        if difference > _slack([*numbers, wanted], total):
            finding = RULES["parts_sum"].finding(
                total.row,
                column,
                parts=_listed(cells, numbers),
                column=COLUMN_NAMES[column],
                total=number_text(sum(numbers)),
                value=number_text(wanted),
            )
            yield (key, finding)
            return
    if not _added_columns(total):
        yield from _enclosed(key, total, cells)


def _added_columns(total: CheckedCell) -> tuple[str, ...]:
    if total.content.denominator is not None:
        return ("numerator", "denominator")
    return ("value",) if total.indicator.is_counted else ()


def _enclosed(key: CellKey, total: CheckedCell, cells: Sequence[CheckedCell]) -> Iterator[Located]:
    decimals = total.indicator.decimals
    numbers = [_rounded(each.content.value or Decimal(0), decimals) for each in cells]
    value = _rounded(total.content.value or Decimal(0), decimals)
    if not min(numbers) <= value <= max(numbers):
        finding = RULES["parts_enclose"].finding(
            total.row,
            total.first_column,
            value=number_text(value),
            parts=_listed(cells, numbers),
        )
        yield (key, finding)


def _single_part(part: tuple[CellKey, CheckedCell], total: CheckedCell) -> Iterator[Located]:
    key, cell = part
    for column in _added_columns(total):
        number, whole = getattr(cell.content, column), getattr(total.content, column)
        if number is not None and whole is not None and number > whole:
            finding = RULES["part_above_total"].finding(
                cell.row,
                column,
                column=f"{COLUMN_NAMES[column]} ".lstrip(),
                part=number_text(number),
                value=number_text(whole),
            )
            yield (key, finding)
            return


def _listed(cells: Sequence[CheckedCell], numbers: Sequence[Decimal]) -> str:
    """男 3、女 2."""
    pairs = zip(cells, numbers, strict=True)
    return "、".join(f"{cell.breakdown} {number_text(number)}" for cell, number in pairs)
