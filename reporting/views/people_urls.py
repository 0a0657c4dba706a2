"""Addresses of the room: people."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
