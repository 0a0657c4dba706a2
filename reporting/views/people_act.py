"""One page for every act on units, people and duties: what it does, its form, its button."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reporting.views.people_forms import ActForm


@dataclass(frozen=True)
class Act:
    """The words around a form: heading, what will happen, the button, and the way back."""

    title: str
    explanation: str
    button: str
    back: str


def act_page(request: HttpRequest, form: ActForm, act: Act) -> HttpResponse:
    """The form with what was wrong in it."""
    return render(request, "people/act.html", {"form": form, "act": act}, status=form.status)
