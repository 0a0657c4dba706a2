"""The measurements: requests over one connection to a real server, keys in a real Chromium."""

import http.client
import json
import shutil
import statistics
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.entry.world import make_return
from indicators.models import User
from reporting.models import Submission
from tests.processes import WebServer

REQUESTS, WARM_UP, KEYS = 200, 20, 120
AIM = 3.0


def measure_and_print(cells: int) -> None:
    """Print the time of a save against an empty signed-in request, and the scripting of a key."""
    submission = make_return(cells)
    cookies = _signed_in(User.objects.get(username="unit"))
    server = WebServer()
    try:
        _print_requests(server.address, submission, cookies, cells)
        _print_keys(server.url, submission, cookies)
    finally:
        server.stop()


def _signed_in(user: User) -> dict[str, str]:
    """The cookies of a session of this account."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: "a" * 32}


def _print_requests(
    address: str, submission: Submission, cookies: dict[str, str], cells: int
) -> None:
    connection = http.client.HTTPConnection(address)
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies[settings.CSRF_COOKIE_NAME],
        "Content-Type": "application/json",
    }

    def ask(method: str, path: str, body: str | None = None) -> dict[str, object]:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, (answer.status, content[:300])
        return json.loads(content) if body else {}

    save = _saver(submission, ask)
    page = f"/submissions/{submission.pk}/"
    acts: dict[str, Callable[[], None]] = {
        "empty signed-in request": lambda: ask("GET", "/account/password/") and None,
        "save of one cell": save,
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(WARM_UP + REQUESTS):  # in turn, so that both see the same machine
        for name, act in acts.items():
            begun = time.perf_counter()
            act()
            if number >= WARM_UP:
                taken[name].append(1000 * (time.perf_counter() - begun))
    for name, milliseconds in taken.items():
        print(f"{name:<28} {_words(milliseconds)}")
    ratio = _p95(taken["save of one cell"]) / _p95(taken["empty signed-in request"])
    print(f"{'p95 ratio':<28} {ratio:.2f} (aim: {AIM:.0f} at most)")
    begun = time.perf_counter()
    ask("GET", page)
    print(f"{f'page of {cells} cells':<28} {1000 * (time.perf_counter() - begun):.0f} ms")


def _saver(
    submission: Submission, ask: Callable[[str, str, str | None], dict[str, object]]
) -> Callable[[], None]:
    """Saves another number into another cell each time."""
    items = list(submission.items.order_by("pk"))
    versions = {item.pk: item.version for item in items}
    turn = iter(range(10**9))

    def save() -> None:
        number = next(turn)
        pk = items[number % len(items)].pk
        typed = {"numerator": str(400 + number), "denominator": "1000"}
        body = {"cells": [{"id": pk, "version": versions[pk], "typed": typed}]}
        told = ask("POST", f"/submissions/{submission.pk}/cells/", json.dumps(body))
        (cell,) = told["cells"]  # type: ignore[misc]
        assert cell["status"] == 200, cell
        versions[pk] = cell["version"]

    return save


def _print_keys(url: str, submission: Submission, cookies: dict[str, str]) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
        page = context.new_page()
        page.goto(f"{url}/submissions/{submission.pk}/")
        page.wait_for_function("window.entryGrid && window.entryGrid.cells.size > 0")
        metrics = context.new_cdp_session(page)
        # Time on the processor, so that what else the machine does is not counted.
        metrics.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        metrics.send("Performance.enable")
        first = submission.items.order_by("indicator__position").first()
        assert first is not None
        page.focus(f"#cell-{first.pk}-numerator")
        scripting, tasks = [], []
        for number in range(KEYS):
            before = _durations(metrics)
            page.keyboard.press("Enter" if number % 4 == 3 else str(1 + number % 4))
            _settle(page)
            after = _durations(metrics)
            scripting.append(1000 * (after[0] - before[0]))
            tasks.append(1000 * (after[1] - before[1]))
        browser.close()
    print(f"{'scripting of a key':<28} {_words(scripting)}")
    print(f"{'all work of a key':<28} {_words(tasks)}")


def _durations(metrics: CDPSession) -> tuple[float, float]:
    """Seconds of script, and of all tasks with style and layout, since the page began."""
    found = {
        each["name"]: each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]
    }
    return found["ScriptDuration"], found["TaskDuration"]


def _settle(page: Page) -> None:
    """Until the frame after the key has been drawn."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _p95(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=20)[-1]


def _words(milliseconds: list[float]) -> str:
    middle = statistics.median(milliseconds)
    worst = max(milliseconds)
    return f"p50 {middle:.1f} ms, p95 {_p95(milliseconds):.1f} ms, worst {worst:.1f} ms"
