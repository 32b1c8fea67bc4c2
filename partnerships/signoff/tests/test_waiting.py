"""Whose signature is waited for: the query, the list of people and the rule inside the services must say the same."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.services import open_round, withdraw_round
from partnerships.signoff.tests.signing import decline, delegate, sign
from partnerships.tests.factories import MembershipFactory


def waiting_for(cast):
    """{person: parties for which he or she is waited for}, by the query over slots."""
    found = {}
    for name in cast.PEOPLE:
        slots = SignOffSlot.objects.waiting_for(getattr(cast, name) or AnonymousUser())
        if parties := sorted(slot.party.short_name for slot in slots):
            found[name] = parties
    return found


def by_people(cast):
    found = {}
    names = {getattr(cast, name).pk: name for name in cast.PEOPLE if getattr(cast, name)}
    for slot in SignOffSlot.objects.waiting():
        for person in slot.people():
            found.setdefault(names[person.pk], []).append(slot.party.short_name)
    return {name: sorted(parties) for name, parties in found.items()}


def by_trying(cast, round):
    found = {}
    for name in cast.PEOPLE:
        for party in (cast.university, cast.partner, cast.neutral):
            person = getattr(cast, name)
            if person is None:
                continue
            try:
                with transaction.atomic():
                    decline(round, actor=person, reason="Only trying.", party=party)
                    found.setdefault(name, []).append(party.short_name)
                    raise InterruptedError
            except (PermissionDenied, InterruptedError):
                continue
    return {name: sorted(parties) for name, parties in found.items()}


def nothing(cast, round):
    pass


def contributor_is_delegate(cast, round):
    delegate(round, actor=cast.officer, to=cast.contributor)


def signatory_only_reads_now(cast, round):
    SignOffSlot.objects.filter(round=round, party=cast.partner).update(assignee=cast.partner_contributor)
    Membership.objects.filter(user=cast.partner_contributor).update(role=Role.READER)


def signatory_is_named(cast, round):
    SignOffSlot.objects.filter(round=round, party=cast.partner).update(assignee=cast.partner_contributor)


def partner_is_suspended(cast, round):
    Participation.objects.filter(party=cast.partner, partnership=cast.partnership).update(state="suspended")


def officer_stands_for_both(cast, round):
    MembershipFactory(user=cast.officer, party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)


def auditor_is_called_officer(cast, round):
    Membership.objects.filter(user=cast.auditor).update(role=Role.OFFICER)


def representative_is_gone(cast, round):
    cast.representative.is_active = False
    cast.representative.save()


@pytest.mark.parametrize(
    ("happening", "expected"),
    [
        (nothing, {"officer": ["Rivermouth"], "representative": ["Adler"]}),
        (contributor_is_delegate, {"officer": ["Rivermouth"], "contributor": ["Rivermouth"], "representative": ["Adler"]}),
        (signatory_is_named, {"officer": ["Rivermouth"], "partner_contributor": ["Adler"]}),
        (signatory_only_reads_now, {"officer": ["Rivermouth"]}),
        (partner_is_suspended, {"officer": ["Rivermouth"]}),
        (officer_stands_for_both, {"officer": ["Adler", "Rivermouth"], "representative": ["Adler"]}),
        (auditor_is_called_officer, {"officer": ["Rivermouth"], "representative": ["Adler"]}),
        (representative_is_gone, {"officer": ["Rivermouth"]}),
    ],
)
def test_everybody_agrees_on_who_is_waited_for(cast, round, happening, expected, monkeypatch):
    happening(cast, round)
    assert waiting_for(cast) == expected
    assert by_people(cast) == expected
    # Whether the parties are still the same is another rule, tested elsewhere.
    monkeypatch.setattr("partnerships.signoff.services.overtaken", lambda round, actor: None)
    assert by_trying(cast, round) == expected


def test_rounds_wait_for_the_same_people(cast, round):
    names = {name for name in cast.PEOPLE if SignOffRound.objects.waiting_for(getattr(cast, name) or AnonymousUser()).exists()}
    assert names == {"officer", "representative"}


def test_nobody_is_waited_for_twice(cast, round):
    sign(round, actor=cast.officer)
    assert waiting_for(cast) == {"representative": ["Adler"]}
    assert SignOffRound.objects.waiting_for(cast.officer).count() == 0


def test_nobody_is_waited_for_when_it_is_over(cast, round):
    withdraw_round(round, actor=cast.officer)
    assert (waiting_for(cast), list(SignOffSlot.objects.waiting())) == ({}, [])


def test_nobody_is_waited_for_in_a_closed_partnership(cast, round):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    assert (waiting_for(cast), list(SignOffSlot.objects.waiting())) == ({}, [])
    assert not SignOffRound.objects.waiting_for(cast.officer).exists()


def test_what_waits_costs_one_query_however_much_it_is(cast, round, django_assert_num_queries):
    for _n in range(5):
        open_round(ActionFactory(partnership=cast.partnership, author=cast.officer), actor=cast.officer)
    with django_assert_num_queries(1):
        found = [(s.party.name, s.round.title, s.round.partnership.slug) for s in SignOffSlot.objects.waiting_for(cast.officer)]
    assert len(found) == 6
    with django_assert_num_queries(1):
        assert len(SignOffRound.objects.waiting_for(cast.officer)) == 6
    with django_assert_num_queries(1):
        assert len({(s.party.name, s.round.partnership.title, s.assignee) for s in SignOffSlot.objects.waiting()}) == 2


def test_slots_are_seen_with_their_rounds(cast, round):
    seen = {name: SignOffSlot.objects.visible_to(getattr(cast, name) or AnonymousUser()).count() for name in cast.PEOPLE}
    readers = ("officer", "contributor", "representative", "partner_contributor", "partner_reader", "facilitator", "auditor")
    assert {name for name, count in seen.items() if count == 2} == set(readers)
    assert set(seen.values()) == {0, 2}
