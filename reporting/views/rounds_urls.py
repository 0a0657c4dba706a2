"""Addresses of rounds and of the versions of the indicators, below rounds/."""

from django.urls import URLPattern, path

from reporting.views import collection, rounds, rounds_sets

urlpatterns: list[URLPattern] = [
    path("new/", rounds.round_new, name="round_new"),
    path("<int:pk>/export/", rounds.round_export, name="round_export"),
    path("<int:pk>/remind/", rounds.round_remind, name="round_remind"),
    path("<int:pk>/add/", rounds.round_add, name="round_add"),
    path("<int:pk>/close/", rounds.round_close, name="round_close"),
    path("<int:pk>/reopen/", rounds.round_reopen, name="round_reopen"),
    path("returns/<int:pk>/extend/", rounds.round_extend, name="round_extend"),
    path("returns/<int:pk>/sign/", collection.return_sign, name="return_sign"),
    path(
        "returns/<int:pk>/paper/", collection.return_paper_signature, name="return_paper_signature"
    ),
    path("indicators/", rounds_sets.round_sets, name="round_sets"),
    path("indicators/first/", rounds_sets.round_set_first, name="round_set_first"),
    path("indicators/<int:pk>/", rounds_sets.round_set, name="round_set"),
    path("indicators/<int:pk>/change/", rounds_sets.round_set_change, name="round_set_change"),
]
