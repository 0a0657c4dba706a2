"""Folders and ports that are taken, and ones that were."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.occupancy import (
    require_free_port,
    sole_use,
    users_of,
    wait_until_unused,
)


def test_a_folder_serves_one_and_then_the_next(tmp_path: Path) -> None:
    first, second = sole_use(tmp_path / "var"), sole_use(tmp_path / "var")
    with first, pytest.raises(LaunchError, match="VAR_DIR"):
        second.__enter__()
    with sole_use(tmp_path / "var"):
        assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LaunchError, match=f"127.0.0.1:{port}"):
            require_free_port("127.0.0.1", port, seconds=0)
    require_free_port("127.0.0.1", port)


def test_left_over_servers_are_waited_for(tmp_path: Path) -> None:
    code = "import time; time.sleep(0.6)"
    server = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path)
    assert users_of(tmp_path) == [server.pid]
    with pytest.raises(LaunchError, match=str(server.pid)):
        wait_until_unused(tmp_path, seconds=0)
    began = time.monotonic()
    wait_until_unused(tmp_path)  # it is a zombie from then on: nobody has collected it
    assert time.monotonic() - began < 5
    server.wait()
