"""Addresses of indicators, units, areas and plans, one page each."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
