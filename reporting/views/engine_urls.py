"""Addresses of the room: how targets are judged."""

from django.urls import path

from reporting.views import engine

urlpatterns = [
    path("", engine.method_page, name="method_page"),
    path("settings/", engine.method_settings, name="method_settings"),
]
