from django.urls import URLPattern, URLResolver, include, path

from rmp.knowledge.views import keeping, property, publications, sharing
from rmp.knowledge.views.map import MapPage

app_name = "rmp_knowledge"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", MapPage.as_view(), name="map"),
    path("categories/", include(sharing.CategoryViews.urls())),
    path("requests/", include(sharing.RequestViews.urls())),
    path("disclosures/", include(sharing.DisclosureViews.urls())),
    path("property/", include(property.PropertyViews.urls())),
    path("publications/", include(publications.PublicationViews.urls())),
    path("communication/", include(keeping.CommunicationViews.urls())),
    path("assets/", include(keeping.AssetViews.urls())),
    path("data/", include(keeping.DataViews.urls())),
    path("incidents/", include(keeping.IncidentViews.urls())),
]
