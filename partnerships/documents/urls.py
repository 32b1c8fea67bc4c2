from django.urls import path

from partnerships.documents.views import DocumentViews, VersionFile

app_name = "documents"
urlpatterns = [
    *DocumentViews.urls(),
    path("versions/<uuid:pk>/file/", VersionFile.as_view(), name="file"),
]
