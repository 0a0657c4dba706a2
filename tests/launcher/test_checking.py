"""`make test` itself: nothing is left out, a failure is never lost, nothing is left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jincheng_plans.launcher import browser, checking
from jincheng_plans.launcher.checking import Step, run_all
from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.locations import PROJECT
from jincheng_plans.launcher.occupancy import sole_use
from tests.launcher.conftest import clean_environment


def with_services(var_directory: Path, *command: str) -> subprocess.CompletedProcess[str]:
    launcher = [sys.executable, "-m", "jincheng_plans.launcher", "with-services", "--"]
    return subprocess.run(
        [*launcher, *command],
        cwd=PROJECT,
        env={**clean_environment(), "VAR_DIR": str(var_directory)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tests_come_last_and_get_their_arguments() -> None:
    planned = checking.steps(["-k", "forecast"])
    assert planned[-1].command[1:] == ["-m", "pytest", "-k", "forecast"]
    assert [step.name for step in planned if step.alone] == ["static files"]


def test_a_failure_stops_nothing_and_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    planned = [Step("first", ["false"]), Step("second", ["echo", "reached"], alone=True)]
    assert run_all(planned, os.environ) == 1
    said = capfd.readouterr().out
    assert said.index("first") < said.index("reached") < said.index("FAILED")
    assert run_all(planned[1:], os.environ) == 0


def test_a_command_gets_services_and_gives_its_exit_code(tmp_path: Path) -> None:
    finished = with_services(tmp_path, "sh", "-c", 'echo "$DATABASE_URL $VAR_DIR"; exit 3')
    assert finished.returncode == 3, finished.stderr
    address, folder = finished.stdout.split()
    assert address.startswith("postgresql://") and Path(folder).parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_test_left_goes_and_what_is_in_use_stays(tmp_path: Path) -> None:
    (tmp_path / "test-999999998").mkdir()
    with sole_use(tmp_path / "test-999999999"):
        assert with_services(tmp_path, "true").returncode == 0
        assert [path.name for path in tmp_path.iterdir()] == ["test-999999999"]


def test_a_missing_browser_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert browser.missing() == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.missing() == ["chromium 浏览器", "中文字体"]
    with pytest.raises(LaunchError, match="chromium fontconfig fonts-wqy-microhei"):
        browser.ensure()
