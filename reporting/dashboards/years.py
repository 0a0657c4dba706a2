"""Which years may this person open, and how do pages name them?"""

from dataclasses import dataclass

from indicators.models import Area, AreaLevel
from reporting.assessment.reading import OpenYears, Reading


@dataclass(frozen=True)
class YearChoice:
    """One year in the menu; `query` is what the address needs to open it."""

    year: int
    is_live: bool
    label: str

    @property
    def query(self) -> str:
        return f"year={self.year}" + ("&live=1" if self.is_live else "")


def year_choices(area: Area, years: OpenYears) -> list[YearChoice]:
    """Released years, newest first, then for bureau and office the live ones."""
    released = [
        YearChoice(release.year, False, f"{release.year}年（已发布 第{release.number}版）")
        for release in years.released
    ]
    word = "公开数据" if area.level == AreaLevel.NATION else "采集中"
    live = [YearChoice(year, True, f"{year}年（{word}）") for year in years.live]
    return released + live


def opened(choices: list[YearChoice], reading: Reading) -> YearChoice:
    """The choice that the page shows."""
    return next(
        choice
        for choice in choices
        if (choice.year, choice.is_live) == (reading.year, reading.is_live)
    )
