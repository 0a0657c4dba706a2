"""The progress of a round: who has filed, who is late, what the bureau may do about it."""

import io
from types import SimpleNamespace

import openpyxl
import pytest
from django.urls import reverse

from indicators.models import Indicator
from reporting.collection.rounds import open_round
from reporting.models import Item, Round, Submission
from tests.collection.conftest import DUE, add_indicators
from tests.conftest import SignIn


def page(sign_in: SignIn, name: str = "reviewer", query: str = "") -> str:
    response = sign_in(name).get(reverse("round_list") + query)
    assert response.status_code == 200
    return response.content.decode()


class TestList:
    @pytest.mark.parametrize("name", ["reviewer", "office_worker"])
    def test_rates_with_their_numbers(
        self, name: str, submitted_return: Submission, sign_in: SignIn
    ) -> None:
        html = page(sign_in, name)
        assert "报送率（已提交 / 应报）" in html
        assert '33% <span class="page-note">1/3</span>' in html
        for unit in ("演示市卫生健康委员会", "演示市教育局", "甲县卫生健康局"):
            assert unit in html
        assert html.count("未提交</td>") == 2

    def test_a_county_bureau_sees_its_county(
        self, submitted_return: Submission, sign_in: SignIn
    ) -> None:
        html = page(sign_in, "county_reviewer")
        assert '<span class="page-note">0/1</span>' in html
        assert "演示市教育局" not in html
        assert "关闭报告期" not in html

    def test_the_late_are_marked(
        self, submitted_return: Submission, settings: SimpleNamespace, sign_in: SignIn
    ) -> None:
        settings.TODAY = "2026-04-03"
        html = page(sign_in)
        assert '<dd class="overdue">2</dd>' in html
        assert html.count("逾期 3 天") == 2
        assert "催报逾期的 2 份" in html
        late = page(sign_in, query="?show=late")
        assert "演示市卫生健康委员会" not in late.split("<tbody>")[1]

    @pytest.mark.parametrize("name", ["reviewer", "office_worker", "county_reviewer"])
    def test_only_the_bureau_of_the_city_has_buttons(
        self, name: str, round_2025: Round, sign_in: SignIn
    ) -> None:
        html = page(sign_in, name)
        is_run_by = name == "reviewer"
        for words in (reverse("round_new"), "关闭报告期", "延期<"):
            assert (words in html) == is_run_by

    def test_a_survey_that_is_not_asked_is_shown_with_its_reason(
        self, areas: SimpleNamespace, assignments: None, cast: SimpleNamespace, sign_in: SignIn
    ) -> None:
        Indicator.objects.filter(code="rural_tap_water").update(ad_hoc=True)
        round_ = open_round(area=areas.city, year=2025, opens_on=DUE, due_on=DUE, by=cast.reviewer)
        html = page(sign_in)
        assert "本期不收集的指标（1）" in html
        assert "不定期调查，还没有数据" in html
        water = Indicator.objects.get(code="rural_tap_water")
        client = sign_in("reviewer")
        form = {"indicator": water.pk, "reason": "省里要求"}
        done = client.post(reverse("round_add", args=[round_.pk]), form, follow=True)
        assert "已增加 1 个填报项" in done.content.decode()
        assert Item.objects.filter(indicator=water).count() == 1

    def test_an_unknown_round_shows_the_newest(self, round_2025: Round, sign_in: SignIn) -> None:
        for query in ("?round=x", "?round=999999", f"?round={'9' * 50}", "?show=x"):
            assert "2025年度" in page(sign_in, "reviewer", query)

    def test_no_round_yet_says_what_to_do(self, cast: SimpleNamespace, sign_in: SignIn) -> None:
        assert reverse("round_new") in page(sign_in, "reviewer")
        assert "市统计局开启报告期后" in page(sign_in, "office_worker")

    def test_another_city_sees_nothing(self, round_2025: Round, sign_in: SignIn) -> None:
        assert "还没有开启报告期" in page(sign_in, "other_reviewer", f"?round={round_2025.pk}")

    def test_queries_do_not_grow_with_returns_and_cells(
        self,
        round_2025: Round,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        cast: SimpleNamespace,
        sign_in: SignIn,
        django_assert_num_queries: object,
        django_assert_max_num_queries: object,
    ) -> None:
        client = sign_in("reviewer")
        with django_assert_max_num_queries(16) as few:  # type: ignore[operator]
            client.get(reverse("round_list"))
        add_indicators(20, areas.second_county, units.education)
        more = Submission.objects.create(
            round=round_2025,
            organisation=units.education,
            area=areas.second_county,
            state="draft",
        )
        Item.objects.bulk_create(
            Item(submission=more, indicator=indicator)
            for indicator in Indicator.objects.filter(position__gte=100)
        )
        with django_assert_num_queries(len(few)):  # type: ignore[operator]
            client.get(reverse("round_list"))


