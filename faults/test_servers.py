"""PostgreSQL is restarted, or crashes, while figures are being approved and judged."""

import pytest
from django.db import connection

from tests.faults.soundness import all_is_well


@pytest.mark.parametrize("go_away", ["stop_database", "crash_database"])
def test_the_database_server_goes_away_during_approvals(cluster, approvals, go_away):
    site, worker, beat = cluster.web(), cluster.worker(), cluster.beat()
    for _cell in range(3):
        approvals.approve_one(site)
    getattr(cluster, go_away)()
    connection.close()
    assert approvals.post(site, approvals.waiting[0]) == 500, "what cannot be kept is not answered"
    cluster.start_database()
    approvals.approve_one(site)
    all_is_well(approvals)
    assert all(process.process.poll() is None for process in (site, worker, beat))
