"""PostgreSQL as whom: both ways round root's refusal really run the server's own check."""

import os
import subprocess
from pathlib import Path

import pytest

from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.postgres import programs
from jincheng_plans.launcher.privileges import OTHER_USER, OWN_NAMESPACE, Disguise, disguise_for


@pytest.mark.parametrize("disguise", [OWN_NAMESPACE, OTHER_USER], ids=["namespace", "setpriv"])
def test_both_ways_make_a_cluster_in_a_private_folder(tmp_path: Path, disguise: Disguise) -> None:
    if os.geteuid() != 0:
        disguise = Disguise()
    data = tmp_path / "private" / "postgres"
    data.parent.mkdir(mode=0o700)
    data.mkdir(mode=0o700)
    disguise.own(data)
    command = [*disguise.prefix, programs() / "initdb", "-D", data, "-U", "app", "-N"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert data.parent.stat().st_mode & 0o777 == 0o700
    if disguise.owner is not None:
        assert {path.stat().st_uid for path in data.rglob("*")} == {disguise.owner}


def test_files_change_hands_when_the_way_changes(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    expected = 65534 if os.geteuid() == 0 else os.geteuid()  # only root may give away
    Disguise(owner=expected).own(tmp_path)
    assert {path.stat().st_uid for path in [tmp_path, tmp_path / "inner"]} == {expected}


def test_an_ordinary_user_needs_no_disguise() -> None:
    assert disguise_for(65534) == Disguise()


def test_a_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # neither unshare nor setpriv is to be found
    with pytest.raises(LaunchError, match="DATABASE_URL"):
        disguise_for(0)
