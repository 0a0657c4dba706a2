"""Released judgements for other systems."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reporting.api.reading import ReadsFigures, envelope, released_reading
from reporting.dashboards.reads import lines_of
from reporting.dashboards.shown_lines import ShownLine, shown_lines

NUMBERS = ("value", "probability")


class JudgementSerializer(serializers.Serializer[Any]):
    """One judgement: names are codes, numbers as judged; `hidden` says why there are none."""

    plan = serializers.CharField(source="target.plan.code")
    target = serializers.CharField(source="target.code")
    indicator = serializers.CharField(source="target.indicator.code")
    indicator_name = serializers.CharField(source="target.indicator.name")
    unit = serializers.CharField(source="target.indicator.unit")
    standing = serializers.CharField(source="judgement.standing")
    status = serializers.CharField(source="judgement.status")
    level = serializers.CharField(source="judgement.level")
    value = serializers.FloatField(source="judgement.value")
    latest_year = serializers.IntegerField(source="judgement.latest_year")
    target_value = serializers.FloatField(source="judgement.target_value")
    probability = serializers.FloatField(source="judgement.probability")
    hidden = serializers.CharField()

    def to_representation(self, instance: ShownLine) -> dict[str, Any]:
        """The judgement, without its numbers where they rest on hidden figures."""
        told: dict[str, Any] = super().to_representation(instance)
        return told | dict.fromkeys(NUMBERS) if instance.hidden else told


class ReleasedJudgements(APIView):
    """GET the judgements of a released year: `?year=`, `?area=`."""

    permission_classes = [ReadsFigures]

    def get(self, request: Request) -> Response:
        reading = released_reading(request)
        rows = shown_lines(reading, lines_of(reading), request.user)
        told = JudgementSerializer(rows, many=True).data
        return Response({**envelope(reading), "judgements": told})
