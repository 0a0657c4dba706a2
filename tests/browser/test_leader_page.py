"""The leader page in all its forms: one screen, one sheet, a phone, and the finished plan."""

import re
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe

from indicators.models import Area, Membership, Role, User
from reporting.assessment.judge import assess_scope
from reporting.collection.review import Decision, review_cells
from reporting.demonstration.past import invented_figures, record_past, release_judged
from reporting.models import ReleasedJudgement, ReviewState, Submission
from tests.browser.official_counts import NUMERIC, verdicts

CITY, FINAL_YEAR = "990100", 2025
FIRST_VIEW_BYTES = 700_000
VERDICTS = ("提前实现", "如期实现", "基本实现", "未实现", "无法评价", "不适用")


def _axe(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


def _sheets(page) -> int:
    """How many sheets of paper the page takes, counted in the PDF that Chromium prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def _fits_one_screen(page) -> bool:
    bottom = page.locator("#essential").evaluate("node => node.getBoundingClientRect().bottom")
    return bottom <= 720


def test_the_first_screen_the_sheet_and_its_weight(visitor) -> None:
    leader = visitor("lingdao")
    leader.page.wait_for_load_state("networkidle")
    sizes: dict[str, int] = {}
    addresses: dict[str, str] = {}
    network = leader.page.context.new_cdp_session(leader.page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    network.on(
        "Network.requestWillBeSent",
        lambda e: addresses.update({e["requestId"]: e["request"]["url"]}),
    )
    page = leader.open("/summary/")
    page.wait_for_load_state("networkidle")
    weight = sum(sizes[request] for request in addresses)
    print(f"leader page, first view: {weight} bytes in {len(addresses)} answers")
    assert 0 < weight < FIRST_VIEW_BYTES
    assert not [address for address in addresses.values() if "plotly" in address]
    assert _fits_one_screen(page)
    assert _sheets(page) == 1


def test_on_a_phone_the_blocks_follow_one_another(visitor) -> None:
    page = visitor("lingdao", (390, 844)).open("/summary/")
    blocks = (".leading-points", ".count-card", ".hardest", ".domains")
    boxes = [page.locator(block).bounding_box() for block in blocks]
    tops = [box["y"] for box in boxes]
    assert tops == sorted(tops)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def _reviewers() -> dict[int, User]:
    """{area id: who reviews there}."""
    rows = Membership.objects.filter(role=Role.REVIEWER).select_related("user", "organisation")
    return {row.organisation.area_id: row.user for row in rows}


def _approve_what_waits() -> None:
    """The unit's own bureau, then for a county's return the city's."""
    reviewers = _reviewers()
    city = Area.objects.get(code=CITY)
    waiting = {ReviewState.PENDING: None, ReviewState.CITY_PENDING: reviewers[city.pk]}
    for state, by in waiting.items():
        for submission in Submission.objects.filter(items__review=state).distinct():
            home = submission.organisation.area_id
            items = submission.items.filter(review=state)
            review_cells(
                submission=submission,
                decisions=[Decision(item.pk, item.version, True, "") for item in items],
                by=by or reviewers.get(home, reviewers[city.pk]),
            )


@pytest.fixture
def finished(demonstration: None) -> None:
    """2025 has all its figures, is judged, signed and released."""
    _approve_what_waits()
    record_past([row for row in invented_figures() if row.year == FINAL_YEAR], [])
    city = Area.objects.get(code=CITY)
    assess_scope(scope=city, year=FINAL_YEAR)
    release_judged(city, FINAL_YEAR, bureau="tongji", office="fuerwei")


def _listed(page) -> dict[str, int]:
    """{verdict: how many}, as the list below the bar says it."""
    texts = page.locator(".standing-list li").all_inner_texts()
    pairs = [re.search(r"([\u4e00-\u9fff]+)\s*(\d+)$", " ".join(text.split())) for text in texts]
    return {pair.group(1): int(pair.group(2)) for pair in pairs}


def test_a_released_final_year_shows_every_verdict(finished: None, visitor) -> None:
    leader = visitor("lingdao")
    page = leader.open("/summary/")
    assert "2025年妇女儿童发展规划目标完成情况" in page.inner_text("h1")
    stored = ReleasedJudgement.objects.filter(
        release__year=FINAL_YEAR, area__code=CITY, target__kind__in=NUMERIC
    ).select_related("area", "target__plan", "target__indicator", "target__breakdown")
    words = Counter(row.standing.split("(")[0] for row in stored)
    assert _listed(page) == dict(words)
    assert set(words) <= set(VERDICTS)
    by_hand = {(row.plan, row.code): row for row in verdicts(stored[0].area, FINAL_YEAR)}
    judged = {(row.target.plan.code, row.target.code): row.status for row in stored}
    wrong = {
        key: (judged[key], row)
        for key, row in by_hand.items()
        if (judged[key] == "MET", judged[key] == "NEAR") != (row.met, row.near)
    }
    assert not wrong, "the page and a count by plain decimals disagree"
    assert len(judged) == len(by_hand) == 43
    text = page.inner_text("main")
    for row in stored.exclude(standing__startswith="如期实现"):
        assert row.target.label in text, row.standing
    assert "上次预测与实际结果" in text
    assert "比上年" in text
    assert "报送率" in text
    assert _fits_one_screen(page)
    assert _axe(page) == []
    assert _sheets(page) == 1
