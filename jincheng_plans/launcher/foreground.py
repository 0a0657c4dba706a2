"""A command in the terminal's foreground, as a person would have typed it."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from jincheng_plans.launcher.locations import PROJECT
from jincheng_plans.launcher.stop_signals import StopRequested
from jincheng_plans.launcher.supervisor import end_with_us

PATIENCE = 20


def in_foreground(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command from the project's folder with our terminal; returns its exit code."""
    bound, before_exec = end_with_us(command, signal.SIGINT)
    process = subprocess.Popen(bound, cwd=PROJECT, env=environment, preexec_fn=before_exec)
    try:
        return process.wait()
    except StopRequested as request:
        if not (request.number == signal.SIGINT and sys.stdin.isatty()):
            process.send_signal(signal.SIGINT)  # Ctrl-C at a terminal has reached it already
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise
