"""Page: what the demonstration shows, and where."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.models import Installation
from indicators.people.access import FIGURE_ROLES
from reporting.demonstration.cases import places_for
from reporting.views.access import open_to


@require_safe
@open_to(FIGURE_ROLES)
def demonstration_cases(request: HttpRequest) -> HttpResponse:
    """The table of cases; a real database has none."""
    if not Installation.objects.filter(is_demo=True).exists():
        raise Http404
    groups = places_for(request.user)
    return render(request, "demonstration/cases.html", {"groups": groups})
