"""The one way a page about people gets its object: what is out of reach does not seem to exist."""

from typing import Any

from django.shortcuts import get_object_or_404

from indicators.models import Assignment, Membership, Organisation, User
from indicators.people.access import FIGURE_ROLES, access_of
from indicators.people.administration import accounts_for, organisations_for


def account_or_404(user: Any, pk: int) -> User:
    return get_object_or_404(accounts_for(user), pk=pk)


def unit_or_404(user: Any, pk: int) -> Organisation:
    return get_object_or_404(organisations_for(user).select_related("area"), pk=pk)


def membership_or_404(user: Any, pk: int) -> Membership:
    rows = Membership.objects.select_related("user", "organisation__area")
    return get_object_or_404(rows.filter(user__in=accounts_for(user)), pk=pk)


def assignment_or_404(user: Any, pk: int) -> Assignment:
    rows = Assignment.objects.select_related("indicator", "organisation", "area")
    return get_object_or_404(
        rows.filter(access_of(user).area_filter(FIGURE_ROLES, "area__path")), pk=pk
    )
