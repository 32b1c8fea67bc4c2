from django.urls import URLPattern, URLResolver, include, path

from partnerships.lifecycle import views

app_name = "lifecycle"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.LifePage.as_view(), name="life"),
    path("timeline/", views.TimelinePage.as_view(), name="timeline"),
    path("without/", include(views.GateOverrideViews.urls())),
]
