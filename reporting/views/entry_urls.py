"""Addresses of the entry grid beside its page: saving, areas as columns."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
