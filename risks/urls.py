from django.urls import URLPattern, URLResolver, include, path

from risks.views import criteria, pages, risks

app_name = "risks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("map/", pages.HeatMapPage.as_view(), name="map"),
    path("whole/", pages.WholePage.as_view(), name="whole"),
    path("consistency/", pages.ConsistencyPage.as_view(), name="consistency"),
    path("criteria/", include(criteria.RiskCriteriaViews.urls())),
    path("appetite/", include(criteria.PartyStanceViews.urls())),
    path("", include(risks.RiskViews.urls())),
]
