"""Nominating, endorsing, objecting and removing sign for a party: each asks who one is, and without it nothing happens."""

import pytest

from partnerships.accounts.tests.proving import forget, prove
from partnerships.records.refusals import Unproven
from partnerships.signoff.models import SignOffSlot
from rmp.leadership import services
from rmp.leadership.models import Appointment, Removal
from rmp.leadership.tests import proven
from rmp.leadership.tests.conftest import State, again
from rmp.leadership.views.appointments import AppointmentViews


def test_endorsing_asks_and_signs_only_when_pressed(cast, nomination):
    proven.services.put_forward(nomination, actor=cast.officer)
    url = AppointmentViews.url("endorse", cast.partnership.slug, nomination.pk)
    client = cast.client(cast.representative)
    forget(client)
    assert [client.get(url).status_code, client.post(url).status_code] == [302, 302]
    prove(client, cast.representative)
    assert client.get(url).status_code == 200
    assert again(nomination).state == State.NOMINATED
    client.post(url)
    assert again(nomination).state == State.ENDORSED
    assert SignOffSlot.objects.get(party=cast.partner).proof == "password"


STEPS = {
    "put_forward": ("officer", {}),
    "endorse": ("representative", {}),
    "object_to": ("representative", {"reason": "Never in Kassel."}),
    "answer_objection": ("officer", {"answer": "She has been there since."}),
}


@pytest.mark.parametrize("step", STEPS)
def test_no_step_of_a_nomination_without_a_proof(cast, nomination, step):
    if step != "put_forward":
        proven.services.put_forward(nomination, actor=cast.officer)
    if step == "answer_objection":
        proven.services.object_to(nomination, actor=cast.representative, reason="Never in Kassel.")
    before = list(Appointment.objects.values()), list(SignOffSlot.objects.order_by("pk").values())
    who, values = STEPS[step]
    with pytest.raises(Unproven):
        getattr(services, step)(again(nomination), actor=getattr(cast, who), proof=None, **values)
    assert (list(Appointment.objects.values()), list(SignOffSlot.objects.order_by("pk").values())) == before


def test_no_step_of_a_removal_without_a_proof(cast, leader):
    with pytest.raises(Unproven):
        services.propose_removal(leader, actor=cast.representative, proof=None, reason="Promises broken.")
    assert Removal.objects.count() == 0
    removal = proven.services.propose_removal(leader, actor=cast.representative, reason="Promises broken.")
    with pytest.raises(Unproven):
        services.agree_to_removal(removal, actor=cast.officer, proof=None)
    with pytest.raises(Unproven):
        services.object_to_removal(removal, actor=cast.officer, proof=None, reason="They were kept.")
    assert again(removal).state == Removal.State.PROPOSED
