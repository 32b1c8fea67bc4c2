from django.urls import path

from partnerships.signoff import views

app_name = "signoff"
urlpatterns = [
    path("", views.RoundList.as_view(), name="list"),
    path("<uuid:pk>/", views.RoundDetail.as_view(), name="detail"),
    *(path(f"<uuid:pk>/{step.name}/", step.as_view(), name=step.name) for step in (*views.STEPS, views.WithdrawStep)),  # type: ignore[attr-defined]
    path("<uuid:pk>/compare/", views.Compare.as_view(), name="compare"),
    path("<uuid:pk>/file/<uuid:slot>/", views.SignedFile.as_view(), name="file"),
]
