"""The one writer of figures: closes the row in force, inserts the new one, never updates."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection, transaction

from indicators.data_versions import next_data_version, scope_of
from indicators.models import TOTAL, Area, User
from reporting.models import Observation, ObservationStatus, RevisionKind, Source

STORED_STEP = Decimal("0.000001")


class FiguresSpanScopes(ValueError):
    """One call records figures of one city (with its counties) only."""


@dataclass(frozen=True)
class Figure:
    """One figure to record: a value (with or without counts) or the reason why there is none."""

    indicator_id: int
    area: Area
    year: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    breakdown_id: int = TOTAL
    missing_kind: str = ""
    expected_on: datetime.date | None = None
    qualifier: str = ""
    status: str = ObservationStatus.NORMAL
    note: str = ""
    source: Source | None = None

    def __post_init__(self) -> None:
        for name in ("value", "numerator", "denominator"):
            number: Decimal | None = getattr(self, name)
            if number is not None:
                object.__setattr__(self, name, number.quantize(STORED_STEP, ROUND_HALF_UP))

    @property
    def key(self) -> tuple[int, int, int, int, int | None]:
        """Indicator, area, breakdown, year, source: what one figure in force is unique by."""
        source_id = self.source.pk if self.source else None
        return (self.indicator_id, self.area.pk, self.breakdown_id, self.year, source_id)

    @property
    def content(self) -> tuple[object, ...]:
        """What makes two figures of the same key different."""
        return (
            self.value,
            self.numerator,
            self.denominator,
            self.missing_kind,
            self.expected_on,
            self.qualifier,
            self.status,
            self.note,
        )


def record(
    figures: Sequence[Figure],
    *,
    flow: str,
    by: User | None,
    reason: str,
    revision_kind: str = RevisionKind.CORRECTION,
) -> int | None:
    """Record figures of one scope in one step and return the data version (None: no change).

    `revision_kind` says why an existing figure is replaced; a key's first figure is marked so by
    itself. A figure equal to the one in force is left alone. Raises FiguresSpanScopes where the
    areas belong to different scopes, ValueError where a key stands twice.
    """
    if not figures:
        return None
    scope = _common_scope(figures)
    wanted = {figure.key: figure for figure in figures}
    if len(wanted) != len(figures):
        raise ValueError("a figure stands twice in one call of record")
    with transaction.atomic():
        in_force = _lock_in_force(figures, flow)
        changed = [
            figure
            for key, figure in wanted.items()
            if key not in in_force or _content_of(in_force[key]) != figure.content
        ]
        if not changed:
            return None
        number = next_data_version(scope=scope, kind="figures", reason=reason, by=by)
        _close([in_force[figure.key].pk for figure in changed if figure.key in in_force], number)
        Observation.objects.bulk_create(
            [
                _row(
                    figure,
                    flow=flow,
                    by=by,
                    reason=reason,
                    number=number,
                    kind=revision_kind if figure.key in in_force else RevisionKind.FIRST,
                )
                for figure in changed
            ],
            batch_size=2000,
        )
    return number


def _common_scope(figures: Sequence[Figure]) -> Area:
    codes = {figure.area.version_scope_code for figure in figures}
    if len(codes) != 1:
        raise FiguresSpanScopes(f"figures of {len(codes)} scopes in one call of record")
    return scope_of(figures[0].area)


def _lock_in_force(
    figures: Sequence[Figure], flow: str
) -> dict[tuple[int, int, int, int, int | None], Observation]:
    rows = (
        Observation.objects.in_force()
        .select_for_update()
        .filter(
            flow=flow,
            indicator__in={figure.indicator_id for figure in figures},
            area__in={figure.area.pk for figure in figures},
            year__in={figure.year for figure in figures},
        )
        .order_by("id")
    )
    return {
        (row.indicator_id, row.area_id, row.breakdown_id, row.year, row.source_id): row
        for row in rows
    }


def _content_of(row: Observation) -> tuple[object, ...]:
    return (
        row.value,
        row.numerator,
        row.denominator,
        row.missing_kind,
        row.expected_on,
        row.qualifier,
        row.status,
        row.note,
    )


def _close(row_ids: list[int], number: int) -> None:
    if not row_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reporting_observation SET valid_to = %s WHERE id = ANY(%s)", [number, row_ids]
        )


def _row(
    figure: Figure, *, flow: str, by: User | None, reason: str, number: int, kind: str
) -> Observation:
    return Observation(
        indicator_id=figure.indicator_id,
        area=figure.area,
        breakdown_id=figure.breakdown_id,
        year=figure.year,
        flow=flow,
        source=figure.source,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        qualifier=figure.qualifier,
        status=figure.status,
        missing_kind=figure.missing_kind,
        expected_on=figure.expected_on,
        note=figure.note,
        revision_kind=kind,
        reason=reason,
        valid_from=number,
        recorded_by=by,
    )
