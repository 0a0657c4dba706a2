"""What a cell holds, in texts: as it was typed, in a few words, and by whom."""

from django.utils import timezone

from reporting.collection.cell_contents import COLUMNS, CellContent
from reporting.models import Item, MissingKind, ObservationStatus

STATUSES = (ObservationStatus.PROVISIONAL, ObservationStatus.ESTIMATED)


def typed_state(content: CellContent) -> dict[str, str]:
    """The texts of a content without the empty ones; the value of a ratio is computed."""
    texts = vars(content.as_typed())
    if content.numerator is not None or content.denominator is not None:
        texts = texts | {"value": ""}
    return {column: texts[column] for column in COLUMNS if texts[column]}


def more_words(content: CellContent) -> tuple[str, ...]:
    """What is entered beneath the cell: 尚未产生 预计2026-05-31, 初步数, 有说明."""
    words = []
    if content.missing_kind:
        expected = f" 预计{content.expected_on.isoformat()}" if content.expected_on else ""
        words.append(f"{MissingKind(content.missing_kind).label}{expected}")
    if content.status in STATUSES:
        words.append(str(ObservationStatus(content.status).label))
    if content.reference_period:
        words.append(content.reference_period)
    if content.note:
        words.append("有说明")
    return tuple(words)


def written_words(item: Item) -> str:
    """Who wrote what stands there, and when."""
    if item.edited_at is None:
        return ""
    at = timezone.localtime(item.edited_at)
    return f"{item.edited_by} {at.month}月{at.day}日 {at:%H:%M} 填写"
