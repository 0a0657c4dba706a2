"""Released judgements for other systems."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from indicators.models import Installation
from indicators.people.access import FIGURE_ROLES, access_of
from reporting.assessment.reading import NothingReleased, reading_for


class ReadsFigures(BasePermission):
    """Open to every role that may read released figures."""

    message = "您的角色不能读取数据。"

    def has_permission(self, request: Request, view: APIView) -> bool:
        return access_of(request.user).holds(FIGURE_ROLES)


class JudgementSerializer(serializers.Serializer[Any]):
    """One judgement: names are codes, numbers as judged."""

    plan = serializers.CharField(source="target.plan.code")
    target = serializers.CharField(source="target.code")
    indicator = serializers.CharField(source="target.indicator.code")
    indicator_name = serializers.CharField(source="target.indicator.name")
    unit = serializers.CharField(source="target.indicator.unit")
    standing = serializers.CharField()
    status = serializers.CharField()
    level = serializers.CharField()
    value = serializers.FloatField()
    latest_year = serializers.IntegerField()
    target_value = serializers.FloatField()
    probability = serializers.FloatField()


class ReleasedJudgements(APIView):
    """GET the judgements of the latest released year, or of `?year=`."""

    permission_classes = [ReadsFigures]

    def get(self, request: Request) -> Response:
        installation = Installation.objects.select_related("area").get()
        try:
            reading = reading_for(
                request.user, installation.area, year=_year(request.query_params.get("year"))
            )
        except NothingReleased as nothing:
            raise NotFound(str(nothing)) from nothing
        rows = reading.judgements().select_related("target__plan", "target__indicator")
        return Response(
            {
                "area": reading.area.code,
                "year": reading.year,
                "data_version": reading.data_version,
                "release": reading.release.number if reading.release else None,
                "demonstration": installation.is_demo,
                "judgements": JudgementSerializer(rows, many=True).data,
            }
        )


def _year(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValidationError({"year": "年份应为四位数字，例如 2024。"})
    return int(text)
