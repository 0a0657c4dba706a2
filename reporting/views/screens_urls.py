"""Addresses of the big screen and its links."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
