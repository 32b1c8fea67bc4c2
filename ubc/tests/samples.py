"""One record of each kind in a given space, for the access matrix. A kind without a sample fails the matrix."""

from collections.abc import Callable
from typing import Any

from assessments.tests import samples as assessments
from assessments.trust.tests import samples as trust
from objectives.tests import factories as objectives
from objectives.value.tests import samples as value
from partnerships.actions.tests.factories import ActionFactory
from partnerships.administration.tests.administering import change_address
from partnerships.administration.tests.reading import started
from partnerships.admission.tests.factories import AdmissionFactory
from partnerships.documents.tests.factories import DocumentFactory
from partnerships.invitations.pausing import pause_membership
from partnerships.invitations.tests.seating import invite
from partnerships.lifecycle.tests.factories import GateOverrideFactory
from partnerships.models import Membership, Participation, Role
from partnerships.rules.tests.factories import RuleChangeFactory
from partnerships.scorecards.tests.factories import ExemptionFactory
from partnerships.signoff.services import open_round
from partnerships.tests.cast import in_space
from partnerships.tests.factories import MembershipFactory
from risks.tests import samples as risks
from rmp.competence.tests import samples as competence
from rmp.exits.tests import samples as exits
from rmp.governance.tests import samples as governance
from rmp.knowledge.tests import samples as knowledge
from rmp.leadership.tests.samples import SAMPLES as LEADERSHIP
from rmp.plan.tests import factories as plan
from rmp.relationship.tests.samples import SAMPLES as RELATIONSHIP
from rmp.team.tests.samples import SAMPLES as TEAM
from rmp.visions.tests.samples import SAMPLES as VISIONS

SPACES = {
    "joint": lambda cast: {"party": None, "visibility": "shared"},
    "shared": lambda cast: {"party": cast.university, "visibility": "shared"},
    "private": lambda cast: {"party": cast.university, "visibility": "private"},
}


def part(factory: Any, **more: Callable[..., Any]) -> Callable[..., Any]:
    """A part of an objective that lies in the space."""

    def make(cast: Any, **place: Any) -> Any:
        objective = objectives.ObjectiveFactory(partnership=cast.partnership, author=cast.officer, **place)
        return factory(objective=objective, author=cast.officer, **{name: give(cast) for name, give in more.items()})

    return make


def of_university(cast: Any) -> Any:
    return cast.university


def reading(cast: Any, **place: Any) -> Any:
    measure = part(objectives.MeasureFactory)(cast, **place)
    return objectives.ReadingFactory(measure=measure, author=cast.officer)


SAMPLES: dict[str, Callable[..., Any]] = (
    {
        "actions.action": in_space(ActionFactory),
        "documents.document": in_space(DocumentFactory),
        "rules.rulechange": in_space(RuleChangeFactory),
        "admission.admission": in_space(AdmissionFactory),
        "scorecards.exemption": in_space(ExemptionFactory),
        "lifecycle.gateoverride": in_space(GateOverrideFactory),
        "objectives.driver": in_space(objectives.DriverFactory),
        "objectives.valuecase": in_space(objectives.ValueCaseFactory),
        "objectives.differencenote": in_space(objectives.DifferenceNoteFactory),
        "objectives.mechanism": in_space(objectives.MechanismFactory),
        "objectives.summary": in_space(objectives.SummaryFactory),
        "objectives.objective": in_space(objectives.ObjectiveFactory),
        "objectives.measure": part(objectives.MeasureFactory),
        "objectives.reading": reading,
        "objectives.milestone": part(objectives.MilestoneFactory),
        "objectives.resourcecommitment": part(objectives.ResourceCommitmentFactory, party=of_university),
        "objectives.capabilitycheck": part(objectives.CapabilityCheckFactory, party=of_university),
        "objectives.restatement": part(objectives.RestatementFactory, party=lambda cast: cast.partner),
        "objectives.progresscheck": part(objectives.ProgressCheckFactory),
        "objectives.communication": part(objectives.CommunicationFactory),
        "objectives.revisioncondition": in_space(objectives.RevisionConditionFactory),
        "objectives.initiatorrule": in_space(objectives.InitiatorRuleFactory),
        "objectives.revisionstep": in_space(objectives.RevisionStepFactory),
        "objectives.alignment": part(objectives.AlignmentFactory),
        "objectives.revision": in_space(objectives.RevisionFactory),
        "rmp_plan.planversion": lambda cast, **place: plan.frozen(cast),
    }
    | RELATIONSHIP
    | TEAM
    | VISIONS
    | LEADERSHIP
)


