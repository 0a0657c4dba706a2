"""The soft check of denominators that should be the same number: 活产数 is 活产数. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from reporting.collection.cell_contents import Finding
from reporting.collection.checked_return import CellKey, CheckedCell, CheckedReturn
from reporting.collection.rules import RULES
from reporting.collection.thresholds import UNLIKE_TOLERANCE
from reporting.collection.typed_numbers import number_text

GroupKey = tuple[int, str, str]  # breakdown, name of the denominator, period
_WORDS_OF_TIME = re.compile("同期|当年|本年|年内")
_NAMED_AT_MOST = 3


def plain_name(denominator: str) -> str:
    """What a denominator counts, without the words that only say when."""
    return _WORDS_OF_TIME.sub("", denominator)


def groups_of_denominators(checked: CheckedReturn) -> dict[GroupKey, dict[CellKey, CheckedCell]]:
    """The cells of the area that count the same people below the line."""
    groups: dict[GroupKey, dict[CellKey, CheckedCell]] = defaultdict(dict)
    for key, cell in {**checked.others, **checked.cells}.items():
        if cell.content.denominator and not cell.indicator.rule.population:
            groups[key[1], plain_name(cell.indicator.denominator), cell.period][key] = cell
    return groups


def unlike_denominators(checked: CheckedReturn) -> Iterator[tuple[CellKey, Finding]]:
    """Cells whose denominator is not what most of their group have."""
    for (_, name, _), group in groups_of_denominators(checked).items():
        usual = _usual(list(group.values()))
        others = [cell.row for cell in group.values() if cell.content.denominator == usual]
        for key, cell in group.items():
            now = cell.content.denominator
            if key not in checked.cells or now is None or not name:
                continue
            if abs(now - usual) > Decimal(str(UNLIKE_TOLERANCE)) * max(now, usual):
                finding = RULES["denominator_unlike"].finding(
                    cell.row,
                    "denominator",
                    name=name,
                    now=number_text(now),
                    others=_listed(others),
                    usual=number_text(usual),
                )
                yield key, finding


def _usual(cells: Sequence[CheckedCell]) -> Decimal:
    """The denominator that most have; of equally many the one nearest to last year's."""
    sizes = [cell.content.denominator or Decimal(0) for cell in cells]
    last = [max(cell.past.items())[1].denominator for cell in cells if cell.past]
    known = [size for size in last if size]
    middle = median(known) if known else sizes[0]
    return max(sizes, key=lambda size: (sizes.count(size), -abs(size - middle)))


def _listed(names: Sequence[str]) -> str:
    """A、B、C等5项."""
    text = "、".join(f"“{name}”" for name in names[:_NAMED_AT_MOST])
    return text if len(names) <= _NAMED_AT_MOST else f"{text}等{len(names)}项"
