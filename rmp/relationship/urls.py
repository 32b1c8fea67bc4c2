from django.urls import URLPattern, URLResolver, include, path

from rmp.relationship.views.course import (
    AdvantageViews,
    AppraisalViews,
    BenchmarkNoteViews,
    PartyPage,
    PriorityViews,
    RelationshipLinkViews,
    RelationshipPage,
    SustainabilityViews,
)
from rmp.relationship.views.engagement import CommunicationLineViews, EngagementPage, EngagementProcessViews
from rmp.relationship.views.surroundings import ContextFactorViews, InterestedPartyViews, MapPage

app_name = "rmp_relationship"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", RelationshipPage.as_view(), name="relationship"),
    path("our-organisation/", PartyPage.as_view(), name="party"),
    path("interested-parties/", include(InterestedPartyViews.urls())),
    path("map/", MapPage.as_view(), name="map"),
    path("environment/", include(ContextFactorViews.urls())),
    path("advantages/", include(AdvantageViews.urls())),
    path("appraisals/", include(AppraisalViews.urls())),
    path("lasting/", include(SustainabilityViews.urls())),
    path("links/", include(RelationshipLinkViews.urls())),
    path("ranking/", include(PriorityViews.urls())),
    path("good-practice/", include(BenchmarkNoteViews.urls())),
    path("engagement/", EngagementPage.as_view(), name="engagement"),
    path("engagement/process/", include(EngagementProcessViews.urls())),
    path("communication/", include(CommunicationLineViews.urls())),
]
