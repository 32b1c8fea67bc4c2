from django.urls import URLPattern, URLResolver, include, path

from rmp.team.views.handovers import HandoverViews
from rmp.team.views.means import EnabledResourceViews, PartnerDevelopmentViews
from rmp.team.views.team import JointTeamViews, TeamMemberViews

app_name = "rmp_team"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mandate/", include(JointTeamViews.urls())),
    path("means/", include(EnabledResourceViews.urls())),
    path("development/", include(PartnerDevelopmentViews.urls())),
    path("handovers/", include(HandoverViews.urls())),
    *TeamMemberViews.urls(),
]
