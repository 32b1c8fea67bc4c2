from django.urls import path

from partnerships.invitations import views

app_name = "invitations"
urlpatterns = [
    path("<str:token>/", views.InvitationView.as_view(), name="view"),
    path("<str:token>/accept/", views.AcceptView.as_view(), name="accept"),
    path("<str:token>/decline/", views.DeclineView.as_view(), name="decline"),
]
