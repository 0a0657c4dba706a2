"""Adding, downloading and removing through the pages."""

import pytest
from django.urls import reverse

from indicators.models import AuditEvent
from reporting.collection.evidence import add_evidence
from reporting.models import Attachment
from tests.attachments.files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(item):
    return reverse("attachment_add", args=[item.submission_id, item.pk])


@pytest.fixture
def attachment(item, upload, cast):
    return add_evidence(item=item, upload=upload(), by=cast.statistician)


def test_adding_without_script_leads_back_to_the_list(sign_in, address, upload):
    client = sign_in("statistician")
    answer = client.post(address, {"upload": upload()}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    text = answer.content.decode()
    assert "已上传“报表原件.pdf”" in text
    assert reverse("attachment_download", args=[Attachment.objects.get().pk]) in text


def test_adding_with_htmx_answers_the_panel_and_the_cells_line(sign_in, address, upload, item):
    answer = sign_in("statistician").post(address, {"upload": upload()}, HTTP_HX_REQUEST="true")
    text = answer.content.decode()
    assert "<html" not in text
    assert f'id="evidence-{item.pk}" hx-swap-oob="true"' in text
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"MZ", "不能上传这种文件"), (None, "请先选择文件")]
)
def test_a_refusal_is_told(sign_in, address, upload, content, words):
    data = {} if content is None else {"upload": upload("a.pdf", content)}
    answer = sign_in("statistician").post(address, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_what_was_handed_in_is_a_conflict(sign_in, handed_in_return, upload):
    item = handed_in_return.items.first()
    address = reverse("attachment_add", args=[handed_in_return.pk, item.pk])
    client = sign_in("statistician")
    assert client.post(address, {"upload": upload()}).status_code == 409
    assert 'type="file"' not in client.get(address).content.decode()


def test_a_download_is_never_shown_inline(sign_in, attachment):
    answer = sign_in("reviewer").get(reverse("attachment_download", args=[attachment.pk]))
    assert answer.content == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.latest("pk")
    assert (event.actor, event.action, event.address) == (
        "reviewer",
        "evidence.download",
        "127.0.0.1",
    )


def test_a_file_that_is_gone_is_told(sign_in, attachment, media):
    (media / attachment.stored_as).unlink()
    answer = sign_in("reviewer").get(reverse("attachment_download", args=[attachment.pk]))
    assert answer.status_code == 422
    assert "文件已缺失" in answer.content.decode()


def test_removing(sign_in, attachment, address):
    client = sign_in("colleague")
    remove = reverse("attachment_remove", args=[attachment.pk])
    answer = client.post(remove, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "还没有佐证材料" in answer.content.decode()
    assert client.post(remove).status_code == 409
    assert client.get(reverse("attachment_download", args=[attachment.pk])).status_code == 422


def test_a_hostile_name_is_text(sign_in, address, upload):
    file = upload("<img src=x onerror=alert(1)>.pdf")
    answer = sign_in("statistician").post(address, {"upload": file}, follow=True)
    assert "<img src=x" not in answer.content.decode()


@pytest.mark.parametrize("person", ["outsider", "county_statistician", "other_reviewer"])
def test_others_find_nothing(sign_in, attachment, address, person):
    client = sign_in(person)
    assert client.get(address).status_code == 404
    assert client.get(reverse("attachment_download", args=[attachment.pk])).status_code == 404


def test_a_cell_of_another_return_is_not_found(sign_in, item, find_return, units, areas):
    other = find_return(units.education, areas.city)
    address = reverse("attachment_add", args=[item.submission_id, other.items.first().pk])
    assert sign_in("statistician").get(address).status_code == 404
