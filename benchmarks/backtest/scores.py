"""How far were the probabilities from what happened?"""

import numpy as np
import pandas as pd
from scipy import stats

from indicators.attainment.arrays import Flags, Floats


def brier(probability: Floats, attained: Flags) -> float:
    """Mean squared distance of probability and outcome; 0 is perfect, .25 a coin (Brier 1950)."""
    return float(np.mean((probability - attained) ** 2))


def area_under_curve(probability: Floats, attained: Flags) -> float:
    """Chance that an attained case had the higher probability (Mann and Whitney 1947)."""
    ranks = stats.rankdata(probability)
    yes, no = attained.sum(), (~attained).sum()
    return float((ranks[attained].sum() - yes * (yes + 1) / 2) / (yes * no))


def share_elsewhere(classes: pd.Series, attained: pd.Series, indicator: pd.Series) -> Floats:
    """A class as a probability: the attained share of its class among the other indicators.

    The overall share counts as one more case, so that a class of few is not certain.
    """
    table = pd.DataFrame({"class": classes, "attained": attained, "indicator": indicator})
    per_class = table.groupby("class")["attained"].agg(["sum", "size"])
    own = table.groupby(["class", "indicator"])["attained"].agg(["sum", "size"])
    keys = pd.MultiIndex.from_frame(table[["class", "indicator"]])
    everyone, mine = per_class.loc[table["class"]], own.loc[keys]
    met = everyone["sum"].to_numpy() - mine["sum"].to_numpy() + float(table["attained"].mean())
    of = everyone["size"].to_numpy() - mine["size"].to_numpy() + 1
    shares: Floats = np.asarray(met / of, dtype=np.float64)
    return shares
