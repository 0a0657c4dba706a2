"""Judge targets against observations: the one entrance to the engine (docs/method.md §10)."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.attainment.faults import COLUMNS, find_faults, rejected_rows
from indicators.attainment.frames import Targets, read_observations, read_targets
from indicators.attainment.judgement import judge
from indicators.attainment.points import arrange, gather
from indicators.attainment.results import Columns, results_frame
from indicators.attainment.settings import METHOD, Settings

#: Targets judged at a time: bounds the memory, not the result.
BATCH = 16_000


@dataclass(frozen=True)
class Assessment:
    """`results`: one row a judged target (docs/method.md §10). `rejected`: one row a faulty cell
    (target, series, year, column, reason); its target has no result.
    """

    results: pd.DataFrame
    rejected: pd.DataFrame


def assess(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    year: int,
    settings: Settings = METHOD,
) -> Assessment:
    """Judge every target as at the end of `year`.

    `targets` (index: target) and `observations` (one row a series and year) have the columns of
    docs/method.md §10; rows after `year` are ignored. Raises FrameError, naming frame and column,
    for a malformed frame; a bad series is set aside in `rejected` and the rest is judged.
    """
    seen, series_names = read_observations(observations, year)
    all_targets = read_targets(targets, series_names)
    parts: list[Columns] = []
    rejected: list[pd.DataFrame] = []
    for batch in _batches(all_targets):
        cells = gather(batch, seen, np.minimum(float(year), batch.end_year))
        faults = find_faults(batch, cells)
        bad = np.logical_or.reduce([flags.any(axis=1) for _, _, flags in faults])
        if bad.any():
            rejected.append(rejected_rows(faults, batch, cells, targets))
            batch, cells = batch.take(~bad), cells.take(~bad)
        parts.append(judge(batch, arrange(batch, cells), year, settings))
    return Assessment(
        results=results_frame(parts, targets.index),
        rejected=pd.concat(rejected, ignore_index=True) if rejected else _no_rejections(),
    )


def _batches(targets: Targets) -> Iterator[Targets]:
    """Parts of about BATCH targets in their order; targets that are peers stay together."""
    peers = targets.peers
    order = np.argsort(peers, kind="stable")
    peers = peers[order]
    size = len(peers)
    cuts = np.append(np.flatnonzero((peers[1:] != peers[:-1]) | (peers[1:] < 0)) + 1, size)
    wanted = cuts[np.searchsorted(cuts, np.arange(BATCH, size, BATCH))]
    for start, stop in itertools.pairwise([0, *np.unique(wanted), size]):
        if stop > start or size == 0:
            yield targets.take(order[start:stop])


def _no_rejections() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS)
