"""The one command, with everything real: from an empty folder to a site that answers, and back."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jincheng_plans.launcher.commands import manage
from jincheng_plans.launcher.locations import PROJECT
from tests.launcher.conftest import clean_environment
from tests.launcher.test_services import all_end

PASSWORD = "a-first-password-for-tests"
READY_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A running `make run DEMO=0`."""

    def __init__(self, var_directory: Path, output: Path, port: int) -> None:
        self.var_directory, self.output, self.port = var_directory, output, port
        self.environment = {
            **clean_environment(),
            "VAR_DIR": str(var_directory),
            "PORT": str(self.port),
            "DEMO": "0",
            "DEMO_PASSWORD": PASSWORD,
        }
        command = [sys.executable, "-m", "jincheng_plans.launcher", "run"]
        with output.open("w") as file:
            self.launcher = subprocess.Popen(
                command, cwd=PROJECT, env=self.environment, stdout=file, stderr=file
            )

    def said(self) -> str:
        """All it has written so far."""
        return self.output.read_text(encoding="utf-8")

    def wait_until_ready(self) -> "Site":
        """Wait for its greeting; fails with its output where it ends before."""
        deadline = time.monotonic() + READY_SECONDS
        while "账号" not in self.said().partition("已启动")[2]:
            assert self.launcher.poll() is None and time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        return self

    def status_of(self, path: str) -> int:
        """The status that a GET is answered with."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status

    def processes(self) -> list[int]:
        """Every process of this instance: all carry its VAR_DIR in their environment."""
        mark = f"VAR_DIR={self.var_directory}".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in entry.read_bytes().split(b"\0"):
                    found.append(int(entry.parent.name))
            except OSError:
                continue  # ended meanwhile, or another user's
        return found


@pytest.fixture
def start_site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Start the site in one VAR_DIR; it is stopped when the test is over."""
    started: list[Site] = []

    def start(port: int | None = None) -> Site:
        output = tmp_path / f"output-{len(started)}"
        started.append(Site(tmp_path / "var", output, port or free_port()))
        return started[-1]

    yield start
    for site in started:
        site.launcher.terminate()
        site.launcher.wait(60)


def database_found_by_hand(site: Site) -> str:
    """The name of the database that manage.py opens in another terminal."""
    ask = "from django.db import connection as c; c.ensure_connection(); "
    ask += "print(c.connection.info.dbname)"
    found = subprocess.run(
        manage("shell", "--no-imports", "-c", ask),
        env={**clean_environment(), "VAR_DIR": str(site.var_directory)},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()


def test_from_nothing_to_a_site_through_a_kill_to_a_quiet_end(
    start_site: Callable[..., Site],
) -> None:
    site = start_site().wait_until_ready()
    assert site.status_of("/healthz/") == 200
    assert PASSWORD in site.said().partition("已启动")[2]
    shared = site.var_directory / "environment.json"
    assert shared.stat().st_mode & 0o777 == 0o600
    assert json.loads(shared.read_text())["DEMO"] == "0"
    assert database_found_by_hand(site) == "jincheng"

    processes = site.processes()
    assert len(processes) >= 6
    site.launcher.kill()
    site.launcher.wait()
    assert all_end(processes)

    again = start_site().wait_until_ready()
    assert again.status_of("/healthz/") == 200
    processes = again.processes()
    again.launcher.send_signal(signal.SIGINT)
    assert again.launcher.wait(60) == 0
    assert again.said().rstrip().endswith("已停止。")
    assert all_end(processes) and not shared.exists()


def test_a_taken_port_is_told_before_anything_starts(start_site: Callable[..., Site]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        site = start_site(port=taken.getsockname()[1])
        assert site.launcher.wait(30) == 1
    assert "无法使用 127.0.0.1" in site.said() and "正在启动" not in site.said()
    assert not (site.var_directory / "postgres").exists()
