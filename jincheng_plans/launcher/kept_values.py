"""Values made once and kept in VAR_DIR: the signing key and the first password."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily mistaken for another


def new_secret_key() -> str:
    """A key for signing sessions, 64 characters."""
    return secrets.token_urlsafe(48)


def new_password() -> str:
    """A password of three groups that can be read aloud and typed, about 59 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def kept(path: Path, make: Callable[[], str]) -> str:
    """The value in `path`; made by `make` and stored with mode 600 where there is none yet."""
    if not path.exists():
        write_private(path, make())
    return path.read_text(encoding="utf-8").strip()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads; whole or not at all, even if we are killed."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    unfinished.replace(path)
