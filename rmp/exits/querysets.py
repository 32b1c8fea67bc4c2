"""What one asks of the exit, of one partnership and of all of them alike."""

import datetime as dt
from typing import Any, Self

from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Cast

from partnerships.access.spaces import SpaceQuerySet
from partnerships.clock import Today
from partnerships.models import FROZEN_STATES
from partnerships.records.models import SourcedQuerySet

READY = ("ready", "in_progress", "done", "accepted")


class StrategyQuerySet(SpaceQuerySet):
    def draft(self) -> Self:
        return self.filter(state="draft")

    def agreed(self) -> Self:
        return self.filter(state="agreed")


class TriggerQuerySet(SpaceQuerySet):
    def watched(self) -> Self:
        """Those that the daily sweep reads: of partnerships that go on."""
        return self.filter(state__in=("armed", "warning")).exclude(partnership__state__in=FROZEN_STATES)

    def resting(self, day: dt.date) -> Self:
        """Those whose waiver has run out by the day."""
        return self.filter(state="waived", waived_until__lt=day).exclude(partnership__state__in=FROZEN_STATES)

    def pressing(self) -> Self:
        """Those that have fired and on which nobody has concluded yet."""
        return self.filter(state__in=("fired", "assessing"))


class ExitAssessmentQuerySet(SourcedQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=("open", "under_way"))


class ItemQuerySet(SpaceQuerySet):
    def ready(self) -> Self:
        """Those that could be done any day, or are done."""
        return self.filter(state__in=READY)

    def unaccepted(self) -> Self:
        return self.exclude(state="accepted")

    def unowned(self) -> Self:
        """Those for which some party at the table has named nobody."""
        from partnerships.models import Participation

        owners: Any = self.model._meta.get_field("owners").related_model
        named = owners._default_manager.filter(item=OuterRef(OuterRef("pk")), of=OuterRef("party"))
        parties = Participation.objects.joined().signing().filter(partnership=OuterRef("partnership"))
        return self.filter(Exists(parties.exclude(Exists(named))))

    def readiness(self) -> Any:
        """{partnership, share}: the weight of what is ready of the weight of all, in percent."""
        ready = Sum(Case(When(state__in=READY, then=F("weight")), default=Value(0), output_field=IntegerField()))
        share = Cast(ready, FloatField()) * 100 / Sum("weight")
        return self.order_by().values("partnership").annotate(share=share)


class RehearsalQuerySet(SpaceQuerySet):
    def newest(self) -> Self:
        """Of each partnership the last one: its next date is the one that counts."""
        later = self.model._default_manager.filter(partnership=OuterRef("partnership"), on__gt=OuterRef("on"))
        return self.filter(~Exists(later))


class CaseQuerySet(SpaceQuerySet):
    def going_on(self) -> Self:
        return self.exclude(state__in=("closed", "withdrawn"))

    def ending(self) -> Self:
        return self.filter(kind__in=self.model.ENDING)

    def under_way(self) -> Self:
        """Those that are being carried out."""
        return self.filter(state__in=("transition", "obligations_clearing", "evaluation"))

    def due(self) -> Self:
        """Those whose day to take effect has come."""
        return self.filter(Q(effective_on=None) | Q(effective_on__lte=Today()))


class ObligationQuerySet(SpaceQuerySet):
    def active(self) -> Self:
        return self.filter(state="active")

    def undated(self) -> Self:
        return self.active().filter(until__isnull=True)

    def past(self, day: dt.date) -> Self:
        """Active ones whose last day was before the day."""
        return self.active().filter(until__lt=day)


class OpportunityQuerySet(SpaceQuerySet):
    pass
