"""Holding work up at the moment when it reads or stores a judgement."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from django.db import connection

from tests.processes import database_url, wait_until

_WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND datname = current_database()
"""


@contextmanager
def judgements_held() -> Iterator[int]:
    """Nobody can read or store a judgement until this ends; yields the holder's process id."""
    holder = psycopg2.connect(database_url())
    try:
        holder.cursor().execute("LOCK TABLE reporting_assessment IN ACCESS EXCLUSIVE MODE")
        yield holder.info.backend_pid
    finally:
        holder.rollback()
        holder.close()


def wait_until_held_up() -> None:
    """Wait until a connection waits for a lock."""
    wait_until(_is_held_up)


def _is_held_up() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])
