"""What the person who starts the system may choose, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.locations import PROJECT

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Configuration:
    """One instance: where it writes, where it listens, which database it opens."""

    var_directory: Path
    host: str
    port: int
    demo: bool

    @property
    def database_name(self) -> str:
        """Invented and real figures live in databases of their own."""
        return "jincheng_demo" if self.demo else "jincheng"

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the site."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Configuration":
        """Read VAR_DIR, HOST, PORT and DEMO; raises LaunchError where one cannot be used."""
        return cls(
            var_directory=Path(environment.get("VAR_DIR") or PROJECT / "var").resolve(),
            host=environment.get("HOST") or "127.0.0.1",
            port=_port(environment.get("PORT") or "8000"),
            demo=_yes_or_no("DEMO", environment.get("DEMO") or "1"),
        )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise LaunchError(f"PORT={text} 不是有效的端口号（1–65535）。")
    return int(text)


def _yes_or_no(name: str, text: str) -> bool:
    if text.lower() not in YES | NO:
        raise LaunchError(f"{name}={text} 无法识别，请用 1（是）或 0（否）。")
    return text.lower() in YES
