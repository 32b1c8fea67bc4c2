"""Going on without something is a joint decision for one step; the table shows all states and steps; the timeline shows what was."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from objectives.tests.factories import ObjectiveFactory
from partnerships.gates import GATES, waived_at
from partnerships.history.models import Event
from partnerships.lifecycle.models import GateOverride
from partnerships.lifecycle.services import ask_override
from partnerships.lifecycle.tests.factories import GateOverrideFactory
from partnerships.models import Partnership
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.services import move_partnership
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.cast import seat_newcomer
from partnerships.tests.costs import cost

S, State = Partnership.State, GateOverride.State


def put(cast, state):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=state)
    cast.partnership.refresh_from_db()
    return cast.partnership


def again(override):
    return GateOverride.objects.get(pk=override.pk)


@pytest.fixture
def asked(cast):
    return ask_override(put(cast, S.NEGOTIATING), actor=cast.officer, to_state=S.ACTIVE, reason="They start in May.")


def test_all_parties_agree_to_go_on_although_something_lacks(cast, asked):
    assert set(asked.gates) == {g.key for g in GATES.values() if (g.from_state, g.to_state) == (S.NEGOTIATING, S.ACTIVE)}
    [round] = SignOffRound.objects.open()
    assert round.snapshot["reason"] == "They start in May."
    assert "Each party at the table has a leader." in round.snapshot["lacking"]
    sign(round, actor=cast.officer)
    with pytest.raises(Refused):  # one signature is not enough
        move_partnership(cast.partnership, S.ACTIVE, actor=cast.officer)
    sign(round, actor=cast.representative)
    assert again(asked).state == State.AGREED
    move_partnership(cast.partnership, S.ACTIVE, actor=cast.officer)
    assert (cast.partnership.state, again(asked).state) == (S.ACTIVE, State.USED)
    # It was for this one step.
    assert waived_at(put(cast, S.NEGOTIATING), S.NEGOTIATING, S.ACTIVE) == frozenset()


@pytest.mark.parametrize("shown", [False, True])
def test_nothing_is_gone_without_over_the_head_of_who_joined_since(cast, asked, shown):
    """Not even where the newcomer reads what the others agreed: it signs that anew, with them."""
    [round] = SignOffRound.objects.open()
    for person in (cast.officer, cast.representative):
        sign(round, actor=person)
    assert waived_at(cast.partnership, S.NEGOTIATING, S.ACTIVE) == frozenset(asked.gates)
    _party, newcomer = seat_newcomer(cast)
    if shown:
        bits = sum(seat.bit for seat in cast.partnership.participations.all())
        GateOverride.objects.filter(pk=asked.pk).update(audience=bits)
    assert waived_at(cast.partnership, S.NEGOTIATING, S.ACTIVE) == frozenset()
    with pytest.raises(Refused):
        move_partnership(cast.partnership, S.ACTIVE, actor=cast.officer)
    anew = ask_override(cast.partnership, actor=cast.officer, to_state=S.ACTIVE, reason="They start in May.")
    for person in (cast.officer, cast.representative, newcomer):
        sign(SignOffRound.objects.open().get(), actor=person)
    assert (again(asked).state, again(anew).state) == (State.LAPSED, State.AGREED)
    move_partnership(cast.partnership, S.ACTIVE, actor=cast.officer)
    assert again(anew).state == State.USED


def test_only_what_was_named_is_gone_without(cast):
    GateOverrideFactory(partnership=put(cast, S.NEGOTIATING), agreed=True)
    with pytest.raises(Refused) as refusal:
        move_partnership(cast.partnership, S.ACTIVE, actor=cast.officer)
    said = " ".join(refusal.value.messages)
    assert str(GATES["leadership.leaders", S.NEGOTIATING, S.ACTIVE].missing) not in said
    assert str(GATES["plan.in_force", S.NEGOTIATING, S.ACTIVE].missing) in said


def test_one_party_s_no_is_a_no(cast, asked):
    decline(SignOffRound.objects.get(), actor=cast.representative, reason="Name them first.")
    assert again(asked).state == State.DECLINED
    with pytest.raises(Refused):
        move_partnership(cast.partnership, S.ACTIVE, actor=cast.officer)
    ask_override(cast.partnership, actor=cast.representative, to_state=S.ACTIVE, reason="Now they are nearly there.")


def test_it_lapses_when_the_partnership_goes_elsewhere(cast, asked):
    move_partnership(cast.partnership, S.DORMANT, actor=cast.officer)
    assert (again(asked).state, SignOffRound.objects.get().state) == (State.LAPSED, "voided")


@pytest.mark.parametrize(("state", "to"), [(S.ACTIVE, S.UNDER_REVIEW), (S.ACTIVE, S.CLOSED), (S.NEGOTIATING, "nowhere")])
def test_where_nothing_lacks_or_no_way_leads_nobody_is_asked(cast, state, to):
    with pytest.raises(Refused):
        ask_override(put(cast, state), actor=cast.officer, to_state=to, reason="x")
    assert (GateOverride.objects.count(), Event.objects.count()) == (0, 0)


def test_who_may_not_write_asks_nobody_and_nobody_is_asked_twice(cast, asked):
    with pytest.raises(Refused):
        ask_override(cast.partnership, actor=cast.representative, to_state=S.ACTIVE, reason="x")
    decline(SignOffRound.objects.get(), actor=cast.representative, reason="No")
    for person in (cast.partner_reader, cast.auditor, cast.stranger):
        with pytest.raises(PermissionDenied):
            ask_override(cast.partnership, actor=person, to_state=S.ACTIVE, reason="x")


def test_the_page_asks_and_the_table_shows_what_was_agreed(cast):
    client, slug = cast.client(cast.officer), put(cast, S.NEGOTIATING).slug
    form, life = (reverse(f"lifecycle:{name}", args=[slug]) for name in ("gateoverride-create", "life"))
    assert [key for key, _label in client.get(form).context["form"].fields["to_state"].choices] == [S.ACTIVE]
    assert client.post(form, {"to_state": S.ACTIVE, "reason": ""}).status_code == 422
    assert client.post(form, {"to_state": S.ACTIVE, "reason": "In May."}).status_code == 302
    assert client.post(form, {"to_state": S.ACTIVE, "reason": "In May."}).status_code == 422
    override = GateOverride.objects.get()
    page = client.get(life)
    here = next(row for row in page.context["rows"] if row["is_here"])
    [step] = [step for step in here["steps"] if step["to"] == S.ACTIVE]
    assert (here["state"], step["lacking"]) == (S.NEGOTIATING.label, len(override.gates))
    for gate in step["gates"]:
        assert (gate["status"], bool(gate["url"])) == ("not_yet", True)
    GateOverride.objects.update(state=State.AGREED)
    here = next(row for row in client.get(life).context["rows"] if row["is_here"])
    [step] = [step for step in here["steps"] if step["to"] == S.ACTIVE]
    assert (step["lacking"], {gate["status"] for gate in step["gates"]}) == (0, {"not_applicable"})
    assert client.get(override.get_absolute_url()).status_code == 200


def test_the_table_has_every_state_step_and_gate(cast):
    rows = cast.client(cast.representative).get(reverse("lifecycle:life", args=[cast.partnership.slug])).context["rows"]
    steps = {(row["state"], step["label"]) for row in rows for step in row["steps"]}
    assert steps == {(S(a).label, S(b).label) for a, after in Partnership.TRANSITIONS.items() for b in after}
    assert sum(len(step["gates"]) for row in rows for step in row["steps"]) == len(GATES)


def test_the_timeline_shows_milestones_and_no_more(cast):
    move_partnership(cast.partnership, S.UNDER_REVIEW, actor=cast.officer, note="Half time")
    save_record(
        ObjectiveFactory.build(partnership=cast.partnership, party=cast.university, visibility="private", title="Secret"),
        actor=cast.officer,
    )
    save_record(ObjectiveFactory.build(partnership=cast.partnership, title="Common"), actor=cast.officer)
    rows = cast.client(cast.representative).get(reverse("lifecycle:timeline", args=[cast.partnership.slug])).context["rows"]
    assert [(row["subject"], row["note"]) for row in rows] == [(S.UNDER_REVIEW.label, "Half time")]


def test_what_the_pages_ask_does_not_grow(cast):
    client = cast.client(cast.officer)
    addresses = [
        reverse(f"lifecycle:{name}", args=[cast.partnership.slug]) for name in ("life", "timeline", "gateoverride-list")
    ]
    costs = []
    for number in (1, 29):
        for _ in range(number):
            GateOverrideFactory(partnership=cast.partnership, state=State.USED)
            state = S.UNDER_REVIEW if cast.partnership.state == S.ACTIVE else S.ACTIVE
            move_partnership(cast.partnership, state, actor=cast.officer)
        costs.append([cost(client, address) for address in addresses])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 8
