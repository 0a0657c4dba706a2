"""Addresses of the room: demonstration."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
