"""PostgreSQL and Valkey for as long as they are needed, unless the environment names servers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jincheng_plans.launcher import postgres, valkey
from jincheng_plans.launcher.socket_folder import socket_folder
from jincheng_plans.launcher.supervisor import Supervisor


@contextmanager
def running_services(
    var_directory: Path,
    environment: Mapping[str, str],
    database: str,
    *,
    durable: bool = True,
) -> Iterator[tuple[Supervisor, dict[str, str]]]:
    """Start what `environment` names no server for; yields the supervisor and both addresses.

    On leaving, whatever was started through the supervisor is stopped, latest first.
    """
    supervisor = Supervisor(environment)
    addresses = {name: environment.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")}
    with socket_folder(var_directory) as sockets:
        try:
            if not addresses["DATABASE_URL"]:
                data = var_directory / "postgres"
                postgres.start(supervisor, data, sockets, durable=durable)
                postgres.create_database(sockets, database)
                addresses["DATABASE_URL"] = postgres.address(sockets, database)
            if not addresses["REDIS_URL"]:
                valkey.start(supervisor, var_directory / "valkey", sockets)
                addresses["REDIS_URL"] = valkey.address(sockets)
            yield supervisor, addresses
        finally:
            supervisor.stop_all()
