"""The demonstration as it was after its first loading, put back for every test that needs it.

Loading takes many seconds, because it goes through the doors that people use; copying its rows
back takes one.
"""

import io
from dataclasses import dataclass

from django.db import connection, transaction

from reporting.installation import prepare

TABLES = """
SELECT quote_ident(tablename) FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'django_migrations' ORDER BY 1
"""
SEQUENCES = (
    "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
)


@dataclass(frozen=True)
class StoredRows:
    """Every table's rows as COPY writes them, and where each sequence stood."""

    tables: dict[str, bytes]
    sequences: dict[str, int | None]


_stored: dict[str, StoredRows] = {}


def load_demonstration_quickly(password: str) -> None:
    """Bring an empty test database to the loaded demonstration; the first call really loads it."""
    if password in _stored:
        _put_back(_stored[password])
    else:
        prepare(demo=True, password=password)
        _stored[password] = _rows()


def _rows() -> StoredRows:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        tables = {}
        for name in names:
            target = io.BytesIO()
            cursor.cursor.copy_expert(f"COPY {name} TO STDOUT (FORMAT binary)", target)
            tables[name] = target.getvalue()
        cursor.execute(SEQUENCES)
        return StoredRows(tables, dict(cursor.fetchall()))


def _put_back(rows: StoredRows) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Rows arrive table by table, so references are complete only at the end.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(rows.tables)}")
        for name, content in rows.tables.items():
            cursor.cursor.copy_expert(
                f"COPY {name} FROM STDIN (FORMAT binary)", io.BytesIO(content)
            )
        for name, last in rows.sequences.items():
            cursor.execute(
                "SELECT setval(%s::regclass, %s, %s)", [name, last or 1, last is not None]
            )
        cursor.execute("ANALYZE")
