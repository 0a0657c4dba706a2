"""Receipts, evidence and notices in a real browser, on the demonstration."""

import hashlib
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.db import connection, transaction

from reporting.models import Attachment, Receipt, Submission
from tests.attachments.files import pdf, png

SCREENS = {"desktop": (1280, 720), "phone": (390, 844)}


def _handed_in() -> Receipt:
    """The receipt of a city department that has handed in."""
    receipts = Receipt.objects.filter(submission__area__code="990100")
    return receipts.select_related("submission__organisation").order_by("pk")[0]


def _alter(receipt: Receipt) -> None:
    """Another figure under the same digest, as somebody with the database's password could."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE reporting_receipt "
            "SET content = jsonb_set(content, '{cells,0,value}', '\"99.9\"') WHERE id = %s",
            [receipt.pk],
        )


def test_a_receipt_on_paper_is_verified_and_an_altered_one_is_found_out(visitor, tmp_path: Path):
    receipt = _handed_in()
    reviewer = visitor("tongji")
    page = reviewer.open(f"/receipts/{receipt.pk}/")
    printed = page.inner_text(".receipt-digest")
    assert re.fullmatch(r"(?:[0-9a-f]{4}\s){15}[0-9a-f]{4}", printed)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载原文").click()
    file = tmp_path / "receipt.json"
    download.value.save_as(file)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == re.sub(r"\s", "", printed)

    paper = page.pdf(path=tmp_path / "receipt.pdf", prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type /Page\b", paper))
    assert sheets <= 1 + len(receipt.content["cells"]) // 20  # none is left empty

    page = reviewer.open("/receipts/verify/")
    page.fill("[name=q]", printed.upper())
    page.get_by_role("button", name="核验").click()
    assert "回执真实，内容没有被改动" in page.inner_text(".receipt-answer")
    assert receipt.submission.organisation.name in page.inner_text(".receipt-answer")

    leader = visitor("lingdao").open(f"/receipts/verify/?q={receipt.sha256}")
    assert "它属于其他单位" in leader.inner_text(".receipt-answer")

    _alter(receipt)
    page.reload()
    assert "内容已被改动" in page.inner_text(".receipt-answer")
    page = reviewer.open(f"/receipts/{receipt.pk}/")
    assert "这份回执不可信" in page.inner_text("main")
    assert "99.9" not in page.inner_text("main")


def _upload(page, name: str, content: bytes) -> None:
    page.set_input_files("[name=upload]", {"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="上传", exact=True).click()


def _add_in_the_grid(page, item) -> None:
    """From the details of a cell, without leaving the grid; a refusal is shown in place."""
    page.goto(page.url.split("/submissions/")[0] + f"/submissions/{item.submission_id}/")
    page.locator(f"#cell-{item.pk} input:enabled").first.press("Alt+ArrowDown")
    page.locator(f"#evidence-{item.pk}").get_by_role("link", name="添加佐证材料").click()
    _upload(page, "程序.pdf", b"MZ")
    page.locator("#evidence-panel").get_by_text("不能上传这种文件").wait_for()
    _upload(page, "扫描件.pdf", pdf())
    page.locator("#evidence-panel").get_by_text("已上传“扫描件.pdf”").wait_for()
    page.locator(f"#evidence-{item.pk}").get_by_role("link", name="扫描件.pdf").wait_for()


def _add_and_remove_on_the_page(page, item) -> None:
    page.goto(
        page.url.split("/submissions/")[0]
        + f"/submissions/{item.submission_id}/cells/{item.pk}/evidence/"
    )
    _upload(page, "照片.png", png())
    page.get_by_role("link", name="照片.png").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="扫描件.pdf").click()
    assert download.value.suggested_filename == "扫描件.pdf"
    assert Path(download.value.path()).read_bytes() == pdf()
    page.get_by_role("button", name=re.compile(r"移除\s*扫描件\.pdf")).click()
    page.get_by_text("已移除“扫描件.pdf”").wait_for()
    assert list(Attachment.objects.present().values_list("name", flat=True)) == ["照片.png"]


def _open_a_notice(page) -> None:
    unread = int(page.inner_text(".notice-count").split()[0])
    page.click(".notice-bell")
    page.locator(".is-unread .notice-title").first.click()
    page.wait_for_url(lambda url: "/notices/" not in url)
    remaining = page.locator(".notice-count")
    assert (int(remaining.inner_text().split()[0]) if remaining.count() else 0) == unread - 1


def test_evidence_notices_and_how_the_pages_look(visitor):
    submission = Submission.objects.get(organisation__code="demo-health", area__code="990100")
    item = submission.items.filter(review__in=["open", "returned"]).first()
    statistician = visitor("weijian")
    page = statistician.open(f"/submissions/{submission.pk}/")
    _add_in_the_grid(page, item)
    # The refused file is answered by 422, which the console reports as an error: it is expected.
    statistician.complaints[:] = [text for text in statistician.complaints if "422" not in text]
    _add_and_remove_on_the_page(page, item)
    _open_a_notice(page)
    assert _problems(visitor) == []


def _problems(visitor) -> list[str]:
    """Pages wider than the screen, and what axe finds."""
    receipt = _handed_in()
    item = receipt.submission.items.first()
    pages = {
        "tongji": [
            f"/receipts/{receipt.pk}/",
            f"/submissions/{receipt.submission_id}/receipts/",
            f"/receipts/verify/?q={receipt.sha256}",
            "/notices/",
            f"/submissions/{receipt.submission_id}/cells/{item.pk}/evidence/",
        ],
        "guanli": ["/notices/", "/jobs/"],
    }
    problems = []
    for username, paths in pages.items():
        person = visitor(username)
        for width, height in SCREENS.values():
            person.page.set_viewport_size({"width": width, "height": height})
            for path in paths:
                page = person.open(path)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    problems.append(f"{path}: wider than {width}")
                problems += [
                    f"{path} at {width}: {violation['id']} {violation['nodes'][0]['html'][:90]}"
                    for violation in Axe().run(page).response["violations"]
                ]
    return problems
