"""With a record nobody removes what another party said or holds in it, nor what a joint decision fixed there."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from objectives.tests.factories import CapabilityCheckFactory, ObjectiveFactory
from objectives.value.tests.factories import BenefitAttestationFactory, BenefitFactory
from partnerships.models import Participation
from partnerships.records.models import HeldPart, PartyPart
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record
from partnerships.records.sharing import withdraw_record
from partnerships.tests.factories import ParticipationFactory, PartyFactory
from risks.tests.factories import AcceptanceFactory, ConsensusFactory, RiskFactory
from rmp.competence.tests.factories import CoverageFigureFactory
from rmp.governance.tests.factories import DecisionFactory, PartyPositionFactory
from rmp.knowledge.models import PublicationReview
from rmp.knowledge.tests.factories import IncidentFactory, PublicationFactory
from rmp.plan.models import SectionReview
from rmp.plan.tests.factories import draft
from ubc.tests.samples import SAMPLES, SPACES

pytestmark = pytest.mark.django_db

KINDS = {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, PartyPart | HeldPart)}
SAID = "Another party has said something here or holds a place"


def attestation(cast, **place):
    benefit = BenefitFactory(partnership=cast.partnership, author=cast.officer, **place)
    return BenefitAttestationFactory(benefit=benefit, party=cast.partner, verdict="disputed")


def position(cast, **place):
    decision = DecisionFactory(partnership=cast.partnership, author=cast.officer, **place)
    return PartyPositionFactory(decision=decision, party=cast.partner)


def notice(cast, **place):
    incident = IncidentFactory(partnership=cast.partnership, author=cast.officer, asked=[cast.partner], **place)
    incident.notices.update(notified_at=timezone.now(), by="Renate")
    return incident.notices.get()


def opinion(cast, **place):
    """The partner has asked for changes of what the university wants to publish."""
    place = {"partnership": cast.partnership, "author": cast.officer} | SPACES["shared"](cast)
    review = PublicationFactory(submitted=True, asked=[cast.partner], **place)
    PublicationReview.objects.update(state=PublicationReview.State.CHANGES_ASKED)
    return review.opinions.get()


def section_review(cast, **place):
    """Of a plan that was taken back to draft."""
    return SectionReview.objects.create(plan=draft(cast), party=cast.partner, author=cast.representative, section="purpose")


# What no page adds to a record.
UNADDED = {
    "objectives_value.benefitattestation": attestation,
    "rmp_governance.partyposition": position,
    "rmp_knowledge.incidentnotice": notice,
    "rmp_knowledge.publicationopinion": opinion,
    "rmp_plan.sectionreview": section_review,
}
# A record with one of these is fixed.
FIXED = {"objectives_value.contributionreceipt", "rmp_governance.issueposition", "assessments_trust.signalreply"}


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def give(part, party):
    """The part is that party's, whoever wrote it."""
    type(part).objects.filter(pk=part.pk).update(**{getattr(part, "held_by", "party"): party})
    return fresh(part)


@pytest.mark.parametrize("space", ["joint", "shared"])
@pytest.mark.parametrize("label", sorted(KINDS))
def test_what_another_party_has_in_a_record_keeps_that_where_it_is(cast, label, space):
    part = give((SAMPLES | UNADDED)[label](cast, **SPACES[space](cast)), cast.partner)
    if part.said_by() is None:  # in the record of one party that one writes all seats
        assert (label, space) == ("rmp_governance.bodymember", "shared")
        return
    stays = not part.record.is_removable
    with pytest.raises(Refused, match="It is not removed" if stays else "joint decision" if label in FIXED else SAID):
        delete_record(part.record, actor=cast.officer)
    assert fresh(part) == part
    own = give(part, cast.university)
    if label not in FIXED and not own.locked_fields() and not stays:
        delete_record(own.record, actor=cast.officer)
        assert not KINDS[label].objects.exists()


@pytest.mark.parametrize("label", sorted(KINDS))
def test_who_sits_at_the_table_no_longer_holds_nothing_back(cast, label):
    gone = PartyFactory()
    ParticipationFactory(partnership=cast.partnership, party=gone, state=Participation.State.LEFT)
    part = give((SAMPLES | UNADDED)[label](cast, **SPACES["joint"](cast)), gone)
    if label not in FIXED and not part.locked_fields() and part.record.is_removable:
        delete_record(part.record, actor=cast.officer)
        assert not KINDS[label].objects.exists()


def test_what_was_taken_back_is_the_partys_own_again(cast):
    """What the other said of it, that one keeps as it was when it was taken back."""
    objective = ObjectiveFactory(partnership=cast.partnership, author=cast.officer, **SPACES["shared"](cast))
    CapabilityCheckFactory(objective=objective, party=cast.partner, author=cast.representative)
    with pytest.raises(Refused, match=SAID):
        delete_record(fresh(objective), actor=cast.officer)
    assert len(withdraw_record(fresh(objective), actor=cast.officer).content["capability_checks"]) == 1
    delete_record(fresh(objective), actor=cast.officer)
    assert not type(objective).objects.exists()


def of_a_risk(factory):
    return lambda cast, **place: factory(risk=RiskFactory(partnership=cast.partnership, author=cast.officer))


def figure(cast, **place):
    return CoverageFigureFactory(snapshot=SAMPLES["rmp_competence.coveragesnapshot"](cast, **SPACES["shared"](cast)))


# What only a step makes.
MADE = {
    "risks.acceptance": of_a_risk(AcceptanceFactory),
    "risks.consensus": of_a_risk(ConsensusFactory),
    "rmp_competence.coveragefigure": figure,
}
OF_ONE_PARTY = {"rmp_competence.coveragesnapshot", "rmp_knowledge.disclosureevent"}
NOT_REMOVED = {model._meta.label_lower: model for model in apps.get_models() if not getattr(model, "is_removable", True)}


@pytest.mark.parametrize("label", sorted(NOT_REMOVED))
def test_what_no_page_removes_no_person_removes(cast, label):
    """By whatever way: an assessment of an exit, say, is taken back, or its trigger would wait for ever."""
    record = (SAMPLES | UNADDED | MADE)[label](cast, **SPACES["shared" if label in OF_ONE_PARTY else "joint"](cast))
    for actor in (cast.officer, cast.representative, cast.contributor):
        with pytest.raises((Refused, PermissionDenied)):
            delete_record(record, actor=actor)
    assert fresh(record) == record
