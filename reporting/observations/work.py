"""What a changed figure owes: a new assessment of its scope and year, filed by name."""

from indicators.models import Area
from reporting.outbox import file_work

ASSESS = "assess"


def assessment_key(area: Area, year: int) -> str:
    """The key of the work: scope code and as-of year, as "140500:2025"."""
    return f"{area.version_scope_code}:{year}"


def owe_assessment(*, area: Area, year: int, data_version: int) -> None:
    """File the assessment of the area's scope in the year, in the caller's transaction."""
    file_work(kind=ASSESS, key=assessment_key(area, year), data_version=data_version)
