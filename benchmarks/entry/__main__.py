"""`make bench-entry`: a return of 300 cells; how long a save takes, and how long a key.

`python -m benchmarks.entry 100` takes 100 cells. PostgreSQL is the launcher's, with its safety
against power cuts, in a folder that is removed afterwards; server and browser are real ones.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

from jincheng_plans.launcher.services import running_services

CELLS = 300


def main(arguments: list[str]) -> None:
    """Make the return, measure, print."""
    cells = int(arguments[0]) if arguments else CELLS
    os.environ["DJANGO_SETTINGS_MODULE"] = "jincheng_plans.settings"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_services(Path(folder), environment, "bench") as (_supervisor, addresses),
    ):
        os.environ |= addresses
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop is running
        django.setup()
        from benchmarks.entry.measure import measure_and_print

        measure_and_print(cells)


if __name__ == "__main__":
    main(sys.argv[1:])
