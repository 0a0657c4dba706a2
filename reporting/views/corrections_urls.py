"""Addresses of the room: corrections."""

from django.urls import path

from reporting.views import corrections

urlpatterns = [
    path("", corrections.correction_list, name="correction_list"),
    path("decisions/", corrections.correction_review_list, name="correction_review_list"),
    path("<int:pk>/", corrections.correction_decide, name="correction_decide"),
    path("figures/<int:pk>/", corrections.figure_history, name="figure_history"),
    path("figures/<int:pk>/new/", corrections.correction_new, name="correction_new"),
]
