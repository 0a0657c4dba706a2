"""Addresses of the room: engine settings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
