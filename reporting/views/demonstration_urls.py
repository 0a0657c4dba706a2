"""Addresses of the room: demonstration."""

from django.urls import URLPattern, path

from reporting.views import demonstration

urlpatterns: list[URLPattern] = [
    path("", demonstration.demonstration_cases, name="demonstration_cases"),
]
