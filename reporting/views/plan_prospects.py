"""Pages of 目标测算: candidate values of one indicator, and every target of a draft."""

import re
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.catalogue.plan_access import readable_plans
from indicators.people.access import FIGURE_ROLES
from reporting.collection.typed_numbers import NotANumber, read_number
from reporting.planning.prospect_page import (
    default_question,
    draft_page,
    own_area,
    question_page,
)
from reporting.planning.typed_targets import Library
from reporting.views.access import open_to
from reporting.views.plan_forms import ProspectForm

MOST_VALUES = 8


@require_safe
@open_to(FIGURE_ROLES)
def indicator_prospects(request: HttpRequest) -> HttpResponse:
    """What candidate values of one indicator would mean; the question is in the address."""
    library = Library.load()
    area = own_area(request.user)
    form = ProspectForm(request.GET or None, initial=default_question(area))
    page = None
    if request.GET and form.is_valid():
        indicator = library.indicator(form.cleaned_data["indicator"])
        values = _values(form)
        if indicator is None:
            form.add_error("indicator", "指标库中没有这个指标，请从列表中选择。")
        elif not form.errors:
            page = question_page(
                request.user,
                area,
                indicator,
                kind=form.cleaned_data["kind"],
                end_year=form.cleaned_data["end_year"],
                maintain=form.cleaned_data["maintain"],
                candidates=values,
            )
    context = {"form": form, "page": page, "area": area, "library": library}
    return render(request, "plans/indicator_prospects.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def plan_prospects(request: HttpRequest, pk: int) -> HttpResponse:
    """Every target of a plan on its way with its forecast and chance."""
    plan = get_object_or_404(readable_plans(request.user), pk=pk)
    context = {"plan": plan, "page": draft_page(request.user, plan)}
    return render(request, "plans/plan_prospects.html", context)


def _values(form: ProspectForm) -> list[Decimal]:
    """The candidate values; what is no number becomes an error of the form."""
    values = []
    for text in re.split(r"[\s、;；]+|[,，](?=\s)", form.cleaned_data["values"])[:MOST_VALUES]:
        try:
            number = read_number(text)
        except NotANumber as error:
            form.add_error("values", str(error))
            continue
        if number is not None and number not in values:
            values.append(number)
    return values
