"""The rows of the review page: each figure beside last year's, and whose hand it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators import wording
from indicators.models import Indicator, User
from reporting.collection.cells import CellsRefused, content_of
from reporting.collection.context import cell_key, past_figures, past_years
from reporting.collection.entry_grid import figure_words, past_words
from reporting.collection.typed_numbers import number_text
from reporting.models import Item, ItemChange, Observation, ReviewState, Submission


@dataclass(frozen=True)
class ReviewRow:
    """One cell; `choice` and `reason` are what the reviewer had chosen before a refusal."""

    item: Item
    past: tuple[str, ...]
    value: str
    change: str
    counts: str
    may_decide: bool
    is_own: bool
    choice: str = ""
    reason: str = ""
    difference: str = ""

    @property
    def direction(self) -> str:
        """越高越好 or 越低越好, printed with every row."""
        return wording.better_text(self.item.indicator.better)


@dataclass(frozen=True)
class ReviewPage:
    """The rows and the past years above their columns."""

    years: tuple[int, ...]
    rows: tuple[ReviewRow, ...]

    @property
    def is_open(self) -> bool:
        return any(row.may_decide for row in self.rows)


def review_page(
    submission: Submission,
    *,
    by: User,
    posted: Mapping[str, str] | None = None,
    refusal: CellsRefused | None = None,
) -> ReviewPage:
    """The cells of a return for its reviewer; `posted` keeps what was chosen but not done."""
    posted = posted or {}
    items = list(submission.items.select_related("indicator", "edited_by", "reviewed_by"))
    own = set(
        ItemChange.objects.filter(item__submission=submission, by=by).values_list(
            "item_id", flat=True
        )
    )
    years = past_years(submission)
    past = past_figures(submission, items)
    changed = {d.item.pk: d.sentence for d in refusal.differences} if refusal else {}
    rows = []
    for item in items:
        known = past.get(cell_key(item), {})
        difference = changed.get(item.pk, "")
        rows.append(
            ReviewRow(
                item=item,
                past=tuple(past_words(item.indicator, known.get(year)) for year in years),
                value=figure_words(item.indicator, item),
                change=_change(item.indicator, item, known.get(years[-1])),
                counts=_counts(item),
                may_decide=item.review == ReviewState.PENDING,
                is_own=item.pk in own,
                # What was chosen for a figure that has changed since is chosen anew.
                choice="" if difference else posted.get(f"cell-{item.pk}-decision", ""),
                reason="" if difference else posted.get(f"cell-{item.pk}-reason", ""),
                difference=difference,
            )
        )
    return ReviewPage(tuple(years), tuple(rows))


def _change(indicator: Indicator, item: Item, last: Observation | None) -> str:
    """The difference since last year in the right unit, as 比上年上升0.8个百分点."""
    if item.value is None or last is None or last.value is None:
        return ""
    return wording.change_on_last_year(
        float(item.value), float(last.value), indicator.unit, indicator.decimals
    )


def _counts(item: Item) -> str:
    """Numerator and denominator, or the day a missing figure is expected on."""
    content = content_of(item).as_typed()
    if item.numerator is not None and item.denominator is not None:
        return f"{number_text(item.numerator)} / {number_text(item.denominator)}"
    return f"预计 {content.expected_on}" if content.expected_on else ""
