from django.urls import path

from partnerships.archive import views

app_name = "archive"
urlpatterns = [
    path("", views.ArchiveList.as_view(), name="list"),
    path("own/", views.RequestOwn.as_view(), name="own"),
    path("joint/", views.RequestJoint.as_view(), name="joint"),
    path("<uuid:pk>/download/", views.Download.as_view(), name="download"),
]
