"""What one asks of risks, of one partnership and of all of them alike."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Substr

from partnerships.access.spaces import SpaceQuerySet
from partnerships.clock import Today
from partnerships.records.models import PartQuerySet, PartyPartQuerySet
from risks.scale import APART, DEFAULT_MATRIX, SIZE, Phase

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User

LIVE = ("identified", "assessed", "treatment_planned", "treating", "monitored", "accepted", "escalated")


def _related(model: Any, accessor: str) -> Any:
    """The model whose rows hang on a model under a name."""
    return next(one.related_model for one in model._meta.related_objects if one.get_accessor_name() == accessor)


class CriteriaQuerySet(SpaceQuerySet):
    def in_force(self) -> Self:
        """The version that all parties signed last: a partnership has one, or none."""
        return self.filter(state="in_force")


class RiskQuerySet(SpaceQuerySet):
    def live(self) -> Self:
        """Risks that may still come: neither closed nor occurred."""
        return self.filter(state__in=LIVE)

    def individual(self) -> Self:
        return self.filter(party__isnull=False)

    def unreviewed(self) -> Self:
        """Live ones whose day of review has passed, or that have none."""
        return self.live().filter(Q(review_on__isnull=True) | Q(review_on__lt=Today()))

    def settled(self) -> Self:
        """Those of which all parties agreed how large it is or that they accept it, or of which one took on exposure."""
        accepted = Q(party__isnull=True, acceptances__state="in_force")
        return self.filter(accepted | Q(consensuses__state="agreed") | Q(treatments__consent="given"))

    def with_level(self, phase: str = Phase.CURRENT) -> Self:
        """Risks with their `level` (1 to 4, or None): the consensus; without one, the worst that those who answer for it see."""
        consensus = _related(self.model, "consensuses").objects.agreed().filter(risk=OuterRef("pk"), phase=phase)
        mine = Q(risk__party__isnull=True) | Q(party=F("risk__party"))
        ratings = _related(self.model, "ratings").objects.standing().filter(mine, risk=OuterRef("pk"), phase=phase)
        worst = ratings.with_level().order_by().values("risk").annotate(worst=Max("level")).values("worst")
        agreed = consensus.with_level().order_by("-agreed_at", "-created_at").values("level")[:1]
        return self.annotate(level=Coalesce(Subquery(agreed), Subquery(worst), output_field=IntegerField()))

    def with_stand(self) -> Self:
        """Risks with their `level` now, and whether the parties read them differently (`apart`): what a list of them shows."""
        return self.with_level().annotate(apart=Exists(self.model._default_manager.diverging().filter(pk=OuterRef("pk"))))

    def rated(self, *phases: str) -> Self:
        """Risks with a reading in one of the phases (any, where none is named)."""
        ratings = _related(self.model, "ratings").objects.filter(risk=OuterRef("pk"))
        return self.filter(Exists(ratings.filter(phase__in=phases) if phases else ratings))

    def diverging(self) -> Self:
        """Risks that two parties see two steps or more apart, and have not settled since."""
        standing = _related(self.model, "ratings").objects.standing()
        settled = _related(self.model, "consensuses").objects.agreed()
        settled = settled.filter(risk=OuterRef("risk"), phase=OuterRef("phase"), agreed_at__gt=OuterRef("created_at"))
        settled = settled.filter(agreed_at__gt=OuterRef(OuterRef("created_at")))
        other = standing.filter(risk=OuterRef("risk"), phase=OuterRef("phase")).filter(
            Q(likelihood__gte=OuterRef("likelihood") + APART) | Q(impact__gte=OuterRef("impact") + APART), ~Exists(settled)
        )
        return self.filter(Exists(standing.filter(Exists(other), risk=OuterRef("pk"))))


class Levelled:
    """What readings of parties and of all have in common."""

    def with_level(self: Any) -> Any:
        """Readings with the `level` that the criteria in force, which all parties read, give them; the house's own where none are."""
        criteria = self.model._meta.get_field("risk").related_model._meta.app_config.get_model("RiskCriteria")
        matrix = criteria.objects.disclosed().in_force().filter(partnership=OuterRef("risk__partnership")).values("matrix")[:1]
        place = (F("likelihood") - 1) * SIZE + F("impact")
        letter = Substr(Coalesce(Subquery(matrix), Value(DEFAULT_MATRIX)), place, 1)
        return self.annotate(level=Cast(letter, IntegerField()))


class RatingQuerySet(Levelled, PartyPartQuerySet):
    def standing(self) -> Self:
        """Of each party, risk and phase the newest: the one that counts."""
        newer = self.model._default_manager.filter(risk=OuterRef("risk"), phase=OuterRef("phase"), party=OuterRef("party"))
        return self.filter(
            ~Exists(newer.filter(Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), created_at__gt=OuterRef("created_at"))))
        )


class ConsensusQuerySet(Levelled, PartQuerySet):
    def agreed(self) -> Self:
        return self.filter(state="agreed")


class OwnerQuerySet(PartyPartQuerySet):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Owners of joint risks and of one's own: nobody is made to answer for another party's risk."""
        return super().editable_by(user).filter(Q(risk__party__isnull=True) | Q(risk__party=F("party")))


class RiskLinkQuerySet(PartQuerySet):
    """A link is read where both of its ends are."""

    def _targets(self) -> Any:
        return self.model._meta.get_field("target").related_model.objects

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return super().visible_to(user).filter(target__in=self._targets().visible_to(user).values("pk"))

    def disclosed(self) -> Self:
        return super().disclosed().filter(target__in=self._targets().disclosed().values("pk"))


class TreatmentQuerySet(PartQuerySet):
    def unconsented(self) -> Self:
        """Treatments that would move exposure to a party that has not consented."""
        return self.filter(consent__in=("asked", "refused"))

    def asked(self) -> Self:
        """Those that wait for a party's word."""
        return self.filter(consent="asked")

    def going_on(self) -> Self:
        """Treatments that are in hand or done: nobody refused them, and their action was not given up."""
        return self.exclude(consent="refused").exclude(action__state="cancelled")

    def finished(self) -> Self:
        return self.filter(action__state="done")


class RiskIndicatorQuerySet(PartQuerySet):
    def watched(self) -> Self:
        """Indicators of risks that may still come."""
        return self.filter(risk__state__in=LIVE)

    def with_newest(self) -> Self:
        """With the value of the newest reading as `newest`; None while nothing was read."""
        readings = _related(self.model, "readings").objects.filter(indicator=OuterRef("pk"))
        return self.annotate(newest=Subquery(readings.order_by("-on", "-created_at").values("value")[:1]))


class AcceptanceQuerySet(PartQuerySet):
    def in_force(self) -> Self:
        return self.filter(state="in_force")

    def valid(self) -> Self:
        """In force, and not past their day."""
        return self.in_force().filter(expires_on__gte=Today())


def undisclosed(risks: "QuerySet[Any]", parties: Any) -> dict[tuple[Any, Any], int]:
    """{(objective key, party key): how many live private risks the party has there}.

    The one figure about private risks that leaves their space: ask it only of parties that have allowed it (PartyStance.count_shown).
    """
    found: dict[tuple[Any, Any], int] = {}
    pairs = risks.filter(party__in=parties, visibility="private", objectives__isnull=False)
    for pair in pairs.order_by().values_list("objectives", "party"):
        found[pair] = found.get(pair, 0) + 1
    return found
