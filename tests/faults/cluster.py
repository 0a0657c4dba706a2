"""Servers of one's own, which a test may stop, hang, empty and start again, and their processes."""

import os
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from jincheng_plans.launcher import postgres, valkey
from jincheng_plans.launcher.commands import manage
from jincheng_plans.launcher.supervisor import Child, Supervisor
from tests.processes import Beat, Process, WebServer, Worker

Kind = TypeVar("Kind", bound=Process)
DATABASE = "faults"
QUICK_CLOCK = "tests.faults.quick_clock"


class Cluster:
    """A durable PostgreSQL and a Valkey in `folder`, sockets in `sockets`."""

    def __init__(self, folder: Path, sockets: Path) -> None:
        self._folder, self._sockets = folder, sockets
        self.supervisor = Supervisor(os.environ)
        self._processes: list[Process] = []
        self._beats = 0
        self.start_database()
        postgres.create_database(sockets, DATABASE)
        self.start_queue()
        self.addresses = {
            "DATABASE_URL": postgres.address(sockets, DATABASE),
            "REDIS_URL": valkey.address(sockets),
        }
        tables = manage("migrate", "--noinput", "--verbosity=0")
        self.supervisor.run("migrate", tables, environment=self.addresses, shown=False)

    def start_database(self) -> None:
        postgres.start(self.supervisor, self._folder / "postgres", self._sockets)

    def stop_database(self) -> None:
        """An orderly stop that cuts every connection."""
        self.supervisor.stop("postgres")

    def crash_database(self) -> None:
        """SIGKILL, as in a crash: the next start has to recover."""
        os.kill(self._child("postgres").process.pid, signal.SIGKILL)
        self.supervisor.stop("postgres")

    def start_queue(self) -> None:
        valkey.start(self.supervisor, self._folder / "valkey", self._sockets)

    def lose_queue(self) -> None:
        """End Valkey and all that it held; SIGKILL, as it may be hanging."""
        os.kill(self._child("valkey").process.pid, signal.SIGKILL)
        self.supervisor.stop("valkey")
        shutil.rmtree(self._folder / "valkey")

    def hang_queue(self) -> None:
        """Valkey takes connections and never answers."""
        os.kill(self._child("valkey").process.pid, signal.SIGSTOP)

    def resume_queue(self) -> None:
        os.kill(self._child("valkey").process.pid, signal.SIGCONT)

    def worker(self, more: Mapping[str, str] | None = None) -> Worker:
        return self._kept(Worker(more))

    def web(self) -> WebServer:
        return self._kept(WebServer())

    def beat(self, application: str = QUICK_CLOCK, more: Mapping[str, str] | None = None) -> Beat:
        self._beats += 1  # none finds another's schedule, which would tell it what is long due
        schedule = self._folder / f"beat-{self._beats}"
        return self._kept(Beat(schedule, application, more))

    def settle(self) -> None:
        """End the processes and bring the servers back, whatever the test did to them."""
        if self._running("valkey"):
            self.resume_queue()
        for process in reversed(self._processes):
            process.kill()
        self._processes.clear()
        for name, start in (("postgres", self.start_database), ("valkey", self.start_queue)):
            if not self._running(name):
                start()

    def _kept(self, process: Kind) -> Kind:
        self._processes.append(process)
        return process

    def _running(self, name: str) -> bool:
        return any(child.name == name for child in self.supervisor.children)

    def _child(self, name: str) -> Child:
        return next(child for child in self.supervisor.children if child.name == name)
