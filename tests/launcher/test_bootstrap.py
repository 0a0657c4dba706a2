"""Set-up: instant when done, anew when interrupted, one at a time."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from jincheng_plans.launcher import bootstrap
from jincheng_plans.launcher.locations import PROJECT

SCRIPT = PROJECT / "jincheng_plans" / "launcher" / "bootstrap.py"
COMMAND = [Path(sys.executable).resolve(), SCRIPT]


def test_a_finished_set_up_is_instant_and_silent_also_twice_at_once() -> None:
    began = time.monotonic()
    runs = [
        subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    assert [(run.communicate()[0], run.returncode) for run in runs] == [("", 0), ("", 0)]
    assert time.monotonic() - began < 10


def test_a_second_set_up_waits_for_the_first() -> None:
    with bootstrap.one_at_a_time():
        second = subprocess.Popen(COMMAND)
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.8)
    assert second.wait(20) == 0


def test_a_command_left_behind_by_a_killed_set_up_keeps_its_turn() -> None:
    with bootstrap.one_at_a_time() as lock:
        left_behind = subprocess.Popen(["sleep", "1"], pass_fds=[lock])
    began = time.monotonic()
    with bootstrap.one_at_a_time():
        assert time.monotonic() - began > 0.5
    left_behind.wait()


def test_an_interrupted_environment_does_not_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("STAMP", "UNFINISHED"):
        monkeypatch.setattr(bootstrap, name, tmp_path / name)
    assert bootstrap.installed_stamp() == ""
    bootstrap.STAMP.write_text("stamp")
    assert bootstrap.installed_stamp() == "stamp"
    bootstrap.UNFINISHED.touch()
    assert bootstrap.installed_stamp() == ""


def test_an_environment_of_another_python_is_not_reused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert bootstrap.same_python()
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", tmp_path / "python")
    (tmp_path / "python").write_text("#!/bin/sh\necho 3.9\n")
    (tmp_path / "python").chmod(0o755)
    assert not bootstrap.same_python()


def test_an_old_python_is_told_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2, "final", 0))
    assert bootstrap.main() == 1
    assert "需要 Python 3.11" in capsys.readouterr().err
