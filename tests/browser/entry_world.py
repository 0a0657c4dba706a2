"""A small world for the entry grid: one unit that owes many figures, and a server on it."""

import datetime
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext

from indicators.clock import today
from indicators.models import (
    TOTAL,
    Area,
    Assignment,
    AssignmentRole,
    Better,
    Breakdown,
    CountKind,
    Indicator,
    Organisation,
    Scale,
    ValueMode,
)
from reporting.collection.rounds import open_round
from reporting.models import Item, Submission
from tests.browser.conftest import Visitor
from tests.conftest import PASSWORD
from tests.processes import Process, WebServer

MakeTypist = Callable[[str], "Typist"]


def ratio(number: int) -> Indicator:
    """The indicator of that number: a share of counts, such as a unit reports."""
    return Indicator.objects.create(
        code=f"share_{number}",
        name=f"比例指标{number}",
        unit="%",
        decimals=1,
        better=Better.HIGHER,
        scale=Scale.SHARE,
        value_mode=ValueMode.RATIO,
        numerator=f"其中{number}",
        denominator=f"全部{number}",
        multiplier=100,
        minimum=0,
        maximum=100,
        count_kind=CountKind.COMPLETE_COUNT,
        position=100 + number,
    )


def owe(organisation: Organisation, area: Area, indicators: list[Indicator]) -> Submission:
    """The unit's return for these indicators in an open round of the city."""
    for indicator in indicators:
        Assignment.objects.create(
            indicator=indicator,
            area=area,
            organisation=organisation,
            role=AssignmentRole.REPORTS,
            first_year=2015,
        )
    return Submission.objects.filter(organisation=organisation, area=area).first()


def open_for(cast: SimpleNamespace, areas: SimpleNamespace) -> None:
    """Open the round of last year, with twenty days left."""
    Breakdown.objects.get_or_create(id=TOTAL, defaults={"name": "合计"})
    open_round(
        area=areas.city,
        year=2025,
        opens_on=today() - datetime.timedelta(days=10),
        due_on=today() + datetime.timedelta(days=20),
        by=cast.reviewer,
    )


@pytest.fixture
def server(transactional_db: None) -> Iterator[WebServer]:
    """The site on this test's database, served as production serves it."""
    process = WebServer()
    yield process
    process.stop()


def serve_again(server: WebServer) -> Process:
    """The same site at the same address, after it was killed."""
    workers = ["--worker-class=gthread", "--threads=4", "--no-control-socket"]
    command = ["gunicorn", "jincheng_plans.wsgi:application", f"--bind={server.address}", *workers]
    return Process(command, "Booting worker")


class Typist(Visitor):
    """A member of the cast at the entry grid."""

    def __init__(self, context: BrowserContext, address: str, name: str) -> None:
        super().__init__(context, address)
        self.page.set_viewport_size({"width": 1280, "height": 720})
        self.sign_in(name, PASSWORD)

    def open_return(self, submission: Submission) -> None:
        self.open(f"/submissions/{submission.pk}/")
        self.page.wait_for_function("window.entryGrid && window.entryGrid.cells.size > 0")

    def state(self, words: str) -> None:
        """Wait until the page says so."""
        self.page.wait_for_function(
            "words => document.querySelector('[data-save-state]').textContent.includes(words)",
            arg=words,
        )

    def focused(self) -> str:
        return self.page.evaluate("document.activeElement.id")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


@pytest.fixture
def typist(new_context, server: WebServer, cast: SimpleNamespace) -> Iterator[MakeTypist]:
    """`typist("statistician")` is signed in; at the end nobody's console may have complained."""
    people: list[Typist] = []

    def make(name: str) -> Typist:
        people.append(Typist(new_context(), server.url, name))
        return people[-1]

    yield make
    complaints = [text for person in people for text in person.complaints]
    assert not complaints, "the browser's console complained"


@pytest.fixture
def owed(transactional_db, areas, units, cast) -> Callable[[int], Submission]:
    """`owed(14)` is the health unit's return with so many shares of counts."""

    def make(number: int) -> Submission:
        owe(units.health, areas.city, [ratio(each) for each in range(number)])
        open_for(cast, areas)
        return Submission.objects.get(organisation=units.health, area=areas.city)

    return make


def cells(submission: Submission) -> list[Item]:
    return list(submission.items.order_by("indicator__position"))


def counts(submission: Submission) -> list[tuple[int | None, int | None]]:
    rows = cells(submission)
    return [
        (
            None if row.numerator is None else int(row.numerator),
            None if row.denominator is None else int(row.denominator),
        )
        for row in rows
    ]


def start(person: Typist, item: Item, column: str = "numerator") -> None:
    person.page.click(f"#cell-{item.pk}-{column}")


def put_on_clipboard(person: Typist, rows: list[list[str]]) -> None:
    """A block as Excel and WPS write it: tabs and CRLF, and the same as an HTML table."""
    plain = "".join("\t".join(row) + "\r\n" for row in rows)
    body = "".join(
        "<tr>" + "".join(f"<td style='mso-number-format:0'>{text}</td>" for text in row) + "</tr>"
        for row in rows
    )
    html = f"<html><body><!--StartFragment--><table>{body}</table><!--EndFragment--></body></html>"
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    spreadsheet = person.page.context.new_page()  # another program, as far as the grid knows
    spreadsheet.goto(person.address + "/healthz/")
    spreadsheet.bring_to_front()
    spreadsheet.evaluate(
        """([plain, html]) => navigator.clipboard.write([new ClipboardItem({
            "text/plain": new Blob([plain], {type: "text/plain"}),
            "text/html": new Blob([html], {type: "text/html"})})])""",
        [plain, html],
    )
    spreadsheet.close()
    person.page.bring_to_front()
