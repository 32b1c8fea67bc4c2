"""What falls due in this room. Who is to endorse or to agree is told by the rounds of signatures."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.reminders.registry import Due, register_due
from rmp.leadership.models import Appointment, LeaderReview

State = Appointment.State
ABOUT: dict[str, Any] = {"related": ("partnership", "party")}


def in_state(*states: str) -> Any:
    return lambda: Appointment.objects.filter(state__in=states)


def next_reviews() -> "QuerySet[Appointment]":
    """Leaders with the day of their next review: what the newest review names, or the first one agreed."""
    newest = LeaderReview.objects.filter(appointment=OuterRef("pk")).order_by("-on", "-created_at")
    unreviewed = Appointment.objects.live().exclude(pk__in=LeaderReview.objects.values("appointment"))
    next_on = Subquery(newest.values("next_on")[:1])
    first = Subquery(unreviewed.filter(pk=OuterRef("pk")).values("review_on")[:1])
    return Appointment.objects.live().annotate(next_review=Coalesce(next_on, first))


def vacancy(appointment: Appointment) -> str:
    return _now("%(party)s without a leader") % {"party": appointment.party}


register_due(
    Due(
        kind="leadership.appoint",
        label=_("Endorsed: to be appointed"),
        queryset=in_state(State.ENDORSED),
        date="endorsed_on",
        roles=roles_with(Right.SIGN),
        leads=(),
        lags=(7, 14, 21),
        is_notice=True,
        **ABOUT,
    ),
    Due(
        kind="leadership.accept",
        label=_("Appointed: to be accepted"),
        queryset=in_state(State.APPOINTED),
        date="appointed_on",
        people=("person",),
        leads=(),
        lags=(7, 14, 21),
        is_notice=True,
        **ABOUT,
    ),
    Due(
        kind="leadership.start",
        label=_("Term to be started"),
        queryset=in_state(State.ACCEPTED),
        date="term_from",
        people=("person",),
        leads=(1,),
        **ABOUT,
    ),
    Due(
        kind="leadership.review",
        label=_("Review of a leader"),
        queryset=next_reviews,
        date="next_review",
        party="",
        **ABOUT,
    ),
    Due(
        kind="leadership.term",
        label=_("End of a leader's term"),
        queryset=in_state(State.ACTIVE),
        date="term_to",
        leads=(60, 30, 7),
        **ABOUT,
    ),
    Due(
        kind="leadership.handover",
        label=_("Lead to be handed over"),
        queryset=in_state(State.HANDING_OVER),
        date="handover_by",
        people=("person",),
        **ABOUT,
    ),
    Due(
        kind="leadership.vacancy",
        label=_("Successor to lead"),
        queryset=lambda: Appointment.objects.leaving_a_gap(),
        date="refill_by",
        leads=(30, 14, 7, 1),
        title=vacancy,
        **ABOUT,
    ),
)
