"""Addresses of the catalogue: what was promised, how it is measured, how it was adjusted."""

from django.urls import URLPattern, path

from reporting.views import catalogue, catalogue_adjust

urlpatterns: list[URLPattern] = [
    path("", catalogue.plan_list, name="catalogue_plans"),
    path("plans/<int:pk>/", catalogue.plan_page, name="catalogue_plan"),
    path("plans/<int:pk>/indicators/", catalogue.indicator_system, name="indicator_system"),
    path("domains/<int:pk>/", catalogue.domain_page, name="catalogue_domain"),
    path("objectives/<int:pk>/", catalogue.objective_page, name="catalogue_objective"),
    path("targets/<int:pk>/", catalogue.target_page, name="catalogue_target"),
    path("indicators/", catalogue.indicator_library, name="indicator_library"),
    path("indicators/<int:pk>/", catalogue.indicator_sheet, name="indicator_sheet"),
    path("search/", catalogue.search_page, name="catalogue_search"),
    # adjustments
    path("targets/<int:pk>/value/", catalogue_adjust.target_value, name="target_value"),
    path("targets/<int:pk>/issued/", catalogue_adjust.target_issued, name="target_issued"),
    path("targets/<int:pk>/decision/", catalogue_adjust.target_decision, name="target_decision"),
    path("targets/<int:pk>/baseline/", catalogue_adjust.target_baseline, name="target_baseline"),
    path("indicators/<int:pk>/change/", catalogue_adjust.indicator_change, name="indicator_change"),
    path("indicators/<int:pk>/breaks/", catalogue_adjust.series_breaks, name="series_breaks"),
    path("breaks/<int:pk>/withdraw/", catalogue_adjust.break_withdraw, name="break_withdraw"),
    path(
        "objectives/<int:pk>/wording/", catalogue_adjust.objective_wording, name="objective_wording"
    ),
]
