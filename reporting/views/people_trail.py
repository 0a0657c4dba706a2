"""Page: the audit trail, for 审计员."""

import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from indicators.models import Role
from indicators.people.administration import check_read_trail
from indicators.people.trail import (
    OBJECTS,
    TrailFilter,
    act_in_words,
    changes,
    events,
    object_in_words,
)
from reporting.views.access import open_to

ROWS_A_PAGE = 50


@require_GET
@open_to([Role.AUDITOR])
def audit_trail(request: HttpRequest) -> HttpResponse:
    """Acts, newest first: ?person=, ?type=, ?id=, ?from= and ?until= narrow the list."""
    check_read_trail(request.user)
    asked = request.GET
    wanted = TrailFilter(
        person=asked.get("person", "").strip(),
        object_type=asked.get("type", ""),
        object_id=asked.get("id", "").strip(),
        first_day=_day(asked.get("from", "")),
        last_day=_day(asked.get("until", "")),
    )
    page = Paginator(events(wanted), ROWS_A_PAGE).get_page(asked.get("page"))
    rows = [(event, act_in_words(event), object_in_words(event), changes(event)) for event in page]
    context = {"page": page, "rows": rows, "wanted": wanted, "objects": OBJECTS.items()}
    return render(request, "people/audit_trail.html", context)


def _day(text: str) -> datetime.date | None:
    """The day, or None where the text is none: the list is then not narrowed by it."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
