"""Saving cell by cell: JSON in, JSON out. What could not be stored says why; nothing is lost.

A log-in that has ended answers 401, so that the page keeps its cells and asks to sign in beside
them. Figures typed by one account are never saved as another's.
"""

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.models import Role
from indicators.people.refusal import NotPossible, Refused
from reporting.collection.cell_contents import COLUMNS, TypedCell
from reporting.collection.cells import content_of, content_words
from reporting.collection.entry import CellOutcome, Outcome, SeenCell, save_each
from reporting.collection.entry_findings import findings_after
from reporting.collection.entry_grid import figure_words
from reporting.collection.entry_standing import standings
from reporting.collection.entry_words import more_words, typed_state, written_words
from reporting.collection.explanations import explain
from reporting.collection.states import StateRefused
from reporting.models import ChangeRoute, Item, Submission
from reporting.permissions import check_enter, get_or_404_for
from reporting.views.access import open_to

View = Callable[..., HttpResponse]
SAVED, CONFLICT, INVALID = 200, 409, 422
STATUSES = {
    Outcome.SAVED: SAVED,
    Outcome.SAME: SAVED,
    Outcome.REFUSED: INVALID,
    Outcome.CONFLICT: CONFLICT,
}
MOST_CELLS = 2000


class BadRequest(Exception):
    """The request is none that the page makes."""


def for_signed_in(view: View) -> View:
    """401 with a reason where nobody is signed in, or somebody else than who typed."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"reason": "signed_out"}, status=401)
        account = request.headers.get("X-Account", str(request.user.pk))
        if account != str(request.user.pk):
            name = request.user.display_name
            return JsonResponse({"reason": "other_account", "name": name}, status=401)
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@require_POST
@for_signed_in
@open_to([Role.STATISTICIAN])
def entry_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the cells that were typed, each for itself; answers what became of each."""
    submission = get_or_404_for(request.user, Submission, pk)
    try:
        asked = _body(request)
        cells = {cell["id"]: _seen(cell) for cell in asked["cells"]}
    except (BadRequest, KeyError, TypeError, AttributeError):
        return JsonResponse({"reason": "bad_request"}, status=400)
    via = ChangeRoute.PASTE if asked.get("via") == "paste" else ChangeRoute.GRID
    try:
        outcomes = save_each(submission=submission, cells=cells, by=request.user, via=via)
    except Refused as refusal:
        return JsonResponse({"reason": "refused", "message": str(refusal)}, status=403)
    return JsonResponse(_answer(submission, outcomes))


@login_not_required
@require_POST
@for_signed_in
@open_to([Role.STATISTICIAN])
def entry_explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the explanation of one soft finding; answers what is still to be said about the cell."""
    submission = get_or_404_for(request.user, Submission, pk)
    try:
        asked = _body(request)
        rows = Item.objects.filter(
            submission__round=submission.round_id,
            submission__organisation=submission.organisation_id,
        ).select_related("indicator__denominator_indicator", "submission__round")
        item = rows.get(pk=int(asked["id"]), version=int(asked["version"]))
        words = {name: str(asked[name]) for name in ("rule", "reason_code", "text")}
        if not all(_is_text(text) for text in words.values()):
            raise BadRequest
    except (BadRequest, KeyError, TypeError, ValueError):
        return JsonResponse({"reason": "bad_request"}, status=400)
    except Item.DoesNotExist:
        message = "这一项已有改动，请先看一看现在的数，再写说明。"
        return JsonResponse({"reason": "refused", "message": message}, status=SAVED)
    try:
        check_enter(request.user, item.submission)
        explain(item=item, by=request.user, **words)
    except (Refused, NotPossible, StateRefused) as refusal:
        return JsonResponse({"reason": "refused", "message": str(refusal)}, status=SAVED)
    return JsonResponse({"findings": _findings([item])})


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body)
    except ValueError as error:
        raise BadRequest from error
    if not isinstance(asked, dict) or len(asked.get("cells", ())) > MOST_CELLS:
        raise BadRequest
    return asked


def _seen(cell: Mapping[str, Any]) -> SeenCell:
    """A typed cell of the request: its version, and the texts of the columns it names."""
    texts = cell["typed"]
    known = {column: texts[column] for column in COLUMNS if column in texts}
    numbers = (cell["id"], cell["version"])
    if not all(type(number) is int and 0 <= number < 2**31 for number in numbers):
        raise BadRequest
    if not all(isinstance(text, str) and _is_text(text) for text in known.values()):
        raise BadRequest
    return SeenCell(cell["version"], TypedCell(**known), frozenset(known))


def _is_text(text: str) -> bool:
    """JSON can hold halves of characters, which are no text."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _answer(submission: Submission, outcomes: list[CellOutcome]) -> dict[str, Any]:
    saved = [each.item for each in outcomes if each.outcome == Outcome.SAVED]
    return {
        "at": timezone.localtime().strftime("%H:%M"),
        "cells": [_told(each) for each in outcomes],
        "findings": _findings(saved),
        "returns": standings(submission),
    }


def _findings(items: list[Item]) -> dict[int, list[dict[str, Any]]]:
    return {pk: [each.state for each in shown] for pk, shown in findings_after(items).items()}


def _told(outcome: CellOutcome) -> dict[str, Any]:
    """What became of one cell, and how it stands now."""
    item = outcome.item
    current = content_of(item)
    told = {
        "id": item.pk,
        "status": STATUSES[outcome.outcome],
        "version": item.version,
        "typed": typed_state(current),
        "value": figure_words(item.indicator, item),
        "more": more_words(current),
        "written": written_words(item),
    }
    if outcome.findings:
        told["problems"] = [
            {"column": finding.column, "message": str(finding)} for finding in outcome.findings
        ]
    if outcome.difference:
        told["conflict"] = {
            "mine": content_words(outcome.difference.theirs),
            "theirs": content_words(outcome.difference.current),
            "by": item.edited_by.display_name if item.edited_by else "系统",
            "at": _time(item),
        }
    return told


def _time(item: Item) -> str:
    if item.edited_at is None:
        return ""
    at = timezone.localtime(item.edited_at)
    return f"{at.month}月{at.day}日 {at:%H:%M}"
