from django.urls import URLPattern, URLResolver, include, path

from rmp.visions.views import compatibility, focus, pages, statements

app_name = "rmp_visions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.VisionsPage.as_view(), name="visions"),
    path("profiles/", include(statements.PartyProfileViews.urls())),
    path("joint/", include(statements.JointVisionViews.urls())),
    path("areas/", pages.AlignmentPage.as_view(), name="alignment"),
    path("areas/ratings/", include(compatibility.AreaRatingViews.urls())),
    path("areas/handling/", include(compatibility.AreaHandlingViews.urls())),
    path("compatibility/", include(compatibility.CompatibilityViews.urls())),
    path("clashes/", include(compatibility.EthicsCheckViews.urls())),
    path("screening/", include(compatibility.EthicsScreeningViews.urls())),
    path("focus/", pages.FocusPage.as_view(), name="focus"),
    path("focus/areas/", include(focus.FocusAreaViews.urls())),
    path("practice/", pages.PracticePage.as_view(), name="practice"),
    path("practice/checks/", include(focus.ValueCheckViews.urls())),
]
