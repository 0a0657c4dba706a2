"""A plan by workbook: template, findings by place, preview, confirmation; and back again."""

import io

import openpyxl
import pytest

from indicators.catalogue.draft_content import DraftRefused
from indicators.catalogue.draft_reading import domains_of, header_of
from indicators.catalogue.plan_access import DraftingRefused
from indicators.models import Plan
from reporting.models import Upload
from reporting.planning.template import plan_workbook
from reporting.planning.typed_targets import Library
from reporting.planning.uploads import confirm_upload, keep_upload, preview, uploads_of
from reporting.workbooks.contents import WorkbookRefused

HEAD = 4  # 演示数据, two notes, then the headings


@pytest.fixture
def filled(areas, cast, header, content):
    """A filled template as bytes, after a change of its cells by a callable."""

    def make(change=lambda book: None):
        book = openpyxl.load_workbook(io.BytesIO(plan_workbook(header, content, Library.load())))
        change(book)
        stream = io.BytesIO()
        book.save(stream)
        return io.BytesIO(stream.getvalue())

    return make


@pytest.fixture
def keep(areas, cast, filled):
    def carry_out(change=lambda book: None):
        return keep_upload(
            file=filled(change), name="规划.xlsx", area=areas.city, by=cast.office_worker
        )

    return carry_out


def cell(book, heading, row):
    """The cell of the table “目标” below a heading; row 1 is the first target."""
    sheet = book["目标"]
    column = next(c.column for c in sheet[HEAD] if c.value == heading)
    return sheet.cell(HEAD + row, column)


def put(heading, row, value):
    def change(book):
        cell(book, heading, row).value = value

    return change


def findings(upload):
    return [(each.place, each.message) for each in preview(upload).plan.findings]


def test_what_is_exported_is_imported_again(keep, cast, header, content):
    upload = keep()
    assert findings(upload) == []
    plan = confirm_upload(upload=upload, by=cast.office_worker)
    assert (header_of(plan), domains_of(plan)) == (header, content)


def test_nothing_is_made_before_it_is_confirmed(keep):
    keep()
    assert not Plan.objects.exists()


def test_a_file_is_imported_once(keep, cast):
    upload = keep()
    confirm_upload(upload=upload, by=cast.office_worker)
    with pytest.raises(DraftRefused, match="已经导入过了"):
        confirm_upload(upload=upload, by=cast.office_worker)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("heading", "value", "sentence"),
    [
        ("指标", "农村自来水", "指标库中没有“农村自来水”。相近的有：农村自来水普及率"),
        ("类型", "大约", "没有类型“大约”，可用：不低于"),
        ("目标值", "97.5%", "带有单位"),
        ("目标值", 97.55, "比“农村自来水普及率”公布的小数位"),
        ("每年保持", "也许", "“每年保持”请填“是”或留空"),
        ("基期值依据", None, "请写明依据"),
        ("分组", "老人", "没有分组“老人”"),
        ("目标性质", "硬性", "请填目标性质"),
        ("主要目标摘要", "长" * 301, "摘要超过 300 字"),
        ("领域名称", "别的名称", "领域1的名称须填写且前后一致"),
        ("领域序号", "一", "请填序号"),
    ],
)
def test_a_finding_names_sheet_row_column_and_remedy(heading, value, sentence, keep, cast):
    upload = keep(put(heading, 2, value))
    (found,) = [each for each in findings(upload) if sentence in each[1]]
    assert found[0].startswith(f"“目标”表第{HEAD + 2}行“{heading}”")
    with pytest.raises(DraftRefused):
        confirm_upload(upload=upload, by=cast.office_worker)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("row", "value", "sentence"),
    [
        (1, None, "请填写名称"),
        (3, "老年", "请填“妇女”或“儿童”"),
        (5, "二〇二五", "不是年份"),
        (7, 2026, "目标年须晚于起始年"),
    ],
)
def test_a_bad_header_is_found(row, value, sentence, keep):
    def change(book):
        book["规划"].cell(3 + row, 2).value = value

    assert any(sentence in message for _place, message in findings(keep(change)))


def test_left_out_leading_cells_repeat_the_row_above(keep, cast, content):
    def change(book):
        for heading in ("领域序号", "领域名称", "目标序号", "目标性质", "主要目标摘要", "官方原文"):
            cell(book, heading, 3).value = None
        cell(book, "领域名称", 2).value = None

    plan = confirm_upload(upload=keep(change), by=cast.office_worker)
    assert domains_of(plan) == content


def test_an_existing_period_is_a_finding(keep, draft):
    assert any("已有同一对象、同一起始年" in message for _place, message in findings(keep()))


def test_a_foreign_form_is_refused(areas, cast, filled):
    def rename(book):
        book["目标"].title = "Sheet1"

    def without_column(book):
        cell(book, "目标值", 0).value = "数值"

    for change, sentence in (
        (rename, "缺少名为“目标”的工作表"),
        (without_column, "缺少列：目标值"),
    ):
        with pytest.raises(WorkbookRefused, match=sentence):
            keep_upload(file=filled(change), name="x", area=areas.city, by=cast.office_worker)
    assert not Upload.objects.exists()


def test_only_the_office_uploads_and_sees_its_own(areas, cast, filled, keep, county_office):
    with pytest.raises(DraftingRefused):
        keep_upload(file=filled(), name="x", area=areas.city, by=county_office)
    upload = keep()
    assert list(uploads_of(cast.office_worker)) == [upload]
    assert not uploads_of(county_office).exists()


def test_an_upload_expires(keep, cast):
    upload = keep()
    Upload.objects.update(expires_at=upload.made_at)
    assert not uploads_of(cast.office_worker).exists()


def test_the_template_offers_the_library(areas, indicators):
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(None, (), Library.load())))
    assert [sheet.title for sheet in book] == ["规划", "目标", "指标库"]
    names = [row[0].value for row in book["指标库"].iter_rows(min_row=4)]
    assert names == ["孕产妇死亡率", "学前教育毛入园率", "农村自来水普及率"]
