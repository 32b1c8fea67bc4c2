"""What each party puts in and gets out: planned against realised, as far as the reader may see.

Worth is counted in the unit of account that the parties agreed (BalanceTerms). What a contribution is worth is said by its giver and by
its receivers; what counts lies between. What a benefit is worth is said by the party that has it.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from objectives.value.models import BalanceTerms, Benefit, BenefitShare, Contribution
from partnerships.models import Participation, Partnership, Party
from partnerships.practices.conditions import TAKING_PART

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Given:
    """A contribution with what it is worth as planned, and as far as it was delivered; None where nobody has said."""

    contribution: Contribution
    by_giver: Decimal | None
    by_receiver: Decimal | None
    counts: Decimal | None

    def delivered(self, worth: Decimal | None) -> Decimal | None:
        return None if worth is None else worth * self.contribution.share_delivered

    @property
    def apart(self) -> Decimal | None:
        """By how much the receivers' valuation lies above (or below) the giver's."""
        if self.by_giver is None or self.by_receiver is None:
            return None
        return self.by_receiver - self.by_giver


@dataclass(frozen=True)
class Gained:
    """A benefit that a party has a share in, with what it says it is worth, if it has said."""

    benefit: Benefit
    share: BenefitShare | None


@dataclass
class Side:
    """One party in the balance. All amounts are worth in the unit of account."""

    party: Party
    given: list[Given] = field(default_factory=list)
    received: list[Contribution] = field(default_factory=list)
    gained: list[Gained] = field(default_factory=list)
    # Of all that the parties give, and of all the benefit they have, this party's part in percent; None while there is nothing.
    share_of_giving: Decimal | None = None
    share_of_gain: Decimal | None = None

    @property
    def planned(self) -> Decimal:
        """What its contributions are worth as planned: what counts between giver and receivers."""
        return _sum(one.counts for one in self.given)

    @property
    def delivered(self) -> Decimal:
        return _sum(one.delivered(one.counts) for one in self.given)

    @property
    def planned_by_giver(self) -> Decimal:
        return _sum(one.by_giver for one in self.given)

    @property
    def delivered_by_giver(self) -> Decimal:
        return _sum(one.delivered(one.by_giver) for one in self.given)

    @property
    def planned_by_receiver(self) -> Decimal:
        return _sum(one.by_receiver for one in self.given)

    @property
    def delivered_by_receiver(self) -> Decimal:
        return _sum(one.delivered(one.by_receiver) for one in self.given)

    @property
    def expected(self) -> Decimal:
        """What its benefits are worth to it when they come; missed ones no more."""
        return _sum(one.share.expected for one in self.gained if one.share and one.benefit.state != Benefit.State.MISSED)

    @property
    def realised(self) -> Decimal:
        return _sum(one.share.realised for one in self.gained if one.share)

    @property
    def verified(self) -> Decimal:
        """Of what is realised, what those who benefit have attested."""
        return _sum(one.share.realised for one in self.gained if one.share and one.benefit.state == Benefit.State.VERIFIED)

    @property
    def confirmed(self) -> int:
        """How many of its contributions a receiver has confirmed."""
        return sum(one.contribution.confirmed() for one in self.given)

    @property
    def states(self) -> Counter[str]:
        """How many of its benefits are in which state."""
        return Counter(one.benefit.state for one in self.gained)

    @property
    def net(self) -> Decimal:
        """What it has realised, less what it has delivered."""
        return self.realised - self.delivered

    @property
    def gap(self) -> Decimal | None:
        """By how many percentage points its share of the benefits differs from its share of the contributions."""
        if self.share_of_giving is None or self.share_of_gain is None:
            return None
        return self.share_of_gain - self.share_of_giving


@dataclass
class Balance:
    """The sides of a partnership over a period, and how far apart they are."""

    partnership: Partnership
    since: dt.date | None
    until: dt.date | None
    terms: BalanceTerms | None
    sides: list[Side]
    third: list[Benefit]  # benefits of somebody outside: in no side

    @property
    def unit(self) -> str:
        return self.terms.unit if self.terms else ""

    @property
    def gap(self) -> Decimal | None:
        """The largest gap of a side, in percentage points; None while there is nothing delivered or nothing realised."""
        gaps = [abs(side.gap) for side in self.sides if side.gap is not None]
        return max(gaps, default=None)

    @property
    def is_balanced(self) -> bool | None:
        """Whether the gap keeps to the tolerance the parties agreed; None while one of both is missing."""
        if self.terms is None or self.gap is None:
            return None
        return self.gap <= self.terms.tolerance

    @property
    def most(self) -> Decimal:
        """The largest amount: the length of the longest bar."""
        amounts = (
            (side.planned, side.delivered, side.delivered_by_giver, side.delivered_by_receiver, side.expected, side.realised)
            for side in self.sides
        )
        return max((max(several) for several in amounts), default=NOTHING)

    def side_of(self, party: Party | None) -> Side | None:
        return next((side for side in self.sides if party is not None and side.party.pk == party.pk), None)


def balance(
    partnership: Partnership,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    user: "User | AnonymousUser | None",
) -> Balance:
    """The balance as the person may see it; with `user` None, as all parties may see it.

    `since` and `until` narrow it to contributions whose period touches theirs and to benefits whose day (realised, else due) lies in
    it; what has no dates belongs to every period. The reader's own party comes first. Seven queries.
    """

    def readable(model: Any) -> Any:
        found = model.objects.disclosed() if user is None else model.objects.visible_to(user)
        return found.filter(partnership=partnership)

    parties = _parties(partnership, user)
    sides = {party.pk: Side(party) for party in parties}
    contributions = readable(Contribution).in_period(since, until).select_related("party", "receiver", "resource")
    for contribution in contributions.prefetch_related("receipts").order_by("created_at", "pk"):
        if contribution.party_id in sides:
            sides[contribution.party_id].given.append(
                Given(contribution, contribution.valuation_by_giver, contribution.valuation_by_receiver, contribution.valuation)
            )
        for side in sides.values():
            if contribution.received_by(side.party):
                side.received.append(contribution)
    third = []
    benefits = readable(Benefit).in_period(since, until).select_related("kind", "party", "beneficiary_party")
    for benefit in benefits.prefetch_related("shares").order_by("created_at", "pk"):
        said = {share.party_id: share for share in benefit.shares.all()}
        if benefit.beneficiary == Benefit.Beneficiary.THIRD:
            third.append(benefit)
        for side in sides.values():
            if benefit.shared_by(side.party):
                side.gained.append(Gained(benefit, said.get(side.party.pk)))
    _weigh(list(sides.values()))
    terms = BalanceTerms.objects.disclosed().joint().filter(partnership=partnership).first()
    return Balance(partnership, since, until, terms, list(sides.values()), third)


def _parties(partnership: Partnership, user: Any) -> list[Party]:
    """Those that take part, the reader's own first."""
    signing = Participation.objects.signing().filter(partnership=partnership, state__in=TAKING_PART)
    own = (
        set(Participation.objects.held_by(user).filter(partnership=partnership).values_list("party", flat=True))
        if user
        else set()
    )
    parties = [one.party for one in signing.select_related("party")]
    return sorted(parties, key=lambda party: (party.pk not in own, party.name))


def _weigh(sides: list[Side]) -> None:
    """Give each side its share of all that was delivered and of all that was realised."""
    given, gained = _sum(side.delivered for side in sides), _sum(side.realised for side in sides)
    for side in sides:
        side.share_of_giving = 100 * side.delivered / given if given else None
        side.share_of_gain = 100 * side.realised / gained if gained else None


def _sum(amounts: Any) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), NOTHING)
