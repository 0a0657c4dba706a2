"""Editing a domain: rows are changed, added, removed; two persons never overwrite each other."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.catalogue.draft_content import (
    DraftConflict,
    DraftRefused,
    ObjectiveDraft,
    TargetDraft,
    digest,
)
from indicators.catalogue.draft_editing import add_domain, remove_domain, save_domain
from indicators.catalogue.draft_reading import domains_of
from indicators.catalogue.draft_rows import StoredDomain, TypedObjective, TypedTarget
from indicators.catalogue.plan_access import DraftingRefused
from indicators.models import Domain, Revision, Target


@pytest.fixture
def domain(draft):
    return Domain.objects.select_related("plan").get(plan=draft, number=1)


def rows_of(domain):
    """The rows of the page as they are shown, not touched."""
    stored = StoredDomain(domain)
    objectives = {
        draft.summary: TypedObjective(ref, digest(draft), draft)
        for ref, draft in stored.objective_drafts.items()
    }
    targets = {
        stored.targets[ref].code: TypedTarget(
            ref, digest(draft), str(stored.targets[ref].objective_id), draft
        )
        for ref, draft in stored.target_drafts.items()
    }
    return objectives, targets


def save(domain, by, objectives=(), targets=(), name=None):
    return save_domain(
        domain=domain, name=name or domain.name, objectives=objectives, targets=targets, by=by
    )


def changed(row, **fields):
    return replace(row, draft=replace(row.draft, **fields))


def test_an_untouched_page_changes_nothing(domain, cast, content):
    objectives, targets = rows_of(domain)
    assert save(domain, cast.office_worker, objectives.values(), targets.values()) == 0
    assert domains_of(domain.plan) == content
    assert not Revision.objects.exists()


def test_a_changed_row_is_stored_with_its_history(domain, cast):
    _objectives, targets = rows_of(domain)
    row = changed(targets["W1.02-1"], value=Decimal(98), softener="")
    assert save(domain, cast.office_worker, targets=[row]) == 1
    stored = StoredDomain(domain).target_drafts[row.ref]
    assert (stored.value, stored.softener) == (98, "")
    history = Revision.objects.filter(kind="target", key="women-990100-2026/W1.02-1")
    assert {(each.field, each.old, each.new) for each in history} == {
        ("value", "97.5", "98"),
        ("softener", "力争", ""),
    }


def test_new_rows_get_the_next_codes(domain, cast, indicators):
    objective = TypedObjective("new1", "", ObjectiveDraft(3, "trend", "新的目标"))
    target = TypedTarget("new2", "", "new1", TargetDraft(indicators.water.pk, "increase"))
    second = rows_of(domain)[1]["W1.02-1"]
    more = TypedTarget(
        "new3", "", second.objective, TargetDraft(indicators.maternal.pk, "decrease")
    )
    assert save(domain, cast.office_worker, [objective], [target, more]) == 3
    codes = set(Target.objects.filter(plan=domain.plan).values_list("code", flat=True))
    assert codes == {"W1.01-1", "W1.02-1", "W1.02-2", "W1.02-3", "W1.03-1"}


def test_the_code_of_a_removed_target_is_never_given_again(domain, cast, indicators):
    row = rows_of(domain)[1]["W1.02-2"]
    save(domain, cast.office_worker, targets=[replace(row, remove=True)])
    new = TypedTarget("new1", "", row.objective, TargetDraft(indicators.water.pk, "increase"))
    save(domain, cast.office_worker, targets=[new])
    codes = Target.objects.filter(objective=row.objective).values_list("code", flat=True)
    assert set(codes) == {"W1.02-1", "W1.02-3"}


def test_objectives_can_swap_their_numbers(domain, cast):
    objectives, _targets = rows_of(domain)
    one, two = objectives["降低孕产妇死亡率"], objectives["改善用水"]
    save(domain, cast.office_worker, [changed(one, number=2), changed(two, number=1)])
    assert [row.draft.summary for row in rows_of(domain)[0].values()] == [
        "改善用水",
        "降低孕产妇死亡率",
    ]


def test_an_objective_goes_only_without_its_targets(domain, cast):
    objectives, targets = rows_of(domain)
    gone = replace(objectives["降低孕产妇死亡率"], remove=True)
    with pytest.raises(DraftRefused, match="请先勾选删除它们"):
        save(domain, cast.office_worker, [gone])
    save(domain, cast.office_worker, [gone], [replace(targets["W1.01-1"], remove=True)])
    assert domain.objectives.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": 2}, "目标序号 2 重复"),
        ({"summary": ""}, "摘要"),
        ({"summary": "长" * 301}, "300 字"),
    ],
)
def test_a_bad_objective_is_refused_and_nothing_is_stored(fields, sentence, domain, cast, content):
    objectives, targets = rows_of(domain)
    bad = changed(objectives["降低孕产妇死亡率"], **fields)
    good = changed(targets["W1.02-1"], value=Decimal(98))
    with pytest.raises(DraftRefused, match=sentence) as refused:
        save(domain, cast.office_worker, [bad, objectives["改善用水"]], [good])
    assert bad.place in {finding.place for finding in refused.value.findings}
    assert domains_of(domain.plan) == content


def test_a_row_that_both_changed_is_a_conflict(domain, cast):
    _objectives, targets = rows_of(domain)
    row = targets["W1.02-1"]
    save(domain, cast.office_worker, targets=[changed(row, value=Decimal(98))])
    with pytest.raises(DraftConflict) as conflict:
        save(domain, cast.office_worker, targets=[changed(row, value=Decimal(99))])
    assert conflict.value.findings[0].place == row.place
    assert StoredDomain(domain).target_drafts[row.ref].value == 98


def test_the_same_change_by_both_is_no_conflict(domain, cast):
    row = changed(rows_of(domain)[1]["W1.02-1"], value=Decimal(98))
    save(domain, cast.office_worker, targets=[row])
    row = replace(row, draft=replace(row.draft, value=Decimal("98.0")))
    with pytest.raises(DraftConflict):
        save(domain, cast.office_worker, targets=[replace(row, remove=True)])


def test_an_old_page_does_not_undo_what_others_changed(domain, cast):
    objectives, targets = rows_of(domain)
    other = changed(targets["W1.02-1"], value=Decimal(98))
    save(domain, cast.office_worker, targets=[other])
    mine = changed(targets["W1.01-1"], value=Decimal(11))
    rows = [mine, targets["W1.02-1"], targets["W1.02-2"]]
    assert save(domain, cast.office_worker, objectives.values(), rows) == 1
    values = {draft.value for draft in StoredDomain(domain).target_drafts.values()}
    assert values == {Decimal(98), Decimal(11), None}


def test_a_row_that_somebody_removed_is_a_conflict_only_if_it_was_changed(domain, cast):
    row = rows_of(domain)[1]["W1.02-2"]
    save(domain, cast.office_worker, targets=[replace(row, remove=True)])
    assert (
        save(
            domain,
            cast.office_worker,
            targets=[
                row,
            ],
        )
        == 0
    )
    with pytest.raises(DraftConflict, match="已被他人删除"):
        save(domain, cast.office_worker, targets=[changed(row, value=Decimal(90))])


def test_a_target_under_an_objective_that_went_is_refused(domain, cast, indicators):
    new = TypedTarget("new1", "", "999999", TargetDraft(indicators.water.pk, "increase"))
    with pytest.raises(DraftRefused, match="所属的主要目标已被他人删除"):
        save(domain, cast.office_worker, targets=[new])


def test_a_target_of_another_plan_cannot_be_reached(domain, cast, targets):
    other = StoredDomain(targets.water.objective.domain).target_drafts[str(targets.water.pk)]
    row = TypedTarget(str(targets.water.pk), digest(other), "1", replace(other, value=Decimal(1)))
    with pytest.raises(DraftConflict):
        save(domain, cast.office_worker, targets=[row])


@pytest.mark.parametrize("person", ["reviewer", "leader", "other_reviewer"])
def test_only_the_office_edits(person, domain, cast):
    with pytest.raises(DraftingRefused):
        save(domain, getattr(cast, person))


def test_domains_are_added_at_the_end_and_removed_when_empty(domain, draft, cast):
    third = add_domain(plan=draft, name="妇女与环境", by=cast.office_worker)
    fourth = add_domain(plan=draft, name="妇女与家庭", by=cast.office_worker)
    assert (third.number, fourth.number) == (3, 4)
    with pytest.raises(DraftRefused, match="领域里还有内容"):
        remove_domain(domain=domain, by=cast.office_worker)
    remove_domain(domain=third, by=cast.office_worker)
    assert list(draft.domains.values_list("number", "name")) == [
        (1, "妇女与健康"),
        (2, "妇女与法律"),
        (3, "妇女与家庭"),
    ]


@pytest.mark.parametrize("name", ["", "  ", "长" * 41])
def test_a_domain_needs_a_name(name, draft, domain, cast):
    with pytest.raises(DraftRefused, match="领域名称"):
        add_domain(plan=draft, name=name, by=cast.office_worker)
    with pytest.raises(DraftRefused, match="领域名称"):
        save_domain(domain=domain, name=name, objectives=(), targets=(), by=cast.office_worker)
