"""Judge targets against observations: the one entrance to the engine (docs/method.md §10)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.attainment.faults import COLUMNS, find_faults, rejected_rows
from indicators.attainment.frames import read_observations, read_targets
from indicators.attainment.judgement import judge
from indicators.attainment.points import arrange, gather
from indicators.attainment.results import Columns, results_frame
from indicators.attainment.settings import METHOD, Settings

#: Targets judged at a time: bounds the memory, not the result.
BATCH = 25_000


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
    for start in range(0, max(1, len(targets)), BATCH):
        batch = all_targets.take(slice(start, start + BATCH))
        cells = gather(batch, seen, np.minimum(float(year), batch.end_year))
        faults = find_faults(batch, cells)
        rejected.append(rejected_rows(faults, batch, cells, targets))
        good = ~np.logical_or.reduce([flags.any(axis=1) for _, _, flags in faults])
        batch, cells = batch.take(good), cells.take(good)
        parts.append(judge(batch, arrange(batch, cells), year, settings))
    return Assessment(
        results=results_frame(parts, targets.index),
        rejected=pd.concat(rejected, ignore_index=True)[COLUMNS],
    )
