"""From which records the practices and metrics of this room are put together.

All of them are disclosed ones: of people they know no more than what their parties have published.
"""

from django.db.models import Exists, OuterRef, Q

from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition
from rmp.competence.models import (
    BehaviourCharter,
    BehaviourObservation,
    Competence,
    CoverageFigure,
    CoverageSnapshot,
    DevelopmentAction,
    Induction,
    OrgCapability,
    RoleProfile,
    RoleRequirement,
)

profiles = RoleProfile.objects.disclosed()
requirements = RoleRequirement.objects.disclosed()
snapshots = CoverageSnapshot.objects.disclosed().current()
figures = CoverageFigure.objects.disclosed().current().shown()
measures = DevelopmentAction.objects.disclosed().pursued()
charters = BehaviourCharter.objects.disclosed()
agreed = charters.agreed()
observations = BehaviourObservation.objects.disclosed()
inductions = Induction.objects.disclosed()
capabilities = OrgCapability.objects.disclosed()
strengths = capabilities.filter(finding=OrgCapability.Finding.STRENGTH)
weaknesses = capabilities.filter(finding=OrgCapability.Finding.WEAKNESS)

# Every role that is described asks for something.
described: Condition = Q(some(profiles)) & ~Q(
    some(profiles.exclude(Exists(RoleRequirement.objects.filter(profile=OuterRef("pk")))))
)
# Roles ask for what people know, for what they can do, and for how they meet others.
all_kinds = Q()
for _kind in Competence.Kind.values:
    all_kinds &= Q(some(requirements.filter(competence__kind=_kind), "profile__"))

published: Condition = from_each_party(snapshots)

# Where fewer than two thirds reach a level, all can see what is done about it: for the competence, or for the role as a whole.
_weak = figures.exclude(band=CoverageFigure.Band.MOST)
_answered = Exists(
    measures.filter(
        Q(competence=OuterRef("competence")) | Q(competence__isnull=True, role=OuterRef("role")),
        partnership=OuterRef("snapshot__partnership"),
    )
)
weak_unanswered: Condition = Q(some(_weak.exclude(_answered), "snapshot__"))
