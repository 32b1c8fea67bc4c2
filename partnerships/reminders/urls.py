from django.urls import path

from partnerships.reminders import views

app_name = "reminders"
urlpatterns = [
    path("", views.ReminderList.as_view(), name="list"),
    path("read/", views.MarkRead.as_view(), name="read"),
    path("calendar/", views.CalendarPage.as_view(), name="calendar"),
    path("calendar/<str:token>/", views.feed, name="feed"),
]
