"""Addresses of the room: plans."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
