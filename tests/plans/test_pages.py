"""The drafting pages: what they show, what a save answers, what they cost."""

import io
import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.catalogue.draft_reading import plan_digest
from indicators.catalogue.drafting import create_plan
from indicators.models import Plan, Target, TargetValue
from reporting.models import Upload
from reporting.planning.template import plan_workbook
from reporting.planning.typed_targets import Library
from reporting.workbooks.reading import read_workbook

HEADER = {
    "title": "演示市妇女发展规划（2026—2030年）",
    "short_title": "妇女规划",
    "audience": "women",
    "document": "",
    "base_year": "2025",
    "start_year": "2026",
    "end_year": "2030",
}


@pytest.fixture
def office(sign_in):
    return sign_in("office_worker")


def fields_of(html):
    """What a browser would send back from the grid."""
    data = {}
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if "name" in attributes and (attributes.get("type") != "checkbox" or "checked" in tag):
            data[attributes["name"]] = attributes.get("value", "on")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        data[name] = "" if chosen is None else chosen[1] or chosen[2]
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', html, re.S):
        data[name] = text
    return data


def grid(client, plan, number=1):
    response = client.get(reverse("plan_domain", args=[plan.pk, number]))
    assert response.status_code == 200
    return fields_of(response.content.decode())


def post_grid(client, plan, data, number=1):
    return client.post(reverse("plan_domain", args=[plan.pk, number]), data)


def test_the_list_tells_the_office_what_to_do_first(office):
    html = office.get(reverse("plan_list")).content.decode()
    assert "没有正在编制的规划" in html and "新编规划" in html


def test_the_list_of_others_has_no_drafts_and_no_buttons(draft, sign_in):
    html = sign_in("leader").get(reverse("plan_list")).content.decode()
    assert "没有可以查看的规划草案" in html and "新编规划" not in html


def test_a_plan_is_made_from_the_form(office, areas):
    answer = office.post(reverse("plan_new"), {**HEADER, "area": areas.city.pk})
    plan = Plan.objects.get()
    assert answer.headers["Location"] == reverse("plan_draft", args=[plan.pk])
    assert "规划还没有内容" in office.get(answer.headers["Location"]).content.decode()


def test_a_plan_is_copied_from_the_form(office, areas, released, targets):
    data = {**HEADER, "area": areas.city.pk, "predecessor": targets.plan.pk}
    office.post(reverse("plan_new"), data)
    plan = Plan.objects.get(predecessor=targets.plan)
    html = office.get(reverse("plan_draft", args=[plan.pk])).content.decode()
    assert "2024年数据（2024年度发布第1版）" in html


