"""An instance with real servers and, for the site, one process that only waits.

Usage: instance_for_tests.py VAR_DIR. Prints one JSON line (addresses, process numbers) when ready.
"""

import json
import os
import sys
import time
from pathlib import Path

from jincheng_plans.launcher import stop_signals
from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.occupancy import sole_use
from jincheng_plans.launcher.services import running_services


def main(var_directory: Path) -> None:
    stop_signals.listen()
    with (
        sole_use(var_directory),
        running_services(var_directory, os.environ, "jincheng") as services,
    ):
        supervisor, addresses = services
        supervisor.start("site", ["sleep", "600"])
        numbers = {child.name: child.process.pid for child in supervisor.children}
        print(json.dumps({**addresses, "processes": numbers}), flush=True)
        while True:
            supervisor.require_running()
            time.sleep(0.05)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except stop_signals.StopRequested:
        sys.exit(0)
    except LaunchError as error:
        sys.exit(str(error))
