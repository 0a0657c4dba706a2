"""The official wording of an objective: attached by the office, shown instead of the summary."""

import pytest
from django.urls import reverse

from indicators.catalogue.adjusting import AdjustmentRefused, ChangedMeanwhile, token
from indicators.catalogue.official_wording import attach_wording, wording_state
from indicators.models import DataVersion, Revision
from indicators.people.refusal import Refused
from tests.catalogue_pages.conftest import GROUNDS, post

pytestmark = pytest.mark.django_db
TEXT = "提高农村饮水安全保障水平。\n农村自来水普及率达到规划要求。"


@pytest.fixture
def objective(targets):
    return targets.water.objective


def attach(objective, by, wording=TEXT, seen=None):
    return attach_wording(
        objective=objective,
        wording=wording,
        grounds=GROUNDS,
        seen=token(wording_state(objective)) if seen is None else seen,
        by=by,
    )


def test_it_is_recorded_and_moves_no_judgement(objective, cast):
    assert attach(objective, cast.office_worker) == ()
    objective.refresh_from_db()
    assert objective.wording == TEXT
    row = Revision.objects.get(kind="objective", key="women/1.2")
    assert (row.field, row.old, row.new, row.data_version) == ("wording", "", TEXT, None)
    assert not DataVersion.objects.exists()


def test_refusals(objective, cast):
    with pytest.raises(Refused):
        attach(objective, cast.reviewer)
    with pytest.raises(AdjustmentRefused, match="5000字以内"):
        attach(objective, cast.office_worker, wording="字" * 5001)
    with pytest.raises(AdjustmentRefused, match="控制字符"):
        attach(objective, cast.office_worker, wording="一\x0b二")
    seen = token(wording_state(objective))
    attach(objective, cast.office_worker)
    with pytest.raises(ChangedMeanwhile):
        attach(objective, cast.office_worker, wording="别的", seen=seen)


def test_the_summary_is_marked_until_the_wording_is_attached(objective, sign_in):
    client = sign_in("office_worker")
    address = reverse("catalogue_objective", args=[objective.pk])
    before = client.get(address).content.decode()
    assert "官方原文尚未附上" in before and ">摘要</span> 摘要" in before
    post(client, "objective_wording", objective.pk, wording=TEXT.replace("\n", "\r\n"))
    page = client.get(address).content.decode()
    assert "<p>提高农村饮水安全保障水平。<br>农村自来水普及率达到规划要求。</p>" in page
    assert "官方原文尚未附上" not in page


def test_the_wording_is_text_and_no_markup(objective, sign_in):
    client = sign_in("office_worker")
    post(client, "objective_wording", objective.pk, wording="<script>alert(1)</script>")
    page = client.get(reverse("catalogue_objective", args=[objective.pk])).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
