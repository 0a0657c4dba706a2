"""`make bench-engine`: series a second and peak memory from a thousand to a million series.

Beside the engine in the same run: two floors (the forecast alone, least squares alone) and, for
a thousand series, a ceiling (the slow implementation). Each size has a process of its own.
"""

import cProfile
import pstats
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from benchmarks.speed.bare import bare_forecast, bare_line
from benchmarks.speed.made_up import NOW, MadeUp, make_up
from benchmarks.speed.slow import judge_slowly
from indicators.attainment import assess
from indicators.attainment.assess import BATCH

SIZES = (1_000, 10_000, 100_000, 1_000_000)
FRAME_FUNCTIONS = ("read_observations", "read_targets", "results_frame")


def seconds(work: Callable[[], object], times: int) -> float:
    """The quickest of several runs: what else the machine does is not measured."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def in_batches(work: Callable[[MadeUp], object], made_up: MadeUp) -> None:
    """The bare passes take the engine's batches."""
    for start in range(0, len(made_up.bars), BATCH):
        work(made_up.part(slice(start, start + BATCH)))


def frames_share(made_up: MadeUp) -> float:
    """Part of the engine's time that goes into reading frames and building the results frame."""
    profile = cProfile.Profile()
    profile.runcall(assess, made_up.targets, made_up.observations, NOW)
    stats = pstats.Stats(profile)
    spent = sum(
        row[3]
        for (_, _, name), row in stats.stats.items()  # type: ignore[attr-defined]
        if name in FRAME_FUNCTIONS
    )
    return float(spent / stats.total_tt)  # type: ignore[attr-defined]


def line(size: int) -> str:
    """One line of the table."""
    made_up = make_up(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = 5 if size < 1_000_000 else 2
    engine = seconds(lambda: assess(made_up.targets, made_up.observations, NOW), times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    forecast = seconds(lambda: in_batches(bare_forecast, made_up), times)
    squares = seconds(lambda: in_batches(lambda p: bare_line(p.years, p.values), made_up), times)
    slow = seconds(lambda: judge_slowly(made_up), 1) if size == SIZES[0] else None
    cells = [
        f"{size:>9,}",
        f"{size / engine:>11,.0f}",
        f"{size / forecast:>12,.0f}",
        f"{engine / forecast:>6.1f}",
        f"{size / squares:>13,.0f}",
        f"{size / slow:>8,.0f}" if slow else " " * 8,
        f"{frames_share(made_up):>7.0%}",
        f"{before / 1e6:>8.2f}",
        f"{peak / 1e6:>8.2f}",
    ]
    return " ".join(cells)


HEADING = (
    "   series    engine/s  forecast/s  times least squares/s   slow/s  frames  in (GB) peak (GB)"
)

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(line(int(sys.argv[1])))
    else:
        print(HEADING, flush=True)
        for size in SIZES:
            subprocess.run([sys.executable, "-m", "benchmarks.speed", str(size)], check=True)
