from django.urls import path

from partnerships.administration import views

app_name = "administration"
urlpatterns = [path("<str:key>/", views.Address.as_view(), name="address")]
