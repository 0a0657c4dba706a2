"""Addresses of the room: plans."""

from django.urls import URLPattern, path

from reporting.views import plan_domains, plan_prospects, plans

urlpatterns: list[URLPattern] = [
    path("", plans.plan_list, name="plan_list"),
    path("new/", plans.plan_new, name="plan_new"),
    path("template/", plans.plan_template, name="plan_template"),
    path("upload/", plans.plan_upload, name="plan_upload"),
    path("uploads/<int:pk>/", plans.plan_upload_preview, name="plan_upload_preview"),
    path("prospects/", plan_prospects.indicator_prospects, name="indicator_prospects"),
    path("<int:pk>/", plans.plan_draft, name="plan_draft"),
    path("<int:pk>/header/", plans.plan_header, name="plan_header"),
    path("<int:pk>/move/", plans.plan_move, name="plan_move"),
    path("<int:pk>/discard/", plans.plan_discard, name="plan_discard"),
    path("<int:pk>/workbook/", plans.plan_export, name="plan_export"),
    path("<int:pk>/prospects/", plan_prospects.plan_prospects, name="plan_prospects"),
    path("<int:pk>/domains/", plan_domains.plan_domain_add, name="plan_domain_add"),
    path("<int:pk>/domains/<int:number>/", plan_domains.plan_domain, name="plan_domain"),
    path(
        "<int:pk>/domains/<int:number>/remove/",
        plan_domains.plan_domain_remove,
        name="plan_domain_remove",
    ),
]
