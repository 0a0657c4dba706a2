"""One total function: the word a target stands under (docs/method.md §7, §9)."""

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.codes import Level, Phase, Status

#: Words in the order of their codes; EARLY gets its year, as in 提前实现(2024).
WORDS = (
    "不适用",
    "数据不足",
    "无法评价",
    "提前实现",
    "如期实现",
    "基本实现",
    "未实现",
    "向好",
    "持平",
    "向差",
    "已达标",
    "已达标，需防回落",
    "基本达标",
    "基本达标，需防回落",
    "届中未达标",
    "保持中断",
    "预计达标困难",
    "达标存在风险",
    "预计达标",
    "尚未达标",
)
EARLY = WORDS.index("提前实现")


def choose_standing(
    *,
    phase: Ints,
    status: Ints,
    level: Ints,
    no_exposure: Flags,
    early: Flags,
    is_trend: Flags,
    term: Flags,
    interrupted: Flags,
) -> Ints:
    """Position in WORDS, the first rule that fits; every combination has exactly one word.

    `early`: met before the end year for good; `interrupted`: an every-year promise broken after
    a year that met.
    """
    over = phase != Phase.RUNNING
    met, near, missed = (status == code for code in (Status.MET, Status.NEAR, Status.NOT_MET))
    unjudged = (status == Status.NO_DATA) | (status == Status.NOT_ASSESSABLE)
    danger = level >= Level.ORANGE
    rules = [
        (no_exposure, "不适用"),
        (unjudged & over, "无法评价"),
        (unjudged, "数据不足"),
        (over & met & early, "提前实现"),
        (over & met, "如期实现"),
        (over & near, "基本实现"),
        (over & missed, "未实现"),
        (is_trend & met, "向好"),
        (is_trend & near, "持平"),
        (is_trend & missed, "向差"),
        (met & danger, "已达标，需防回落"),
        (met, "已达标"),
        (near & danger, "基本达标，需防回落"),
        (near, "基本达标"),
        (term, "届中未达标"),
        (interrupted, "保持中断"),
        (danger, "预计达标困难"),
        (level == Level.YELLOW, "达标存在风险"),
        (level != Level.NO_LEVEL, "预计达标"),
    ]
    positions = [WORDS.index(word) for _, word in rules]
    chosen = np.select([rule for rule, _ in rules], positions, WORDS.index("尚未达标"))
    return chosen.astype(np.int64)


def standing_words(codes: Ints, first_met: Floats) -> tuple[Ints, list[str]]:
    """Codes and categories with a category of its own for every early year."""
    early = codes == EARLY
    years = np.unique(first_met[early]).astype(np.int64)
    words = [*WORDS[:EARLY], *WORDS[EARLY + 1 :], *(f"提前实现({year})" for year in years)]
    shifted = np.where(codes > EARLY, codes - 1, codes)
    place = len(WORDS) - 1 + np.searchsorted(years, np.where(early, first_met, 0))
    return np.where(early, place, shifted).astype(np.int64), words
