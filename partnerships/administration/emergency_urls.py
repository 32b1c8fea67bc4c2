from django.urls import path

from partnerships.administration import emergency

app_name = "emergency"
_one = "emergency-readings/<uuid:pk>/"
urlpatterns = [
    path("emergency-readings/start/<slug:slug>/", emergency.Start.as_view(), name="start"),
    path(_one, emergency.Reading.as_view(), name="reading"),
    path(f"{_one}end/", emergency.End.as_view(), name="end"),
    path(f"{_one}<slug:kind>/", emergency.ReadingList.as_view(), name="list"),
    path(f"{_one}<slug:kind>/<uuid:record>/", emergency.ReadingRecord.as_view(), name="record"),
    path("partnerships/<slug:slug>/emergency-readings/", emergency.OfParty.as_view(), name="party"),
]
