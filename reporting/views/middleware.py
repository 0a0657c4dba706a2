"""An account with an initial password reaches the change of password and nothing else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

ALWAYS_OPEN = frozenset({"change_password", "login", "logout", "healthz"})


class PasswordChangeMiddleware:
    """Sends accounts that must change their password to the page where they do.

    A script that asks for JSON is told so: what its page holds must not get lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Any, _keywords: Any
    ) -> HttpResponse | None:
        """The redirect, or None where the page may be opened."""
        match = request.resolver_match
        if match and match.url_name in ALWAYS_OPEN:
            return None
        user = request.user
        if user.is_authenticated and user.must_change_password:
            if request.headers.get("Accept", "").startswith("application/json"):
                return JsonResponse({"reason": "password"}, status=403)
            return redirect("change_password")
        return None
