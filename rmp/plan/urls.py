from django.urls import URLPattern, URLResolver, include, path

from rmp.plan import views
from rmp.plan.rooms import SectionTextViews, VersionViews

app_name = "rmp_plan"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.LivingPlan.as_view(), name="living"),
    path("sections/<slug:section>/", views.SectionEdit.as_view(room=SectionTextViews), name="section"),
    path("compare/", views.Compare.as_view(), name="compare"),
    path("versions/<uuid:pk>/summary/", views.Summary.as_view(room=VersionViews), name="summary"),
    path("versions/<uuid:pk>/pdf/", views.PDF.as_view(room=VersionViews), name="pdf"),
    path("versions/<uuid:pk>/docx/", views.DOCX.as_view(room=VersionViews), name="docx"),
    path("versions/", include(VersionViews.urls())),
]
