"""Turns Ctrl-C, a polite kill and a closed terminal into one exception, once."""

import signal
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Someone asked us to stop; not an error, so no `except Exception` catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


def _request_stop(number: int, _frame: FrameType | None) -> None:
    for each in STOP_SIGNALS:  # make and the terminal may each send one: stopping is not disturbed
        signal.signal(each, signal.SIG_IGN)
    raise StopRequested(number)


def listen() -> None:
    """From now on the first stop signal raises StopRequested in the main thread."""
    for each in STOP_SIGNALS:
        signal.signal(each, _request_stop)
