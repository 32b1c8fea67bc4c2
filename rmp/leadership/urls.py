from django.urls import include, path

from rmp.leadership.views.appointments import AppointmentViews
from rmp.leadership.views.backing import DecisionNeedViews, LeaderActivityViews, ResourceKindViews
from rmp.leadership.views.pages import ExamplePage, LeadersPage, PowersPage, ResourcesPage, SupportPage
from rmp.leadership.views.profiles import LeaderProfileViews

app_name = "rmp_leadership"
urlpatterns = [
    path("", LeadersPage.as_view(), name="leaders"),
    path("profiles/", include(LeaderProfileViews.urls())),
    path("nominations/", include(AppointmentViews.urls())),
    path("support/", SupportPage.as_view(), name="support"),
    path("resources/", ResourcesPage.as_view(), name="resources"),
    path("resources/kinds/", include(ResourceKindViews.urls())),
    path("powers/", PowersPage.as_view(), name="powers"),
    path("powers/decisions/", include(DecisionNeedViews.urls())),
    path("example/", ExamplePage.as_view(), name="example"),
    path("example/activities/", include(LeaderActivityViews.urls())),
]
