"""Every address of the house. A room's addresses are its own; here they get their place."""

from django.contrib import admin
from django.urls import include, path

from ubc.views import health

urlpatterns = [
    path("health/", health, name="health"),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("", include("partnerships.urls")),
    path("partnerships/<slug:slug>/objectives/", include("objectives.urls")),
    path("partnerships/<slug:slug>/value/", include("objectives.value.urls")),
    path("partnerships/<slug:slug>/risks/", include("risks.urls")),
    path("partnerships/<slug:slug>/plan/", include("rmp.plan.urls")),
    path("partnerships/<slug:slug>/relationship/", include("rmp.relationship.urls")),
    path("portfolio/", include("rmp.relationship.portfolio_urls")),
    path("assessments/", include("assessments.house_urls")),
    path("partnerships/<slug:slug>/team/", include("rmp.team.urls")),
    path("partnerships/<slug:slug>/visions/", include("rmp.visions.urls")),
    path("partnerships/<slug:slug>/leadership/", include("rmp.leadership.urls")),
    path("partnerships/<slug:slug>/assessments/", include("assessments.urls")),
    path("partnerships/<slug:slug>/trust/", include("assessments.trust.urls")),
    path("partnerships/<slug:slug>/governance/", include("rmp.governance.urls")),
    path("partnerships/<slug:slug>/competence/", include("rmp.competence.urls")),
    path("partnerships/<slug:slug>/knowledge/", include("rmp.knowledge.urls")),
    path("partnerships/<slug:slug>/exit/", include("rmp.exits.urls")),
]
