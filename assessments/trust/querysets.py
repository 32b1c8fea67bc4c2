"""What one asks of promises, pulses, concerns, reviews and signals, of one partnership and of all of them alike."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from partnerships.access.policy import Right, roles_with
from partnerships.access.spaces import SpaceQuerySet
from partnerships.audience import shown
from partnerships.clock import Today, today
from partnerships.models import FROZEN_STATES, Participation, Role
from partnerships.records.models import SourcedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User

# For so many days back promises count for reliability.
LOOKING_BACK = 365


class DaysAgo(Today):
    """The day so many days before today, looked up each time the query is asked."""

    def __init__(self, days: int) -> None:
        super().__init__()
        self.days = days

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (connection.ops.adapt_datefield_value(today() - dt.timedelta(days=self.days)),)


class PromiseQuerySet(SourcedQuerySet):
    def given(self) -> Self:
        """Without what was only noted, or not given."""
        return self.exclude(state__in=("noted", "declined"))

    def outstanding(self) -> Self:
        """Something is still to come of them."""
        return self.filter(state__in=("open", "moving", "reported"))

    def to_be_kept(self) -> Self:
        """The giver has still to do its part."""
        return self.filter(state__in=("open", "moving"))

    def overdue(self) -> Self:
        return self.to_be_kept().filter(due_on__lt=Today())

    def counted(self) -> Self:
        """Those by which reliability is measured: due in the last year, and settled as kept, late or broken, or overdue."""
        settled = Q(state__in=("kept", "late", "broken"))
        return self.filter(settled | Q(state__in=("open", "moving"), due_on__lt=Today()), due_on__gte=DaysAgo(LOOKING_BACK))


class TrustPulseQuerySet(SpaceQuerySet):
    def open(self) -> Self:
        return self.filter(state="open")

    def closed(self) -> Self:
        return self.filter(state="closed")

    def told(self) -> Self:
        """Closed, with figures of one side at least."""
        return self.closed().filter(mean__isnull=False)


class AskedPulseQuerySet(TrustPulseQuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those the person may be asked in: shown to a party for which he or she may answer there."""
        held = Participation.objects.held_by(user, roles_with(Right.ANSWER)).signing()
        return self.filter(Exists(held.filter(shown(), partnership=OuterRef("partnership"))))


class IndicatorQuerySet(SpaceQuerySet):
    def flagged(self) -> Self:
        return self.filter(flagged_since__isnull=False)

    def unanswered(self) -> Self:
        """Flagged, and nobody has said what is done about it."""
        return self.flagged().filter(response="")


class ConcernQuerySet(SpaceQuerySet):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """As of any record; but what one party raised with the others, that party alone changes for as long as it is here."""
        here = {"partnership": OuterRef("partnership"), "party": OuterRef("raised_by")}
        mine = Participation.objects.held_by(user, roles_with(Right.WRITE)).signing().filter(**here)
        raisers = Participation.objects.signing().exclude(state=Participation.State.LEFT).filter(**here)
        return super().editable_by(user).filter(~Exists(raisers) | Exists(mine))

    def unsettled(self) -> Self:
        return self.exclude(state="closed")


class IndependentConcernQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The person's own, and those of partnerships in which he or she is neutral: nobody else's, whatever the role."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        takes_part = Participation.objects.held_by(user, None).filter(partnership=OuterRef("partnership"))
        return self.filter(Q(author=user.pk) & Q(Exists(takes_part)) | Q(self._neutral(user)))

    def handled_by(self, user: "User | AnonymousUser") -> Self:
        """Those the person sees to as a neutral person."""
        return self.filter(self._neutral(user)).exclude(author=user.pk) if user.is_authenticated else self.none()

    def waiting_for(self, user: "User | AnonymousUser") -> Self:
        """Those the person may read, is to answer, and in which the last word was another's."""
        steps: Any = self.model._meta.get_field("steps").related_model
        last = steps._default_manager.filter(concern=OuterRef("pk")).order_by("-at", "-pk").values("by")[:1]
        answered = (
            self.visible_to(user)
            .exclude(state="closed")
            .exclude(partnership__state__in=FROZEN_STATES)
            .annotate(last_by=Coalesce(Subquery(last), "author", output_field=models.UUIDField()))
        )
        return answered.exclude(last_by=user.pk)

    @staticmethod
    def _neutral(user: "User | AnonymousUser") -> Q:
        """Facilitates the partnership, and stands for no side of it."""
        here = Participation.objects.filter(partnership=OuterRef("partnership"))
        facilitates = here.held_by(user, {Role.FACILITATOR}).filter(side="neutral")
        return Q(Exists(facilitates)) & ~Q(Exists(here.held_by(user, None).signing()))


class BenefitReviewQuerySet(SpaceQuerySet):
    def under_way(self) -> Self:
        return self.filter(state="open")

    def concluded(self) -> Self:
        return self.filter(state="concluded")

    def of_last_period(self) -> Self:
        """Of each partnership, the concluded review of the latest period."""
        later = self.model._default_manager.disclosed().concluded()
        later = later.filter(partnership=OuterRef("partnership"), ends_on__gt=OuterRef("ends_on"))
        return self.disclosed().concluded().filter(~Exists(later))


class BehaviourSignalQuerySet(SpaceQuerySet):
    def waiting(self) -> Self:
        """Put to the other party, without a reply."""
        return self.filter(state="put")
