"""My work: what waits for this person, in all of his or her partnerships."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.views.generic import TemplateView

from partnerships.access.views import SignedInMixin
from partnerships.accounts.models import User
from partnerships.actions.models import Action
from partnerships.history.models import NEWEST_FIRST, Event
from partnerships.models import Participation, Partnership
from partnerships.practices.guidance import scores
from partnerships.records.presentation import event_row
from partnerships.reminders.reading import upcoming
from partnerships.scorecards.reading import tallies_of
from partnerships.signoff.models import SignOffSlot

SHOWN = 8
# Visits closer together than this are one visit: "what changed since my last visit" should survive a reload.
ONE_VISIT = dt.timedelta(hours=1)


# What else waits for a person and falls due on no day, that only he or she may know of: function(user) -> rows of
# {title, url, partnership}, in one query.
WAITING: list[Callable[[User], list[dict[str, Any]]]] = []


def register_waiting(waiting: Callable[[User], list[dict[str, Any]]]) -> None:
    """Let a room say what waits for a person; to be called from its app's ready()."""
    WAITING.append(waiting)


class MyWork(SignedInMixin, TemplateView):
    template_name = "partnerships/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        since = note_visit(user)
        partnerships = list(Partnership.objects.visible_to(user).order_by("title", "id")[:SHOWN])
        tallied = tallies_of(partnerships)
        return super().get_context_data(
            actions=my_actions(user)[:SHOWN],
            slots=SignOffSlot.objects.waiting_for(user)[:SHOWN],
            words=[row for waiting in WAITING for row in waiting(user)][:SHOWN],
            due=upcoming(user, limit=SHOWN),
            events=[event_row(event) | {"partnership": event.partnership} for event in news(user, since)[:SHOWN]],
            since=since,
            rows=[{"partnership": p, "scores": scores(p, tallied[p.pk])} for p in partnerships],
            **kwargs,
        )


def note_visit(user: User) -> dt.datetime:
    """Remember that the person was here; returns the time of the visit before this one."""
    now = timezone.now()
    if user.last_visit is None or now - user.last_visit > ONE_VISIT:
        user.previous_visit, user.last_visit = user.last_visit, now
        User.objects.filter(pk=user.pk).update(previous_visit=user.previous_visit, last_visit=now)
    return user.previous_visit or now - dt.timedelta(days=7)


def my_actions(user: User) -> Any:
    """Unfinished actions the person is to do, and those of the own party that nobody has taken, soonest first."""
    own = Participation.objects.held_by(user).signing()
    mine = Q(assignee=user) | Q(
        assignee__isnull=True, partnership__in=own.values("partnership"), responsible__in=own.values("party")
    )
    return (
        Action.objects.visible_to(user)
        .unfinished()
        .filter(mine)
        .select_related("partnership", "responsible")
        .order_by("due_on", "pk")
    )


def news(user: User, since: dt.datetime) -> Any:
    """What others did in the person's partnerships since then, as far as he or she may know."""
    return (
        Event.objects.visible_to(user)
        .filter(at__gt=since)
        .exclude(actor_key=user.pk)
        .select_related("partnership")
        .order_by(*NEWEST_FIRST)
    )
