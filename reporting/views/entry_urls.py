"""Addresses of the entry grid: its page, handing in, saving cell by cell, signing in beside it."""

from django.urls import URLPattern, path

from reporting.views import entry, entry_saving, entry_sign_in

urlpatterns: list[URLPattern] = [
    path("submissions/<int:pk>/", entry.submission_entry, name="submission_entry"),
    path("submissions/<int:pk>/submit/", entry.submission_submit, name="submission_submit"),
    path("submissions/<int:pk>/cells/", entry_saving.entry_save, name="entry_save"),
    path("submissions/<int:pk>/explanations/", entry_saving.entry_explain, name="entry_explain"),
    path("submissions/sign-in/", entry_sign_in.entry_sign_in, name="entry_sign_in"),
]
