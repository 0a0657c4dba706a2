"""An instance folder for tests: made fresh, removed afterwards, also after a crash."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jincheng_plans.launcher.configuration import Configuration
from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.instance import process_environment
from jincheng_plans.launcher.occupancy import sole_use
from jincheng_plans.launcher.services import running_services


def _remove_abandoned(parent: Path) -> None:
    """Remove folders of tests that were killed; those in use are locked and stay."""
    for folder in parent.glob("test-*"):
        if Path("/proc", folder.name.removeprefix("test-")).exists():
            continue  # perhaps just starting, before its lock
        try:
            with sole_use(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except LaunchError:
            continue


@contextmanager
def throwaway_instance(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Services without safety against power cuts; yields the environment that names them."""
    parent = Configuration.read(environment).var_directory
    _remove_abandoned(parent)
    folder = parent / f"test-{os.getpid()}"
    configuration = Configuration.read({**environment, "VAR_DIR": str(folder)})
    try:
        with (
            sole_use(folder),
            running_services(folder, environment, configuration.database_name, durable=False) as (
                _,
                addresses,
            ),
        ):
            yield process_environment(configuration, environment, addresses)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
