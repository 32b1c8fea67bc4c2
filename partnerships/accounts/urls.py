from django.urls import path

from partnerships.accounts import views

app_name = "accounts"
urlpatterns = [path("", views.Preferences.as_view(), name="preferences")]
