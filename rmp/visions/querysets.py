"""What one asks of visions, ratings, screenings and checks, of one partnership and of all of them alike."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, UUIDField
from django.db.models.functions import Coalesce

from partnerships.access.policy import Right, roles_with
from partnerships.access.spaces import SpaceQuerySet
from partnerships.clock import Today
from partnerships.models import FROZEN_STATES, Participation
from partnerships.records.models import PartQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User

# Two ratings of an area so many steps apart are a difference to talk about.
APART = 2
# The highest rating that sees tension or conflict (AreaRating.Fit).
STRAINED = 2


class JointVisionQuerySet(SpaceQuerySet):
    def draft(self) -> Self:
        return self.filter(state="draft")

    def agreed(self) -> Self:
        """The version that all parties have signed and none has followed yet."""
        return self.filter(state="agreed")


class AcknowledgementQuerySet(PartQuerySet):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """The person's own: whoever reads the joint space for a party may say that he or she understood."""
        held = Participation.objects.held_by(user, roles_with(Right.READ_JOINT)).signing()
        mine = Exists(held.filter(partnership=OuterRef("vision__partnership"), party=OuterRef("party")))
        return self.filter(mine, author=user.pk).exclude(vision__partnership__state__in=FROZEN_STATES)


class AreaRatingQuerySet(SpaceQuerySet):
    def strained(self) -> Self:
        """Ratings that see tension or conflict."""
        return self.filter(value__lte=STRAINED)

    def contested(self) -> Self:
        """Disclosed ratings from which another party's disclosed rating of the same area lies two steps or more above."""
        others = self.model._default_manager.disclosed().filter(partnership=OuterRef("partnership"), area=OuterRef("area"))
        return self.disclosed().filter(Exists(others.filter(value__gte=OuterRef("value") + APART)))

    def unhandled(self) -> Self:
        """Disclosed ratings that ask for a handling of their area, where the parties have not said how they deal with it."""
        handlings = self.model._meta.apps.get_model("rmp_visions", "AreaHandling").objects.disclosed().exclude(handling="")
        handled = handlings.filter(partnership=OuterRef("partnership"), area=OuterRef("area"))
        asking = Q(pk__in=self.contested().values("pk")) | Q(value__lte=STRAINED)
        return self.disclosed().filter(asking).exclude(Exists(handled))


class EthicsCheckQuerySet(SpaceQuerySet):
    def unsettled(self) -> Self:
        """Clashes that nobody has dealt with."""
        return self.filter(state__in=("open", "unresolved"))


class EthicsScreeningQuerySet(SpaceQuerySet):
    def concluded(self) -> Self:
        return self.filter(state="concluded")

    def standing(self) -> Self:
        """Of each party, and of all together, the disclosed screening concluded last: it is the one that counts."""
        # The partnership's key stands for all parties together: nothing equals null.
        owner = Coalesce("party", "partnership", output_field=UUIDField())
        same = Coalesce(OuterRef("party"), OuterRef("partnership"), output_field=UUIDField())
        others = self.model._default_manager.disclosed().concluded().annotate(owner=owner)
        later = others.filter(partnership=OuterRef("partnership"), owner=same, concluded_at__gt=OuterRef("concluded_at"))
        return self.disclosed().concluded().filter(~Exists(later))

    def passed(self) -> Self:
        return self.filter(result__in=("passed", "conditions"))

    def in_force(self) -> Self:
        """Concluded last, passed with or without conditions, and still valid."""
        return self.standing().passed().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=Today()))


class ValueCheckQuerySet(SpaceQuerySet):
    def newest(self) -> Self:
        """Of each value, what each party found last."""
        later = self.model._default_manager.filter(
            Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), created_at__gt=OuterRef("created_at")),
            partnership=OuterRef("partnership"),
            party=OuterRef("party"),
            value=OuterRef("value"),
        )
        return self.filter(~Exists(later))
