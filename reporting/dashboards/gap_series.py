"""How far apart are two groups, and is the gap closing? Points in, points and words out. No Django.

The gap of a year is the difference of the two unrounded values, rounded once (docs/method.md §9).
"""

from collections.abc import Callable, Collection, Mapping, Sequence

Point = tuple[int, float]


def gaps_between(
    first: Mapping[int, float],
    second: Mapping[int, float],
    rounded: Callable[[float], float],
) -> tuple[Point, ...]:
    """(year, first − second) of the years that both have, in order."""
    return tuple(
        (year, rounded(first[year] - second[year])) for year in sorted(first.keys() & second.keys())
    )


def comparable(gaps: Sequence[Point], breaks: Collection[int]) -> tuple[Point, ...]:
    """The gaps after the last change of definition."""
    start = max((each for each in breaks if gaps and each <= gaps[-1][0]), default=None)
    return tuple(gap for gap in gaps if start is None or gap[0] >= start)


def gap_words(
    names: tuple[str, str],
    gaps: Sequence[Point],
    difference: Callable[[float], str],
    breaks: Collection[int] = (),
    *,
    has_few: bool = False,
) -> str:
    """The finding: who is ahead by how much, and whether the gap has narrowed since its start.

    `difference` writes a size with its unit: 2.3个百分点. Compared are the first and the last year
    since the last change of definition; not where there are few events (`has_few`), for such gaps
    move by chance. "" where there is no year with both groups.
    """
    if not gaps:
        return ""
    year, gap = gaps[-1]
    ahead = f"{year}年{_ahead(names, gap, difference)}"
    if has_few:
        return f"{ahead}；例数少，年际起伏大，不判断差距变化"
    since = comparable(gaps, breaks)
    first_year, first = since[0]
    if first_year == year:
        return f"{ahead}，只有一个年份，不能判断差距变化"
    return f"{ahead}，{_change(names, first_year, first, gap, difference)}"


def _ahead(names: tuple[str, str], gap: float, difference: Callable[[float], str]) -> str:
    if gap == 0:
        return f"{names[0]}与{names[1]}持平"
    return f"{names[0]}{'高于' if gap > 0 else '低于'}{names[1]}{difference(abs(gap))}"


def _change(
    names: tuple[str, str],
    first_year: int,
    first: float,
    gap: float,
    difference: Callable[[float], str],
) -> str:
    moved = abs(gap) - abs(first)
    was = f"比{first_year}年（{difference(abs(first))}）"
    if first * gap < 0:
        before = f"{names[0]}{'高于' if first > 0 else '低于'}{names[1]}{difference(abs(first))}"
        return f"{first_year}年为{before}，高低已反转"
    if difference(abs(moved)) == difference(0.0):
        return f"差距{was}没有变化"
    return f"差距{was}{'缩小' if moved < 0 else '扩大'}{difference(abs(moved))}"
