"""`make test`: every check and every test, all of them even where one fails."""

import contextlib
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jincheng_plans.launcher import browser
from jincheng_plans.launcher.commands import manage
from jincheng_plans.launcher.foreground import in_foreground
from jincheng_plans.launcher.locations import PYTHON, SETUP_LOCK
from jincheng_plans.launcher.occupancy import turn
from jincheng_plans.launcher.throwaway import throwaway_instance

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"


@dataclass(frozen=True)
class Step:
    """One check: its name and command; `alone` where instances share what it writes."""

    name: str
    command: Sequence[str]
    alone: bool = False


def steps(pytest_arguments: Sequence[str]) -> list[Step]:
    """The checks in their order, the quick ones first and the tests last."""
    return [
        Step("ruff check", [PYTHON, "-m", "ruff", "check", "."]),
        Step(
            "ruff format",
            [PYTHON, "-m", "ruff", "format", "--check", "--output-format=concise", "."],
        ),
        Step("mypy", [PYTHON, "-m", "mypy"]),
        Step("import-linter", [PYTHON, "-c", LINT_IMPORTS]),
        Step("migrations", manage("makemigrations", "--check", "--dry-run")),
        Step("django check", manage("check", "--fail-level", "WARNING")),
        Step("static files", manage("collectstatic", "--noinput", "-v0"), alone=True),
        Step("pytest", [PYTHON, "-m", "pytest", *pytest_arguments]),
    ]


def check(environment: Mapping[str, str], pytest_arguments: Sequence[str]) -> int:
    """Run every step with services of its own; returns 1 where any failed."""
    browser.ensure()
    with throwaway_instance(environment) as values:
        return run_all(steps(pytest_arguments), values)


def run_all(planned: Sequence[Step], environment: Mapping[str, str]) -> int:
    """Run the steps, also after one that failed, and sum up; returns 1 where any failed."""
    outcomes = [(step.name, *_timed(step, environment)) for step in planned]
    print()
    for name, code, seconds in outcomes:
        print(f"{'FAILED' if code else 'ok':<7}{seconds:>7.1f} s  {name}")
    return int(any(code for _, code, _ in outcomes))


def _timed(step: Step, environment: Mapping[str, str]) -> tuple[int, float]:
    print(f"\n── {step.name} ──", flush=True)
    began = time.monotonic()
    with turn(SETUP_LOCK) if step.alone else contextlib.nullcontext():
        code = in_foreground(step.command, environment)
    sys.stdout.flush()
    return code, time.monotonic() - began


def with_services(environment: Mapping[str, str], command: Sequence[str]) -> int:
    """Run one command with throw-away services; returns its exit code."""
    with throwaway_instance(environment) as values:
        return in_foreground(command, values)
