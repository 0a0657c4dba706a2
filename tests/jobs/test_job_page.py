"""The administrator's page: the queue, what failed, what runs; and no figures."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import AuditEvent
from reporting import outbox, tasks
from reporting.models import Flow, Job, WorkItem
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment


@pytest.fixture
def judged(areas, indicators, targets):
    """Tap water of the city, judged; enrolment contradicts itself and is set aside."""
    figures = [
        Figure(indicator_id=indicators.water.pk, area=areas.city, year=2024, value=Decimal("91.7")),
        Figure(indicator_id=indicators.enrolment.pk, area=areas.city, year=2024, value=Decimal(-7)),
    ]
    number = record(figures, flow=Flow.RETURN, by=None, reason="测试")
    owe_assessment(area=areas.city, year=2024, data_version=number)
    outbox.work_off(tasks.HANDLERS)
    return areas


@pytest.fixture
def parked(db):
    """A poison item."""
    outbox.file_work(kind="assess", key="990100:2024", data_version=1)
    waiting = WorkItem.objects.filter(done_at=None)
    waiting.update(attempts=5, error="ValueError: 坏数据")
    return waiting.get()


def _page(client):
    return client.get(reverse("job_page")).content.decode()


def test_an_empty_page_says_what_will_be(sign_in):
    page = _page(sign_in("administrator"))
    for sentence in ("没有挂起的工作", "还没有进行过全面评估", "还没有评估"):
        assert sentence in page


def test_the_last_runs_and_what_was_set_aside_are_shown_without_figures(judged, sign_in):
    page = _page(sign_in("administrator"))
    assert "演示市" in page and "2024年" in page
    assert "学前教育毛入园率" in page and "出现负数" in page
    assert "91.7" not in page and "-7" not in page


def test_the_waiting_queue_is_counted(sign_in, db):
    outbox.file_work(kind="assess", key="a", data_version=1)
    outbox.file_work(kind="assess_chunk", key="1", data_version=0, queue=outbox.BULK)
    page = _page(sign_in("administrator"))
    assert page.count('<td data-label="等待">1</td>') == 2


def test_a_parked_item_is_run_again_and_written_down(parked, sign_in):
    client = sign_in("administrator")
    assert "ValueError: 坏数据" in _page(client)
    assert client.post(reverse("work_item_retry", args=[parked.pk])).status_code == 302
    assert outbox.parked().count() == 0
    assert outbox.claim() == parked
    assert AuditEvent.objects.get(action="work.retry").actor == "administrator"
    again = client.post(reverse("work_item_retry", args=[parked.pk]), follow=True)
    assert "已不在挂起状态" in again.content.decode()


def test_a_full_run_is_started_with_progress_and_only_once(judged, sign_in):
    client = sign_in("administrator")
    client.post(reverse("job_start"))
    job = Job.objects.get()
    assert (job.kind, job.started_by.username) == ("forced", "administrator")
    assert "0/1" in _page(client) and "进行中" in _page(client)
    refused = client.post(reverse("job_start"), follow=True)
    assert "正在进行" in refused.content.decode()
    outbox.work_off(tasks.HANDLERS)
    assert "1/1" in _page(client)
    assert AuditEvent.objects.filter(action="job.start").count() == 1


def test_nobody_else_operates(judged, parked, sign_in):
    for person in ("statistician", "reviewer", "office_worker", "leader"):
        client = sign_in(person)
        assert client.get(reverse("job_page")).status_code == 403
        assert client.post(reverse("job_start")).status_code == 403
        assert client.post(reverse("work_item_retry", args=[parked.pk])).status_code == 403
    assert outbox.parked().count() == 1


def test_the_number_of_queries_does_not_grow(judged, sign_in, django_assert_max_num_queries):
    client = sign_in("administrator")
    for _job in range(3):
        client.post(reverse("job_start"))
        outbox.work_off(tasks.HANDLERS)
    with django_assert_max_num_queries(16):
        _page(client)
