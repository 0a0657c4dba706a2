"""Addresses of the room: jobs."""

from django.urls import path

from reporting.views import jobs

urlpatterns = [
    path("", jobs.job_page, name="job_page"),
    path("start/", jobs.job_start, name="job_start"),
    path("items/<int:pk>/retry/", jobs.work_item_retry, name="work_item_retry"),
]
