"""Addresses of all pages."""

urlpatterns: list = []
