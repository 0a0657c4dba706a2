"""Every page says which roles it is for; everything else is closed."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from indicators.people.access import access_of
from indicators.people.refusal import Refused

View = Callable[..., HttpResponseBase]


def open_to(roles: Iterable[str]) -> Callable[[View], View]:
    """Open a page to the holders of one of the roles; others see why they may not enter.

    A Refused raised inside the page is shown in the same way, with status 403.
    """
    allowed = frozenset(roles)

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not access_of(request.user).holds(allowed):
                return _refused(request, "您的角色不能打开这个页面。")
            try:
                return view(request, *args, **kwargs)
            except Refused as refusal:
                return _refused(request, str(refusal))

        guarded.open_to = allowed  # type: ignore[attr-defined]
        return guarded

    return wrap


def _refused(request: HttpRequest, sentence: str) -> HttpResponseBase:
    return render(request, "refused.html", {"sentence": sentence}, status=403)
