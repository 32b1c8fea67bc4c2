from django.urls import path

from partnerships.records import logs, unshown

app_name = "records"
urlpatterns = [
    path("", logs.Sharing.as_view(), name="sharing"),
    path("unshown/<uuid:seat>/", unshown.Unshown.as_view(), name="unshown"),
]

# The pages of the history are made of the same parts as those of records, and so live here; their name is their own.
history = (
    [path("", logs.History.as_view(), name="list"), path("ends/", logs.HistoryEnds.as_view(), name="ends")],
    "history",
)
