"""Both sizes measured in one run, their growth, and what a nation would need by it."""

import logging
import sys
from functools import partial

from django.core.management import call_command

from benchmarks.pipeline.province import COUNTIES, add_cities, prepare
from benchmarks.pipeline.stages import (
    Numbers,
    approval,
    chunk,
    full_run_in_a_process,
    storage,
    timed,
)
from indicators.models import Area

# 地级行政区 and 县级行政区 at the end of 2023 (民政部, 2023年民政事业发展统计公报).
NATION_CITIES, NATION_COUNTIES = 333, 2_844


def measure_and_print(cities: int) -> None:
    """Load and measure so many cities, then as many again."""
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    province = prepare()
    columns = []
    for first in (1, cities + 1):
        numbers = range(first, first + cities)
        print(f"… {numbers[-1]} cities", file=sys.stderr, flush=True)
        loaded = timed(partial(add_cities, province, numbers))
        columns.append({"load of as many again": loaded} | _measure(numbers[-1]))
    _print(cities, columns)
    _print_nation(2 * cities, columns[1])


def _measure(last: int) -> Numbers:
    city, county = (Area.objects.get(code=f"98{last:02}{end}") for end in ("00", "01"))
    found = chunk(city) | full_run_in_a_process()
    return found | approval(county) | storage()


def _print(cities: int, columns: list[Numbers]) -> None:
    small, large = columns
    areas = cities * (COUNTIES + 1)
    print(f"{'seconds, unless said':<42}{areas:>10} areas{2 * areas:>10} areas{'growth':>9}")
    for name, number in small.items():
        growth = large[name] / number if number else float("nan")
        print(f"{name:<42}{number:>16,.2f}{large[name]:>16,.2f}{growth:>9.2f}")


def _print_nation(cities: int, found: Numbers) -> None:
    """Straight-line estimates: work and storage grow with areas, memory with one chunk only."""
    areas = NATION_CITIES + NATION_COUNTIES
    times = areas / (cities * (COUNTIES + 1))
    megabytes = sum(size for name, size in found.items() if name.endswith((" table, MB", "s, MB")))
    rows = found["observation: rows"] * times
    print(f"\nthe nation ({areas:,} areas), by the larger size × {times:.1f}:")
    print(f"{rows / 1e6:,.0f} million figures, {megabytes * times / 1e3:,.0f} GB in PostgreSQL")
    hours = found["full run, one process"] * times / 3600
    print(f"one year judged anew: {hours:.1f} hours of one process, {hours / 2:.1f} of two")
    same = found["chunk: again, nothing changed"] * NATION_CITIES / 3600
    print(f"one year, nothing changed: {same:.1f} hours of one process")
