"""Data versions: which state of a city's figures, targets and baselines is meant?

Call `next_data_version` inside the writing transaction, after every other lock is taken: the
counter row is the last lock, so numbers are gapless and become visible in commit order. It lives
here and not beside the figures because targets and baselines move judgements too.
"""

from django.db import connection, transaction

from indicators.models import Area, DataVersion, User, VersionCounter


def scope_of(area: Area) -> Area:
    """The area whose numbering covers `area`: its city for a county, else the area itself."""
    if area.version_scope_code == area.code:
        return area
    return Area.objects.get(code=area.version_scope_code)


def next_data_version(*, scope: Area, kind: str, reason: str, by: User | None) -> int:
    """Take and record the scope's next number. Raises outside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "a data version is taken inside the transaction that makes the change"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO indicators_versioncounter (scope_id, last) VALUES (%s, 1) "
            "ON CONFLICT (scope_id) DO UPDATE SET last = indicators_versioncounter.last + 1 "
            "RETURNING last",
            [scope.pk],
        )
        number = int(cursor.fetchone()[0])
    DataVersion.objects.create(scope=scope, number=number, kind=kind, reason=reason, made_by=by)
    return number


def current_data_version(scope: Area) -> int:
    """The last committed number of the scope (0 before the first change)."""
    return VersionCounter.objects.filter(scope=scope).values_list("last", flat=True).first() or 0
