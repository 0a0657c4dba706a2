"""What the pages of corrections show: a figure with its neighbours, requests with both contents."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import User
from reporting.collection.cells import content_words
from reporting.collection.correction_permissions import owned_figures
from reporting.collection.corrections import figure_content, in_force_of, requested_content
from reporting.models import Correction, Observation, Release

NEIGHBOURS = 3


@dataclass(frozen=True)
class FigureLine:
    """A figure and its content in words; `is_requested` where a correction waits for a decision."""

    figure: Observation
    words: str
    is_requested: bool = False


@dataclass(frozen=True)
class Request:
    """A request with what was wanted; for the one that decides also what stands beside it."""

    correction: Correction
    wanted: str


def own_years(user: User) -> list[int]:
    """The years in which one's units have approved figures, the newest first."""
    years = owned_figures(user).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def own_lines(user: User, year: int) -> list[FigureLine]:
    """The approved figures of a year that one may ask to correct. Two queries."""
    rows = owned_figures(user).filter(year=year).select_related("indicator", "area", "breakdown")
    waiting = set(
        Correction.objects.filter(year=year, decided_at=None).values_list(
            "indicator_id", "area_id", "breakdown_id"
        )
    )
    return [
        FigureLine(row, words(row), (row.indicator_id, row.area_id, row.breakdown_id) in waiting)
        for row in rows.order_by("area__path", "indicator__position", "breakdown")
    ]


def words(figure: Observation) -> str:
    """The content of a figure, as 2.822581（7 / 2480）."""
    return content_words(figure_content(figure))


def requests(corrections: Iterable[Correction]) -> list[Request]:
    """Each request with what it wants in words."""
    return [Request(row, content_words(requested_content(row))) for row in corrections]


def neighbours(figure: Observation) -> list[FigureLine]:
    """The same cell in the years around it."""
    years = range(figure.year - NEIGHBOURS, figure.year + NEIGHBOURS + 1)
    rows = Observation.objects.in_force().filter(
        indicator=figure.indicator_id,
        area=figure.area_id,
        breakdown=figure.breakdown_id,
        flow=figure.flow,
        year__in=years,
    )
    return [FigureLine(row, words(row)) for row in rows.order_by("year")]


def current_line(correction: Correction) -> FigureLine | None:
    """What the cell of a request holds now."""
    figure = in_force_of(correction)
    return FigureLine(figure, words(figure)) if figure else None


def latest_release(figure: Observation) -> Release | None:
    """The last release of the figure's year, of its own area or one above it."""
    released = Release.objects.released().filter(
        area__code__in=figure.area.path_codes, year=figure.year
    )
    return released.order_by("-number").first()
