"""From a name to the endorsement of all, as both sides take it; and what nobody may do."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.records.sharing import withdraw_record
from partnerships.signoff.models import SignOffSlot
from partnerships.signoff.services import expire_rounds, withdraw_round
from partnerships.signoff.tests.signing import sign
from partnerships.tests.factories import MembershipFactory, PartyFactory, UserFactory
from rmp.leadership.models import Appointment
from rmp.leadership.tests.conftest import State, again, round_of, state
from rmp.leadership.tests.proven import services


def verbs(record):
    return list(Event.objects.filter(subject_key=record.pk).in_order().values_list("verb", flat=True))


def test_the_way_with_an_objection(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    assert (state(nomination), again(nomination).visibility) == ("nominated", "shared")
    services.object_to(nomination, actor=cast.representative, reason="Never in Kassel.")
    assert state(nomination) == "objected"
    objected = again(nomination)
    objected.evidence = "Two months in Kassel since."
    save_record(objected, actor=cast.officer)
    services.answer_objection(objected, actor=cast.officer, answer="She has been there since.")
    assert (state(nomination), again(nomination).answer) == ("nominated", "She has been there since.")
    services.endorse(nomination, actor=cast.representative)
    assert (state(nomination), again(nomination).endorsed_on is not None) == ("endorsed", True)
    assert verbs(nomination) == ["shared", "nominated", "objected to", "changed", "nominated", "endorsed"]
    assert Event.objects.get(subject_key=nomination.pk, verb="objected to").note == "Never in Kassel."


def test_a_party_cannot_endorse_its_own(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    for step, more in ((services.endorse, {}), (services.object_to, {"reason": "x"})):
        with pytest.raises(PermissionDenied):
            step(nomination, actor=cast.officer, **more)
    with pytest.raises(Refused, match="has decided already"):
        sign(round_of(nomination), actor=cast.officer)
    assert state(nomination) == "nominated"


def test_all_others_must_endorse(cast, nomination):
    third = PartyFactory(short_name="Third")
    cast.partnership.participations.create(party=third, side="business", state="joined")
    representative = UserFactory()
    MembershipFactory(user=representative, party=third, partnership=cast.partnership, role="representative")
    services.put_forward(nomination, actor=cast.officer)
    services.endorse(nomination, actor=cast.representative)
    assert state(nomination) == "nominated"
    with pytest.raises(Refused, match="has decided already"):
        services.endorse(nomination, actor=cast.representative)
    services.endorse(nomination, actor=representative)
    assert state(nomination) == "endorsed"


@pytest.mark.parametrize("name", ["contributor", "representative", "partner_contributor", "auditor", "stranger"])
def test_only_who_signs_for_the_party_puts_forward(cast, nomination, name):
    with pytest.raises(PermissionDenied):
        services.put_forward(nomination, actor=getattr(cast, name))
    assert (state(nomination), again(nomination).visibility) == ("prepared", "private")


@pytest.mark.parametrize("name", ["contributor", "partner_contributor", "partner_reader", "auditor", "facilitator", "stranger"])
def test_only_who_signs_for_another_party_answers(cast, nomination, name):
    services.put_forward(nomination, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        services.endorse(nomination, actor=getattr(cast, name))
    with pytest.raises(PermissionDenied):
        services.object_to(nomination, actor=getattr(cast, name), reason="x")


def test_a_profile_must_be_agreed_when_it_is_put_forward(cast, nomination, profile):
    profile.state = "superseded"
    profile.save()
    with pytest.raises(Refused, match="have not agreed this profile"):
        services.put_forward(nomination, actor=cast.officer)
    assert again(nomination).visibility == "private"


def test_what_was_put_forward_is_fixed_and_not_taken_back(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    nomination.evidence = "More."
    with pytest.raises(Refused, match="Fixed by a joint decision"):
        save_record(nomination, actor=cast.officer)
    with pytest.raises(Refused, match="joint decision"):
        withdraw_record(nomination, actor=cast.officer)


def test_after_an_objection_the_person_stays_the_same(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    services.object_to(nomination, actor=cast.representative, reason="No.")
    other = again(nomination)
    other.person, other.name = cast.officer, cast.officer.name
    with pytest.raises(Refused, match="Fixed by a joint decision"):
        save_record(other, actor=cast.officer)


@pytest.mark.parametrize("end", ["expired", "withdrawn"])
def test_an_asking_that_lapses_leads_back_to_preparation(cast, nomination, end):

    services.put_forward(nomination, actor=cast.officer, due_on=today())
    if end == "expired":
        assert expire_rounds(today() + dt.timedelta(days=1)) == 1
    else:
        withdraw_round(round_of(nomination), actor=cast.officer)
    assert state(nomination) == "prepared"
    services.put_forward(again(nomination), actor=cast.officer)
    assert state(nomination) == "nominated"


def test_giving_up_ends_the_asking(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    services.give_up(nomination, actor=cast.officer, reason="He has left.")
    assert (state(nomination), round_of(nomination).state) == ("given_up", "voided")


def test_a_new_person_name_voids_what_was_asked(cast, nomination):
    """What the others read is what counts: if it changes under them, the asking is void."""
    services.put_forward(nomination, actor=cast.officer)
    Appointment.objects.filter(pk=nomination.pk).update(evidence="Something else.")
    with pytest.raises(Refused, match="has changed"):
        services.endorse(nomination, actor=cast.representative)
    assert (state(nomination), SignOffSlot.objects.filter(decision="waiting").count()) == ("prepared", 1)


STEPS = {
    "put_forward": ({}, {State.PREPARED}),
    "answer_objection": ({"answer": "x"}, {State.OBJECTED}),
    "give_up": ({"reason": "x"}, {State.NOMINATED, State.OBJECTED, State.ENDORSED}),
}


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_open_in_their_states_only(cast, leader, step):
    values, open_in = STEPS[step]
    found = set()
    for name in State:
        # Past the services, and past what a state demands of other fields: only the state is looked at here.
        ended = {"ended_on": leader.term_from if name == State.ENDED else None}
        Appointment.objects.filter(pk=leader.pk).update(state=name, **ended)
        try:
            getattr(services, step)(again(leader), actor=cast.officer, **values)
        except Refused:
            continue
        found.add(name)
        round = round_of(leader)
        if round is not None and round.is_open:
            withdraw_round(round, actor=cast.officer)
    assert found == open_in
