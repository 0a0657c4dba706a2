"""A real browser against a real server and a real worker, on the demonstration database."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.processes import WebServer, Worker
from tests.stored_demonstration import load_demonstration_quickly

# Playwright's event loop makes Django think that it is called from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PASSWORD = "demonstration-2026"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, which asks nobody outside."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: make test installs it or says how"
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return browser_context_args | {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 720},
    }


@pytest.fixture
def demonstration(transactional_db: None) -> None:
    """The demonstration, loaded as `make run` loads it."""
    load_demonstration_quickly(PASSWORD)


@pytest.fixture
def worker(demonstration: None) -> Iterator[Worker]:
    """A Celery worker on this test's database."""
    process = Worker()
    yield process
    process.stop()


class Visitor:
    """One person in a browser window of their own; what the console complains of is kept."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, username: str, password: str = PASSWORD) -> "Visitor":
        self.open("/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("form:has(input[name=password]) button[type=submit]")
        self.page.wait_for_url(lambda url: "/login/" not in url)
        return self

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def site(demonstration: None) -> Iterator[WebServer]:
    """The site on this test's database, served as production serves it."""
    server = WebServer()
    yield server
    server.stop()


@pytest.fixture
def visitor(new_context, site):
    """`visitor("lingdao")` is signed in; `visitor()` is nobody yet."""
    visitors: list[Visitor] = []

    def make(username: str = "", size: tuple[int, int] = (1280, 720)) -> Visitor:
        person = Visitor(new_context(), site.url)
        person.page.set_viewport_size({"width": size[0], "height": size[1]})
        visitors.append(person)
        return person.sign_in(username) if username else person

    yield make
    complaints = [text for person in visitors for text in person.complaints]
    assert not complaints, "the browser's console complained"
