"""What one asks of categories, requests, property, publications and incidents, of one partnership and of all of them alike."""

import datetime as dt
from typing import Self

from django.db.models import Exists, OuterRef

from partnerships.access.spaces import SpaceQuerySet
from partnerships.actions.models import Action
from partnerships.audience import shown
from partnerships.clock import Today
from partnerships.models import Participation
from partnerships.records.models import PartyPartQuerySet
from partnerships.zones import perhaps_over


class CategoryQuerySet(SpaceQuerySet):
    def review_late(self) -> Self:
        return self.filter(review_on__lt=Today())

    def unconditioned(self) -> Self:
        """Shared on a condition, with no agreement behind it."""
        return self.filter(sharing="condition", agreement__isnull=True)


class RequestQuerySet(SpaceQuerySet):
    def open(self) -> Self:
        """Not decided yet."""
        return self.filter(state__in=("requested", "considered"))

    def decided(self) -> Self:
        return self.filter(decided_on__isnull=False)

    def late(self) -> Self:
        return self.open().filter(answer_by__lt=Today())


class PropertyQuerySet(SpaceQuerySet):
    def current(self) -> Self:
        """Not replaced by a revision."""
        return self.filter(replaced_on__isnull=True)

    def arising(self) -> Self:
        """Current entries of what arises from the work; a revision that is not agreed yet is none."""
        return self.current().filter(kind="foreground").exclude(replaces__isnull=False, agreed_on__isnull=True)

    def unagreed(self) -> Self:
        return self.filter(agreed_on__isnull=True)


class PublicationQuerySet(SpaceQuerySet):
    def submitted(self) -> Self:
        return self.exclude(state="prepared")

    def in_review(self) -> Self:
        """The clock runs."""
        return self.filter(state__in=("submitted", "partner_review"))

    def late(self) -> Self:
        """A party has let its time run out without a word, or did so before: silence is no review."""
        waited = self.model._meta.apps.get_model("rmp_knowledge", "PublicationOpinion").objects.filter(review=OuterRef("pk"))
        silent = Exists(waited.filter(answer="silent"))
        overdue = Exists(waited.filter(answer="waiting"))
        return self.filter(silent) | self.in_review().filter(overdue, respond_by__lt=Today())

    def perhaps_over(self, now: dt.datetime) -> Self:
        """Those whose clock may have run out somewhere on earth; which of them have is for the zones of their parties to say."""
        waited = self.model._meta.apps.get_model("rmp_knowledge", "PublicationOpinion").objects.filter(answer="waiting")
        awaited = Exists(waited.filter(review=OuterRef("pk")))
        return self.filter(awaited, state__in=("submitted", "partner_review", "delay_asked"), respond_by__lte=perhaps_over(now))

    def delay_perhaps_over(self, now: dt.datetime) -> Self:
        return self.filter(state="delay_asked", delay_until__lte=perhaps_over(now))


class OpinionQuerySet(PartyPartQuerySet):
    def waiting(self) -> Self:
        return self.filter(answer="waiting", review__state__in=("submitted", "partner_review"))


class AssetQuerySet(SpaceQuerySet):
    def at_risk(self) -> Self:
        return self.filter(risk="high")

    def without_transfer(self) -> Self:
        """For which nobody does anything: no action that all may read is open or done."""
        actions = Action.objects.disclosed().exclude(state="cancelled").filter(source_key=OuterRef("pk"))
        of_assets = {"source_type__app_label": "rmp_knowledge", "source_type__model": "knowledgeasset"}
        return self.exclude(Exists(actions.filter(**of_assets)))


class LineQuerySet(SpaceQuerySet):
    def late(self) -> Self:
        return self.filter(next_on__lt=Today())


class DataQuerySet(SpaceQuerySet):
    def held(self) -> Self:
        """Not deleted or returned yet."""
        return self.filter(disposed_on__isnull=True)

    def overdue(self) -> Self:
        return self.held().filter(delete_by__lt=Today())


class IncidentQuerySet(SpaceQuerySet):
    def open(self) -> Self:
        return self.exclude(state="closed")

    def unnotified(self) -> Self:
        """The day by which all parties were to know of it is past, and they do not."""
        return self.filter(state__in=("reported", "contained", "assessed"), notify_by__lt=Today())


class NoticeQuerySet(PartyPartQuerySet):
    def missing(self) -> Self:
        """Of incidents that are shared, the parties that read them and have not confirmed."""
        seats = Participation.objects.joined().filter(shown("incident__audience"), party=OuterRef("party"))
        reads = Exists(seats.filter(partnership=OuterRef("incident__partnership")))
        return self.filter(reads, notified_at__isnull=True).exclude(incident__state="closed")
