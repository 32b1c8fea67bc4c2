from django.urls import include, path

from partnerships.scorecards.exemptions import ExemptionViews
from partnerships.scorecards.views import Evidence

app_name = "scorecards"
urlpatterns = [
    path("", Evidence.as_view(), name="evidence"),
    path("not-applicable/", include(ExemptionViews.urls())),
]
