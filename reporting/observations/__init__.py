"""The only writer of figures, and the frames that are read from them."""

from .figure import Figure
from .record import record

__all__ = ["Figure", "record"]
