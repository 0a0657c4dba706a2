"""`make bench-pages`: what every page costs the server, beside an empty signed-in page.

`python -m benchmarks.pages 2 20` takes 2 cities (of ten areas each) instead of 12, and 20 requests
a page. The figures are those of `benchmarks.pipeline`; the page of the installed city and of its
counties are asked for, in a database that holds the whole province. Requests go through Django's
test client: middleware, view, queries and template, without network and web server. Every request
of a page is followed by one of the empty page, so both see the same machine.
"""

import logging
import os
import statistics
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django

from jincheng_plans.launcher.services import running_services

if TYPE_CHECKING:
    from django.test import Client

CITIES, REQUESTS, WARM_UP = 12, 20, 3
HOST = "127.0.0.1"
EMPTY = "change_password"


@dataclass(frozen=True)
class Cost:
    """One page: milliseconds of each request, those of the empty page beside them, and its size.

    `work` and `empty_work` are the processor's milliseconds of this process alone: they hardly
    depend on what else the machine does, and leave PostgreSQL out.
    """

    times: list[float]
    empty: list[float]
    work: list[float]
    empty_work: list[float]
    queries: int
    kilobytes: float
    compressed: float

    @property
    def median_ratio(self) -> float:
        return statistics.median(self.times) / statistics.median(self.empty)

    @property
    def work_ratio(self) -> float:
        return statistics.median(self.work) / statistics.median(self.empty_work)

    @property
    def late_ratio(self) -> float:
        """The 95th percentile by the empty page's own 95th percentile."""
        return late(self.times) / late(self.empty)


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def main(arguments: list[str]) -> None:
    """Load the province, release the city's year, ask for every page."""
    cities, requests = (*map(int, arguments), *(CITIES, REQUESTS)[len(arguments) :])
    os.environ["DJANGO_SETTINGS_MODULE"] = "jincheng_plans.settings"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_services(Path(folder), environment, "bench") as (_supervisor, addresses),
    ):
        os.environ |= addresses
        django.setup()
        logging.disable(logging.WARNING)
        from benchmarks.pages_city import addresses_of_pages, load_city

        city = load_city(cities)
        print(f"{city.areas} areas, {city.figures:,} figures; {requests} requests a page")
        print_head()
        for person, pages in addresses_of_pages(city):
            client = signed_in(person)
            for name, address in pages.items():
                print_cost(f"{name} ({person})", measure(client, address, requests))


def signed_in(username: str) -> "Client":
    """A client signed in as the person of that name."""
    from django.test import Client

    from indicators.models import User

    client = Client(headers={"host": HOST})
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(User.objects.get(username=username), backend=backend)
    return client


def measure(client: "Client", address: str | None, requests: int) -> Cost | None:
    """The cost of the page; None where there is no such page yet."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    if address is None:
        return None
    empty = reverse(EMPTY)
    for _ in range(WARM_UP):
        body = asked(client, address)
        asked(client, empty)
    with CaptureQueriesContext(connection) as captured:
        asked(client, address)
        queries = len(captured)
    pairs = [(timed(client, address), timed(client, empty)) for _ in range(requests)]
    return Cost(
        [own for (own, _), _ in pairs],
        [beside for _, (beside, _) in pairs],
        [own for (_, own), _ in pairs],
        [beside for _, (_, beside) in pairs],
        queries,
        len(body) / 1e3,
        len(zlib.compress(body)) / 1e3,
    )


def asked(client: "Client", address: str) -> bytes:
    """The page's body. Raises RuntimeError where it does not answer 200."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return bytes(answer.content)


def timed(client: "Client", address: str) -> tuple[float, float]:
    """Milliseconds of one request: by the clock, and of this process's work."""
    began, work = time.perf_counter(), time.process_time()
    asked(client, address)
    return 1e3 * (time.perf_counter() - began), 1e3 * (time.process_time() - work)


def print_head() -> None:
    columns = ("ms", "p95 ms", "× empty", "× at p95", "× work", "queries", "kB", "gz kB")
    print(f"{'page (person)':<34}" + "".join(f"{each:>10}" for each in columns))


def print_cost(name: str, cost: Cost | None) -> None:
    """One line of the table."""
    if cost is None:
        print(f"{name:<34}  there is no such page")
        return
    print(
        f"{name:<34}{statistics.median(cost.times):>10.1f}{late(cost.times):>10.1f}"
        f"{cost.median_ratio:>10.1f}{cost.late_ratio:>10.1f}{cost.work_ratio:>10.1f}{cost.queries:>10}"
        f"{cost.kilobytes:>10.0f}{cost.compressed:>10.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
