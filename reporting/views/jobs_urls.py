"""Addresses of the room: jobs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
