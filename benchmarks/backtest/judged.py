"""What the engine said to the questions."""

import numpy as np
import pandas as pd

from benchmarks.backtest.cases import NOW
from indicators.attainment import Settings, assess
from indicators.attainment.arrays import Floats


def judge(cases: pd.DataFrame, years: Floats, values: Floats, settings: Settings) -> pd.DataFrame:
    """Results of the engine, one row a case; `years` and `values` are those of the origins."""
    rows, points = np.nonzero(~np.isnan(values))
    observations = pd.DataFrame(
        {"series": rows, "year": years[rows, points], "value": values[rows, points]}
    )
    targets = pd.DataFrame(
        {
            "series": cases["origin"],
            "kind": cases["kind"],
            "value": cases["bar"],
            "baseline": cases["start_value"],
            "start_year": cases["start_year"],
            "end_year": cases["end_year"],
            "scale": cases["scale"],
            "report_unit": cases["report_unit"],
            "peers": cases["group"],
        }
    )
    assessment = assess(targets, observations, NOW, settings)
    if len(assessment.rejected):
        raise ValueError(f"a shipped series is faulty: {assessment.rejected.iloc[0].to_dict()}")
    return assessment.results
