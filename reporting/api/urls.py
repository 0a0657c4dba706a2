"""Addresses of the open interface."""

from django.urls import path

from reporting.api.judgements import ReleasedJudgements

urlpatterns = [
    path("judgements/", ReleasedJudgements.as_view(), name="api_judgements"),
]
