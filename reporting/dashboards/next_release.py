"""When will the next figure of an indicator be there? No Django."""

import datetime
from dataclasses import dataclass

from indicators.wording import date_text


@dataclass(frozen=True)
class Rhythm:
    """How often figures are produced, and in which month of the year after the reference year."""

    cadence_years: int = 1
    by_term: bool = False
    ad_hoc: bool = False
    release_month: int | None = None


def next_release(
    rhythm: Rhythm, latest_year: int | None, promised: tuple[int, datetime.date] | None = None
) -> str:
    """Which figure comes next and when, as a sentence; "" where nothing can be said.

    `promised` is a year whose figure is not yet produced, with the day it was promised for.
    """
    if promised:
        year, day = promised
        return f"{year}年数据尚未产生，预计{date_text(day)}产生"
    if rhythm.by_term:
        return "换届后产生"
    if rhythm.ad_hoc:
        return "不定期产生"
    if latest_year is None:
        return f"通常次年{rhythm.release_month}月产生" if rhythm.release_month else ""
    year = latest_year + rhythm.cadence_years
    when = f"，通常{year + 1}年{rhythm.release_month}月产生" if rhythm.release_month else ""
    return f"下一次为{year}年数据{when}"
