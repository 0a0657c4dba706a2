"""Addresses of the room: catalogue."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
