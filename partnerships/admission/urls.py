from django.urls import path

from partnerships.admission import views

app_name = "admission"
urlpatterns = [
    *views.AdmissionViews.urls(),
    path("person/", views.ProposePerson.as_view(), name="person"),
    path("person/<uuid:pk>/end/", views.ProposePersonEnd.as_view(), name="person-end"),
    path("reading/<uuid:seat>/", views.ProposeReading.as_view(), name="reading"),
    path("party/<uuid:pk>/end/", views.ProposePartyEnd.as_view(), name="party-end"),
]
