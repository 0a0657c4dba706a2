"""Addresses of the population figures of the bureau."""

from django.urls import path

from reporting.views import populations

urlpatterns = [path("", populations.population_list, name="population_list")]
