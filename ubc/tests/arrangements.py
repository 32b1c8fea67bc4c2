"""All arrangements of the house, and the services that write and take no actor, each with the reason why none is asked."""

from types import ModuleType

from assessments.tests import arrangements as assessments
from assessments.trust.tests import arrangements as trust
from objectives.tests import arrangements as objectives
from objectives.value.tests import arrangements as value
from partnerships.admission.tests import arrangements as admission
from partnerships.tests.arrangements import Arrangements
from risks.tests import arrangements as risks
from rmp.competence.tests import arrangements as competence
from rmp.exits.tests import arrangements as exits
from rmp.governance.tests import arrangements as governance
from rmp.knowledge.tests import arrangements as knowledge
from rmp.leadership.tests import arrangements as leadership
from rmp.plan.tests import arrangements as plan
from rmp.relationship.tests import arrangements as relationship
from rmp.team.tests import arrangements as team
from rmp.visions.tests import arrangements as visions
from ubc.tests import kernel_arrangements as kernel

PLACES: tuple[ModuleType, ...] = (
    *(
        kernel,
        admission,
        relationship,
        team,
        plan,
        visions,
        objectives,
        leadership,
        governance,
        competence,
        trust,
        value,
        knowledge,
    ),
    *(risks, assessments, exits),
)

ARRANGEMENTS: Arrangements = {}
# Public services that write and ask no actor, by full name: why nobody's right is in question.
UNASKED: dict[str, str] = {}

for _place in PLACES:
    ARRANGEMENTS |= _place.ARRANGEMENTS
    UNASKED |= getattr(_place, "UNASKED", {})
