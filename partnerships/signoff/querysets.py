"""Which rounds and slots wait, and for whom. The rule of who decides a slot is here once, for one slot and for all of them."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q

from partnerships.access.policy import Right, roles_with
from partnerships.access.spaces import SpaceQuerySet
from partnerships.models import FROZEN_STATES, Participation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class RoundQuerySet(SpaceQuerySet):
    def open(self) -> Self:
        return self.filter(state="open")

    def of_record(self, record: Any) -> Self:
        """Rounds about a record and its parts."""
        return self.filter(record_key=record.pk)

    def waiting_for(self, user: "User | AnonymousUser") -> Self:
        """Open rounds in which the person may decide for a party that has not decided yet."""
        slots: Any = self.model._meta.get_field("slots").related_model
        mine = slots._default_manager.decidable_by(user).filter(decision="waiting", round=OuterRef("pk"))
        return self.visible_to(user).open().filter(Exists(mine))


class SlotQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        rounds: Any = self.model._meta.get_field("round").related_model
        return self.filter(round__in=rounds.objects.visible_to(user).values("pk"))

    def waiting(self) -> Self:
        """Slots of open rounds that nobody has decided, with what a reminder needs."""
        slots = self._of_open_partnerships(Q(decision="waiting", round__state="open"))
        return slots.select_related("round__partnership", "round__party", "party", "assignee", "delegate")

    def waiting_for(self, user: "User | AnonymousUser") -> Self:
        """Waiting slots whose decision is the person's to take, the most urgent first."""
        mine = self.waiting().decidable_by(user).visible_to(user)
        return mine.order_by(F("round__due_on").asc(nulls_last=True), "round__opened_at", "pk")

    def decidable_by(self, user: "User | AnonymousUser") -> Self:
        """Slots whose decision is the person's to take. Whether it has been taken already is another question."""
        return self._of_open_partnerships(_may_decide(user))

    def signed_for_by(self, user: "User | AnonymousUser") -> Self:
        """Slots of parties for which the person signs, whoever is named."""
        return self._of_open_partnerships(Q(_held(user, Right.SIGN)))

    def delegable_by(self, user: "User | AnonymousUser") -> Self:
        """Slots that the person may hand to somebody else of the party."""
        return self._of_open_partnerships(_may_delegate(user))

    def with_rights_of(self, user: "User | AnonymousUser") -> Self:
        """Adds what the person may do with each slot: `may_decide`, `may_upload` and `may_delegate`."""
        return self.annotate(
            may_decide=_flag(_may_decide(user)),
            may_upload=_flag(_may_decide(user) & Q(_held(user, Right.SIGN))),
            may_delegate=_flag(_may_delegate(user)),
        )

    def _of_open_partnerships(self, rule: Q) -> Self:
        return self.filter(rule).exclude(round__partnership__state__in=FROZEN_STATES)


def _flag(rule: Q) -> ExpressionWrapper:
    frozen = Q(round__partnership__state__in=FROZEN_STATES)
    return ExpressionWrapper(rule & ~frozen, output_field=models.BooleanField())


def _may_decide(user: "User | AnonymousUser") -> Q:
    """The named signatory and the delegate may; where no signatory is named, everybody who signs for the party."""
    named = Q(assignee=user.pk) | Q(delegate=user.pk)
    return named & Q(_held(user, Right.WRITE)) | Q(assignee__isnull=True) & Q(_held(user, Right.SIGN))


def _may_delegate(user: "User | AnonymousUser") -> Q:
    """The named signatory may, and everybody who signs for the party."""
    return Q(assignee=user.pk) & Q(_held(user, Right.WRITE)) | Q(_held(user, Right.SIGN))


def _held(user: "User | AnonymousUser", right: str) -> Exists:
    held = Participation.objects.held_by(user, roles_with(right)).signing()
    return Exists(held.filter(partnership=OuterRef("round__partnership"), party=OuterRef("party")))
