"""The steps of a plan: 草案 → 征求意见 → 生效, what each asks for and what it sets going."""

import pytest
from django.db import IntegrityError, transaction

from indicators.catalogue.draft_content import DraftConflict, DraftRefused
from indicators.catalogue.draft_reading import plan_digest
from indicators.catalogue.draft_states import MOVES, moves_from, obstacles
from indicators.catalogue.drafting import discard_plan, lock_draft
from indicators.catalogue.plan_access import DraftingRefused, readable_plans
from indicators.data_versions import current_data_version
from indicators.models import Baseline, PlanState, Revision, TargetValue
from reporting.assessment.judge import assess_scope
from reporting.models import Assessment, WorkItem
from reporting.observations.frames import targets_of
from reporting.planning.coming_into_force import take_step

pytestmark = pytest.mark.django_db


def step(plan, wanted, by, **more):
    plan.refresh_from_db()
    take_step(plan=plan, wanted=wanted, seen=plan_digest(plan), by=by, **more)
    plan.refresh_from_db()


def test_every_state_has_a_way_out_but_the_last():
    assert {state for state in PlanState.values if not moves_from(state)} == {"in_force"}
    assert {state for move in MOVES for state in move} == set(PlanState.values)


def test_the_whole_way(full_draft, cast, areas):
    for wanted in ("consultation", "draft", "consultation", "in_force"):
        step(full_draft, wanted, cast.office_worker, reason="按意见修改")
    steps = Revision.objects.filter(kind="plan", field="state").order_by("id")
    assert [(row.old, row.new) for row in steps] == [
        ("draft", "consultation"),
        ("consultation", "draft"),
        ("draft", "consultation"),
        ("consultation", "in_force"),
    ]


@pytest.mark.parametrize("wanted", ["in_force", "draft", "nonsense"])
def test_a_step_that_is_not_in_the_table_is_refused(wanted, full_draft, cast):
    with pytest.raises(DraftRefused, match="“草案”的规划没有这一步"):
        step(full_draft, wanted, cast.office_worker)


def test_what_is_missing_is_named(draft, cast):
    places = {(finding.place, finding.field) for finding in obstacles(draft, "in_force")}
    assert places == {("领域1 目标2“学前教育毛入园率”", "value"), ("", "document")}
    with pytest.raises(DraftRefused, match="须有目标值"):
        step(draft, "consultation", cast.office_worker)


def test_coming_into_force_needs_a_document(full_draft, cast):
    step(full_draft, "consultation", cast.office_worker)
    type(full_draft).objects.update(document="")
    with pytest.raises(DraftRefused, match="印发的文件和文号"):
        step(full_draft, "in_force", cast.office_worker)


def test_going_back_needs_a_reason(full_draft, cast):
    step(full_draft, "consultation", cast.office_worker)
    with pytest.raises(DraftRefused, match="须写明原因"):
        step(full_draft, "draft", cast.office_worker)


def test_what_was_not_seen_is_not_approved(full_draft, cast):
    seen = plan_digest(full_draft)
    full_draft.domains.update(name="别的名称")
    with pytest.raises(DraftConflict, match="刚有改动"):
        take_step(plan=full_draft, wanted="consultation", seen=seen, by=cast.office_worker)


@pytest.mark.parametrize("person", ["reviewer", "leader", "statistician"])
def test_only_the_office_takes_steps(person, full_draft, cast):
    with pytest.raises(DraftingRefused):
        step(full_draft, "consultation", getattr(cast, person))


def test_nothing_is_edited_or_discarded_after_the_draft(full_draft, cast):
    step(full_draft, "consultation", cast.office_worker)
    with pytest.raises(DraftRefused, match="不能再直接修改"):
        lock_draft(full_draft, cast.office_worker)
    with pytest.raises(DraftRefused, match="不能再直接修改"):
        discard_plan(
            plan=full_draft, seen=plan_digest(full_draft), reason="x", by=cast.office_worker
        )


def test_coming_into_force_takes_a_data_version_and_owes_the_assessment(
    full_draft, cast, areas, released
):
    before = current_data_version(areas.city)
    assert full_draft.targets.first() not in targets_of(areas.city)
    step(full_draft, "consultation", cast.office_worker)
    assert current_data_version(areas.city) == before
    step(full_draft, "in_force", cast.office_worker)
    version = current_data_version(areas.city)
    assert version == before + 1
    for model in (TargetValue, Baseline):
        rows = model.objects.filter(target__plan=full_draft)
        assert set(rows.values_list("valid_from", "valid_to")) == {(version, None)}
    work = WorkItem.objects.get(key="990100:2025", done_at=None, data_version=version)
    assert work.kind == "assess"


def test_the_values_of_a_plan_in_force_are_never_rewritten(full_draft, cast):
    step(full_draft, "consultation", cast.office_worker)
    step(full_draft, "in_force", cast.office_worker)
    values = TargetValue.objects.filter(target__plan=full_draft)
    for write in (lambda: values.update(value=1), values.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_plan_in_force_is_judged(full_draft, cast, areas, released):
    step(full_draft, "consultation", cast.office_worker)
    step(full_draft, "in_force", cast.office_worker)
    assess_scope(scope=areas.city, year=2025)
    judged = Assessment.objects.get(target__plan=full_draft, target__code="W1.02-1", year=2025)
    assert (judged.value, judged.target_value) == (96.0, 97.5)


@pytest.mark.parametrize(
    ("person", "draft_seen", "consultation_seen", "in_force_seen"),
    [
        ("office_worker", True, True, True),
        ("reviewer", True, True, True),
        ("leader", False, True, True),
        ("statistician", False, True, True),
        ("county_statistician", False, False, True),
        ("county_reviewer", False, False, True),
        ("other_reviewer", False, False, False),
        ("administrator", False, False, False),
    ],
)
def test_who_sees_a_plan_in_which_state(
    person, draft_seen, consultation_seen, in_force_seen, full_draft, cast
):
    user = getattr(cast, person)
    seen = [full_draft in readable_plans(user)]
    for wanted in ("consultation", "in_force"):
        step(full_draft, wanted, cast.office_worker)
        seen.append(full_draft in readable_plans(user))
    assert seen == [draft_seen, consultation_seen, in_force_seen]
