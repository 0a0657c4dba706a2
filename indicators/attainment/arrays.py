"""Names for the array types of the engine, and records of arrays with one row a target."""

from dataclasses import dataclass, fields
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


def how_many(flags: Flags) -> Ints:
    """True cells of each row (S, P); added up as short integers, which is much quicker."""
    number: Ints = flags.sum(axis=1, dtype=np.int16).astype(np.int64)
    return number


@dataclass(frozen=True)
class Rows:
    """A record whose fields are arrays of equal length, one row a target.

    Arrays with a column a year lie in memory year by year: sums over the years of all targets
    are then ten times as fast.
    """

    def take(self, rows: Flags | Ints) -> Self:
        """The chosen targets only: those flagged, or those at the places."""
        if rows.dtype == np.bool_ and rows.all():
            return self
        return type(self)(**{name: a.T[..., rows].T for name, a in self._arrays().items()})

    def spread(self, rows: Flags) -> Self:
        """Back to all targets: this record fills the flagged rows, NaN or False the others."""
        return type(self)(**{name: _spread(a, rows) for name, a in self._arrays().items()})

    def where(self, rows: Flags, other: Self) -> Self:
        """This record, but `other` on the flagged rows."""
        theirs = other._arrays()
        mine = self._arrays()
        return type(self)(**{name: np.where(rows, theirs[name], mine[name]) for name in mine})

    def _arrays(self) -> dict[str, Floats]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _spread(array: Floats, rows: Flags) -> Floats:
    empty = False if array.dtype == np.bool_ else np.nan
    if len(array) == len(rows):
        return array
    full = np.full((len(rows), *array.shape[1:]), empty, dtype=array.dtype, order="F")
    full[rows] = array
    return full
