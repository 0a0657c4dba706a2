"""Real processes for tests: worker, scheduler and web server on the test's own database."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from jincheng_plans.launcher.supervisor import end_with_us

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
    server = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(server._replace(path=f"/{connection.settings_dict['NAME']}"))


class Process:
    """A process in a group of its own, ready once a line of its output says so."""

    def __init__(
        self, arguments: Sequence[str], ready: str, more: Mapping[str, str] | None = None
    ) -> None:
        environment = os.environ | {"DATABASE_URL": database_url(), "PYTHONWARNINGS": "ignore"}
        environment |= more or {}
        # They end with the test run, even where that is killed.
        command, before_exec = end_with_us([sys.executable, "-m", *arguments], signal.SIGTERM)
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=before_exec,
        )
        self.lines: list[str] = []
        self._is_ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(ready,), daemon=True)
        self._reader.start()
        if not self._is_ready.wait(60):
            self.kill()
            raise AssertionError("the process did not start:\n" + "".join(self.lines))

    def _read(self, ready: str) -> None:
        """Keep reading: a full pipe would stop the process."""
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line)
                if ready in line:
                    self._is_ready.set()

    def kill(self) -> None:
        """SIGKILL to the process and its children, as the kernel would do it."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self._end()

    def children(self) -> list[int]:
        """The process ids of its children, as the kernel lists them."""
        pid = self.process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def stop(self) -> None:
        """A warm stop."""
        if self.process.poll() is None:
            self.process.terminate()
        self._end()

    def _end(self) -> None:
        self.process.wait(30)
        self._reader.join(30)


class Worker(Process):
    """A Celery worker with one pool child."""

    def __init__(self, more: Mapping[str, str] | None = None) -> None:
        queues = ["--queues=interactive,bulk", "--concurrency=1"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel=INFO"]
        command = ["celery", "-A", "jincheng_plans", "worker", *queues, *quiet]
        super().__init__(command, " ready.", more)


class Beat(Process):
    """A scheduler; `application` is the module whose schedule it keeps."""

    def __init__(
        self,
        schedule: Path,
        application: str = "jincheng_plans",
        more: Mapping[str, str] | None = None,
    ) -> None:
        keep = [f"--schedule={schedule}", "--pidfile=", "--loglevel=INFO"]
        super().__init__(["celery", "-A", application, "beat", *keep], "beat: Starting", more)


class WebServer(Process):
    """The site as production serves it, static files included."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"http://{self.address}"
        workers = ["--worker-class=gthread", "--threads=4", "--no-control-socket"]
        application = "jincheng_plans.wsgi:application"
        super().__init__(
            ["gunicorn", application, f"--bind={self.address}", *workers], "Booting worker"
        )