class TestExport:
    def test_the_table_as_excel(
        self, submitted_return: Submission, settings: SimpleNamespace, sign_in: SignIn
    ) -> None:
        settings.TODAY = "2026-04-03"
        Submission.objects.filter(pk=submitted_return.pk).update(
            first_submitted_at="2026-03-01T00:00Z"
        )
        round_ = submitted_return.round
        address = reverse("round_export", args=[round_.pk])
        response = sign_in("reviewer").get(address)
        assert "filename*=utf-8''" in response.headers["Content-Disposition"]
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        rows = [[str(each or "") for each in row] for row in sheet.iter_rows(values_only=True)]
        text = "\n".join("|".join(row) for row in rows)
        assert "报送率 33%（1 / 3），及时率 33%（1 / 3）" in text
        heads = next(row for row in rows if row[0] == "地区")
        health = next(row for row in rows if "演示市卫生健康委员会" in row)
        line = dict(zip(heads, health, strict=True))
        assert (line["状态"], line["填报项"], line["及时"]) == ("待统计审核", "2", "是")
        assert line["签字"] == "unit_head"
        late = sign_in("reviewer").get(address, {"show": "late"})
        names = openpyxl.load_workbook(io.BytesIO(late.content)).active.iter_rows(values_only=True)
        assert not [row for row in names if "演示市卫生健康委员会" in row]


class TestOpeningPage:
    def form(self, **changes: str) -> dict[str, str]:
        return {"year": "2025", "opens_on": "2026-02-01", "due_on": "2026-03-31"} | changes

    def test_opens_a_round(
        self, areas: SimpleNamespace, assignments: None, cast: SimpleNamespace, sign_in: SignIn
    ) -> None:
        client = sign_in("reviewer")
        assert "还没有监测指标体系" in client.get(reverse("round_new")).content.decode()
        done = client.post(reverse("round_new"), self.form(), follow=True)
        assert "报告期已开启" in done.content.decode()
        assert Round.objects.get().submissions.count() == 3

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"due_on": "2026-01-01"}, "截止日期不能早于开始日期"),
            ({"year": "2027"}, "2027年度的数据不能在"),
            ({"year": "1900"}, "2010"),
            ({"opens_on": "昨天"}, "日期"),
        ],
    )
    def test_what_cannot_be_opened_is_explained(
        self,
        changes: dict[str, str],
        words: str,
        assignments: None,
        cast: SimpleNamespace,
        sign_in: SignIn,
    ) -> None:
        response = sign_in("reviewer").post(reverse("round_new"), self.form(**changes))
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not Round.objects.exists()


class TestExtendingPage:
    def test_extends_one_unit(self, county_return: Submission, sign_in: SignIn) -> None:
        client = sign_in("reviewer")
        address = reverse("round_extend", args=[county_return.pk])
        assert "现在的截止日期 2026年3月31日" in client.get(address).content.decode()
        form = {"version": county_return.version, "due_on": "2026-04-20", "reason": "人员变动"}
        done = client.post(address, form, follow=True).content.decode()
        assert "已延期到 2026-04-20" in done
        assert "人员变动" in done

    def test_without_a_reason(self, county_return: Submission, sign_in: SignIn) -> None:
        address = reverse("round_extend", args=[county_return.pk])
        form = {"version": county_return.version, "due_on": "2026-04-20", "reason": ""}
        response = sign_in("reviewer").post(address, form)
        assert response.status_code == 422
        assert "请填写原因" in response.content.decode()


class TestClosingPage:
    def test_close_and_open_again(self, round_2025: Round, sign_in: SignIn) -> None:
        client = sign_in("reviewer")
        closed = client.post(reverse("round_close", args=[round_2025.pk]), follow=True)
        html = closed.content.decode()
        assert "报告期已关闭" in html
        assert "已锁定" in html
        reopen = reverse("round_reopen", args=[round_2025.pk])
        assert "请填写原因" in client.post(reopen, follow=True).content.decode()
        done = client.post(reopen, {"reason": "补报"}, follow=True).content.decode()
        assert "重新开启报告期，原因：补报" in done

    def test_reminding(self, round_2025: Round, settings: SimpleNamespace, sign_in: SignIn) -> None:
        settings.TODAY = "2026-04-03"
        client = sign_in("reviewer")
        remind = reverse("round_remind", args=[round_2025.pk])
        assert "已催报 3 个单位" in client.post(remind, follow=True).content.decode()
        again = client.post(remind, follow=True).content.decode()
        assert "没有今天还要催报的报表" in again
        assert again.count("今天已催") == 3
