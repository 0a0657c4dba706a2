"""The one writer of figures: closes the row in force, inserts the new one, never updates.

A figure that divides by a population follows it under the same data version, and so do a city's
sums over its counties. The version counter is then already locked, so of two counties approved at
the same moment the second one's sum sees the first one's figure.
"""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import QuerySet

from indicators.data_versions import next_data_version, scope_of
from indicators.models import Area, Indicator, User
from reporting.models import Flow, Observation, RevisionKind

from .figure import Figure, FigureKey
from .populations import follow_populations, lock_dependants
from .roll_up import incomplete_sums, rolled_up_after, rolled_up_indicators
from .stored_sums import differing_sums

Changes = dict[FigureKey, tuple[Figure, Observation | None]]


class FiguresSpanScopes(ValueError):
    """One call records figures of one city (with its counties) only."""


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
    if len({figure.key for figure in figures}) != len(figures):
        raise ValueError("a figure stands twice in one call of record")
    with transaction.atomic():
        changes = _changes(figures, flow)
        if not changes:
            return None
        changed = [figure for figure, _old in changes.values()]
        has_followers = flow == Flow.RETURN and lock_dependants(changed)
        number = next_data_version(scope=scope, kind="figures", reason=reason, by=by)
        _write(changes, flow, number, by, reason, revision_kind)
        if flow == Flow.RETURN:
            cells = {(each.indicator_id, each.area.pk, each.year) for each in changed}
            if has_followers:
                followed = follow_populations(changed, number=number, by=by, reason=reason)
                cells |= {(each.indicator_id, each.area_id, each.year) for each in followed}
            sums = rolled_up_after(cells, scope)
            _write(_changes(sums, Flow.ROLL_UP), Flow.ROLL_UP, number, by, reason, revision_kind)
    return number


@transaction.atomic
def refresh_roll_ups(scope: Area) -> int | None:
    """Bring a city's sums up to date where an indicator or the set of counties has changed.

    The data version, None where every sum was right already; then nothing was locked.
    """
    rolled_up = rolled_up_indicators()
    if not rolled_up or not _wrong_sums(scope, rolled_up):
        return None
    reason = "县（市、区）合计更新"
    number = next_data_version(scope=scope, kind="figures", reason=reason, by=None)
    changes = _changes(_wrong_sums(scope, rolled_up), Flow.ROLL_UP)
    _write(changes, Flow.ROLL_UP, number, None, reason, RevisionKind.CORRECTION)
    return number


def _wrong_sums(scope: Area, rolled_up: Sequence[Indicator]) -> list[Figure]:
    """The sums that are not the ones in force."""
    found = differing_sums(scope, rolled_up)
    told = incomplete_sums(scope, rolled_up, found.incomplete) if found.incomplete else []
    stored = {_key_of(row): row for row in _in_force(told, Flow.ROLL_UP)} if told else {}
    return [
        *found.figures,
        *(figure for figure in told if _content_of(stored[figure.key]) != figure.content),
    ]


def _common_scope(figures: Sequence[Figure]) -> Area:
    codes = {figure.area.version_scope_code for figure in figures}
    if len(codes) != 1:
        raise FiguresSpanScopes(f"figures of {len(codes)} scopes in one call of record")
    return scope_of(figures[0].area)


def _changes(figures: Sequence[Figure], flow: str) -> Changes:
    """The figures that differ from those in force, each with the row that it replaces, locked."""
    if not figures:
        return {}
    rows = _in_force(figures, flow).select_for_update().order_by("id")
    in_force = {_key_of(row): row for row in rows}
    return {
        figure.key: (figure, in_force.get(figure.key))
        for figure in figures
        if figure.key not in in_force or _content_of(in_force[figure.key]) != figure.content
    }


def _in_force(figures: Sequence[Figure], flow: str) -> QuerySet[Observation]:
    return Observation.objects.in_force().filter(
        flow=flow,
        indicator__in={figure.indicator_id for figure in figures},
        area__in={figure.area.pk for figure in figures},
        year__in={figure.year for figure in figures},
    )


def _key_of(row: Observation) -> FigureKey:
    return (row.indicator_id, row.area_id, row.breakdown_id, row.year, row.source_id)


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


def _write(
    changes: Changes, flow: str, number: int, by: User | None, reason: str, kind: str
) -> None:
    """Close what is replaced and insert the new rows, all under one data version."""
    replaced = [old.pk for _figure, old in changes.values() if old]
    if replaced:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE reporting_observation SET valid_to = %s WHERE id = ANY(%s)",
                [number, replaced],
            )
    rows = [
        _row(
            figure,
            flow=flow,
            valid_from=number,
            recorded_by=by,
            reason=reason,
            revision_kind=kind if old else RevisionKind.FIRST,
        )
        for figure, old in changes.values()
    ]
    Observation.objects.bulk_create(rows, batch_size=2000)


def _row(figure: Figure, **how: object) -> Observation:
    return Observation(
        indicator_id=figure.indicator_id,
        area=figure.area,
        breakdown_id=figure.breakdown_id,
        year=figure.year,
        source=figure.source,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        qualifier=figure.qualifier,
        status=figure.status,
        missing_kind=figure.missing_kind,
        expected_on=figure.expected_on,
        note=figure.note,
        **how,
    )
