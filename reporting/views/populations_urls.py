"""Addresses of the population figures of the bureau."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
