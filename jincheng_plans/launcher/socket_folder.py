"""A private folder for the servers' sockets, short enough for the kernel."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The kernel takes 107 bytes; the longest name in the folder has 17 with its slash.
LONGEST_FOLDER = 100 - len("/.s.PGSQL.5432.lo")
PREFIX = "jincheng-sockets-"


def fits(folder: Path) -> bool:
    """Whether sockets in `folder` can be named; a comma would read as two hosts."""
    return len(bytes(folder)) <= LONGEST_FOLDER and "," not in str(folder)


@contextmanager
def socket_folder(var_directory: Path) -> Iterator[Path]:
    """VAR_DIR/sockets, or where its path is too long, a folder in the temporary directory.

    The latter's name is kept in VAR_DIR, so that the next start removes it after a crash.
    """
    note = var_directory / "socket_folder"
    if note.exists():
        _remove(Path(note.read_text(encoding="utf-8")))
        note.unlink()
    folder = var_directory / "sockets"
    if not fits(folder):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        note.write_text(str(folder), encoding="utf-8")
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        note.unlink(missing_ok=True)


def _remove(recorded: Path) -> None:
    if recorded.name.startswith(PREFIX):
        shutil.rmtree(recorded, ignore_errors=True)
