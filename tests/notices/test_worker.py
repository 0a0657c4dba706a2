"""A real worker and a real mail server: sent after the commit, and a worker killed in between."""

import pytest

from reporting import outbox
from reporting.models import NoticeDelivery
from tests.notices.conftest import tell_them
from tests.processes import Worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def all_sent() -> bool:
    return not NoticeDelivery.objects.exclude(state="sent").exists()


def test_a_worker_sends_what_was_committed_once_each(addresses, mail_settings, mail_server):
    worker = Worker(mail_settings)
    try:
        tell_them(addresses.statistician, addresses.colleague, addresses.unit_head)
        wait_until(all_sent)
        tell_them(addresses.statistician, addresses.colleague)
        tell_them(addresses.statistician, occasion="another")
        wait_until(all_sent)
        wait_until(lambda: not outbox.waiting().exists())
    finally:
        worker.stop()
    assert sorted(mail_server.recipients) == [
        "colleague@city.example",
        "statistician@city.example",
        "statistician@city.example",
        "unit_head@city.example",
    ]
    assert len({message_id for _who, message_id in mail_server.accepted()}) == 4


def test_killed_between_acceptance_and_commit_it_is_sent_again_under_the_same_id(
    addresses, mail_settings, mail_server
):
    mail_server.may_reply.clear()
    worker = Worker(mail_settings)
    tell_them(addresses.statistician)
    wait_until(lambda: len(mail_server.mails) == 1)
    worker.kill()
    mail_server.may_reply.set()
    assert NoticeDelivery.objects.get().state == "waiting"  # nothing claims what was not told
    wait_until(lambda: outbox.release_orphans() == 1)
    worker = Worker(mail_settings)
    try:
        wait_until(lambda: outbox.waiting().exists() or all_sent())
        outbox.nudge_for_waiting()
        wait_until(all_sent)
    finally:
        worker.stop()
    (first, second) = mail_server.accepted()
    assert first == second
