"""Proposing a joint reading, or to bear a joint risk, signs for whoever may sign: it asks who one is; of one's own it does not."""

import datetime as dt

import pytest

from partnerships.accounts.tests.proving import forget, prove
from partnerships.clock import today
from partnerships.records.refusals import Unproven
from partnerships.signoff.models import SignOffSlot
from risks import services
from risks.models import Acceptance, Consensus
from risks.tests.test_services import rating
from risks.views.risks import RiskViews

READING = {"phase": "current", "likelihood": 4, "impact": 5, "confidence": "medium", "reason": "Two have failed."}


def returning(cast, name):
    client = cast.client(getattr(cast, name))
    forget(client)
    return client


def address(cast, risk, act):
    return RiskViews.url(act, cast.partnership.slug, risk.pk)


def test_a_signer_is_asked_and_finds_what_was_typed(cast, joint):
    url = address(cast, joint, "propose-consensus")
    client = returning(cast, "officer")
    assert client.get(url).status_code == 302
    assert client.post(url, READING)["Location"].startswith("/account/reauthenticate/?next=")
    assert Consensus.objects.count() == 0
    prove(client, cast.officer)
    form = client.get(url).context["form"]
    assert {name: str(form[name].value()) for name in READING} == {name: str(value) for name, value in READING.items()}
    assert Consensus.objects.count() == 0
    client.post(url, READING)
    assert SignOffSlot.objects.get(decision="signed").proof == "password"


def test_who_only_proposes_is_not_asked(cast, joint):
    client, url = returning(cast, "contributor"), address(cast, joint, "propose-consensus")
    assert client.get(url).status_code == 200
    client.post(url, READING)
    assert (Consensus.objects.count(), SignOffSlot.objects.exclude(decision="waiting").count()) == (1, 0)


def test_one_accepts_ones_own_without_being_asked_and_what_is_joint_after(cast, joint, shared):
    accepting = {"reason": "Small.", "expires_on": today() + dt.timedelta(days=90)}
    client = returning(cast, "officer")
    for risk, asks in ((shared, False), (joint, True)):
        services.rate(rating(cast, risk, likelihood=4, impact=5), actor=cast.officer)
        url = address(cast, risk, "accept")
        assert (client.get(url).status_code, risk) == (302 if asks else 200, risk)
        client.post(url, accepting)
    assert [one.risk for one in Acceptance.objects.all()] == [shared]
    prove(client, cast.officer)
    client.post(address(cast, joint, "accept"), accepting)
    assert Acceptance.objects.get(risk=joint).state == "asked"


def test_the_service_does_not_open_a_round_whose_first_signature_it_refuses(cast, joint):
    with pytest.raises(Unproven):
        services.propose_consensus(joint, actor=cast.officer, proof=None, **READING)
    assert Consensus.objects.count() == 0
