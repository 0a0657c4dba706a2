"""Addresses of the inbox."""

from django.urls import URLPattern, path

from reporting.views import notices

urlpatterns: list[URLPattern] = [
    path("", notices.notice_list, name="notice_list"),
    path("read/", notices.notice_read_all, name="notice_read_all"),
    path("<int:pk>/", notices.notice_open, name="notice_open"),
]
