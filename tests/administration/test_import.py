"""Accounts from a workbook: preview with findings, all or none, passwords once."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from indicators.models import AuditEvent, Role, User
from indicators.people.accounts import create_account
from indicators.people.refusal import NotPossible, Overtaken, Refused
from reporting.models import Upload
from reporting.people_import import apply_accounts, read_accounts
from tests.administration.conftest import membership_of
from tests.workbooks.packages import workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("用户名", "显示名", "单位", "角色")
GOOD = (
    ("jiaoyu-zhang", "市教育局 张三", "education", "统计员"),
    ("jiaxian-li", "甲县卫健局 李四", "county_health 甲县卫生健康局", "单位负责人"),
    ("tongji-wang", "市统计局 王五", "演示市统计局", "统计部门审核员"),
)


def sheet(*rows) -> io.BytesIO:
    return io.BytesIO(workbook([HEADINGS, *rows], name="账号"))


def read(cast, *rows) -> Upload:
    return read_accounts(file=sheet(*rows), name="账号.xlsx", by=cast.administrator)


def test_a_preview_makes_nothing(cast):
    before = User.objects.count()
    upload = read(cast, *GOOD)
    assert upload.findings == []
    assert [row["unit"] for row in upload.rows] == ["education", "county_health", "bureau"]
    assert User.objects.count() == before


def test_the_confirmation_makes_all_with_their_roles(cast, units):
    issued = apply_accounts(upload=read(cast, *GOOD), by=cast.administrator)
    roles = [membership_of(each.account).role for each in issued]
    assert roles == [Role.STATISTICIAN, Role.UNIT_HEAD, Role.REVIEWER]
    assert all(each.account.check_password(each.password) for each in issued)
    assert AuditEvent.objects.filter(action="account.create").count() == len(GOOD)


def test_no_password_is_stored_in_plain_text(cast):
    upload = read(cast, *GOOD)
    issued = apply_accounts(upload=upload, by=cast.administrator)
    upload.refresh_from_db()
    stored = (
        str(Upload.objects.values()) + str(User.objects.values()) + str(AuditEvent.objects.values())
    )
    assert not [each for each in issued if each.password in stored]


@pytest.mark.parametrize(
    ("row", "place", "told"),
    [
        (("leader", "某", "education", "统计员"), "第2行“用户名”（A2）", "已被使用"),
        ((None, "某", "education", "统计员"), "第2行“用户名”（A2）", "用户名"),
        (("xin", None, "education", "统计员"), "第2行“显示名”（B2）", "显示名"),
        (("xin", "某", "不存在的局", "统计员"), "第2行“单位”（C2）", "没有找到这个单位"),
        (("xin", "某", "other_health", "统计员"), "第2行“单位”（C2）", "没有找到这个单位"),
        (("xin", "某", "education", "系统管理员"), "第2行“角色”（D2）", "没有这个角色"),
        (("xin", "某", "education", "统计部门审核员"), "第2行“角色”（D2）", "这个角色设在"),
    ],
)
def test_a_finding_names_the_cell_and_the_remedy(cast, row, place, told):
    upload = read(cast, row, GOOD[0])
    assert len(upload.findings) == 1
    assert place in upload.findings[0]["place"]
    assert told in upload.findings[0]["sentence"]
    with pytest.raises(NotPossible, match="重新上传"):
        apply_accounts(upload=upload, by=cast.administrator)


def test_a_name_that_stands_twice_is_found_in_both_rows(cast):
    twice = ("JIAOYU-zhang", *GOOD[0][1:])
    upload = read(cast, GOOD[0], twice)
    assert [finding["place"][-3:-1] for finding in upload.findings] == ["A2", "A3"]


def test_a_name_taken_meanwhile_makes_none(cast, units):
    upload = read(cast, *GOOD)
    create_account(
        username="tongji-wang",
        display_name="别人",
        organisation=units.education,
        role="",
        by=cast.administrator,
    )
    with pytest.raises(NotPossible, match="已被使用"):
        apply_accounts(upload=upload, by=cast.administrator)
    assert not User.objects.filter(username="jiaoyu-zhang").exists()


def test_an_upload_is_applied_once_in_time_and_by_its_sender(cast):
    upload = read(cast, GOOD[0])
    with pytest.raises(Refused, match="上传的人"):
        apply_accounts(upload=upload, by=cast.county_administrator)
    Upload.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    with pytest.raises(NotPossible, match="超过一天"):
        apply_accounts(upload=upload, by=cast.administrator)
    Upload.objects.update(expires_at=timezone.now() + datetime.timedelta(hours=1))
    apply_accounts(upload=upload, by=cast.administrator)
    with pytest.raises(Overtaken, match="不能再次下载"):
        apply_accounts(upload=upload, by=cast.administrator)


def test_only_administrators_upload(cast):
    with pytest.raises(Refused, match="系统管理员"):
        read_accounts(file=sheet(GOOD[0]), name="账号.xlsx", by=cast.security)


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    """The rows of the first sheet, read by a library of its own."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows()]


def test_the_whole_way_through_the_pages(sign_in):
    client = sign_in("administrator")
    template = client.get(reverse("account_import_template"))
    rows = rows_of(template.content)
    assert ("演示数据", *[None] * 3) in rows
    assert HEADINGS in rows

    file = SimpleUploadedFile("账号.xlsx", sheet(*GOOD).getvalue())
    answer = client.post(reverse("account_import"), {"file": file})
    assert answer.status_code == 302
    assert "确认后新建 3 个账号" in client.get(answer.headers["Location"]).content.decode()

    upload = Upload.objects.get()
    passwords = client.post(reverse("account_import_apply", args=[upload.pk]))
    assert "no-store" in passwords.headers["Cache-Control"]
    sent = {row[0]: row[2] for row in rows_of(passwords.content)}
    made = User.objects.get(username="jiaoyu-zhang")
    assert made.check_password(sent["jiaoyu-zhang"])

    again = client.post(reverse("account_import_apply", args=[upload.pk]), follow=True)
    assert "不能再次下载" in again.content.decode()
    assert User.objects.get(username="jiaoyu-zhang").password == made.password


def test_a_file_that_is_no_workbook_is_told(sign_in):
    file = SimpleUploadedFile("账号.xlsx", "用户名,显示名".encode())
    answer = sign_in("administrator").post(reverse("account_import"), {"file": file})
    assert answer.status_code == 422
    assert "另存为" in answer.content.decode()


def test_a_preview_is_its_senders_alone(cast, sign_in):
    address = reverse("account_import_preview", args=[read(cast, GOOD[0]).pk])
    assert sign_in("county_administrator").get(address).status_code == 404
