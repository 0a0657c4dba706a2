"""The bureau enters a population: checked, written down, and never over another's number."""

from decimal import Decimal

import pytest

from indicators.models import AuditEvent
from reporting.collection.population_entry import PopulationsRefused
from reporting.collection.populations import Entered
from reporting.models import Observation, WorkItem
from reporting.observations.populations import populations_for, populations_of_areas
from reporting.permissions import PermissionRefused
from tests.populations.conftest import DOCUMENT, GIRLS

REASON = "按第八次人口普查修订"


def test_a_number_is_a_figure_with_its_source(areas, children, cast, enter):
    assert enter({areas.city: " ５,０００ ", areas.county: "1200"}) == Entered(stored=2)
    row = Observation.objects.in_force().get(area=areas.city)
    assert (row.value, row.year, row.flow, row.note) == (5000, 2024, "return", DOCUMENT)
    assert (row.recorded_by, row.revision_kind) == (cast.reviewer, "first")
    found = populations_for(areas.city, 2024, [(children.pk, 0), (children.pk, GIRLS)])
    assert found == {(children.pk, 0): Decimal(5000)}
    both = populations_of_areas([areas.city, areas.county], 2024, [(children.pk, 0)])
    assert both == {
        (areas.city.pk, children.pk, 0): Decimal(5000),
        (areas.county.pk, children.pk, 0): Decimal(1200),
    }


def test_the_year_is_judged_anew_and_the_act_is_written_down(areas, enter):
    enter({areas.city: "5000"})
    assert WorkItem.objects.get().key == "990100:2024"
    act = AuditEvent.objects.get(action="population.enter")
    assert act.old == {"演示市 3—5岁人口数": "未录入"}
    assert act.new == {"year": 2024, "data_version": 1, "演示市 3—5岁人口数": "5000"}
    assert act.reason == DOCUMENT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("五千", "不是数字"),
        ("0.5", "须为整数"),
        ("0", "大于零"),
        ("-3", "大于零"),
        ("50%", "只填数字"),
    ],
)
def test_what_is_no_number_of_people_is_refused(areas, enter, text, words):
    with pytest.raises(PopulationsRefused, match=words) as refused:
        enter({areas.city: text, areas.county: "1200"})
    assert "演示市 3—5岁人口数" in str(refused.value)
    assert not Observation.objects.exists(), "all or nothing"


def test_a_source_is_asked_for(areas, enter):
    with pytest.raises(PopulationsRefused, match="数据来源"):
        enter({areas.city: "5000"}, document="  ")


def test_a_jump_of_more_than_a_tenth_needs_a_reason(areas, enter):
    enter({areas.city: "5000", areas.county: "1000"}, year=2023)
    with pytest.raises(PopulationsRefused, match=r"减少 10\.1%，超过 10%"):
        enter({areas.city: "4495", areas.county: "1000"})
    assert enter({areas.city: "4500", areas.county: "1100"}).stored == 2, "a tenth is no jump"
    assert enter({areas.second_county: "7"}, reason="").stored == 1, "no last year, no jump"


def test_a_jump_passes_with_a_reason(areas, enter):
    enter({areas.city: "5000"}, year=2023)
    enter({areas.city: "4000"}, reason=REASON)
    row = Observation.objects.in_force().get(year=2024)
    assert row.reason == f"{DOCUMENT}；{REASON}"


def test_a_correction_needs_a_reason_and_keeps_the_old_number(areas, enter):
    enter({areas.city: "5000"})
    with pytest.raises(PopulationsRefused, match="更正原因"):
        enter({areas.city: "5010"}, seen=1)
    enter({areas.city: "5010"}, seen=1, reason=REASON)
    rows = Observation.objects.filter(area=areas.city).order_by("valid_from")
    assert [(row.value, row.valid_from, row.valid_to, row.revision_kind) for row in rows] == [
        (5000, 1, 2, "first"),
        (5010, 2, None, "correction"),
    ]


def test_a_number_cannot_be_emptied(areas, enter):
    enter({areas.city: "5000"})
    with pytest.raises(PopulationsRefused, match="不能清空"):
        enter({areas.city: ""}, seen=1)


def test_what_was_left_as_shown_is_left_alone(areas, enter):
    enter({areas.city: "5000"})
    assert enter({areas.city: "5000", areas.county: ""}, seen=0) == Entered()
    assert Observation.objects.count() == 1


def test_somebody_elses_number_is_shown_beside_ones_own(areas, cast, enter):
    enter({areas.city: "5000"}, by=cast.second_reviewer)
    with pytest.raises(PopulationsRefused) as refused:
        enter({areas.city: "4900"}, seen=0)
    assert len(refused.value.overtaken) == 1
    assert "您填写的是“4900”，second_reviewer已改为“5000”" in str(refused.value)


def test_girls_are_not_more_than_all(areas, enter):
    enter({areas.county: "1000"})
    with pytest.raises(PopulationsRefused, match="女共 1001，大于合计 1000"):
        enter({areas.county: "1001"}, breakdown=GIRLS)
    assert enter({areas.county: "480"}, breakdown=GIRLS).stored == 1


@pytest.mark.parametrize("name", ["county_reviewer", "other_reviewer", "office_worker"])
def test_only_the_citys_bureau_enters(areas, cast, enter, name):
    with pytest.raises(PermissionRefused, match="市级统计部门"):
        enter({areas.county: "1200"}, by=getattr(cast, name))


def test_areas_of_another_city_are_not_on_the_page(areas, enter):
    with pytest.raises(PopulationsRefused, match="请刷新页面"):
        enter({areas.other_county: "1200"})


@pytest.mark.parametrize("year", [2009, 2100])
def test_the_year_is_a_year_of_data(areas, enter, year):
    with pytest.raises(PopulationsRefused, match="数据年份"):
        enter({areas.city: "5000"}, year=year)
