"""Addresses of indicators, units, areas and plans, one page each."""

from django.urls import URLPattern, path

from reporting.views import profiles

urlpatterns: list[URLPattern] = [
    path("indicators/<int:pk>/", profiles.indicator_page, name="indicator_page"),
    path("units/", profiles.unit_scoreboard, name="unit_scoreboard"),
    path("units/<int:pk>/", profiles.unit_page, name="unit_page"),
    path("areas/<int:pk>/", profiles.area_page, name="area_page"),
    path("plans/<int:pk>/standing/", profiles.plan_page, name="plan_page"),
]
