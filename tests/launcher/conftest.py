"""Starts real instances for tests and sees to it that none is left."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jincheng_plans.launcher.locations import PROJECT

OF_THE_SURROUNDING_RUN = {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "SECRET_KEY", "PORT", "DEMO"}


def clean_environment() -> dict[str, str]:
    """Ours, without what `make test` tells its own processes."""
    return {name: os.environ[name] for name in os.environ.keys() - OF_THE_SURROUNDING_RUN}


class Instance:
    """A running tests/launcher/instance_for_tests.py."""

    def __init__(self, var_directory: Path, prefix: tuple[str, ...] = ()) -> None:
        command = [*prefix, sys.executable, "-m", "tests.launcher.instance_for_tests"]
        self.process = subprocess.Popen(
            [*command, str(var_directory)],
            cwd=PROJECT,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> dict[str, Any]:
        """Its addresses and process numbers; fails with what it said where it did not start."""
        assert self.process.stdout and self.process.stderr
        for line in self.process.stdout:
            if line.startswith("{"):
                return dict(json.loads(line))
        raise AssertionError(self.process.stderr.read())

    def close(self) -> None:
        """Stop it and let go of its pipes."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=30)


@pytest.fixture
def start_instance() -> Iterator[Callable[..., Instance]]:
    """Start an instance in a VAR_DIR; all are stopped when the test is over."""
    started: list[Instance] = []

    def start(var_directory: Path, prefix: tuple[str, ...] = ()) -> Instance:
        started.append(Instance(var_directory, prefix))
        return started[-1]

    yield start
    for instance in started:
        instance.close()
