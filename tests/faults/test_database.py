"""Connections to PostgreSQL are cut in the middle of work: everybody comes back without help."""

from django.db import connection

from tests.faults.soundness import all_is_well, caught_up
from tests.faults.stalled import judgements_held, wait_until_held_up
from tests.processes import wait_until

CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)
"""


def test_every_connection_is_cut_while_a_worker_judges(cluster, approvals):
    site, _worker = cluster.web(), cluster.worker()
    approvals.approve_one(site)
    wait_until(lambda: caught_up(approvals.city))
    with judgements_held() as holder:
        approvals.approve_one(site)
        wait_until_held_up()
        with connection.cursor() as cursor:
            cursor.execute(CUT, [holder])
            assert cursor.rowcount >= 2, "the site's and the worker's"
        approvals.approve_one(site)
    cluster.beat()
    all_is_well(approvals)
