"""Addresses of matrix, areas, coverage, comparing."""

from django.urls import URLPattern, path

from reporting.views import comparison, comparison_areas, comparison_compare

urlpatterns: list[URLPattern] = [
    path("matrix/", comparison.matrix, name="matrix"),
    path("areas/compare/", comparison_areas.area_comparison, name="area_comparison"),
    path(
        "areas/compare/export/",
        comparison_areas.area_comparison_export,
        name="area_comparison_export",
    ),
    path("areas/table/", comparison_areas.area_overview, name="area_overview"),
    path("areas/table/export/", comparison_areas.area_overview_export, name="area_overview_export"),
    path("coverage/", comparison.coverage, name="coverage"),
    path("coverage/gaps/", comparison.coverage_gaps, name="coverage_gaps"),
    path("coverage/gaps/export/", comparison.coverage_gaps_export, name="coverage_gaps_export"),
    path("compare/", comparison_compare.compare, name="compare"),
    path("compare/export/", comparison_compare.compare_export, name="compare_export"),
]
