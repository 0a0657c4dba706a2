"""The official wording of an objective, attached by the office; it moves no judgement."""

from django.db import transaction

from indicators.models import Objective, User
from indicators.people.audit import record_act
from indicators.people.catalogue_permissions import check_adjust

from .adjusting import (
    Grounds,
    State,
    changed_fields,
    check_in_force,
    check_seen,
    checked_text,
    record_revisions,
)
from .entry_keys import objective_key

WORDING_LENGTH = 5000


def wording_state(objective: Objective) -> State:
    """The wording that a form shows."""
    return {"wording": objective.wording}


@transaction.atomic
def attach_wording(
    *, objective: Objective, wording: str, grounds: Grounds, seen: str, by: User
) -> tuple[()]:
    """Attach the document's own words; an empty text takes them off again.

    Raises Refused, AdjustmentRefused or ChangedMeanwhile.
    """
    locked = (
        Objective.objects.select_for_update(of=("self",))
        .select_related("domain__plan__area")
        .get(pk=objective.pk)
    )
    check_adjust(by, locked.domain.plan.area)
    check_in_force(locked.domain.plan)
    grounds, old = grounds.checked(), wording_state(locked)
    check_seen(old, seen)
    text = wording.replace("\r\n", "\n").strip()
    locked.wording = checked_text("wording", "官方原文", text, WORDING_LENGTH, lines=True)
    changes = changed_fields(old, wording_state(locked))
    locked.save(update_fields=["wording"])
    record_revisions(objective_key(locked), changes, grounds=grounds, data_version=None, by=by)
    record_act(
        by=by,
        action="objective.wording",
        subject=locked,
        old=old,
        new=wording_state(locked),
        reason=grounds.reason,
    )
    return ()
