"""From the endorsement to the end of the term; removal by all parties; and what nobody may do."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.refusals import Refused
from rmp.leadership.models import Appointment, Removal
from rmp.leadership.tests.conftest import State, again, round_of, state
from rmp.leadership.tests.proven import services

DAY = dt.timedelta(days=1)
PAPER = {"instrument": "letter", "reference": "Dnr 2026/114"}


def in_state(appointment, name):
    """The appointment as if it were in the state, past the services."""
    Appointment.objects.filter(pk=appointment.pk).update(state=name, ended_on=today() if name == State.ENDED else None)
    return again(appointment)


def test_the_whole_way(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    services.endorse(nomination, actor=cast.representative)
    services.appoint(again(nomination), actor=cast.officer, on=today(), **PAPER)
    services.accept(again(nomination), actor=cast.contributor, commitment="  I answer within a day. ")
    services.start(again(nomination), actor=cast.contributor)
    services.recommit(again(nomination), actor=cast.contributor, commitment="I answer the same day.")
    services.hand_over(again(nomination), actor=cast.officer, by=today() + 30 * DAY, handover="Two promises.")
    services.end(again(nomination), actor=cast.officer, reason="handed_over", on=today())
    last = again(nomination)
    assert (last.state, last.instrument, last.reference, last.commitment) == (
        *("ended", "letter", "Dnr 2026/114"),
        "I answer the same day.",
    )
    assert (last.ended_on, last.refill_by) == (today(), today() + 60 * DAY)
    told = Event.objects.filter(subject_key=nomination.pk).in_order().values_list("verb", flat=True)
    assert list(told) == [
        *("shared", "nominated", "endorsed", "appointed", "accepted", "began to lead", "changed"),
        *("began to hand over", "ended"),
    ]


STEPS = {
    "appoint": ({"on": today(), **PAPER}, {State.ENDORSED}),
    "accept": ({"commitment": "x"}, {State.APPOINTED}),
    "decline": ({"reason": "x"}, {State.APPOINTED}),
    "start": ({}, {State.ACCEPTED}),
    "recommit": ({"commitment": "x"}, {State.ACCEPTED, State.ACTIVE, State.HANDING_OVER}),
    "hand_over": ({"by": today(), "handover": "x"}, {State.ACTIVE}),
    "end": ({"reason": "term", "on": today()}, {State.APPOINTED, State.ACCEPTED, State.ACTIVE, State.HANDING_OVER}),
    "propose_removal": ({"reason": "x"}, {State.APPOINTED, State.ACCEPTED, State.ACTIVE, State.HANDING_OVER}),
}


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_open_in_their_states_only(cast, leader, step):
    leader.person = cast.officer
    leader.save()
    values, open_in = STEPS[step]
    found = set()
    for name in State:
        try:
            getattr(services, step)(in_state(leader, name), actor=cast.officer, **values)
        except Refused:
            continue
        found.add(name)
        Removal.objects.all().delete()
        if round_of(leader):
            round_of(leader).delete()
    assert found == open_in


@pytest.mark.parametrize(
    ("step", "values", "match"),
    [
        ("appoint", {"on": today() + DAY, **PAPER}, "not come yet"),
        ("start", {}, "The term begins on"),
        ("hand_over", {"by": today() - DAY, "handover": "x"}, "is past"),
        ("end", {"reason": "removed", "on": today()}, "agreement of all"),
        ("end", {"reason": "term", "on": today() + DAY}, "not come yet"),
        ("end", {"reason": "term", "on": today() - 2 * DAY}, "before it began"),
        ("recommit", {"commitment": " "}, "Say what you commit"),
    ],
)
def test_what_a_step_refuses(cast, leader, step, values, match):
    leader.person, leader.term_from = cast.officer, today() + (DAY if step == "start" else -DAY)
    leader.save()
    before = again(leader)
    with pytest.raises(Refused, match=match):
        getattr(services, step)(again(leader), actor=cast.officer, **values)
    assert again(leader).version == before.version


@pytest.mark.parametrize("name", ["officer", "representative", "partner_reader", "stranger"])
def test_nobody_accepts_for_somebody_with_an_account(cast, leader, name):
    appointed = in_state(leader, "appointed")
    for step, values in ((services.accept, {"commitment": "x"}), (services.decline, {"reason": "x"})):
        with pytest.raises(PermissionDenied):
            step(appointed, actor=getattr(cast, name), **values)


def test_for_somebody_without_an_account_the_party_notes_it(cast, leader):
    leader.person = None
    leader.save()
    appointed = in_state(leader, "appointed")
    for name in ("contributor", "representative"):
        with pytest.raises(PermissionDenied):
            services.accept(appointed, actor=getattr(cast, name), commitment="x")
    services.accept(appointed, actor=cast.officer, commitment="x")
    assert state(leader) == "accepted"


class TestRemoval:
    def test_all_agree(self, cast, leader):
        removal = services.propose_removal(leader, actor=cast.representative, reason="Promises broken.")
        assert (removal.party, state(removal), state(leader)) == (cast.partner, "proposed", "active")
        services.agree_to_removal(removal, actor=cast.officer)
        last = again(leader)
        assert (state(removal), last.state, last.end_reason, last.ended_on) == ("agreed", "ended", "removed", today())

    def test_one_objects(self, cast, leader):
        removal = services.propose_removal(leader, actor=cast.representative, reason="Promises broken.")
        services.object_to_removal(removal, actor=cast.officer, reason="They were kept.")
        assert (state(removal), again(removal).answer, state(leader)) == ("objected", "They were kept.", "active")
        services.propose_removal(leader, actor=cast.officer, reason="Now yes.")

    def test_the_proposing_party_does_not_answer(self, cast, leader):
        removal = services.propose_removal(leader, actor=cast.officer, reason="x")
        for name in ("officer", "contributor", "partner_contributor", "auditor", "stranger"):
            with pytest.raises(PermissionDenied):
                services.agree_to_removal(removal, actor=getattr(cast, name))

    def test_it_is_taken_back_by_its_party_only(self, cast, leader):
        removal = services.propose_removal(leader, actor=cast.representative, reason="x")
        with pytest.raises(PermissionDenied):
            services.withdraw_removal(removal, actor=cast.officer)
        services.withdraw_removal(removal, actor=cast.representative)
        assert (state(removal), state(leader)) == ("lapsed", "active")
        with pytest.raises(Refused, match="not before the parties"):
            services.agree_to_removal(removal, actor=cast.officer)

    def test_one_at_a_time(self, cast, leader):
        services.propose_removal(leader, actor=cast.representative, reason="x")
        with pytest.raises(Refused, match="already"):
            services.propose_removal(leader, actor=cast.officer, reason="x")

    def test_it_lapses_when_the_office_ends_otherwise(self, cast, leader):
        removal = services.propose_removal(leader, actor=cast.representative, reason="x")
        services.end(leader, actor=cast.officer, reason="left", on=today())
        assert (state(removal), round_of(removal).state) == ("lapsed", "voided")

    @pytest.mark.parametrize("name", ["contributor", "partner_reader", "auditor", "facilitator", "stranger"])
    def test_who_may_propose(self, cast, leader, name):
        with pytest.raises(PermissionDenied):
            services.propose_removal(leader, actor=getattr(cast, name), reason="x")
