"""Files and rows: both or neither, under a name of our own, with limits, by the unit alone."""

import hashlib
import os
import stat
import time

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, connection, transaction

from indicators.models import AuditEvent
from indicators.people.refusal import NotPossible, Overtaken
from reporting import attachments
from reporting.attachments import attachments_of, content, remove_orphans, store
from reporting.collection.evidence import add_evidence, can_change_evidence, remove_evidence
from reporting.collection.states import StateRefused
from reporting.evidence_files.refused import FileRefused
from reporting.models import Attachment, Item
from reporting.permissions import PermissionRefused
from tests.attachments.files import IDENTITY, pdf

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_with_its_cell(item, upload, cast, media):
    row = add_evidence(item=item, upload=upload(), by=cast.statistician)
    assert (row.name, row.size, row.media_type) == ("报表原件.pdf", len(pdf()), "application/pdf")
    assert row.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert attachments_of(item.submission) == {item.pk: [row]}
    assert content(row) == pdf()
    event = AuditEvent.objects.latest("pk")
    assert (event.actor, event.action) == ("statistician", "evidence.add")
    assert event.new["sha256"] == row.sha256


def test_it_lies_apart_under_a_name_that_tells_nothing(item, upload, cast, media):
    row = add_evidence(item=item, upload=upload("../../x.pdf"), by=cast.statistician)
    (path,) = media.iterdir()
    assert path.name == row.stored_as
    assert len(path.name) == 40
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(media.stat().st_mode) == 0o700


def test_nothing_that_is_served_lies_near_it():
    static = str(django_settings.STATIC_ROOT)
    assert not str(django_settings.MEDIA_ROOT).startswith(static)
    assert django_settings.MEDIA_URL in ("", "/")


@pytest.mark.parametrize(
    "name", ["unit_head", "outsider", "reviewer", "office_worker", "county_statistician"]
)
def test_only_the_unit_adds_and_removes(item, upload, cast, name, media):
    row = add_evidence(item=item, upload=upload(), by=cast.statistician)
    person = getattr(cast, name)
    with pytest.raises(PermissionRefused):
        add_evidence(item=item, upload=upload("b.pdf", pdf(b"b")), by=person)
    with pytest.raises(PermissionRefused):
        remove_evidence(attachment=row, by=person)
    assert len(list(media.iterdir())) == 1


def test_what_was_handed_in_keeps_its_evidence(handed_in_return, indicators, upload, cast, media):
    item = Item.objects.get(submission=handed_in_return, indicator=indicators.maternal)
    assert not can_change_evidence(cast.statistician, item)
    with pytest.raises(StateRefused, match="待单位审核，现在不能"):
        add_evidence(item=item, upload=upload(), by=cast.statistician)
    assert list(media.iterdir()) == []


def test_a_refused_file_leaves_nothing(item, upload, cast, media):
    with pytest.raises(FileRefused):
        add_evidence(item=item, upload=upload("a.pdf", b"MZ"), by=cast.statistician)
    with pytest.raises(FileRefused, match="文件名"):
        add_evidence(item=item, upload=upload(f"{IDENTITY}.pdf"), by=cast.statistician)
    assert not Attachment.objects.exists()
    assert not media.exists() or list(media.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_no_row(item, upload, cast, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        add_evidence(item=item, upload=upload(), by=cast.statistician)
    assert not Attachment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_fails_takes_the_file_away(item, upload, cast, media):
    """A constraint that is only looked at when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse_late() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'too late'; END $$"
        )
        cursor.execute(
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON reporting_attachment "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_late()"
        )
    try:
        with pytest.raises(DatabaseError, match="too late"):
            add_evidence(item=item, upload=upload(), by=cast.statistician)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER late ON reporting_attachment")
            cursor.execute("DROP FUNCTION refuse_late()")
    assert not Attachment.objects.exists()
    assert list(media.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_a_removed_file_is_gone_and_its_row_stays(item, upload, cast, media):
    row = add_evidence(item=item, upload=upload(), by=cast.statistician)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        remove_evidence(attachment=row, by=cast.colleague)
        raise ZeroDivisionError
    assert len(list(media.iterdir())) == 1
    remove_evidence(attachment=row, by=cast.colleague)
    assert list(media.iterdir()) == []
    kept = Attachment.objects.get()
    assert (kept.removed_by, kept.sha256) == (cast.colleague, row.sha256)
    assert attachments_of(item.submission) == {}
    with pytest.raises(Overtaken):
        remove_evidence(attachment=row, by=cast.statistician)


def test_the_same_file_twice_is_refused(item, upload, cast):
    add_evidence(item=item, upload=upload(), by=cast.statistician)
    with pytest.raises(NotPossible, match="已经上传过"):
        add_evidence(item=item, upload=upload("另一个名字.pdf"), by=cast.colleague)


def test_a_cell_holds_five_files(item, upload, cast):
    for number in range(5):
        file = upload(f"{number}.pdf", pdf(b"%d" % number))
        last = add_evidence(item=item, upload=file, by=cast.statistician)
    with pytest.raises(NotPossible, match="每个填报项最多 5 个"):
        add_evidence(item=item, upload=upload("6.pdf", pdf(b"six")), by=cast.statistician)
    remove_evidence(attachment=last, by=cast.statistician)
    add_evidence(item=item, upload=upload("6.pdf", pdf(b"six")), by=cast.statistician)


@pytest.mark.parametrize(
    ("limit", "words"), [("FILES_A_RETURN", "每张报表最多"), ("BYTES_A_RETURN", "合计最多")]
)
def test_a_return_holds_so_much(item, upload, cast, monkeypatch, limit, words):
    store(item=item, upload=upload(), by=cast.statistician)
    monkeypatch.setattr(attachments, limit, 1)
    with pytest.raises(NotPossible, match=words):
        store(item=item, upload=upload("b.pdf", pdf(b"b")), by=cast.statistician)


def test_an_altered_file_is_not_given_out(item, upload, cast, media):
    row = add_evidence(item=item, upload=upload(), by=cast.statistician)
    (path,) = media.iterdir()
    path.write_bytes(pdf(b"other"))
    with pytest.raises(NotPossible, match="不一致"):
        content(row)


def test_files_without_a_row_go_after_a_day(item, upload, cast, media):
    row = add_evidence(item=item, upload=upload(), by=cast.statistician)
    for name, days in (("old", 2), ("new", 0)):
        (media / name).write_bytes(b"x")
        then = time.time() - days * 86_400
        os.utime(media / name, (then, then))
    os.utime(media / row.stored_as, (0, 0))
    assert remove_orphans() == 1
    assert sorted(path.name for path in media.iterdir()) == sorted(["new", row.stored_as])
