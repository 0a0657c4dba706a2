"""Where settings come from: the environment first, then the running instance beside us.

While `make run` is up it writes VAR_DIR/environment.json (mode 600), so that `manage.py` by hand
finds the same database without anything exported.
"""

import json
import os
from pathlib import Path

PROJECT_DIRECTORY = Path(__file__).resolve().parent.parent


def var_directory() -> Path:
    """The folder that holds everything an instance writes (VAR_DIR, default var/)."""
    return Path(os.environ.get("VAR_DIR") or PROJECT_DIRECTORY / "var").resolve()


def _running_instance() -> dict[str, str]:
    try:
        values = json.loads((var_directory() / "environment.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, PermissionError):
        return {}
    return {str(name): str(value) for name, value in values.items()}


_INSTANCE = _running_instance()


def read(name: str, default: str = "") -> str:
    """The value of one variable: environment, else running instance, else `default`."""
    value = os.environ.get(name)
    return value if value is not None else _INSTANCE.get(name, default)


def read_flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on (any case) mean yes."""
    value = read(name)
    return default if value == "" else value.strip().lower() in {"1", "true", "yes", "on"}


def read_list(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list without empty entries."""
    return [part.strip() for part in read(name, default).split(",") if part.strip()]
