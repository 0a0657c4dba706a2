"""Who else uses a folder or a port: one instance a VAR_DIR, one server a data folder."""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jincheng_plans.launcher.errors import LaunchError


@contextmanager
def sole_use(folder: Path) -> Iterator[None]:
    """Hold `folder` (made with mode 700) for one launcher; LaunchError where another has it.

    The lock is the kernel's: it ends with the process, however that ends.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "launcher.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LaunchError(
                f"{folder} 正被另一个实例使用。请先停止它，或用 VAR_DIR 指定另一个目录。"
            ) from None
        yield


@contextmanager
def turn(lock_file: Path) -> Iterator[None]:
    """Wait for one's turn at what all instances of this tree share."""
    with lock_file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def users_of(folder: Path) -> list[int]:
    """Processes whose working folder is `folder`, as database servers set theirs to their data."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") == str(folder):
                found.append(int(entry.name))
        except OSError:
            continue  # ended meanwhile, or another user's
    return found


def wait_until_unused(folder: Path, seconds: float = 15) -> None:
    """Wait for servers that a killed launcher left behind; LaunchError where they stay."""
    deadline = time.monotonic() + seconds
    while users := users_of(folder.resolve()):
        if time.monotonic() > deadline:
            numbers = "、".join(map(str, users))
            raise LaunchError(f"上次启动的进程（{numbers}）仍在使用 {folder}，请结束它们后再启动。")
        time.sleep(0.1)


def require_free_port(host: str, port: int, seconds: float = 3) -> None:
    """LaunchError where the port is taken; waits a little for one that is just being given up."""
    deadline = time.monotonic() + seconds
    while (error := _bind_error(host, port)) is not None:
        if time.monotonic() > deadline or isinstance(error, socket.gaierror | PermissionError):
            raise LaunchError(
                f"无法使用 {host}:{port}（{error.strerror}）。"
                "可换一个端口，例如 make run PORT=8010。"
            )
        time.sleep(0.2)


def _bind_error(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None
