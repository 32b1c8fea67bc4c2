"""What one asks of ideas, benefits, contributions and targets, of one partnership and of all of them alike."""

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from partnerships.access.spaces import SpaceQuerySet
from partnerships.clock import Today

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User

ON_THE_WAY = ("captured", "screened", "assessed", "approved", "piloting", "scaling", "realised", "measured", "closed")
LIVE = ("planned", "forecast", "emerging")


class ValueIdeaQuerySet(SpaceQuerySet):
    def on_the_way(self) -> Self:
        return self.filter(state__in=ON_THE_WAY)

    def let_go(self) -> Self:
        """Rejected or stopped: with what it taught."""
        return self.filter(state__in=("rejected", "stopped"))

    def waiting(self) -> Self:
        """Resting or in a pilot until a day."""
        return self.filter(state__in=("parked", "piloting"), review_on__isnull=False)

    def beyond_assessment(self) -> Self:
        return self.filter(state__in=ON_THE_WAY[2:])


class MeasuredQuerySet(SpaceQuerySet):
    """Of things that are measured time and again: wherever they are shown, they come with their newest value, in one query."""

    measured_by: ClassVar[str]

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return super().visible_to(user).with_newest()

    def with_newest(self) -> Self:
        """With the value of the newest part as `newest`; None while nothing was measured."""
        relation: Any = self.model._meta.get_field(self.measured_by)
        parts = relation.related_model.objects.filter(**{relation.field.name: OuterRef("pk")}, value__isnull=False)
        return self.annotate(newest=Subquery(parts.order_by("-on", "-created_at").values("value")[:1]))


class BenefitQuerySet(MeasuredQuerySet):
    measured_by = "measurements"

    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def realised(self) -> Self:
        """Realised, attested or not."""
        return self.filter(state__in=("realised", "verified"))

    def verified(self) -> Self:
        return self.filter(state="verified")

    def missed(self) -> Self:
        return self.filter(state="missed")

    def overdue(self) -> Self:
        return self.live().filter(due_on__lt=Today())

    def complete(self) -> Self:
        """Said so that one will see it: how it is measured, and by when."""
        return self.exclude(method="").filter(due_on__isnull=False)

    def for_party(self, party: Any) -> Self:
        """Those a party has a share in: its own, and those of all parties."""
        return self.filter(Q(beneficiary="joint") | Q(beneficiary="party", beneficiary_party=party))

    def in_period(self, since: dt.date | None, until: dt.date | None) -> Self:
        """Those whose day (realised, else due) lies in the period; without a day they belong to every period."""
        found = self.annotate(day=Coalesce("realised_on", "due_on"))
        if since is not None:
            found = found.filter(Q(day__isnull=True) | Q(day__gte=since))
        if until is not None:
            found = found.filter(Q(day__isnull=True) | Q(day__lte=until))
        return found


class ContributionQuerySet(SpaceQuerySet):
    def in_period(self, since: dt.date | None, until: dt.date | None) -> Self:
        """Those whose period touches this one; an open end reaches on."""
        found = self
        if since is not None:
            found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since))
        if until is not None:
            found = found.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=until))
        return found

    def _receipts(self) -> Any:
        receipts: Any = self.model._meta.get_field("receipts").related_model
        return receipts.objects.filter(contribution=OuterRef("pk"))

    def confirmed(self) -> Self:
        """Of which a receiver has confirmed all that is said to be delivered."""
        return self.filter(Exists(self._receipts().filter(received__gte=OuterRef("delivered"))))

    def unconfirmed(self) -> Self:
        """Of which something came, they say, and no receiver has confirmed all of it."""
        return self.filter(~Exists(self._receipts().filter(received__gte=OuterRef("delivered"))), delivered__gt=0)

    def valued_by_both(self) -> Self:
        return self.filter(
            Exists(self._receipts().filter(valuation_by_receiver__isnull=False)), valuation_by_giver__isnull=False
        )


class ImprovementTargetQuerySet(MeasuredQuerySet):
    measured_by = "readings"

    def open(self) -> Self:
        return self.filter(state="open")

    def overdue(self) -> Self:
        return self.open().filter(due_on__lt=Today())
