"""Where does a series start anew? Changes of definition in an area and in those above it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from indicators.models import Area, SeriesBreak


def breaks_in(areas: Sequence[Area], data_version: int) -> dict[tuple[int, int], set[int]]:
    """{(indicator, area): the years from which its figures are not comparable}. One query.

    The areas share a scope, and `data_version` is of that scope. A break declared in an area
    outside it has another numbering: there what is in force now counts.
    """
    scopes = {area.version_scope_code for area in areas}
    codes = {code for area in areas for code in area.path_codes}
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in SeriesBreak.objects.filter(area__code__in=codes).select_related("area"):
        if _holds(row, scopes, data_version):
            for area in areas:
                if row.area.code in area.path_codes:
                    found[row.indicator_id, area.pk].add(row.year)
    return found


def first_years(years: Sequence[int], breaks: Collection[int]) -> set[int]:
    """Of the reported `years`, in order, the first one at or after each break."""
    firsts = (next((year for year in years if year >= each), None) for each in breaks)
    return {year for year in firsts if year is not None}


def _holds(row: SeriesBreak, scopes: Collection[str], data_version: int) -> bool:
    if row.area.version_scope_code not in scopes:
        return row.valid_to is None
    return row.valid_from <= data_version and (row.valid_to is None or row.valid_to > data_version)
