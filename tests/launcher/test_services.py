"""The embedded servers: started, used, stopped, killed, by root and by an ordinary user."""

import os
import pwd
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2
import redis

from tests.launcher.conftest import Instance

Start = Callable[..., Instance]
ORDINARY_USER = pwd.getpwnam("nobody").pw_uid
# The user may read the project wherever it lies, and write only what is its own.
AS_ORDINARY_USER = (
    "setpriv",
    f"--reuid={ORDINARY_USER}",
    f"--regid={ORDINARY_USER}",
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=-all,+dac_read_search",
    "--ambient-caps=+dac_read_search",
    "--bounding-set=-all,+dac_read_search",
)


def query(address: str, statement: str) -> object:
    """The first value that a statement returns."""
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    connection.close()
    return row and row[0]


def alive(number: int) -> bool:
    """Whether a process still runs (a zombie does not)."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_end(numbers: list[int], seconds: float = 20) -> bool:
    """Whether all processes end within some seconds."""
    deadline = time.monotonic() + seconds
    while any(map(alive, numbers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(alive, numbers))


def test_servers_answer_and_stop_on_request(start_instance: Start, tmp_path: Path) -> None:
    instance = start_instance(tmp_path / "var")
    told = instance.ready()
    assert query(told["DATABASE_URL"], "SHOW server_version_num") >= "180000"
    assert query(told["DATABASE_URL"], "SELECT current_database()") == "jincheng"
    assert redis.Redis.from_url(told["REDIS_URL"]).ping()
    instance.process.send_signal(signal.SIGTERM)
    assert instance.process.wait(20) == 0
    assert not any(map(alive, told["processes"].values()))
    assert not (tmp_path / "var" / "sockets").exists()


def test_nothing_is_open_to_other_users(start_instance: Start, tmp_path: Path) -> None:
    told = start_instance(tmp_path / "var").ready()
    private = ("", "sockets", "postgres", "valkey")
    modes = {name: (tmp_path / "var" / name).stat().st_mode & 0o777 for name in private}
    assert set(modes.values()) == {0o700}, modes
    assert query(told["DATABASE_URL"], "SHOW listen_addresses") == ""


def test_an_ordinary_user_can_start_it(start_instance: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        os.chown(home, ORDINARY_USER, ORDINARY_USER)
        prefix = AS_ORDINARY_USER
    told = start_instance(home / "var", prefix).ready()
    owner = (home / "var" / "postgres").stat().st_uid
    assert owner == home.stat().st_uid != 0
    assert Path(f"/proc/{told['processes']['postgres']}").stat().st_uid == owner


def test_a_long_path_and_odd_letters_do(start_instance: Start, tmp_path: Path) -> None:
    folder = tmp_path / "很长的 目录,名" / ("x" * 90)
    instance = start_instance(folder)
    told = instance.ready()
    sockets = Path((folder / "socket_folder").read_text())
    assert query(told["DATABASE_URL"], "SELECT 1") == 1
    assert sockets.stat().st_mode & 0o777 == 0o700
    instance.close()
    assert not sockets.exists()


def test_two_instances_keep_apart(start_instance: Start, tmp_path: Path) -> None:
    first, second = start_instance(tmp_path / "a"), start_instance(tmp_path / "b")
    addresses = [told.ready()["DATABASE_URL"] for told in (first, second)]
    query(addresses[0], "CREATE TABLE only_in_the_first (id int)")
    found = "SELECT count(*) FROM pg_tables WHERE tablename = 'only_in_the_first'"
    assert [query(address, found) for address in addresses] == [1, 0]


def test_a_second_start_in_the_same_folder_is_refused(
    start_instance: Start, tmp_path: Path
) -> None:
    told = start_instance(tmp_path / "var").ready()
    second = start_instance(tmp_path / "var")
    assert second.process.wait(20) == 1
    assert second.process.stderr is not None
    assert "正被另一个实例使用" in second.process.stderr.read()
    assert query(told["DATABASE_URL"], "SELECT 1") == 1


def test_a_killed_launcher_leaves_nothing_and_the_next_start_finds_the_data(
    start_instance: Start, tmp_path: Path
) -> None:
    instance = start_instance(tmp_path / "var")
    told = instance.ready()
    query(told["DATABASE_URL"], "CREATE TABLE kept AS SELECT 7 AS number")
    instance.process.kill()
    instance.process.wait()
    again = start_instance(tmp_path / "var").ready()
    assert query(again["DATABASE_URL"], "SELECT number FROM kept") == 7
    assert all_end(list(told["processes"].values()))


def test_a_killed_database_is_recovered(start_instance: Start, tmp_path: Path) -> None:
    instance = start_instance(tmp_path / "var")
    told = instance.ready()
    query(told["DATABASE_URL"], "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(told["processes"]["postgres"], signal.SIGKILL)
    assert instance.process.wait(30) == 1
    assert instance.process.stderr is not None
    assert "postgres 意外结束" in instance.process.stderr.read()
    assert all_end(list(told["processes"].values()))
    # Another process has the dead server's number by now: ours stands in for it.
    pid_file = tmp_path / "var" / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    again = start_instance(tmp_path / "var").ready()
    assert query(again["DATABASE_URL"], "SELECT number FROM kept") == 7


def test_an_interrupted_first_start_begins_anew(start_instance: Start, tmp_path: Path) -> None:
    half_made = tmp_path / "var" / "postgres.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    assert query(start_instance(tmp_path / "var").ready()["DATABASE_URL"], "SELECT 1") == 1
    assert not half_made.exists()
