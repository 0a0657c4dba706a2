"""Holding work up at the moment when it stores its result."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2.extensions import connection as Connection

from tests.processes import database_url, wait_until

_WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND datname = current_database()
"""


@contextmanager
def judgements_held() -> Iterator[Connection]:
    """Nobody can read or store a judgement until this ends; yields the connection that holds."""
    holder = psycopg2.connect(database_url())
    try:
        holder.cursor().execute("LOCK TABLE reporting_assessment IN ACCESS EXCLUSIVE MODE")
        yield holder
    finally:
        holder.rollback()
        holder.close()


def wait_until_held_up(holder: Connection, how_many: int = 1) -> None:
    """Wait until that many connections wait for a lock."""
    wait_until(lambda: _waiting(holder) >= how_many)


def _waiting(holder: Connection) -> int:
    with holder.cursor() as cursor:
        cursor.execute(_WAITING)
        return int(cursor.fetchone()[0])
