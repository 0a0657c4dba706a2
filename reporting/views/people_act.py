"""One page for every act on units, people and duties: what it does, its form, its button."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reporting.views.people_forms import ActForm, Result


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


def form_page(
    request: HttpRequest,
    form: ActForm,
    act: Act,
    do: Callable[[], Result | None],
    done: Callable[[Result], HttpResponse],
) -> HttpResponse:
    """The page of an act: what `done` answers once a valid form's act is done, else the form."""
    if form.is_valid():
        result = form.attempt(do)
        if result:
            return done(result)
    return act_page(request, form, act)


def to_account(request: HttpRequest, pk: int, sentence: str) -> HttpResponse:
    """Back to the page of an account, with what was done to it."""
    messages.success(request, sentence)
    return redirect("account_page", pk)