def round_of(cast: Any) -> Any:
    """A joint objective waiting for the signatures of both, asked for by the university's officer; the partner signed elsewhere."""
    objective = objectives.ObjectiveFactory(partnership=cast.partnership, author=cast.officer)
    return open_round(objective, actor=cast.officer)


def membership_of(cast: Any) -> Any:
    return Membership.objects.get(user=cast.contributor, partnership=cast.partnership)


def paused_of(cast: Any) -> Any:
    return pause_membership(membership=membership_of(cast), actor=cast.officer, reason="In danger.")


def invitation_of(cast: Any, by: str = "officer") -> Any:
    return invite(
        actor=getattr(cast, by),
        partnership=cast.partnership,
        party=cast.university,
        role=Role.READER,
        email="new@example.org",
        name="New",
    )


def lost_address_of(cast: Any) -> Any:
    return change_address(
        cast.contributor, actor=cast.administrator, email="new@example.org", lost_reason="The domain was sold."
    )


def private_action(cast: Any) -> Any:
    return SAMPLES["actions.action"](cast, **SPACES["private"](cast))


def cell_of(cast: Any) -> dict[str, Any]:
    own = objectives.ObjectiveFactory(
        partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="shared"
    )
    common = objectives.ObjectiveFactory(partnership=cast.partnership, author=cast.officer)
    return {"objective": own.pk, "common": common.pk}


# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {
    **{f"emergency:{page}": lambda cast: {"pk": started(cast).pk} for page in ("reading", "end")},
    "emergency:list": lambda cast: {"pk": started(cast).pk, "kind": "action"},
    "emergency:record": lambda cast: {"kind": "action", "record": private_action(cast).pk, "pk": started(cast).pk},
    "partnerships:guidance": lambda cast: {"number": 5},
    "admission:reading": lambda cast: {"seat": Participation.objects.get(partnership=cast.partnership, party=cast.neutral).pk},
    "records:unshown": lambda cast: {"seat": Participation.objects.get(partnership=cast.partnership, party=cast.neutral).pk},
    "lost-address": lambda cast: {"pk": lost_address_of(cast).pk},
    "people:role": lambda cast: {"pk": membership_of(cast).pk},
    "people:end": lambda cast: {"pk": membership_of(cast).pk},
    "people:pause": lambda cast: {"pk": membership_of(cast).pk},
    "people:lift": lambda cast: {"pk": paused_of(cast).pk},
    "admission:person-end": lambda cast: {"pk": Membership.objects.get(user=cast.auditor).pk},
    "admission:party-end": lambda cast: {"pk": Participation.objects.get(partnership=cast.partnership, party=cast.neutral).pk},
    "people:officer": lambda cast: {
        "pk": MembershipFactory(party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE).pk
    },
    "people:leave-all": lambda cast: {"pk": Membership.objects.get(user=cast.officer).pk},
    "people:resend": lambda cast: {"pk": invitation_of(cast).pk},
    "people:revoke": lambda cast: {"pk": invitation_of(cast).pk},
    "people:confirm": lambda cast: {"pk": invitation_of(cast, by="administrator").pk},
    "people:reject": lambda cast: {"pk": invitation_of(cast, by="administrator").pk},
    **{
        f"signoff:{step}": lambda cast: {"pk": round_of(cast).pk}
        for step in ("detail", "sign", "reserve", "decline", "delegate", "elsewhere", "withdraw", "compare")
    },
    "objectives:cell": cell_of,
    "rmp_plan:section": lambda cast: {"section": "risks"},
}

for _room in (value, risks, assessments, trust, governance, competence, knowledge, exits):
    SAMPLES |= _room.SAMPLES
    ARGUMENTS |= _room.ARGUMENTS
