"""From which address does a request come? The audit trail and the lock-out both ask this.

Behind reverse proxies the connection is theirs: each appends to X-Forwarded-For the address that
called it. `PROXIES` says how many of ours stand in front; that many entries from the right are
true, whatever a visitor wrote before them. With 0 the header is not read.
"""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from indicators.people.audit import acting_from


def client_address(request: HttpRequest) -> str:
    """The visitor's address, "" where it is unknown (a socket, a header that holds none)."""
    candidate = request.META.get("REMOTE_ADDR") or ""
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < settings.PROXIES <= len(said) and said[-settings.PROXIES].strip():
        candidate = said[-settings.PROXIES]
    try:
        return str(ipaddress.ip_address(candidate.strip()))
    except ValueError:
        return ""


class ClientAddressMiddleware:
    """Whatever is written to the audit trail during a request carries its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_from(client_address(request)):
            return self.get_response(request)
