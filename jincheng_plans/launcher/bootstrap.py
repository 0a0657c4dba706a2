"""Makes the environment: .venv with the locked packages, then the browser libraries.

Run by the system's Python before anything is installed, so it uses the standard library only.
A stamp beside each result makes the next run instant; a lock lets one run work at a time; a run
that was interrupted is noticed by its mark and begins anew.
"""

from __future__ import annotations  # an older Python must get as far as our message

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST_PYTHON = (3, 11)
PROJECT = Path(__file__).resolve().parents[2]
VENV = PROJECT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCK = PROJECT / "requirements.lock"
STAMP = VENV / ".installed"
UNFINISHED = VENV / ".installing"


@contextmanager
def one_at_a_time() -> Iterator[int]:
    """Wait until no other set-up runs in this tree; yields the lock's descriptor.

    The lock lasts as long as anyone has it open: commands that get the descriptor keep it, so if
    we are killed, the next set-up waits for the pip that we leave behind.
    """
    with (PROJECT / ".setup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def run(lock: int, *command: str | Path) -> None:
    """Run a command of the set-up; raises CalledProcessError where it fails."""
    subprocess.run([str(word) for word in command], check=True, cwd=PROJECT, pass_fds=[lock])


def wanted_stamp() -> str:
    """What the environment depends on: the locked packages, this Python, the tree's place."""
    parts = (LOCK.read_bytes(), sys.version.encode(), str(PROJECT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def installed_stamp() -> str:
    """The stamp of the finished environment, or nothing where there is none."""
    if UNFINISHED.exists() or not os.access(VENV_PYTHON, os.X_OK) or not STAMP.exists():
        return ""
    return STAMP.read_text(encoding="utf-8")


def make_environment(stamp: str, lock: int) -> None:
    """Install the locked packages; a half-made or foreign environment is cleared first."""
    print("正在准备 Python 环境（首次约一分钟）……", flush=True)
    fresh = [] if installed_stamp() and same_python() else ["--clear"]
    run(lock, sys.executable, "-m", "venv", *fresh, VENV)
    UNFINISHED.touch()
    install = ["install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    run(lock, VENV_PYTHON, "-m", "pip", *install, "-r", LOCK)
    STAMP.write_text(stamp, encoding="utf-8")
    UNFINISHED.unlink()


def same_python() -> bool:
    """Whether the environment's Python still runs and is of our version."""
    ask = [str(VENV_PYTHON), "-c", "import sys; print(sys.version)"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == sys.version


def main() -> int:
    """Bring the environment up to date; returns the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"需要 Python 3.11 或更新的版本，当前是 {found}。", file=sys.stderr)
        return 1
    with one_at_a_time() as lock:
        try:
            stamp = wanted_stamp()
            if installed_stamp() != stamp:
                make_environment(stamp, lock)
            run(lock, VENV_PYTHON, "-m", "jincheng_plans.launcher.assets")
        except subprocess.CalledProcessError as error:
            command = " ".join(map(str, error.cmd[:4]))
            print(f"环境准备失败：{command} …（退出码 {error.returncode}）", file=sys.stderr)
            print("如提示缺少 ensurepip，请先安装 python3-venv，再重新运行。", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("已中断，下次运行会从头准备。", file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
