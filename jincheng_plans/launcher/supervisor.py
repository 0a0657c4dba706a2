"""Starts processes, shows what they say, and stops them in order.

Each process gets its own session, so that Ctrl-C reaches only us, and a parent-death signal, so
that it ends when we do, even by SIGKILL. Only main processes are signalled: a worker that got the
signal with its pool children would lose the task at hand.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.locations import PROJECT

PR_SET_PDEATHSIG = 1
KEPT_LINES = 200
READ_SECONDS = 2  # for the last words of a process that has ended


@dataclass
class Child:
    """One started process."""

    name: str
    process: subprocess.Popen[str]
    stop_signal: signal.Signals
    patience: float  # seconds from the stop signal to SIGKILL
    shown: bool  # whether its words go to the terminal; else they are told when it fails
    said: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None


@dataclass
class Supervisor:
    """The processes of one instance. Start and stop from the main thread only.

    (A parent-death signal is tied to the thread that started the process.)
    """

    environment: Mapping[str, str]
    children: list[Child] = field(default_factory=list)

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        prefix: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        patience: float = 20,
        shown: bool = True,
        errors: int | None = subprocess.STDOUT,
    ) -> Child:
        """Start a process; `prefix` goes before it, its words go to the terminal if `shown`.

        `errors=None` leaves what it writes to standard error to the terminal as it is.
        """
        bound, before_exec = end_with_us(command, stop_signal)
        process = subprocess.Popen(
            [*prefix, *bound],
            cwd=PROJECT,
            env={**self.environment, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            preexec_fn=before_exec,
        )
        child = Child(name, process, stop_signal, patience, shown)
        self.children.append(child)
        assert process.stdout is not None
        child.reader = threading.Thread(target=_read, args=(process.stdout, child), daemon=True)
        child.reader.start()
        return child

    def run(
        self,
        name: str,
        command: Sequence[str | Path],
        environment: Mapping[str, str] | None = None,
        shown: bool = True,
    ) -> list[str]:
        """Start a process and wait for its success; returns the last lines of its output.

        Raises LaunchError where it fails; why is on standard error then.
        """
        child = self.start(name, command, environment=environment, shown=shown, errors=None)
        while child.process.poll() is None:
            self.require_running(child)
            time.sleep(0.05)
        self._forget(child)
        if child.process.returncode:
            raise LaunchError(f"{name} 失败（退出码 {child.process.returncode}），原因见上。")
        return child.said

    def require_running(self, *besides: Child) -> None:
        """LaunchError where a process (other than `besides`) has ended."""
        for child in self.children:
            if child not in besides and child.process.poll() is not None:
                untold = [] if child.shown else child.said[-20:]
                ending = f"{child.name} 意外结束（退出码 {child.process.returncode}），系统停止。"
                raise LaunchError("\n".join([*untold, ending]))

    def has_said(self, name: str, words: str) -> bool:
        """Whether a process has lately written a line with these words."""
        lines = [line for child in self.children if child.name == name for line in child.said]
        return any(words in line for line in lines)

    def stop(self, *names: str) -> None:
        """Stop the named processes together, and wait for all of them."""
        leaving = [child for child in self.children if child.name in names]
        for child in leaving:
            child.process.send_signal(child.stop_signal)
        for child in leaving:
            _wait_or_kill(child)
            self._forget(child)

    def stop_all(self) -> None:
        """Stop what is left, the latest first, one after the other."""
        for child in reversed(self.children.copy()):
            self.stop(child.name)

    def _forget(self, child: Child) -> None:
        self.children.remove(child)
        if child.reader:
            child.reader.join(READ_SECONDS)  # a grandchild may still hold the pipe


def end_with_us(
    command: Sequence[str | Path], stop_signal: signal.Signals
) -> tuple[list[str], Callable[[], None] | None]:
    """The command made to get `stop_signal` when we die: by setpriv, else by a call before exec."""
    words = [str(word) for word in command]
    if shutil.which("setpriv"):
        return ["setpriv", "--pdeathsig", stop_signal.name[3:], *words], None
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is None:
        return words, None
    return words, lambda: prctl(PR_SET_PDEATHSIG, int(stop_signal))


def _read(stream: IO[str], child: Child) -> None:
    with stream:
        for line in stream:
            child.said.append(line.rstrip("\n"))
            del child.said[:-KEPT_LINES]
            if child.shown:
                print(f"{child.name:<10}| {child.said[-1]}", flush=True)


def _wait_or_kill(child: Child) -> None:
    try:
        child.process.wait(child.patience)
    except subprocess.TimeoutExpired:
        print(f"{child.name} 在 {child.patience:.0f} 秒内没有结束，强制结束。", flush=True)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
