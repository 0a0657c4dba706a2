"""Real processes for tests: a Celery worker on the test's own database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for a state; fail where it does not come about in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not reached within {seconds} s: {condition}")
        time.sleep(0.05)


def database_url() -> str:
    """The address of the database this test is connected to."""
    settings = connection.settings_dict
    host = quote(settings["HOST"], safe="")
    secret = f":{quote(settings['PASSWORD'], safe='')}" if settings["PASSWORD"] else ""
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgresql://{settings['USER']}{secret}@{host}{port}/{settings['NAME']}"


class Worker:
    """A Celery worker in a process group of its own."""

    def __init__(self) -> None:
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "jincheng_plans",
            "worker",
            "--queues=interactive,bulk",
            "--concurrency=1",
            "--without-gossip",
            "--without-mingle",
            "--loglevel=INFO",
        ]
        environment = os.environ | {"DATABASE_URL": database_url(), "PYTHONWARNINGS": "ignore"}
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if " ready." in line:
                return
        raise AssertionError("the worker did not start:\n" + "".join(lines))

    def kill(self) -> None:
        """SIGKILL to the worker and its pool, as the kernel would do it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self._end()

    def stop(self) -> None:
        """A warm stop."""
        if self.process.poll() is None:
            self.process.terminate()
        self._end()

    def _end(self) -> None:
        self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
