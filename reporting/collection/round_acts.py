"""What was done about a round: opened, extended, reminded, closed, opened again; by whom, why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from indicators.models import AuditEvent, User
from indicators.people.trail import act_in_words
from reporting.models import Round, Submission

TOLD_OF_RETURNS = ("return.extend", "return.remind", "return.paper_signature")


@dataclass(frozen=True)
class Act:
    """One line of the record."""

    at: datetime
    by: str
    words: str


def acts_on(round_: Round, submissions: Iterable[Submission]) -> list[Act]:
    """The acts on the round and on these returns of it, the newest first. Two queries."""
    named = {str(row.pk): f"{row.organisation}（{row.area}）" for row in submissions}
    events = list(
        AuditEvent.objects.filter(
            Q(object_type="Round", object_id=str(round_.pk))
            | Q(object_type="Submission", object_id__in=named, action__in=TOLD_OF_RETURNS)
        ).order_by("-pk")
    )
    people = User.objects.filter(username__in={event.actor for event in events})
    names = dict(people.values_list("username", "display_name"))
    return [
        Act(event.at, names.get(event.actor, event.actor), _words(event, named)) for event in events
    ]


def _words(event: AuditEvent, named: Mapping[str, str]) -> str:
    new = event.new or {}
    parts = [act_in_words(event)]
    if event.object_type == "Submission":
        parts.append(named[event.object_id])
    if event.action == "return.extend":
        parts.append(f"延至 {new.get('due_on')}")
    if event.action == "round.add_indicators":
        parts.append(f"{new.get('cells_made')} 项")
    if event.reason:
        parts.append(f"原因：{event.reason}")
    return "，".join(parts)
