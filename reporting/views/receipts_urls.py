"""Addresses of receipts and evidence files."""

from django.urls import URLPattern, path

from reporting.views import receipts, receipts_evidence

urlpatterns: list[URLPattern] = [
    path("submissions/<int:pk>/receipts/", receipts.receipt_list, name="receipt_list"),
    path("receipts/<int:pk>/", receipts.receipt_page, name="receipt_page"),
    path("receipts/<int:pk>/text/", receipts.receipt_text, name="receipt_text"),
    path("receipts/verify/", receipts.receipt_verify, name="receipt_verify"),
    path(
        "submissions/<int:pk>/cells/<int:item_pk>/evidence/",
        receipts_evidence.attachment_add,
        name="attachment_add",
    ),
    path("evidence/<int:pk>/", receipts_evidence.attachment_download, name="attachment_download"),
    path(
        "evidence/<int:pk>/remove/", receipts_evidence.attachment_remove, name="attachment_remove"
    ),
]
