from django.urls import path

from partnerships.invitations import people, people_acts, places, waiting

app_name = "people"
_here = "partnerships/<slug:slug>/people/"
urlpatterns = [
    path(_here, people.PeopleList.as_view(), name="list"),
    path(f"{_here}invite/", people_acts.Invite.as_view(), name="invite"),
    path(f"{_here}leave/", people_acts.Leave.as_view(), name="leave"),
    path(f"{_here}<uuid:pk>/role/", people_acts.ChangeRole.as_view(), name="role"),
    path(f"{_here}<uuid:pk>/end/", people_acts.End.as_view(), name="end"),
    path(f"{_here}<uuid:pk>/pause/", people_acts.Pause.as_view(), name="pause"),
    path(f"{_here}<uuid:pk>/lift/", people_acts.LiftPause.as_view(), name="lift"),
    path(f"{_here}<uuid:pk>/officer/", people_acts.MakeOfficer.as_view(), name="officer"),
    path(f"{_here}invitations/<uuid:pk>/resend/", people_acts.Resend.as_view(), name="resend"),
    path(f"{_here}invitations/<uuid:pk>/revoke/", people_acts.Revoke.as_view(), name="revoke"),
    path("people/places/", places.PlaceList.as_view(), name="places"),
    path("people/places/<uuid:pk>/leave/", places.LeavePlace.as_view(), name="leave-all"),
    path("people/waiting/", waiting.WaitingList.as_view(), name="waiting"),
    path("people/waiting/<uuid:pk>/confirm/", waiting.Confirm.as_view(), name="confirm"),
    path("people/waiting/<uuid:pk>/reject/", waiting.Reject.as_view(), name="reject"),
    path("roles/", people.Roles.as_view(), name="roles"),
]
