"""The kernel's addresses. Each part of it has its own namespace; here they get their place."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.administration.views import LostAddress
from partnerships.home import MyWork
from partnerships.records.urls import history

urlpatterns: list[URLPattern | URLResolver] = [
    path("", MyWork.as_view(), name="home"),
    path("", include("partnerships.invitations.people_urls")),
    path("invitations/", include("partnerships.invitations.urls")),
    path("preferences/", include("partnerships.accounts.urls")),
    path("address/", include("partnerships.administration.urls")),
    path("lost-addresses/<uuid:pk>/", LostAddress.as_view(), name="lost-address"),
    path("", include("partnerships.administration.emergency_urls")),
    path("partnerships/", include("partnerships.pages.urls")),
    path("partnerships/<slug:slug>/actions/", include("partnerships.actions.urls")),
    path("partnerships/<slug:slug>/admissions/", include("partnerships.admission.urls")),
    path("partnerships/<slug:slug>/rules/", include("partnerships.rules.urls")),
    path("partnerships/<slug:slug>/documents/", include("partnerships.documents.urls")),
    path("partnerships/<slug:slug>/sign-off/", include("partnerships.signoff.urls")),
    path("partnerships/<slug:slug>/sharing/", include("partnerships.records.urls")),
    path("partnerships/<slug:slug>/history/", include(history)),
    path("partnerships/<slug:slug>/evidence/", include("partnerships.scorecards.urls")),
    path("partnerships/<slug:slug>/archive/", include("partnerships.archive.urls")),
    path("partnerships/<slug:slug>/life/", include("partnerships.lifecycle.urls")),
    path("reminders/", include("partnerships.reminders.urls")),
]
