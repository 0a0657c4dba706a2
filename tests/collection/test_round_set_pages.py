"""The pages of the 监测指标体系: reading a version, making the next one."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from indicators.models import Indicator
from reporting.models import IndicatorSet, Round
from tests.conftest import SignIn


@pytest.fixture
def version(round_2025: Round) -> IndicatorSet:
    assert round_2025.indicator_set is not None
    return round_2025.indicator_set


def days(version: IndicatorSet, **changes: str) -> dict[str, str]:
    """What the form posts for the days, by the code of the indicator."""
    lines = version.lines.select_related("indicator")
    return {f"due-{line.indicator_id}": changes.get(line.indicator.code, "") for line in lines}


def test_the_first_version_is_made_from_the_duties(assignments: None, sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    assert "还没有监测指标体系" in client.get(reverse("round_sets")).content.decode()
    done = client.post(reverse("round_set_first"), follow=True).content.decode()
    assert "第1版" in done
    assert "孕产妇死亡率" in done


@pytest.mark.parametrize(
    ("name", "may_change"),
    [("reviewer", True), ("office_worker", False), ("county_reviewer", False)],
)
def test_who_reads_and_who_changes(
    name: str, may_change: bool, version: IndicatorSet, sign_in: SignIn
) -> None:
    html = sign_in(name).get(reverse("round_sets"), follow=True).content.decode()
    assert "农村自来水普及率" in html
    assert ("形成第2版" in html) == may_change


def test_the_next_version(version: IndicatorSet, sign_in: SignIn) -> None:
    water = Indicator.objects.get(code="rural_tap_water")
    client = sign_in("reviewer")
    address = reverse("round_set_change", args=[version.pk])
    assert "停用" in client.get(address).content.decode()
    form = days(version, maternal_mortality="5月31日") | {
        "retire": water.pk,
        "reason": "新规划不再监测",
    }
    html = client.post(address, form, follow=True).content.decode()
    assert "第2版 已生效" in html
    assert "5月31日" in html
    assert "农村自来水普及率" not in html
    old = client.get(reverse("round_set", args=[version.pk])).content.decode()
    assert "这是旧版本" in old
    assert "形成第" not in old


@pytest.mark.parametrize(
    ("changes", "reason", "words"),
    [
        ({"maternal_mortality": "月底"}, "因为", "“月底”不是日期"),
        ({"maternal_mortality": "2-31"}, "因为", "没有2月31日"),
        ({}, "因为", "没有改动"),
        ({"maternal_mortality": "5-31"}, "", "请填写原因"),
    ],
)
def test_what_was_typed_stays_with_what_is_wrong(
    changes: dict[str, str], reason: str, words: str, version: IndicatorSet, sign_in: SignIn
) -> None:
    address = reverse("round_set_change", args=[version.pk])
    response = sign_in("reviewer").post(address, days(version, **changes) | {"reason": reason})
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    for typed in changes.values():
        assert f'value="{typed}"' in html
    assert IndicatorSet.objects.count() == 1


def test_somebody_was_quicker(version: IndicatorSet, sign_in: SignIn) -> None:
    address = reverse("round_set_change", args=[version.pk])
    form = days(version, maternal_mortality="5-31") | {"reason": "推后"}
    assert sign_in("reviewer").post(address, form).status_code == 302
    response = sign_in("second_reviewer").post(address, form)
    assert response.status_code == 409
    assert "更新的版本" in response.content.decode()


def test_an_unknown_indicator_is_refused(
    version: IndicatorSet, cast: SimpleNamespace, sign_in: SignIn
) -> None:
    address = reverse("round_set_change", args=[version.pk])
    response = sign_in("reviewer").post(address, {"add": "999999", "reason": "增加"})
    assert response.status_code == 422
    assert "不在指标库中" in response.content.decode()
