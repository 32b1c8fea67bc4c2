from django.urls import URLPattern, URLResolver, include, path

from rmp.competence.views import arrivals, behaviour, coverage, organisation, people, roles

app_name = "rmp_competence"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", coverage.CoveragePage.as_view(), name="coverage"),
    path("publish/", coverage.PublishPage.as_view(), name="publish"),
    path("published/", include(coverage.SnapshotViews.urls())),
    path("competences/", roles.CataloguePage.as_view(), name="catalogue"),
    path("roles/", include(roles.RoleProfileViews.urls())),
    path("people/", include(people.RoleHolderViews.urls())),
    path("gaps/", coverage.GapsPage.as_view(), name="gaps"),
    path("development/", include(organisation.DevelopmentActionViews.urls())),
    path("charter/", include(behaviour.CharterViews.urls())),
    path("observations/", include(behaviour.ObservationViews.urls())),
    path("newcomers/", include(arrivals.InductionViews.urls())),
    path("capability/", organisation.CapabilityPage.as_view(), name="capability"),
    path("capability/findings/", include(organisation.OrgCapabilityViews.urls())),
]
