"""A cluster that may be broken, and a return full of figures that wait for their approval."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import dj_database_url
import pytest
from django.core.management import call_command
from django.db import connection

from jincheng_plans.launcher.socket_folder import socket_folder
from tests.faults.approvals import Approvals, waiting_return
from tests.faults.cluster import Cluster


@pytest.fixture(scope="session")
def servers() -> Iterator[Cluster]:
    """One cluster for all fault tests; each finds it whole and empty."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        with socket_folder(folder) as sockets:
            cluster = Cluster(folder, sockets)
            yield cluster
            cluster.supervisor.stop_all()


@pytest.fixture
def cluster(
    transactional_db: None,
    servers: Cluster,
    monkeypatch: pytest.MonkeyPatch,
    settings: SimpleNamespace,
) -> Iterator[Cluster]:
    """The cluster; this test's own connection and the processes it starts use it too."""
    for name, address in servers.addresses.items():
        monkeypatch.setenv(name, address)
    monkeypatch.setenv("TODAY", "2026-03-01")
    settings.TODAY = "2026-03-01"
    connection.close()
    own = connection.settings_dict.copy()
    connection.settings_dict |= dj_database_url.parse(servers.addresses["DATABASE_URL"])
    yield servers
    servers.settle()
    connection.close()
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    connection.close()
    connection.settings_dict |= own


@pytest.fixture
def approvals(
    cluster: Cluster,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    targets: SimpleNamespace,
    cast: SimpleNamespace,
) -> Approvals:
    """Six cells of 2025 that wait for the reviewer, each with five judged years behind it."""
    return waiting_return(city=areas.city, unit=units.health, plan=targets.plan, cast=cast)
