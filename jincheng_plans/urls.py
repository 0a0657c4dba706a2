"""Addresses: the pages and the API."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("reporting.api.urls")),
    path("", include("reporting.views.urls")),
]
