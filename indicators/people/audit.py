"""The audit trail has one writer."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from indicators.models import AuditEvent, User

_address: ContextVar[str] = ContextVar("address of the request", default="")


@contextmanager
def acting_from(address: str) -> Iterator[None]:
    """Acts recorded within come from this address; outside of requests it is ""."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def record_act(
    *,
    by: User | None,
    action: str,
    subject: Any,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write one act down; `subject` is the object acted on, `by` None means the system."""
    AuditEvent.objects.create(
        actor=by.username if by else "system",
        action=action,
        object_type=subject._meta.object_name,
        object_id=str(subject.pk),
        old=old,
        new=new,
        reason=reason,
        address=_address.get(),
    )
