"""Addresses of matrix, areas, coverage, comparing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
