"""Addresses of opening and running rounds, versions of the indicator set."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
