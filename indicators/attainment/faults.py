"""Which series cannot be believed? They are set aside with the cell and the reason."""

import numpy as np
import pandas as pd

from indicators.attainment.arrays import Flags, Floats
from indicators.attainment.codes import CountKind, Kind, Scale
from indicators.attainment.frames import Targets
from indicators.attainment.points import Cells
from indicators.attainment.rounding import SLACK

COLUMNS = ["target", "series", "year", "column", "reason"]


def find_faults(targets: Targets, cells: Cells) -> list[tuple[str, str, Flags]]:
    """(column, reason, S×P flags) of every rule of docs/method.md §11 that a cell can break."""
    same_year = np.zeros_like(cells.present)
    same_year[:, 1:] = (cells.year[:, 1:] == cells.year[:, :-1]) & cells.present[:, :-1]
    faults = [("year", "duplicate_year", same_year & cells.present)]
    gap = targets.is_kind(Kind.narrow_gap)[:, None]
    sides = [("", cells.value, cells.events, cells.exposure, np.ones_like(gap))]
    if gap.any():
        sides.append(("_b", cells.value_b, cells.events_b, cells.exposure_b, gap))
    for suffix, value, events, exposure, used in sides:
        found = _faults_of_side(targets, value, events, exposure)
        faults += [(name + suffix, why, flags & used & cells.present) for name, why, flags in found]
    return faults


def _faults_of_side(
    targets: Targets, value: Floats, events: Floats, exposure: Floats
) -> list[tuple[str, str, Flags]]:
    limited = (targets.scale != Scale.value)[:, None]
    share = (targets.scale == Scale.share) & ~targets.gross
    sample = np.isin(targets.count_kind, (CountKind.simple_sample, CountKind.cluster_sample))
    part_of_whole = (share | (sample & ~targets.gross))[:, None]
    unit = targets.report_unit[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        counted = events / exposure * targets.multiplier[:, None]
        slack = SLACK * np.maximum(np.abs(value), unit)
        apart = (exposure > 0) & (np.abs(value - counted) > unit / 2 + slack)
        return [
            ("value", "infinite", np.isinf(value)),
            ("events", "infinite", np.isinf(events)),
            ("exposure", "infinite", np.isinf(exposure)),
            ("value", "negative", limited & (value < 0)),
            ("events", "negative", events < 0),
            ("exposure", "negative", exposure < 0),
            ("exposure", "events_without_exposure", (exposure == 0) & (events > 0)),
            ("events", "more_events_than_exposure", part_of_whole & (events > exposure)),
            ("value", "value_and_counts_differ", apart),
        ]


def rejected_rows(
    faults: list[tuple[str, str, Flags]], targets: Targets, cells: Cells, frame: pd.DataFrame
) -> pd.DataFrame:
    """One row for every faulty cell: target, series, year, column, reason."""
    parts = []
    for name, reason, flags in faults:
        rows, points = np.nonzero(flags)
        parts.append(
            pd.DataFrame(
                {
                    "target": frame.index[targets.row[rows]],
                    "series": frame["series"].to_numpy()[targets.row[rows]],
                    "year": cells.year[rows, points].astype(np.int64),
                    "column": name,
                    "reason": reason,
                },
                columns=COLUMNS,
            )
        )
    return pd.concat(parts, ignore_index=True)
