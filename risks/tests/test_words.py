"""The words of a risk stay once something rests on them, and so does the risk."""

import pytest

from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.tests.cast import in_space
from risks.models import Risk
from risks.tests import factories as f
from risks.tests.conftest import again

pytestmark = pytest.mark.django_db


def consented(cast):
    """By the partner, in a shared risk of the university."""
    risk = in_space(f.RiskFactory, party=cast.university, visibility="shared")(cast)
    answer = {"consent": "given", "consent_by": cast.representative, "consent_on": today()}
    return f.TreatmentFactory(risk=risk, moves_to=cast.partner, asked_on=today(), **answer)


SETTLED = {
    "all accept it": lambda cast: f.AcceptanceFactory(risk=in_space(f.RiskFactory)(cast), in_force=True),
    "all agreed how large it is": lambda cast: f.ConsensusFactory(risk=in_space(f.RiskFactory)(cast), agreed=True),
    "a party took on exposure": consented,
}


@pytest.mark.parametrize("why", SETTLED)
def test_what_is_settled_is_neither_reworded_nor_removed(cast, why):
    risk = SETTLED[why](cast).risk
    for name in Risk.SAID:
        reworded = again(risk)
        setattr(reworded, name, "opportunity" if name == "kind" else "The reactor melts")
        with pytest.raises(Refused, match="Fixed by a joint decision"):
            save_record(reworded, actor=cast.contributor)
    with pytest.raises(Refused, match="A joint decision rests on it"):
        delete_record(again(risk), actor=cast.contributor)
    moved = again(risk)
    moved.proximity = "now"
    save_record(moved, actor=cast.contributor)
    assert (again(risk).title, again(risk).proximity) == (risk.title, "now")


def test_what_only_waits_for_signatures_or_was_not_agreed_keeps_the_risk_and_not_its_words(cast, joint):
    f.ConsensusFactory(risk=joint, state="dropped")
    f.AcceptanceFactory(risk=joint, state="asked")
    reworded = again(joint)
    reworded.title = "The press is old"
    save_record(reworded, actor=cast.contributor)
    with pytest.raises(Refused, match="What belongs to it is fixed"):
        delete_record(again(joint), actor=cast.contributor)


def test_what_a_party_accepts_alone_it_may_still_reword_and_remove(cast, private):
    f.AcceptanceFactory(risk=private, in_force=True)
    reworded = again(private)
    reworded.title = "We may run out of money"
    save_record(reworded, actor=cast.contributor)
    delete_record(again(private), actor=cast.contributor)
    assert not Risk.objects.exists()
