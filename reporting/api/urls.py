"""Addresses of the open interface."""

from django.urls import path

from reporting.api.judgements import ReleasedJudgements
from reporting.api.observations import ReleasedObservations

urlpatterns = [
    path("judgements/", ReleasedJudgements.as_view(), name="api_judgements"),
    path(
        "indicators/<str:code>/observations/",
        ReleasedObservations.as_view(),
        name="api_observations",
    ),
]
