"""The leader summary: released years, counts worked out a second way, verdicts at the end."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import AuditEvent
from reporting.models import Assessment, Release, ReleasedJudgement
from tests.dashboards.conftest import ENROLMENT, record_counts, record_values

pytestmark = pytest.mark.django_db


def text_of(client: Client, **query: object) -> str:
    """The visible text of the page, white space collapsed."""
    answer = client.get(reverse("leader_summary"), query)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def told(client: Client, **query: object) -> str:
    """The text without the legend, which explains every word whether it occurs or not."""
    return text_of(client, **query).split("图例与口径")[0]


def counted(area: object, year: int) -> str:
    """The headline counted again from the stored rows."""
    rows = ReleasedJudgement.objects.filter(release__area=area, release__year=year)
    of = {status: rows.filter(status=status).count() for status in ("MET", "NEAR", "NOT_MET")}
    met, near, with_data = of["MET"], of["NEAR"], sum(of.values())
    return f"已达标 {met}，基本达标 {near} ／ 有数据 {with_data} ／ 共 {rows.count()}"


def test_before_a_release_the_page_says_what_must_happen(sign_in) -> None:
    assert "妇儿工委办公室发布之后" in text_of(sign_in("leader"))


def test_the_counts_agree_with_the_stored_rows(
    sign_in, released: None, areas: SimpleNamespace
) -> None:
    text = text_of(sign_in("leader"))
    assert "演示市2024年" in text
    assert counted(areas.city, 2024) in text


def test_version_number_and_date_are_printed(sign_in, released: None) -> None:
    release = Release.objects.get(year=2024)
    text = text_of(sign_in("leader"))
    assert f"截至数据版本 {release.data_version}" in text
    assert "第1版" in text


def test_a_target_in_danger_is_listed_with_what_a_decision_needs(
    sign_in, released: None, targets: SimpleNamespace
) -> None:
    judgement = ReleasedJudgement.objects.get(target=targets.enrolment)
    assert judgement.level in ("ORANGE", "RED")
    client = sign_in("leader")
    text = text_of(client)
    assert "预计达标困难（1）" in text
    assert "86.2% → 不低于92.0%" in text
    assert "演示市教育局" not in text, "nobody leads it yet"
    assert "牵头单位待定" in text
    assert "达标概率" in text
    assert "2025年预计" in text
    page = client.get(reverse("leader_summary")).content.decode()
    assert f'href="{reverse("target_page", args=[targets.enrolment.pk])}?year=2024"' in page


def test_leaders_do_not_see_the_live_year(sign_in, released: None) -> None:
    answer = sign_in("leader").get(reverse("leader_summary"), {"year": 2025, "live": 1})
    assert answer.status_code == 403


@pytest.mark.parametrize("person", ["reviewer", "office_worker"])
def test_bureau_and_office_see_the_live_year_marked(sign_in, released: None, person: str) -> None:
    assert "采集中，未核定" in text_of(sign_in(person), year=2025, live=1)


def test_the_page_does_not_move_before_the_release(
    sign_in, released: None, indicators: SimpleNamespace, areas: SimpleNamespace
) -> None:
    client = sign_in("leader")
    before = text_of(client)
    record_values(indicators.water, areas.city, {2024: "60.0", 2025: "61.0"})
    assert text_of(client) == before


def test_at_the_plans_end_there_are_verdicts_and_no_forecasts(
    sign_in,
    released: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
) -> None:
    record_values(indicators.water, areas.city, {2025: "96.0"})
    record_counts(indicators.enrolment, areas.city, {2025: (860, 1000)})
    release(2025)
    text = text_of(sign_in("leader"))
    words = {row.standing for row in Assessment.objects.filter(year=2025, area=areas.city)}
    assert {"如期实现", "未实现", "无法评价"} <= words
    for word in words:
        assert f"{word} （1）" in text or f"{word}（1）" in text
    assert "实现 1，基本实现 0 ／ 有数据 2 ／ 共 3" in text
    assert "达标概率" not in told(sign_in("leader"))


def test_the_early_year_of_a_verdict_is_told(
    sign_in, released: None, release, indicators: SimpleNamespace, areas: SimpleNamespace
) -> None:
    met = dict.fromkeys(range(2022, 2026), (930, 1000))
    record_counts(indicators.enrolment, areas.city, {**ENROLMENT, **met})
    release(2025)
    assert "提前实现(2022)" in text_of(sign_in("leader"))


def test_a_refused_series_counts_without_data(
    sign_in,
    figures: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
) -> None:
    record_values(indicators.water, areas.city, {2024: "-1.0"})
    release(2024)
    assert "有数据 2 ／ 共 3" in text_of(sign_in("leader"))


@pytest.mark.parametrize("year", ["abcd", "20245", "２０２４", "-2024"])
def test_a_year_that_is_none_is_not_found(sign_in, released: None, year: str) -> None:
    answer = sign_in("leader").get(reverse("leader_summary"), {"year": year})
    assert answer.status_code == 404


def test_an_unreleased_year_offers_the_released_ones(sign_in, released: None) -> None:
    text = text_of(sign_in("leader"), year=2019)
    assert "2019年的数据还没有发布" in text
    assert "2024年（已发布 第1版）" in text


def test_another_city_sees_nothing_of_this_one(sign_in, released: None) -> None:
    text = text_of(sign_in("other_statistician"))
    assert "还没有已发布的年度数据" in text


def test_reading_leaves_no_trace(sign_in, released: None) -> None:
    client = sign_in("leader")
    before = AuditEvent.objects.count()
    text_of(client)
    assert AuditEvent.objects.count() == before
