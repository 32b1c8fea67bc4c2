from django.urls import path

from partnerships.pages import views

app_name = "partnerships"
urlpatterns = [
    path("", views.PartnershipList.as_view(), name="list"),
    path("new/", views.PartnershipCreate.as_view(), name="create"),
    path("<slug:slug>/", views.PartnershipOverview.as_view(), name="detail"),
    path("<slug:slug>/edit/", views.PartnershipUpdate.as_view(), name="update"),
    path("<slug:slug>/state/", views.PartnershipMove.as_view(), name="move"),
    path("<slug:slug>/parties/add/", views.PartyAdd.as_view(), name="add-party"),
    path("<slug:slug>/guidance/<int:number>/", views.PrincipleGuidance.as_view(), name="guidance"),
]
