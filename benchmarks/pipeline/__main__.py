"""`make bench-pipeline`: a province of 120 areas and 2 million figures, then one twice as large.

`python -m benchmarks.pipeline 2` takes 2 cities (of ten areas each) instead of 12. PostgreSQL is
the launcher's, with its safety against power cuts, in a folder that is removed afterwards.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

from jincheng_plans.launcher.services import running_services

CITIES = 12
FULL_RUN = "full-run"


def main(arguments: list[str]) -> None:
    """Measure both sizes; `full-run` is the part that has a process of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jincheng_plans.settings"
    if arguments == [FULL_RUN]:
        django.setup()
        from benchmarks.pipeline.stages import print_full_run

        print_full_run()
        return
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_services(Path(folder), environment, "bench") as (_supervisor, addresses),
    ):
        os.environ |= addresses
        django.setup()
        from benchmarks.pipeline.report import measure_and_print

        measure_and_print(int(arguments[0]) if arguments else CITIES)


if __name__ == "__main__":
    main(sys.argv[1:])
