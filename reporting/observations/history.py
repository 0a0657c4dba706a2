"""What became of one figure: every version with its time, hand, kind of revision and reason."""

from django.db.models import QuerySet

from reporting.models import Observation


def history_of(figure: Observation) -> QuerySet[Observation]:
    """All versions of the figure's cell, the newest first. One query."""
    return (
        Observation.objects.filter(
            indicator=figure.indicator_id,
            area=figure.area_id,
            breakdown=figure.breakdown_id,
            year=figure.year,
            flow=figure.flow,
            source=figure.source_id,
        )
        .select_related("indicator", "area", "breakdown", "recorded_by", "source")
        .order_by("-valid_from")
    )
