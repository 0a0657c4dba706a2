"""Released figures of one indicator for other systems; what a page hides is hidden here too."""

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from indicators.models import Area, Breakdown, Indicator
from reporting.api.reading import ReadsFigures, envelope, released_reading
from reporting.dashboards.area_figures import AreaFigure, figures_of
from reporting.dashboards.speaking import parts_of

YEARS_TOLD = 40


class ReleasedObservations(APIView):
    """GET the figures of one indicator, by its code, up to a released year: `?year=`, `?area=`.

    `?parts=1` adds the areas right below.
    """

    permission_classes = [ReadsFigures]

    def get(self, request: Request, code: str) -> Response:
        indicator = Indicator.objects.filter(code=code).first()
        if indicator is None:
            raise NotFound("没有这个代码的指标。")
        reading = released_reading(request)
        areas = [reading.area]
        if request.query_params.get("parts") == "1":
            areas += parts_of(request.user, reading.area)
        breakdowns = {row.pk: row for row in Breakdown.objects.all()}
        figures = figures_of(
            reading,
            request.user,
            indicators=[indicator],
            areas=areas,
            years=range(reading.year - YEARS_TOLD + 1, reading.year + 1),
            breakdowns=list(breakdowns),
        )
        by_id = {area.pk: area for area in areas}
        told = [
            _told(figure, by_id[area_id], breakdowns[breakdown_id])
            for (_indicator_id, breakdown_id, area_id, _year), figure in figures.by_place.items()
        ]
        return Response(
            {
                **envelope(reading),
                "indicator": indicator.code,
                "indicator_name": indicator.name,
                "unit": indicator.unit,
                "observations": sorted(told, key=_order),
            }
        )


def _told(figure: AreaFigure, area: Area, breakdown: Breakdown) -> dict[str, Any]:
    """One figure with the codes of its place; a hidden one carries no number at all."""
    row = figure.row
    return {
        "area": area.code,
        "sex": breakdown.sex,
        "residence": breakdown.residence,
        "age": breakdown.age,
        "year": row.year,
        "value": figure.number,
        "numerator": figure.events,
        "denominator": figure.exposure,
        "status": row.status,
        "qualifier": row.qualifier,
        "missing": row.missing_kind,
        "hidden": figure.hidden,
    }


def _order(told: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(told[name] for name in ("area", "sex", "residence", "age", "year"))
