"""The lines of the permission table about the work behind the pages."""

from collections.abc import Callable
from types import SimpleNamespace

from django.utils import timezone

from reporting.models import WorkItem


def _parked(made: SimpleNamespace) -> list[int]:
    """A piece of work that has failed five times."""
    item, _new = WorkItem.objects.get_or_create(
        kind="assess",
        key="990100:1999",
        defaults={"data_version": 1, "attempts": 5, "available_at": timezone.now()},
    )
    return [item.pk]


LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "job_page"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("POST", "job_start"): "302  403  403  403  403  403  403  302  403  403  403  403",
    ("POST", "work_item_retry"): "302  403  403  403  403  403  403  302  403  403  403  403",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {"work_item_retry": _parked}
