"""What all parties signed nobody gives up who does not sign for a party: by a step beside the decision itself."""

import pytest
from django.core.exceptions import PermissionDenied

from objectives.value import services as value
from objectives.value.models import ValueIdea
from objectives.value.tests.factories import ValueIdeaFactory
from partnerships.administration.models import AddressChange
from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.sharing import withdraw_record
from risks import services as risks
from risks.models import Risk
from risks.tests.factories import AcceptanceFactory, RiskFactory, TreatmentFactory
from rmp.governance.models import JointProcess
from rmp.governance.services import processes
from rmp.governance.tests.factories import JointProcessFactory
from rmp.knowledge.models import PublicationReview
from rmp.knowledge.services import property as owned
from rmp.knowledge.tests.factories import PropertyFactory, PublicationFactory

pytestmark = pytest.mark.django_db


def here(cast, **fields):
    return {"partnership": cast.partnership, "author": cast.officer} | fields


@pytest.mark.parametrize("step", [risks.close, risks.reopen, risks.escalate])
def test_who_signs_ends_what_all_accept(cast, step):
    accepted = AcceptanceFactory(risk=RiskFactory(**here(cast, state=Risk.State.ACCEPTED)), in_force=True)
    with pytest.raises(PermissionDenied):
        step(accepted.risk, actor=cast.contributor, reason="It is over.")
    step(accepted.risk, actor=cast.representative, reason="It is over.")
    accepted.refresh_from_db()
    assert accepted.state == "ended"


def test_that_a_risk_has_come_everybody_says_who_writes(cast):
    accepted = AcceptanceFactory(risk=RiskFactory(**here(cast, state=Risk.State.ACCEPTED)), in_force=True)
    risks.occur(accepted.risk, actor=cast.contributor, on=today(), outcome="It broke.")
    other = RiskFactory(**here(cast, state=Risk.State.ASSESSED))
    risks.close(other, actor=cast.contributor, reason="It cannot come any more.")


def test_who_signs_parks_what_all_approved(cast):
    idea = ValueIdeaFactory(**here(cast, state=ValueIdea.State.APPROVED, approved_on=today()))
    with pytest.raises(PermissionDenied):
        value.park_idea(idea, actor=cast.contributor, learning="No budget.")
    assert value.park_idea(idea, actor=cast.representative, learning="No budget.").approved_on is None


def test_who_signs_says_that_an_agreed_process_did_not_prove_itself(cast):
    process = JointProcessFactory(**here(cast, state=JointProcess.State.REVIEW, agreed_on=today(), agreed_way="Five days"))
    with pytest.raises(PermissionDenied):
        processes.compare_again(process, actor=cast.partner_contributor, gap="Ten weeks")
    processes.compare_again(process, actor=cast.representative, gap="Ten weeks")
    assert (process.state, process.agreed_on) == (JointProcess.State.COMPARED, None)


# (what is there, the step that only who signs may take with it)
BY_SIGNERS = {
    "close": (lambda c: accepted_risk(c), lambda one, who: risks.close(one, actor=who, reason="Over.")),
    "reopen": (lambda c: accepted_risk(c), lambda one, who: risks.reopen(one, actor=who, reason="Anew.")),
    "escalate": (lambda c: accepted_risk(c), lambda one, who: risks.escalate(one, actor=who, reason="Too much.")),
    "park": (
        lambda c: ValueIdeaFactory(**here(c, state=ValueIdea.State.APPROVED, approved_on=today())),
        lambda one, who: value.park_idea(one, actor=who, learning="No budget."),
    ),
    "abandon": (
        lambda c: PropertyFactory(**here(c, agreed_on=today(), protection="filed")),
        lambda one, who: owned.protect(one, actor=who, to="abandoned", on=today()),
    ),
}


def accepted_risk(cast):
    return AcceptanceFactory(risk=RiskFactory(**here(cast, state=Risk.State.ACCEPTED)), in_force=True).risk


@pytest.mark.parametrize("name", BY_SIGNERS)
def test_who_has_lost_the_address_gives_up_nothing_that_all_signed(cast, name):
    make, step = BY_SIGNERS[name]
    record, who = make(cast), cast.representative
    lost = AddressChange.objects.create(
        user=who, old=who.email, new="lost@example.org", asked_by=cast.administrator, lost_reason="It is gone."
    )
    with pytest.raises(Refused, match="your old address is lost"):
        step(record, who)
    lost.delete()
    step(type(record).objects.get(pk=record.pk), who)


def test_who_has_lost_the_address_consents_to_no_exposure(cast):
    """Nor by planning it: the party is asked, as if somebody had planned it who does not sign."""
    who, risk = cast.representative, RiskFactory(**here(cast, state=Risk.State.ASSESSED))
    AddressChange.objects.create(
        user=who, old=who.email, new="lost@example.org", asked_by=cast.administrator, lost_reason="It is gone."
    )
    treatment = risks.plan_treatment(
        TreatmentFactory.build(risk=risk, moves_to=cast.partner, responsible=cast.partner), actor=who
    )
    assert (treatment.consent, treatment.action) == ("asked", None)


def test_who_signs_abandons_what_all_agreed(cast):
    ip = PropertyFactory(**here(cast, agreed_on=today(), protection="filed"))
    with pytest.raises(Refused, match="only somebody who signs"):
        owned.protect(ip, actor=cast.contributor, to="abandoned", on=today())
    assert owned.protect(ip, actor=cast.officer, to="abandoned", on=today()).protection == "abandoned"


def test_a_work_of_which_changes_were_asked_is_not_taken_back(cast):
    """Its model has it shared from the submission on: that is said in words."""
    review = PublicationFactory(**here(cast, party=cast.university, visibility="shared"), submitted=True, asked=[cast.partner])
    PublicationReview.objects.update(state=PublicationReview.State.CHANGES_ASKED)
    with pytest.raises(Refused, match="not taken back"):
        withdraw_record(review, actor=cast.officer)
    assert not PublicationReview.objects.get().is_private
