"""The whole path in a real browser: entry, review, worker, signing, release, the leader's page."""

import datetime
import re

from indicators.clock import today
from indicators.models import Area
from reporting.demonstration.open_round import typed_cell
from reporting.demonstration.past import invented_figures
from reporting.models import Assessment, ItemChange, Observation, Submission, WorkItem
from tests.browser.official_counts import verdicts
from tests.processes import wait_until


def _health_figures():
    """What the health commission has to report for 2025, as the demonstration invents it."""
    return {
        (figure.indicator, figure.breakdown): figure
        for figure in invented_figures()
        if figure.area == "990100" and figure.year == 2025
    }


def _enter_and_submit(statistician):
    submission = Submission.objects.get(organisation__code="demo-health")
    statistician.open("/tasks/")
    statistician.page.click(f"a[href='/submissions/{submission.pk}/']")
    figures = _health_figures()
    next_year = today() + datetime.timedelta(days=365)
    for item in submission.items.select_related("indicator", "breakdown"):
        figure = figures.get((item.indicator.code, item.breakdown.name))
        for column, text in vars(typed_cell(figure, None, next_year)).items():
            field = statistician.page.locator(f"[name=cell-{item.pk}-{column}]")
            if text and column == "missing_kind":
                field.select_option(text)
            elif text:
                field.fill(text)
    statistician.page.get_by_role("button", name="保存并提交").click()
    statistician.page.wait_for_load_state()
    submission.refresh_from_db()
    assert submission.state == "submitted"
    assert ItemChange.objects.filter(item__submission=submission).count() == len(
        submission.items.all()
    )


def _approve_everything(reviewer):
    while pending := Submission.objects.filter(state="submitted").first():
        reviewer.open("/reviews/")
        reviewer.page.click(f"a[href='/submissions/{pending.pk}/review/']")
        for item in pending.items.all():
            reviewer.page.check(f"[name=cell-{item.pk}-decision][value=approve]")
        reviewer.page.get_by_role("button", name="执行所选").click()
        reviewer.page.wait_for_load_state()
        pending.refresh_from_db()
        assert pending.state == "complete"


def _everything_judged():
    return not WorkItem.objects.filter(done_at=None).exists()


def _headline(page):
    """(met, near, with data, total) of the first counting sentence of the leader page."""
    sentence = page.inner_text(".headline")
    met, near, with_data, total = re.search(
        r"(?:已达标|实现) (\d+).*?(?:基本达标|基本实现) (\d+) ／ 有数据 (\d+) ／ 共 (\d+)", sentence
    ).groups()
    return int(met), int(near), int(with_data), int(total)


def _numbers_of(page, scope):
    """Every number in the counting sentence of one plan."""
    line = page.locator(".headline-parts", has_text=scope).first.inner_text()
    return [int(number) for number in re.findall(r"\d+", line)]


def test_from_the_entry_grid_to_the_leaders_page(worker, visitor):
    city = Area.objects.get(code="990100")
    leader = visitor("lingdao")
    before = leader.open("/summary/").inner_text("main")
    assert "2024年" in before
    assert "预计达标困难" in before

    _enter_and_submit(visitor("weijian"))
    reviewer = visitor("tongji")
    _approve_everything(reviewer)
    wait_until(_everything_judged)
    newest = Observation.objects.filter(area=city).order_by("-valid_from").first().valid_from
    judged = Assessment.objects.filter(area=city, year=2025)
    assert judged.get(target__code="W1.02-1").latest_year == 2025
    assert judged.get(target__code="W1.02-1").data_version <= newest
    assert "2025年" in reviewer.open("/targets/?live=1&year=2025").inner_text("main")
    assert leader.open("/summary/").inner_text("main") == before, "nothing moves before release"

    reviewer.open("/years/")
    reviewer.page.get_by_role("button", name="核定 2025年").click()
    reviewer.page.wait_for_load_state()
    assert leader.open("/summary/").inner_text("main") == before, "signing is no release"
    office = visitor("fuerwei")
    office.open("/years/")
    office.page.get_by_role("button", name="发布 2025年").click()
    office.page.wait_for_load_state()

    page = leader.open("/summary/")
    text = page.inner_text("main")
    assert "2025年" in text
    assert "预计达标困难" not in text, "a finished plan has verdicts, no forecasts"
    expected = list(verdicts(city, 2025))
    counts = (
        sum(verdict.met for verdict in expected),
        sum(verdict.near for verdict in expected),
        sum(verdict.value is not None for verdict in expected),
        len(expected),
    )
    assert _headline(page) == counts
    assert counts[3] == 43, "41 with a number, 2 issued by the province"
    unjudged = sum(verdict.value is None for verdict in expected)
    missed = sum(v.value is not None and not v.met and not v.near for v in expected)
    shares = " ".join(text.split())
    assert f"未实现 {missed}" in shares
    nobody_exposed = judged.filter(standing="不适用").count()
    assert f"不适用 {nobody_exposed}" in shares
    assert f"无法评价 {unjudged - nobody_exposed}" in shares
    for plan, title in (("women", "妇女规划"), ("children", "儿童规划")):
        own = [verdict for verdict in expected if verdict.plan == plan]
        assert _numbers_of(page, title)[-2:] == [
            sum(verdict.value is not None for verdict in own),
            len(own),
        ]
