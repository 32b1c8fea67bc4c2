"""What this room keeps.

`catalogue`: what an institution means by its competences. `roles`: what the parties ask of those who work in a role. `people`: who works
in a role for one party, how they are rated, how they learn; never seen by another party. `coverage`: what a party releases of that.
`behaviour`: the charter all sign, and what is seen of it. `arrivals`: how newcomers find their way. `organisation`: what a party as a
whole is good at; measures by which the parties learn.
"""

from rmp.competence.models.arrivals import Induction, InductionStep
from rmp.competence.models.behaviour import BehaviourCharter, BehaviourObservation, CharterStatement
from rmp.competence.models.catalogue import Competence, Level
from rmp.competence.models.coverage import CoverageFigure, CoverageSnapshot
from rmp.competence.models.organisation import DevelopmentAction, OrgCapability
from rmp.competence.models.people import Assessment, DevelopmentStep, RoleHolder
from rmp.competence.models.roles import RoleProfile, RoleRequirement

__all__ = [
    "Assessment",
    "BehaviourCharter",
    "BehaviourObservation",
    "CharterStatement",
    "Competence",
    "CoverageFigure",
    "CoverageSnapshot",
    "DevelopmentAction",
    "DevelopmentStep",
    "Induction",
    "InductionStep",
    "Level",
    "OrgCapability",
    "RoleHolder",
    "RoleProfile",
    "RoleRequirement",
]
