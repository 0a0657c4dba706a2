"""Where sockets go, and that nothing is left of them."""

from pathlib import Path

import pytest

from jincheng_plans.launcher.socket_folder import LONGEST_FOLDER, fits, socket_folder


def test_the_longest_folder_still_takes_a_socket() -> None:
    assert fits(Path("/" + "x" * (LONGEST_FOLDER - 1)))
    assert not fits(Path("/" + "x" * LONGEST_FOLDER))
    assert not fits(Path("/" + "晋" * (LONGEST_FOLDER // 2)))  # bytes count, not letters
    assert not fits(Path("/a,b"))


def test_a_folder_left_by_a_crash_is_removed(tmp_path: Path) -> None:
    var_directory = tmp_path / ("x" * 120)
    var_directory.mkdir()
    left = socket_folder(var_directory)
    lost = left.__enter__()
    with socket_folder(var_directory) as folder:
        assert not lost.exists()
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists() and list(var_directory.iterdir()) == []


def test_a_note_cannot_make_us_remove_anything_else(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (tmp_path / "socket_folder").write_text(str(precious))
    with pytest.raises(RuntimeError), socket_folder(tmp_path):
        raise RuntimeError
    assert precious.exists() and not (tmp_path / "sockets").exists()
