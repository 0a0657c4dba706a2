"""Addresses of receipts and evidence files."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
