"""One search over the whole catalogue; what one may not read is not found."""

import pytest
from django.urls import reverse

from reporting.catalogue_pages.search import search, terms_of

pytestmark = pytest.mark.django_db


def found(user, text) -> dict[str, list[str]]:
    return {group.title: [hit.words for hit in group.hits] for group in search(user, text)}


def test_every_kind_of_entry_is_found_with_its_locator(targets, other_plans, cast):
    groups = {group.title: group.hits for group in search(cast.office_worker, "甲县")}
    assert set(groups) == {"规划", "主要目标", "策略措施", "单位", "地区"}
    assert groups["主要目标"][0].locator == "甲县儿童规划 领域1 目标4"
    assert groups["策略措施"][0].locator == "甲县儿童规划 领域1 策略措施3"
    assert groups["策略措施"][0].address.endswith("#strategy-3")


def test_targets_and_indicators(targets, cast):
    groups = found(cast.leader, "自来水")
    assert groups == {"目标": ["农村自来水普及率：不低于92.0%"], "指标": ["农村自来水普及率"]}
    assert found(cast.leader, "W7.07-1") == {"目标": ["农村自来水普及率：不低于92.0%"]}


def test_hits_lead_to_how_it_stands(targets, other_plans, cast):
    groups = {group.title: group.hits for group in search(cast.office_worker, "自来水")}
    water = targets.water
    assert groups["目标"][0].address == reverse("target_page", args=[water.pk])
    assert groups["指标"][0].address == reverse("indicator_page", args=[water.indicator_id])
    county = {group.title: group.hits for group in search(cast.office_worker, "甲县")}
    objective = other_plans.county.domains.get().objectives.get()
    standing = f"{reverse('plan_page', args=[other_plans.county.pk])}#objective-{objective.pk}"
    assert county["主要目标"][0].other_address == standing
    drafted = {group.title: group.hits for group in search(cast.office_worker, "C1.04-1")}
    own = [hit for hit in drafted["目标"] if "演示市儿童" in hit.locator]
    assert [hit.address for hit in own] == [
        reverse("catalogue_target", args=[other_plans.draft.targets.get().pk])
    ], "a draft has no standing yet"


def test_units_and_areas_are_found_by_those_who_may_open_them(units, cast):
    everything = found(cast.leader, "卫生健康")
    assert everything["单位"] == ["演示市卫生健康委员会", "甲县卫生健康局"]
    assert found(cast.county_statistician, "卫生健康") == {"单位": ["甲县卫生健康局"]}
    assert found(cast.outsider, "卫生健康") == {}
    assert found(cast.county_statistician, "990102") == {}
    assert found(cast.leader, "990102") == {"地区": ["乙县"]}


def test_every_word_must_occur(targets, cast):
    assert found(cast.leader, "农村 自来水")
    assert not found(cast.leader, "农村 入园")


def test_plans_of_others_and_drafts_are_not_found(targets, other_plans, cast):
    assert found(cast.leader, "邻市") == {}
    assert "draft-plan" not in str(found(cast.leader, "演示市儿童"))
    assert found(cast.office_worker, "draft-plan")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("  　 ", []),
        ("孕产妇　死亡", ["孕产妇", "死亡"]),
        ("ＷＡＴＥＲ\x00１", ["WATER", "1"]),
        ("字" * 100, ["字" * 60]),
        ("a b c d e f g h", ["a", "b", "c", "d", "e", "f"]),
    ],
)
def test_terms(text, terms):
    assert terms_of(text) == terms


def test_the_page_says_what_to_do(targets, sign_in):
    client = sign_in("leader")
    empty = client.get(reverse("catalogue_search")).content.decode()
    assert "请输入要找的词" in empty
    nothing = client.get(reverse("catalogue_search"), {"q": "没有这个"}).content.decode()
    assert "没有找到" in nothing
    page = client.get(reverse("catalogue_search"), {"q": "<b>自来水"}).content.decode()
    assert "&lt;b&gt;自来水" in page and "<b>自来水" not in page


def test_long_lists_are_cut_and_say_so(targets, indicators, cast, crowd, monkeypatch):
    crowd()
    monkeypatch.setattr("reporting.catalogue_pages.search.SHOWN", 4)
    group = next(each for each in search(cast.leader, "农村") if each.title == "指标")
    assert (len(group.hits), group.has_more) == (4, True)
