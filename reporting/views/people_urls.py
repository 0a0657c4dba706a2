"""Addresses of the room: people."""

from django.urls import URLPattern, path

from reporting.views import (
    people_accounts,
    people_assignments,
    people_roles,
    people_trail,
    people_units,
    people_uploads,
)

urlpatterns: list[URLPattern] = [
    path("units/", people_units.unit_list, name="unit_list"),
    path("units/add/", people_units.unit_add, name="unit_add"),
    path("units/<int:pk>/change/", people_units.unit_change, name="unit_change"),
    path("units/<int:pk>/close/", people_units.unit_close, name="unit_close"),
    path("units/<int:pk>/open/", people_units.unit_open, name="unit_open"),
    # accounts
    path("accounts/", people_accounts.account_list, name="account_list"),
    path("accounts/add/", people_accounts.account_add, name="account_add"),
    path("accounts/<int:pk>/", people_accounts.account_page, name="account_page"),
    path("accounts/<int:pk>/rename/", people_accounts.account_rename, name="account_rename"),
    path("accounts/<int:pk>/close/", people_accounts.account_close, name="account_close"),
    path("accounts/<int:pk>/open/", people_accounts.account_open, name="account_open"),
    path("accounts/<int:pk>/reset/", people_accounts.account_reset, name="account_reset"),
    path("accounts/<int:pk>/grant/", people_roles.role_grant, name="role_grant"),
    path("accounts/<int:pk>/hand-over/", people_roles.role_hand_over, name="role_hand_over"),
    path("roles/<int:pk>/end/", people_roles.role_end, name="role_end"),
    # many accounts at once
    path("import/", people_uploads.account_import, name="account_import"),
    path(
        "import/template/", people_uploads.account_import_template, name="account_import_template"
    ),
    path("import/<int:pk>/", people_uploads.account_import_preview, name="account_import_preview"),
    path(
        "import/<int:pk>/apply/", people_uploads.account_import_apply, name="account_import_apply"
    ),
    # who reports, leads and supports what
    path("duties/", people_assignments.assignment_list, name="assignment_list"),
    path("duties/set/", people_assignments.assignment_set, name="assignment_set"),
    path("duties/confirm/", people_assignments.assignment_confirm, name="assignment_confirm"),
    path(
        "duties/indicators/<int:pk>/",
        people_assignments.assignment_indicator,
        name="assignment_indicator",
    ),
    path(
        "duties/<int:pk>/transfer/",
        people_assignments.assignment_transfer,
        name="assignment_transfer",
    ),
    path("duties/<int:pk>/end/", people_assignments.assignment_end, name="assignment_end"),
    # what was done
    path("trail/", people_trail.audit_trail, name="audit_trail"),
]