def test_a_bad_form_says_where_and_keeps_what_was_typed(office, areas):
    answer = office.post(reverse("plan_new"), {**HEADER, "area": areas.city.pk, "end_year": "2026"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "目标年须晚于起始年" in html and HEADER["title"] in html


def test_another_area_is_no_choice(office, areas):
    answer = office.post(reverse("plan_new"), {**HEADER, "area": areas.other_city.pk})
    assert answer.status_code == 422 and not Plan.objects.exists()


def test_a_draft_shows_targets_wording_and_gaps(draft, office):
    html = office.get(reverse("plan_draft", args=[draft.pk])).content.decode()
    assert "力争不低于97.5%" in html and "原文一" in html
    assert "类型为“不低于”的目标须有目标值" in html
    assert "1 个未填全" in html


def test_the_grid_saved_as_it_is_changes_nothing(draft, office):
    before = plan_digest(draft)
    answer = post_grid(office, draft, grid(office, draft))
    assert answer.status_code == 302
    assert "没有改动" in office.get(answer.headers["Location"]).content.decode()
    assert plan_digest(draft) == before


def test_the_grid_stores_a_typed_value(draft, office):
    data = grid(office, draft)
    target = Target.objects.get(code="W1.02-2")
    data[f"target-{target.pk}-value"] = "９５．５"
    answer = post_grid(office, draft, data)
    assert answer.status_code == 302
    assert TargetValue.objects.get(target=target).value == 95.5


def test_a_row_is_added_filled_and_stored(draft, office, indicators):
    objective = Target.objects.get(code="W1.01-1").objective
    answer = post_grid(office, draft, {**grid(office, draft), "add": f"target-{objective.pk}"})
    data = fields_of(answer.content.decode())
    assert answer.status_code == 200 and data["target-new1-objective"] == str(objective.pk)
    data |= {
        "target-new1-indicator": "农村自来水普及率",
        "target-new1-kind": "提高",
        "target-new1-value": "",
    }
    assert post_grid(office, draft, data).status_code == 302
    assert Target.objects.get(code="W1.01-2").indicator == indicators.water


def test_what_cannot_be_understood_keeps_the_page(draft, office):
    target = Target.objects.get(code="W1.02-1")
    data = grid(office, draft) | {
        f"target-{target.pk}-indicator": "自来水",
        f"target-{target.pk}-value": "很多",
    }
    answer = post_grid(office, draft, data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "指标库中没有“自来水”" in html and "“很多”不是数字" in html
    assert 'value="很多"' in html and "data-dirty" in html


def test_two_offices_do_not_overwrite_each_other(draft, sign_in):
    first, second = sign_in("office_worker"), sign_in("office_worker")
    target = Target.objects.get(code="W1.02-1")
    mine, theirs = grid(first, draft), grid(second, draft)
    theirs[f"target-{target.pk}-value"] = "98"
    post_grid(second, draft, theirs)
    mine[f"target-{target.pk}-value"] = "99"
    answer = post_grid(first, draft, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "现为：指标农村自来水普及率" in html and "目标值98" in html and 'value="99"' in html
    again = post_grid(first, draft, fields_of(html))
    assert again.status_code == 302
    assert TargetValue.objects.get(target=target).value == 99


def test_a_changed_header_of_somebody_else_is_shown(draft, office, header):
    page = office.get(reverse("plan_header", args=[draft.pk]))
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]
    Plan.objects.filter(pk=draft.pk).update(title="他人改的名称")
    data = {**vars(header), "seen": seen, "title": "我改的名称"}
    answer = office.post(reverse("plan_header", args=[draft.pk]), data)
    assert answer.status_code == 409 and "现为：他人改的名称" in answer.content.decode()


def test_steps_are_taken_from_the_page(full_draft, office):
    address = reverse("plan_move", args=[full_draft.pk])
    for wanted in ("consultation", "in_force"):
        full_draft.refresh_from_db()
        answer = office.post(address, {"to": wanted, "seen": plan_digest(full_draft)})
        assert answer.status_code == 302
    full_draft.refresh_from_db()
    assert full_draft.state == "in_force"


def test_a_step_on_an_old_page_answers_409_and_a_refused_one_422(full_draft, draft_page):
    assert draft_page(full_draft, to="consultation", seen="old") == 409
    assert draft_page(full_draft, to="in_force", seen=plan_digest(full_draft)) == 422


@pytest.fixture
def draft_page(office):
    def post(plan, **data):
        return office.post(reverse("plan_move", args=[plan.pk]), data).status_code

    return post


def test_a_file_is_uploaded_previewed_and_confirmed(office, areas, header, content):
    file = SimpleUploadedFile("规划.xlsx", plan_workbook(header, content, Library.load()))
    answer = office.post(reverse("plan_upload"), {"area": areas.city.pk, "file": file})
    page = office.get(answer.headers["Location"]).content.decode()
    assert "确认，建立草案" in page and "妇女与健康" in page
    assert office.post(answer.headers["Location"]).status_code == 302
    assert Plan.objects.get().targets.count() == 3


def test_a_hostile_file_is_refused_on_the_page(office, areas):
    file = SimpleUploadedFile("规划.xlsx", b"a,b\n1,2")
    answer = office.post(reverse("plan_upload"), {"area": areas.city.pk, "file": file})
    assert answer.status_code == 422 and "这不是 Excel 工作簿" in answer.content.decode()


def test_a_preview_is_its_senders_alone(office, sign_in, areas, header, county_office):
    file = SimpleUploadedFile("规划.xlsx", plan_workbook(header, (), Library.load()))
    office.post(reverse("plan_upload"), {"area": areas.city.pk, "file": file})
    address = reverse("plan_upload_preview", args=[Upload.objects.get().pk])
    assert sign_in("county_office").get(address).status_code == 404


def test_a_plan_is_downloaded_in_the_form_of_the_template(draft, office):
    answer = office.get(reverse("plan_export", args=[draft.pk]))
    sheet = read_workbook(io.BytesIO(answer.content)).sheet("目标")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [row.cells[6] for row in sheet.rows[4:6]] == ["孕产妇死亡率", "农村自来水普及率"]


def test_the_question_page_answers_in_words(released, sign_in):
    address = reverse("indicator_prospects")
    query = {
        "indicator": "农村自来水普及率",
        "kind": "at_least",
        "end_year": "2030",
        "values": "95 97、99",
    }
    html = sign_in("leader").get(address, query).content.decode()
    for demand in ("不低于95.0%", "不低于97.0%", "不低于99.0%"):
        assert f"2030年达到“{demand}”的可能性" in html
    assert "2024年度已发布的数据（第1版" in html


def test_a_county_reckons_for_itself(released, sign_in, county_office):
    html = sign_in("county_office").get(
        reverse("indicator_prospects"),
        {"indicator": "农村自来水普及率", "kind": "at_least", "end_year": "2030"},
    )
    assert "甲县还没有“农村自来水普及率”的数据" in html.content.decode()


def test_the_wrong_direction_is_pointed_out(released, sign_in):
    query = {"indicator": "农村自来水普及率", "kind": "at_most", "end_year": "2030"}
    html = sign_in("leader").get(reverse("indicator_prospects"), query).content.decode()
    assert "目标类型一般相反" in html


def test_zero_bytes_do_no_harm(draft, office):
    target = Target.objects.get(code="W1.02-1")
    data = grid(office, draft) | {f"target-{target.pk}-note": "口\0径"}
    assert post_grid(office, draft, data).status_code == 302
    target.refresh_from_db()
    assert target.note == "口径"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indicator": "没有的"}, "指标库中没有这个指标"),
        ({"values": "很多"}, "不是数字"),
        ({"end_year": "2020"}, "目标年须晚于数据年份"),
        ({"kind": "x"}, "不在可用的选项中"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(change, sentence, released, sign_in):
    query = {"indicator": "农村自来水普及率", "kind": "at_least", "end_year": "2030", **change}
    html = sign_in("leader").get(reverse("indicator_prospects"), query).content.decode()
    assert sentence in html


def test_the_draft_page_of_prospects_lists_every_target(released, draft, office):
    html = office.get(reverse("plan_prospects", args=[draft.pk])).content.decode()
    assert html.count("不能测算") >= 1 and "力争" not in html
    assert "农村自来水普及率" in html and "学前教育毛入园率" in html


@pytest.mark.parametrize("address", ["plan_draft", "plan_prospects"])
def test_a_page_costs_the_same_for_a_large_plan(
    address, released, areas, cast, office, header, content, draft
):
    many = tuple(replace(content[0], number=number) for number in range(1, 8))
    large = create_plan(
        area=areas.city,
        header=replace(header, audience="children"),
        domains=many,
        by=cast.office_worker,
    )
    counts = []
    for plan in (draft, large):
        with CaptureQueriesContext(connection) as queries:
            office.get(reverse(address, args=[plan.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
