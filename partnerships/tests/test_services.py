"""A partnership opened, changed, joined, moved on: by whom, and every way from state to state."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import gates
from partnerships.history.models import Event
from partnerships.models import Participation, Partnership
from partnerships.records.refusals import Refused
from partnerships.records.services import Stale
from partnerships.services import (
    add_party,
    known_partners,
    move_partnership,
    open_partnership,
    parties_opening_for,
    save_partnership,
)
from partnerships.tests.factories import PartyFactory

S = Partnership.State
# Said a second time by hand, against the model's own table.
WAYS = {
    S.IDENTIFIED: {S.EXPLORING, S.DORMANT, S.DECLINED},
    S.EXPLORING: {S.PLANNED, S.NEGOTIATING, S.DORMANT, S.DECLINED},
    S.PLANNED: {S.NEGOTIATING, S.DORMANT, S.DECLINED},
    S.NEGOTIATING: {S.ACTIVE, S.DORMANT, S.DECLINED},
    S.ACTIVE: {S.UNDER_REVIEW, S.EXITING, S.DORMANT},
    S.UNDER_REVIEW: {S.ACTIVE, S.EXITING, S.DORMANT},
    S.EXITING: {S.ACTIVE, S.CLOSED},
    S.CLOSED: set(),
    S.DORMANT: {S.EXPLORING, S.ACTIVE, S.CLOSED},
    S.DECLINED: {S.EXPLORING},
}


def test_an_officer_opens_a_partnership_and_the_partner_is_invited(cast):
    partnership = Partnership(title="Hydrogen valves")
    open_partnership(partnership, actor=cast.officer, party=cast.university, partners=[cast.partner])
    states = dict(partnership.participations.values_list("party__short_name", "state"))
    assert states == {"Rivermouth": "joined", "Adler": "invited"}
    assert list(Event.objects.filter(partnership=partnership).in_order().values_list("verb", flat=True)) == [
        "created",
        "party added",
    ]
    assert not Partnership.objects.visible_to(cast.representative).filter(pk=partnership.pk).exists()


@pytest.mark.parametrize("name", ["contributor", "representative", "sibling", "stranger", "administrator"])
def test_nobody_else_opens_one_for_the_university(cast, name):
    with pytest.raises(PermissionDenied):
        open_partnership(Partnership(title="Coup"), actor=getattr(cast, name), party=cast.university, partners=[cast.partner])
    assert not Partnership.objects.filter(title="Coup").exists()


def test_an_officer_of_one_partnership_opens_no_other(cast):
    cast.officer.membership_set.update(partnership=cast.partnership)
    assert list(parties_opening_for(cast.officer)) == []


def test_only_partners_one_has_met_are_offered(cast):
    PartyFactory(name="Unknown Ltd")
    assert {p.short_name for p in known_partners(cast.officer)} == {"Rivermouth", "Adler", "Bridge", "Baltic"}
    assert {p.short_name for p in known_partners(cast.sibling)} == {"Rivermouth", "Baltic"}


@pytest.mark.parametrize("to", S.values)
@pytest.mark.parametrize("state", S.values)
def test_every_way_from_state_to_state(cast, monkeypatch, state, to):
    monkeypatch.setattr(gates, "GATES", {})  # what the rooms ask for is tested in ubc/tests/test_gates.py
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=state)
    cast.partnership.refresh_from_db()
    if to in WAYS[state]:
        move_partnership(cast.partnership, to, actor=cast.representative, note="Because")
        event = Event.objects.get(partnership=cast.partnership)
        assert (event.verb, event.changes, event.note) == ("moved on", {"state": [state, to]}, "Because")
    else:
        with pytest.raises(Refused):
            move_partnership(cast.partnership, to, actor=cast.representative)
    cast.partnership.refresh_from_db()
    assert cast.partnership.state == (to if to in WAYS[state] else state)


@pytest.mark.parametrize(
    "name", ["contributor", "partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger"]
)
def test_who_does_not_manage_changes_nothing(cast, name):
    person, other = getattr(cast, name), PartyFactory()
    with pytest.raises(PermissionDenied):
        move_partnership(cast.partnership, S.UNDER_REVIEW, actor=person)
    with pytest.raises(PermissionDenied):
        add_party(cast.partnership, actor=person, party=other)
    cast.partnership.title = "Taken over"
    with pytest.raises(PermissionDenied):
        save_partnership(cast.partnership, actor=person, seen_version=1)
    cast.partnership.refresh_from_db()
    assert (cast.partnership.state, cast.partnership.title) == (S.ACTIVE, "Quiet gearboxes")
    assert not Participation.objects.filter(party=other).exists()


def test_a_party_is_added_once(cast):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    with pytest.raises(Refused, match="takes part already"):
        add_party(cast.partnership, actor=cast.officer, party=cast.partner)


def test_two_people_change_the_facts(cast):
    mine, theirs = (Partnership.objects.get(pk=cast.partnership.pk) for _ in range(2))
    theirs.title = "Silent gearboxes"
    save_partnership(theirs, actor=cast.representative, seen_version=1)
    mine.title = "Loud gearboxes"
    with pytest.raises(Stale) as caught:
        save_partnership(mine, actor=cast.officer, seen_version=1)
    assert caught.value.current.title == "Silent gearboxes"
    assert Event.objects.get(partnership=cast.partnership).changes == {"title": ["Quiet gearboxes", "Silent gearboxes"]}


def test_a_title_gives_no_number_away():
    first, second = Partnership(title="A"), Partnership(title="A")
    assert first.reference != second.reference
    assert len(first.reference) == len("UBC-26-XXXXX")
