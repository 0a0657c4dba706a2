"""The bar and the table of domains: parts that add up, in a fixed order, each a way to its list."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.attainment.standing import WORDS
from indicators.models import Target
from indicators.wording import standing_mark
from reporting.dashboards.counts import BAR, StandingShare
from reporting.models import ReleasedJudgement
from tests.dashboards.conftest import record_values
from tests.dashboards.test_leader_summary import text_of
from tests.dashboards.test_summary_change import summary_of

pytestmark = pytest.mark.django_db
TRENDS = {
    "向好",
    "持平",
    "向差",
}  # words of targets without a number, which have no part in the bar


def test_every_word_of_a_numeric_target_has_a_place_in_the_bar() -> None:
    assert set(WORDS) - TRENDS <= set(BAR) | {"提前实现"}


def test_the_parts_add_up_to_the_total(released: None) -> None:
    row = summary_of(2024).first
    assert sum(share.count for share in row.shares) == row.headline.counts.total == 3
    assert row.shares[0].start == 0


def test_a_target_that_could_not_be_judged_is_in_the_bar_without_data(
    figures: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
) -> None:
    record_values(indicators.water, areas.city, {2024: "-1.0"})
    release(2024)
    summary = summary_of(2024)
    words = {share.word: share.count for share in summary.first.shares}
    assert words["数据不足"] == 1
    assert summary.plans[0].domains[0].headline.counts.total == 3
    assert [target.code for target in summary.without_data] == ["W7.07-1"]


def test_small_parts_carry_no_label_that_would_not_fit() -> None:
    mark = standing_mark("已达标")
    labels = [StandingShare("已达标", mark, count, 0, 100).label for count in (1, 5, 50)]
    assert labels == ["", "5", "✓ 50"]


def test_each_part_leads_to_as_many_targets_as_it_counts(sign_in, released: None) -> None:
    client: Client = sign_in("leader")
    page = client.get(reverse("leader_summary")).content.decode()
    links = re.findall(
        r'<li><a href="([^"]+)">\s*<span class="standing .*?figure-number">(\d+)', page, re.DOTALL
    )
    assert len(links) == len(summary_of(2024).first.shares)
    for link, count in links:
        listed = client.get(link.replace("&amp;", "&")).content.decode()
        assert f"{count} 个目标" in listed


def test_domain_counts_and_achievement_by_hand(released: None) -> None:
    rows = ReleasedJudgement.objects.filter(release__year=2024)
    domain = summary_of(2024).plans[0].domains[0]
    assert domain.headline.counts.met == rows.filter(status="MET").count()
    degrees = [row.achievement for row in rows if row.achievement is not None]
    assert len(degrees) == 3
    assert domain.achievement == pytest.approx(sum(degrees) / 3)


def test_below_three_targets_with_data_a_domain_has_no_achievement(
    figures: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
) -> None:
    record_values(indicators.water, areas.city, {2024: "-1.0"})
    release(2024)
    assert summary_of(2024).plans[0].domains[0].achievement is None


def test_a_domain_with_directions_only_is_told_apart(
    sign_in, figures: None, release: Callable[[int], None]
) -> None:
    Target.objects.update(kind="increase")
    release(2024)
    text = text_of(sign_in("leader"))
    assert "只有方向性目标： 妇女与健康 （向好" in text


def test_a_live_judgement_older_than_its_inputs_says_so(
    sign_in, released: None, indicators: SimpleNamespace, areas: SimpleNamespace
) -> None:
    record_values(indicators.water, areas.city, {2024: "91.0"})
    text = text_of(sign_in("reviewer"), year=2025, live=1)
    assert "重新评估中" in text
    assert "重新评估中" not in text_of(sign_in("reviewer"), year=2024)
