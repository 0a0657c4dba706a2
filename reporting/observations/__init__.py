"""The only writer of figures, and the frames that are read from them."""

from .record import Figure, record

__all__ = ["Figure", "record"]
