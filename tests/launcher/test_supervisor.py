"""Processes are started, heard, stopped in order, and never outlive us."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.locations import PROJECT
from jincheng_plans.launcher.supervisor import Supervisor
from tests.launcher.test_services import all_end

# Writes its name when told to stop, a little later, as a worker that finishes its task.
POLITE = """
import signal, sys, time
def stop(*_):
    time.sleep(1)
    open(sys.argv[1], "a").write(sys.argv[2] + " ")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
time.sleep(60)
"""


def start_polite(supervisor: Supervisor, name: str, log: Path) -> None:
    child = supervisor.start(name, [sys.executable, "-c", POLITE, log, name])
    deadline = time.monotonic() + 10
    while "ready" not in child.said:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_faces_stop_together_and_servers_after_them(tmp_path: Path) -> None:
    supervisor = Supervisor(os.environ)
    for name in ("postgres", "valkey", "web", "worker"):
        start_polite(supervisor, name, tmp_path / "log")
    began = time.monotonic()
    supervisor.stop("web", "worker")
    assert time.monotonic() - began < 1.9  # together, not one after the other
    assert set((tmp_path / "log").read_text().split()) == {"web", "worker"}
    supervisor.stop_all()
    assert (tmp_path / "log").read_text().split()[2:] == ["valkey", "postgres"]


def test_words_carry_the_name_of_who_says_them(capfd: pytest.CaptureFixture[str]) -> None:
    said = Supervisor(os.environ).run("migrate", ["printf", "第一行\\nsecond\\n"])
    assert capfd.readouterr().out == "migrate   | 第一行\nmigrate   | second\n"
    assert said == ["第一行", "second"]


def test_a_failing_step_and_an_ending_server_are_errors() -> None:
    supervisor = Supervisor(os.environ)
    with pytest.raises(LaunchError, match="install 失败（退出码 3）"):
        supervisor.run("install", ["sh", "-c", "exit 3"])
    quiet = supervisor.start("valkey", ["sh", "-c", "echo out of memory; exit 1"], shown=False)
    quiet.process.wait()
    assert quiet.reader is not None
    quiet.reader.join()
    with pytest.raises(LaunchError, match="out of memory\nvalkey 意外结束"):
        supervisor.run("install", ["sleep", "60"])
    began = time.monotonic()
    supervisor.stop_all()
    assert time.monotonic() - began < 5


def test_one_that_does_not_listen_is_killed_with_its_children() -> None:
    supervisor = Supervisor(os.environ)
    stubborn = "trap '' TERM; sleep 60 & echo $!; wait; wait"
    child = supervisor.start("worker", ["sh", "-c", stubborn], patience=0.3)
    while not child.said:
        time.sleep(0.01)
    supervisor.stop_all()
    assert all_end([child.process.pid, int(child.said[0])])


@pytest.mark.parametrize("path", [os.environ["PATH"], ""], ids=["setpriv", "without setpriv"])
def test_processes_end_when_we_are_killed(path: str) -> None:
    code = (
        "import os, sys, time\n"
        "from jincheng_plans.launcher.supervisor import Supervisor\n"
        f"os.environ['PATH'] = {path!r}\n"
        "child = Supervisor(os.environ).start('web', [sys.executable, '-c',"
        " 'import time; print(1, flush=True); time.sleep(60)'])\n"
        "while not child.said: time.sleep(0.01)\n"
        "print(child.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        lines = [launcher.stdout.readline().split("|")[-1] for _ in range(2)]
        number = int(lines[1])
        os.kill(launcher.pid, signal.SIGKILL)
    assert all_end([number])
