"""Explaining a soft finding (核实说明): a reason and words of substance, for these numbers only."""

from django.db import transaction

from indicators.models import User
from indicators.people.audit import record_act
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.cells import lock_submission
from reporting.collection.explanation_reads import explanations_of, number_digest
from reporting.collection.return_checks import findings_for
from reporting.collection.rules import RULES
from reporting.collection.states import StateRefused, may_type
from reporting.collection.substance import REASON_CODES, objection
from reporting.models import Item, ItemNote, NoteKind
from reporting.permissions import check_enter

__all__ = ["REASON_CODES", "explain", "explanations_of", "number_digest"]


@transaction.atomic
def explain(*, item: Item, rule: str, reason_code: str, text: str, by: User) -> ItemNote:
    """Say why a figure that a soft rule asks about is right; `item` is the cell as it was seen.

    Raises PermissionRefused, StateRefused, Overtaken where the cell has changed since, and
    NotPossible for an unknown reason, empty words, or where the rule asks nothing.
    """
    submission = lock_submission(item.submission)
    check_enter(by, submission)
    current = Item.objects.select_related("indicator", "submission__round").get(pk=item.pk)
    if current.version != item.version:
        raise Overtaken("这一项在您打开以后有改动，请核对现在的数值后再说明。")
    if not may_type(submission.state, current):
        raise StateRefused(f"这一项{current.get_review_display()}，不能再写说明。")
    _check_words(current, rule, reason_code, text)
    found = findings_for(submission, [current.pk])[current.pk]
    if not any(finding.rule == rule and not finding.is_hard for finding in found):
        raise NotPossible("这一项现在没有这条核实提示，不需要说明；请刷新页面。")
    note = ItemNote.objects.create(
        item=current,
        kind=NoteKind.EXPLANATION,
        rule=rule,
        digest=number_digest(current),
        reason_code=reason_code,
        text=text.strip(),
        by=by,
    )
    record_act(
        by=by,
        action="return.explain",
        subject=current,
        new={"rule": rule, "reason": reason_code, "version": current.version},
        reason=text.strip()[:300],
    )
    return note


def _check_words(item: Item, rule: str, reason_code: str, text: str) -> None:
    known = RULES.get(rule)
    if known is None or known.is_hard:
        raise NotPossible("强制性审核发现的问题须改正数据，不能用说明代替。")
    if reason_code not in REASON_CODES:
        raise NotPossible("请从列表中选择原因。")
    said = objection(text, name=item.indicator.name, unit=item.indicator.unit)
    if said:
        raise NotPossible(said)
