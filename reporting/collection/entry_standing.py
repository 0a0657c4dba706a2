"""How far the returns of one unit and round are: what the page shows after each save."""

from typing import Any

from django.db.models import Count, Q

from reporting.models import Submission

_FILLED = Q(items__value__isnull=False) | ~Q(items__missing_kind="")


def standings(submission: Submission) -> list[dict[str, Any]]:
    """Version and filled cells of every return that the unit owes in this round. One query."""
    rows = (
        Submission.objects.filter(
            round=submission.round_id, organisation=submission.organisation_id
        )
        .annotate(cells=Count("items"), filled=Count("items", filter=_FILLED))
        .order_by("pk")
    )
    return [
        {"id": row.pk, "version": row.version, "cells": row.cells, "filled": row.filled}
        for row in rows
    ]
