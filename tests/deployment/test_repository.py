"""The repository works anywhere: no registry's host, no path of one machine, all is described."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jincheng_plans.launcher.locations import PROJECT

MADE = {".git", ".venv", ".hypothesis", "node_modules", "staticfiles", "test-results", "var"}
# In pieces, so that this file names none either.
REGISTRIES = [
    ("pypi", "org"),
    ("python" + "hosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("npmmirror", "com"),
    ("debian", "org"),
]
OF_ONE_MACHINE = re.compile(r"(?<![\w.<-])/(?:work|root|Users)/")
READ = re.compile(
    r"""(?:read|read_flag|read_list|environment\.get|environ\.get)\(\s*"([A-Z_]+)\""""
)
OPERATIONS = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")


def source_files(folder: Path = PROJECT) -> Iterator[Path]:
    """Every file that belongs to the project, without what set-up and running make."""
    for path in sorted(folder.iterdir()):
        if path.name in MADE or path.name.endswith(("_cache", "__pycache__")):
            continue
        if path.is_dir():
            if path != PROJECT / "static" / "assets":
                yield from source_files(path)
        else:
            yield path


def texts() -> Iterator[tuple[str, str]]:
    """Path within the project and text of every text file."""
    for path in source_files():
        content = path.read_bytes()
        if b"\0" not in content[:1024]:
            yield str(path.relative_to(PROJECT)), content.decode("utf-8")


def test_no_file_names_a_registry() -> None:
    hosts = [".".join(pieces) for pieces in REGISTRIES]
    found = [(name, host) for name, text in texts() for host in hosts if host in text]
    assert found == []


def test_no_file_names_a_place_of_one_machine() -> None:
    assert [name for name, text in texts() if OF_ONE_MACHINE.search(text)] == []


def test_locks_name_no_source() -> None:
    assert '"resolved"' not in (PROJECT / "package-lock.json").read_text()
    lock = (PROJECT / "requirements.lock").read_text()
    assert not re.search(r"^--(?!hash)|https?:|file:", lock, re.MULTILINE)
    pins = re.findall(r"^[a-z][^\n]*", lock, re.MULTILINE)
    assert len(pins) > 30 and all("==" in pin for pin in pins)


def test_every_wish_is_exact_explained_and_locked() -> None:
    lock = (PROJECT / "requirements.lock").read_text().lower()
    wishes = [
        line
        for line in (PROJECT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for wish in wishes:
        match = re.fullmatch(r"(\S+==\S+) +# \S.*", wish)
        assert match, wish
        assert match[1].lower() in lock


@pytest.mark.parametrize("folder", ["jincheng_plans", "indicators", "reporting"])
def test_every_variable_that_is_read_is_described(folder: str) -> None:
    sources = [path for path in source_files(PROJECT / folder) if path.suffix == ".py"]
    names = {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}
    assert {name for name in names if f"| `{name}` |" not in OPERATIONS} == set()


def test_every_variable_of_the_compose_file_is_described() -> None:
    compose = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    names = set(re.findall(r"\$\{(\w+)", compose))
    assert {name for name in names if f"| `{name}` |" not in OPERATIONS} == set()


def test_ci_runs_what_people_run() -> None:
    assert "\nmake test\n" in (PROJECT / ".ci" / "run").read_text()
