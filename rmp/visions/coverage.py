"""Who has acknowledged the agreed vision: how many people of each party, and, of one's own party, who is still missing."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import ngettext

from partnerships.access.policy import Right, Standing, roles_with
from partnerships.models import Membership, Party
from rmp.visions.models import Acknowledgement, JointVision


@dataclass
class Share:
    """Of the people of one party who read the joint space now, those who have acknowledged the version."""

    party: Party
    is_ours: bool
    acknowledged: int = 0
    missing: list[str] = field(default_factory=list)  # names

    @property
    def total(self) -> int:
        return self.acknowledged + len(self.missing)

    @property
    def part(self) -> float:
        return self.acknowledged / self.total if self.total else 0.0

    @property
    def text(self) -> str:
        words = {"n": self.acknowledged, "total": self.total}
        return ngettext("%(n)d of %(total)d person", "%(n)d of %(total)d people", self.total) % words


@dataclass(frozen=True)
class Coverage:
    shares: list[Share]
    acts: list[Acknowledgement]  # with author and party, the latest first
    mine: Acknowledgement | None

    @property
    def is_complete(self) -> bool:
        return all(share.acknowledged == share.total for share in self.shares)


def coverage(vision: JointVision, standing: Standing) -> Coverage:
    """How far an agreed version has been acknowledged. Two queries."""
    acts: list[Any] = list(vision.acknowledgements.select_related("author", "party").order_by("-created_at"))  # type: ignore[attr-defined]
    said = {act.author_id for act in acts}
    people = Membership.objects.standing_in(vision.partnership).filter(role__in=roles_with(Right.READ_JOINT))
    shares = {party.pk: Share(party, party == standing.party) for party in standing.parties}
    counted = set()
    for person, name, party in people.values_list("user", "user__name", "party").order_by("user__name", "user"):
        if party in shares and (person, party) not in counted:
            counted.add((person, party))
            if person in said:
                shares[party].acknowledged += 1
            else:
                shares[party].missing.append(name)
    mine = next((act for act in acts if act.author_id == standing.user.pk), None)
    return Coverage(list(shares.values()), acts, mine)
