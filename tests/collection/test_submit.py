"""Handing a return in."""

from types import SimpleNamespace

import pytest

from indicators.models import AuditEvent, Indicator
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import save_cells
from reporting.collection.handing_in import submit
from reporting.collection.states import StateRefused
from reporting.models import Submission
from reporting.permissions import PermissionRefused
from tests.collection.conftest import cell, typed


def test_the_return_and_its_cells_move_on(
    submitted_return: Submission, cast: SimpleNamespace
) -> None:
    submitted_return.refresh_from_db()
    assert submitted_return.state == "submitted"
    assert submitted_return.submitted_by == cast.statistician
    assert set(submitted_return.items.values_list("review", flat=True)) == {"pending"}
    act = AuditEvent.objects.get(action="return.submit")
    assert (act.actor, act.object_id) == ("statistician", str(submitted_return.pk))


def test_every_empty_cell_is_named(
    health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    with pytest.raises(CellsRefused) as refusal:
        submit(submission=health_return, version=health_return.version, by=cast.statistician)
    named = {finding.row for found in refusal.value.findings.values() for finding in found}
    assert named == {"孕产妇死亡率", "农村自来水普及率"}
    health_return.refresh_from_db()
    assert health_return.state == "draft"


def test_a_reason_is_as_good_as_a_number(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    reason = typed(cell(filled_return, indicators.water), missing_kind="not_reported")
    save_cells(submission=filled_return, cells=reason, by=cast.statistician)
    filled_return.refresh_from_db()
    done = submit(submission=filled_return, version=filled_return.version, by=cast.statistician)
    assert done.state == "submitted"


def test_hard_checks_run_once_more(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    Indicator.objects.filter(pk=indicators.water.pk).update(maximum=90)
    with pytest.raises(CellsRefused, match="高于上限 90"):
        submit(submission=filled_return, version=filled_return.version, by=cast.statistician)


def test_what_a_colleague_typed_since_is_looked_at_first(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    change = typed(cell(filled_return, indicators.water), value="96")
    save_cells(submission=filled_return, cells=change, by=cast.colleague)
    with pytest.raises(StateRefused, match="有改动"):
        submit(submission=filled_return, version=filled_return.version, by=cast.statistician)


def test_submitting_twice_is_refused(submitted_return: Submission, cast: SimpleNamespace) -> None:
    with pytest.raises(StateRefused):
        submit(submission=submitted_return, version=submitted_return.version, by=cast.statistician)


@pytest.mark.parametrize("name", ["unit_head", "outsider", "reviewer"])
def test_only_the_units_statisticians_submit(
    name: str, filled_return: Submission, cast: SimpleNamespace
) -> None:
    with pytest.raises(PermissionRefused):
        submit(submission=filled_return, version=filled_return.version, by=getattr(cast, name))


def test_a_returned_cell_goes_back_to_review_alone(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    done = submit(submission=half_returned, version=half_returned.version, by=cast.statistician)
    assert done.state == "submitted"
    assert cell(done, indicators.maternal).review == "pending"
    assert cell(done, indicators.water).review == "approved"
