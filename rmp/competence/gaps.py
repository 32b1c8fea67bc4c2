"""What people still lack for their roles: derived from ratings, and therefore told only to those who may read these."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, ClassVar

from partnerships.access.policy import Right, Standing
from rmp.competence.figures import newest
from rmp.competence.models import Assessment, DevelopmentStep, Level, RoleHolder, RoleRequirement

Rater = Assessment.Rater


@dataclass(frozen=True)
class Gap:
    """One requirement of a role, and how far a person is from it. Without a manager's rating it is not known."""

    TONES: ClassVar[dict[bool, str]] = {True: "bad", False: "warn"}

    holder: RoleHolder
    requirement: RoleRequirement
    rating: Assessment | None
    own: Assessment | None  # how the person rates himself or herself
    step: DevelopmentStep | None  # an unfinished one for this competence

    @property
    def missing(self) -> int:
        """Levels that are missing; 0 when it is not known."""
        return max(0, self.requirement.required_level - self.rating.level) if self.rating else 0

    @property
    def is_unrated(self) -> bool:
        return self.rating is None

    @property
    def urgency(self) -> int:
        return self.missing * self.requirement.weight

    @property
    def own_level(self) -> str:
        return str(Level(self.own.level).label) if self.own else ""

    @property
    def level(self) -> str:
        return str(Level(self.rating.level).label) if self.rating else ""


def gaps(standing: Standing, *, holder: RoleHolder | None = None) -> list[Gap]:
    """What is missing or not rated, the most urgent first: of the own party's people, or of one of them. Four queries.

    Managers see all of their party's; everybody else only what is about himself or herself.
    """
    user, partnership = standing.user, standing.partnership
    people = RoleHolder.objects.visible_to(user).filter(partnership=partnership, party=standing.party).current()
    if not standing.may(Right.MANAGE, standing.party):
        people = people.filter(person=user.pk)
    if holder is not None:
        people = people.filter(pk=holder.pk)
    held = list(people.select_related("role", "person", "party").order_by("role__position", "created_at", "pk"))
    if not held:
        return []
    for one in held:
        one.partnership = partnership
    asked = defaultdict(list)
    requirements = RoleRequirement.objects.visible_to(user).of_partnership(partnership)
    for requirement in requirements.select_related("competence", "profile"):
        asked[requirement.profile.role_id].append(requirement)
    mine: Any = Assessment.objects.visible_to(user).filter(holder__in=[one.pk for one in held])
    ratings = newest(mine.by_managers())
    own = newest(mine.filter(rater=Rater.SELF))
    steps = {
        (step.holder_id, step.competence_id): step
        for step in DevelopmentStep.objects.visible_to(user).unfinished().filter(holder__in=[one.pk for one in held])
    }
    found = []
    for one in held:
        for requirement in asked[one.role_id]:
            key = (one.pk, requirement.competence_id)
            gap = Gap(one, requirement, ratings.get(key), own.get(key), steps.get(key))
            if gap.missing or gap.is_unrated:
                found.append(gap)
    return sorted(found, key=lambda gap: -gap.urgency)
