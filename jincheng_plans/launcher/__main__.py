"""python -m jincheng_plans.launcher run | test [pytest arguments] | with-services -- COMMAND …"""

import io
import os
import sys

from jincheng_plans.launcher import checking, running, stop_signals
from jincheng_plans.launcher.errors import LaunchError


def main(arguments: list[str]) -> int:
    """Do what the first argument says; returns the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace", line_buffering=True)
    stop_signals.listen()
    environment = dict(os.environ)
    try:
        match arguments:
            case ["run"]:
                running.run(environment)
                return 0
            case ["test", *pytest_arguments]:
                return checking.check(environment, pytest_arguments)
            case ["with-services", "--", *command] if command:
                return checking.with_services(environment, command)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except LaunchError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except stop_signals.StopRequested:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
