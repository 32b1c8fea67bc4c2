"""What one asks of the records of governance, of one partnership and of all of them alike."""

import datetime as dt
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from partnerships.access.spaces import SpaceQuerySet
from partnerships.clock import Today, today
from partnerships.models import Participation
from partnerships.records.models import HeldPartQuerySet, PartQuerySet, PartyPartQuerySet, SourcedQuerySet


class AgreementQuerySet(SpaceQuerySet):
    def pending(self) -> Self:
        """On the way to a signature."""
        return self.filter(state__in=("idea", "drafting", "negotiating", "legal_review", "awaiting_signature"))

    def effective(self) -> Self:
        """Signed and neither expired nor terminated, whether or not its time has come."""
        return self.filter(state__in=("in_force", "amended"))

    def in_force(self) -> Self:
        """Holding today."""
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=Today())
        return self.effective().filter(begun, Q(ends_on__isnull=True) | Q(ends_on__gte=Today()))


class NoticePeriodQuerySet(PartQuerySet):
    def running(self) -> Self:
        """Of agreements in force that have an end."""
        return self.filter(agreement__state__in=("in_force", "amended"), last_day__isnull=False)


class TopicQuerySet(PartQuerySet):
    def unsettled(self) -> Self:
        """Open or escalated, of agreements that are still being made."""
        pending = ("idea", "drafting", "negotiating", "legal_review", "awaiting_signature")
        return self.exclude(state="agreed").filter(agreement__state__in=pending)

    def waiting_longer_than(self, days: int) -> Self:
        """Unsettled for more than so many days."""
        return self.unsettled().filter(since__lt=today() - dt.timedelta(days=days))


class BodyQuerySet(SpaceQuerySet):
    def standing(self) -> Self:
        """Not dissolved."""
        return self.filter(dissolved_on__isnull=True)

    def awaiting_a_meeting(self) -> Self:
        """Standing ones that are to meet by a day, and have no meeting called."""
        coming = self._of("Meeting").filter(body=OuterRef("pk"), state__in=("planned", "agenda_issued"))
        return self.standing().filter(Q(next_meeting_on__isnull=False), ~Exists(coming))

    def lacking_a_party(self) -> Self:
        """Standing ones in which a party that has joined has no member now."""
        sitting = self._of("BodyMember").current().filled().filter(body=OuterRef(OuterRef("pk")), seat_of=OuterRef("party"))
        joined = Participation.objects.signing().joined().filter(partnership=OuterRef("partnership"))
        return self.standing().filter(Exists(joined.filter(~Exists(sitting))))

    def with_vacancies(self) -> Self:
        """Standing ones without a chair, or with a seat that nobody holds."""
        seats = self._of("BodyMember").current().filter(body=OuterRef("pk"))
        chair = seats.filled().filter(role__in=("chair", "co_chair"))
        return self.standing().filter(~Exists(chair) | Q(Exists(seats.filter(name=""))))

    def _of(self, name: str) -> Any:
        return self.model._meta.apps.get_model("rmp_governance", name).objects


class SeatQuerySet(HeldPartQuerySet):
    def current(self) -> Self:
        """Of today."""
        return self.lasting().filter(starts_on__lte=Today())

    def lasting(self) -> Self:
        """Of today or from a day to come."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=Today()))

    def filled(self) -> Self:
        return self.exclude(name="")


class MeetingQuerySet(SpaceQuerySet):
    def held(self) -> Self:
        return self.filter(held_on__isnull=False)

    def awaiting_minutes(self) -> Self:
        """Held, and the minutes not agreed by all."""
        return self.filter(state__in=("held", "minutes_drafted"))

    def with_late_minutes(self) -> Self:
        return self.awaiting_minutes().filter(minutes_due_on__lt=Today())

    def missed(self) -> Self:
        """Called for a time that has passed, and neither noted as held nor cancelled."""
        return self.filter(state__in=("planned", "agenda_issued"), starts_at__lt=Now())


class AgendaItemQuerySet(PartQuerySet):
    def without_outcome(self) -> Self:
        """Of meetings that were held."""
        return self.filter(outcome="", meeting__held_on__isnull=False)


class DecisionQuerySet(SpaceQuerySet):
    def undecided(self) -> Self:
        return self.filter(state__in=("proposed", "open", "deferred"))

    def to_be_implemented(self) -> Self:
        return self.filter(state="adopted")

    def holding(self) -> Self:
        return self.filter(state__in=("adopted", "implemented"))

    def overdue(self) -> Self:
        """Not decided, or not implemented, by the day set for it."""
        late = Q(state__in=("proposed", "open", "deferred"), decide_by__lt=Today())
        return self.filter(late | Q(state="adopted", implement_by__lt=Today()))


class ActivityQuerySet(SpaceQuerySet):
    def without_one_accountable(self) -> Self:
        """Those for which nobody answers. (Two cannot: the database refuses the second.)"""
        parts = self.model._meta.apps.get_model("rmp_governance", "Responsibility").objects
        return self.filter(~Exists(parts.filter(activity=OuterRef("pk"), letter="A")))


class ProcessQuerySet(SpaceQuerySet):
    def settled(self) -> Self:
        """Agreed by all, or in use."""
        return self.filter(state__in=("agreed", "in_use"))


class IssueQuerySet(SourcedQuerySet):
    def unsettled(self) -> Self:
        return self.exclude(state__in=("resolved", "closed"))

    def climbing(self, on: dt.date) -> Self:
        """Whose time at a level is over, where there is a further one."""
        return self.filter(state__in=("level_1", "level_2", "level_3"), due_on__lte=on)

    def at_the_top(self) -> Self:
        """At the highest level or past it."""
        return self.filter(state__in=("level_4", "mediation", "to_exit"))

    def stuck(self) -> Self:
        """The highest level did not settle it in its time."""
        return self.filter(Q(state="level_4", due_on__lte=Today()) | Q(state__in=("mediation", "to_exit")))


class IssuePositionQuerySet(PartyPartQuerySet):
    def current(self) -> Self:
        """At the level at which the issue stands now."""
        here = Q(pk__in=[])
        for level in (1, 2, 3, 4):
            here |= Q(level=level, issue__state=f"level_{level}")
        return self.filter(here)
