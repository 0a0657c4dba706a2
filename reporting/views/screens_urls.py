"""Addresses of the big screen and its links."""

from django.urls import path

from reporting.views import screens

urlpatterns = [
    path("", screens.screen_list, name="screen_list"),
    path("make/", screens.screen_make, name="screen_make"),
    path("<int:pk>/revoke/", screens.screen_revoke, name="screen_revoke"),
    path("show/<str:secret>/", screens.screen_show, name="screen_show"),
]
