"""Addresses of the room: corrections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
