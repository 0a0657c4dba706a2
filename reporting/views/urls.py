"""Addresses of all pages."""

from django.urls import include, path

from reporting.views import account, collection, dashboards, releases, rounds

urlpatterns = [
    path("", account.home, name="home"),
    path("login/", account.login, name="login"),
    path("logout/", account.logout, name="logout"),
    path("account/password/", account.change_password, name="change_password"),
    path("healthz/", account.healthz, name="healthz"),
    # what is owed and what arrived
    path("tasks/", collection.my_tasks, name="my_tasks"),
    path("submissions/<int:pk>/review/", collection.submission_review, name="submission_review"),
    path("reviews/", collection.review_list, name="review_list"),
    path("rounds/", rounds.round_list, name="round_list"),
    # the year's way out
    path("years/", releases.year_page, name="year_page"),
    path("years/<int:year>/sign/", releases.year_sign, name="year_sign"),
    path("years/<int:pk>/withdraw/", releases.year_withdraw, name="year_withdraw"),
    path("years/<int:pk>/release/", releases.year_release, name="year_release"),
    # what the figures say
    path("summary/", dashboards.leader_summary, name="leader_summary"),
    path("targets/", dashboards.target_list, name="target_list"),
    path("targets/<int:pk>/", dashboards.target_page, name="target_page"),
    path("nation/", dashboards.nation, name="nation"),
    # what was promised, the next plan, and the people
    path("catalogue/", include("reporting.views.catalogue_urls")),
    path("plans/", include("reporting.views.plans_urls")),
    path("people/", include("reporting.views.people_urls")),
    path("demonstration/", include("reporting.views.demonstration_urls")),
    path("method/", include("reporting.views.engine_urls")),
    # the rest of collection
    path("", include("reporting.views.entry_urls")),
    path("rounds/", include("reporting.views.rounds_urls")),
    path("populations/", include("reporting.views.populations_urls")),
    path("", include("reporting.views.receipts_urls")),
    path("notices/", include("reporting.views.notices_urls")),
    # comparing and looking things up
    path("screens/", include("reporting.views.screens_urls")),
    path("", include("reporting.views.comparison_urls")),
    path("", include("reporting.views.profiles_urls")),
    # behind the pages
    path("corrections/", include("reporting.views.corrections_urls")),
    path("jobs/", include("reporting.views.jobs_urls")),
]
