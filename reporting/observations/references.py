"""Store published figures (全国, 山西, 晋城) as reference observations with their source."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from indicators.catalogue.files import CATALOGUE_DIRECTORY
from indicators.catalogue.reference import ReferenceRow, read_reference
from indicators.models import Area, Indicator
from reporting.models import Flow, Source

from .record import Figure, record


@transaction.atomic
def load_references(directory: Path = CATALOGUE_DIRECTORY) -> dict[str, int]:
    """Record every row of `reference/*.csv` whose area this database has.

    Returns {scope code: data version} of the scopes that changed. Loading again changes nothing.
    """
    rows = [
        row
        for path in sorted((directory / "reference").glob("*.csv"))
        for row in read_reference(path, directory=directory)
    ]
    areas = {area.code: area for area in Area.objects.all()}
    indicators = dict(Indicator.objects.values_list("code", "id"))
    known = [row for row in rows if row.area in areas]
    sources = _sources(known)
    by_scope: dict[str, list[Figure]] = defaultdict(list)
    for row in known:
        area = areas[row.area]
        by_scope[area.version_scope_code].append(
            Figure(
                indicator_id=indicators[row.indicator],
                area=area,
                year=row.year,
                breakdown_id=row.breakdown,
                value=row.value,
                note=row.note,
                source=sources[source_code(row)],
            )
        )
    versions = {}
    for scope_code, figures in sorted(by_scope.items()):
        number = record(figures, flow=Flow.REFERENCE, by=None, reason="装载公开发布的参考数据")
        if number is not None:
            versions[scope_code] = number
    return versions


def source_code(row: ReferenceRow) -> str:
    """A stable short code of the document a row was published in."""
    name = "|".join((row.source, row.publisher, row.quality))
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _sources(rows: Sequence[ReferenceRow]) -> dict[str, Source]:
    """The Source of every row, missing ones added."""
    wanted = {source_code(row): row for row in rows}
    Source.objects.bulk_create(
        [
            Source(code=code, title=row.source, publisher=row.publisher, quality=row.quality)
            for code, row in wanted.items()
        ],
        ignore_conflicts=True,
    )
    return {source.code: source for source in Source.objects.filter(code__in=wanted)}
