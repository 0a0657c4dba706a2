"""What an address of the comparing page asks for: indicators, areas, years, within limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from indicators.models import TOTAL, Area, AreaLevel, Breakdown, Indicator
from indicators.people.readers import readable_areas
from reporting.assessment.reading import Reading
from reporting.dashboards.area_figures import group_name
from reporting.dashboards.breakdown_codes import breakdowns_by_code, code_of

MOST_INDICATORS, MOST_AREAS, MOST_YEARS = 6, 8, 20
USUAL_YEARS = 6


@dataclass(frozen=True)
class Choice:
    """One indicator in one group, named in addresses as code or code:group."""

    indicator: Indicator
    breakdown: Breakdown

    @property
    def code(self) -> str:
        group = code_of(self.breakdown)
        return f"{self.indicator.code}:{group}" if group else self.indicator.code

    @property
    def name(self) -> str:
        return group_name(self.indicator, self.breakdown)


@dataclass(frozen=True)
class Asked:
    """The codes in the address as they stand, before anything is looked up."""

    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    first: int | None
    last: int | None
    year: str
    live: str

    @classmethod
    def from_address(cls, query: QueryDict) -> "Asked":
        """Doubled codes once; what a form adds (`add` in the group `group`, `area`) at the end."""
        added = query.get("add", "")
        group = query.get("group", "")
        codes = [*query.getlist("i"), f"{added}:{group}" if added and group else added]
        areas = [*query.getlist("a"), query.get("area", "")]
        return cls(
            tuple(code for code in dict.fromkeys(codes) if code),
            tuple(code for code in dict.fromkeys(areas) if code),
            _year(query.get("from", "")),
            _year(query.get("to", "")),
            query.get("year", ""),
            query.get("live", ""),
        )

    def address(self, *, without: str = "") -> str:
        """The query of this choice, one indicator or area less; the same for the same choice."""
        pairs = [("i", code) for code in self.indicators if code != without]
        pairs += [("a", code) for code in self.areas if code != without]
        single = {"from": self.first, "to": self.last, "year": self.year, "live": self.live}
        return urlencode(pairs + [(name, str(value)) for name, value in single.items() if value])


@dataclass(frozen=True)
class Selection:
    """What is shown, and what the page has to say about the rest (`notes`)."""

    choices: tuple[Choice, ...]
    areas: tuple[Area, ...]
    years: tuple[int, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """What can be chosen."""

    indicators: tuple[Indicator, ...]
    groups: tuple[tuple[str, Breakdown], ...]
    areas: tuple[Area, ...]


def offer_for(viewer: Any, area: Area) -> Offer:
    """Every indicator and group; the area, its parts, and areas with published figures."""
    areas = readable_areas(viewer).filter(Q(pk=area.pk) | Q(parent=area))
    published = Area.objects.filter(level__in=[AreaLevel.NATION, AreaLevel.PROVINCE])
    groups = tuple((code, row) for code, row in breakdowns_by_code().items() if row.pk != TOTAL)
    return Offer(
        tuple(Indicator.objects.order_by("position", "code")),
        groups,
        (*areas.order_by("level", "position", "path"), *published.order_by("path")),
    )


def selection_of(asked: Asked, offer: Offer, reading: Reading) -> Selection:
    """The choice within the limits; without areas the reading's own, without years the last six."""
    notes: list[str] = []
    by_code = {row.code: row for row in offer.indicators}
    groups = dict(offer.groups) | {"": Breakdown(id=TOTAL, name="合计")}
    choices = []
    for code in asked.indicators:
        name, _colon, group = code.partition(":")
        if name in by_code and group in groups:
            choices.append(Choice(by_code[name], groups[group]))
        else:
            notes.append(f"没有代码为“{code[:60]}”的指标，已略去。")
    by_area = {area.code: area for area in offer.areas}
    areas = [by_area[code] for code in asked.areas if code in by_area]
    notes += [
        f"没有代码为“{code[:20]}”的地区，或您不能查看，已略去。"
        for code in asked.areas
        if code not in by_area
    ]
    return Selection(
        tuple(_limited(choices, MOST_INDICATORS, "个指标", notes)),
        tuple(_limited(areas or [reading.area], MOST_AREAS, "个地区", notes)),
        tuple(_years(asked, reading, notes)),
        tuple(notes),
    )


def _limited(rows: Sequence[Any], most: int, word: str, notes: list[str]) -> Sequence[Any]:
    if len(rows) > most:
        notes.append(f"一次最多比较{most}{word}，选了{len(rows)}个，只显示前{most}个。")
    return rows[:most]


def _years(asked: Asked, reading: Reading, notes: list[str]) -> Sequence[int]:
    """From the first to the last year, up to the year of the reading."""
    last = min(asked.last or reading.year, reading.year)
    first = asked.first or last - USUAL_YEARS + 1
    if asked.last and asked.last > reading.year:
        notes.append(f"数据截至{reading.year}年，以后的年份不显示。")
    if first > last:
        notes.append(f"起始年份在截止年份之后，只显示{last}年。")
        first = last
    if last - first >= MOST_YEARS:
        notes.append(f"一次最多比较{MOST_YEARS}年，只显示{last - MOST_YEARS + 1}年起。")
        first = last - MOST_YEARS + 1
    return range(first, last + 1)


def _year(text: str) -> int | None:
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if is_year else None
