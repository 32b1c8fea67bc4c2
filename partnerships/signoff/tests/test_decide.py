"""Deciding: who may, once, on what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships.administration.models import AddressChange
from partnerships.history.models import Event
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.records.refusals import Refused
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.services import open_round, void_round, withdraw_round
from partnerships.signoff.tests.signing import decline, delegate, named, sign
from partnerships.tests.factories import MembershipFactory, UserFactory

OTHERS = (
    "contributor",
    "partner_contributor",
    "partner_reader",
    "respondent",
    "facilitator",
    "auditor",
    "sibling",
    "stranger",
    "administrator",
)
ACTS = {
    "sign": lambda round, actor: sign(round, actor=actor),
    "reserve": lambda round, actor: sign(round, actor=actor, reservation="But."),
    "decline": lambda round, actor: decline(round, actor=actor, reason="No."),
    "delegate": lambda round, actor: delegate(round, actor=actor, to=actor),
    "withdraw": lambda round, actor: withdraw_round(round, actor=actor),
}


def states(round):
    return {slot.party.short_name: slot.decision for slot in round.slots.select_related("party")}


def test_a_signature_holds_who_when_and_on_what(cast, round):
    slot = sign(round, actor=cast.representative)
    stored = SignOffSlot.objects.get(pk=slot.pk)
    assert (stored.party, stored.person, stored.decision, stored.method) == (
        cast.partner,
        cast.representative,
        "signed",
        "in_app",
    )
    assert (stored.digest, stored.statement) == (round.digest, "")
    assert stored.decided_at is not None
    assert states(round) == {"Adler": "signed", "Rivermouth": "waiting"}
    assert SignOffRound.objects.get(pk=round.pk).state == "open"


def test_the_last_signature_completes_the_round(cast, round, hooks):
    sign(round, actor=cast.representative)
    sign(round, actor=cast.officer)
    assert states(round) == {"Adler": "signed", "Rivermouth": "signed"}
    assert (round.state, SignOffRound.objects.get(pk=round.pk).state) == ("complete", "complete")
    assert hooks == [("signoff_completed", "complete", cast.officer)]
    verbs = list(Event.objects.order_by("sequence").values_list("verb", "actor_name"))
    assert verbs == [
        ("opened for signature", "Olivia Officer"),
        ("signed", "Renate Representative"),
        ("signed", "Olivia Officer"),
        ("completed", "Olivia Officer"),
    ]


def test_a_reservation_is_a_signature_with_words(cast, round, hooks):
    slot = sign(round, actor=cast.officer, reservation="  Budget after May.  ")
    sign(round, actor=cast.representative)
    assert (slot.decision, slot.statement) == ("reserved", "Budget after May.")
    assert hooks == [("signoff_completed", "complete", cast.representative)]
    assert Event.objects.get(verb="signed with reservation").note == "Budget after May."


def test_one_refusal_ends_the_round(cast, round, hooks):
    sign(round, actor=cast.officer)
    slot = decline(round, actor=cast.representative, reason="Too early.")
    assert (slot.decision, slot.statement, round.state) == ("declined", "Too early.", "declined")
    stored = SignOffRound.objects.get(pk=round.pk)
    assert (stored.state, stored.closing_note, stored.closed_at is not None) == ("declined", "Too early.", True)
    assert hooks == [("signoff_declined", "declined", cast.representative)]


def test_a_refusal_has_a_reason(cast, round):
    with pytest.raises(Refused, match="why"):
        decline(round, actor=cast.representative, reason="  ")
    assert states(round) == {"Adler": "waiting", "Rivermouth": "waiting"}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_may(cast, round, name, act):
    before = list(SignOffSlot.objects.order_by("pk").values()), Event.objects.count()
    actor = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        ACTS[act](round, actor)
    assert (list(SignOffSlot.objects.order_by("pk").values()), Event.objects.count()) == before


@pytest.mark.parametrize(("name", "theirs"), [("officer", "partner"), ("representative", "university"), ("officer", "neutral")])
def test_nobody_decides_for_another_party(cast, round, name, theirs):
    with pytest.raises(PermissionDenied):
        sign(round, actor=getattr(cast, name), party=getattr(cast, theirs))
    assert states(round) == {"Adler": "waiting", "Rivermouth": "waiting"}


def test_a_decision_is_taken_once(cast, round):
    sign(round, actor=cast.officer)
    colleague = UserFactory()
    MembershipFactory(user=colleague, party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    for actor in (cast.officer, colleague):
        with pytest.raises(Refused, match="decided already"):
            decline(round, actor=actor, reason="Changed my mind.")
    assert states(round) == {"Adler": "waiting", "Rivermouth": "signed"}


def test_who_has_lost_the_address_takes_back_only_what_he_or_she_has_laid_out(cast, round):
    """That is its own question; another's lies before the parties by that one's word."""
    AddressChange.objects.create(
        user=cast.officer,
        old=cast.officer.email,
        new="lost@example.org",
        asked_by=cast.administrator,
        lost_reason="It is gone.",
    )
    opener = round.opened_by
    SignOffRound.objects.update(opened_by=cast.contributor)
    with pytest.raises(Refused, match="your old address is lost"):
        withdraw_round(SignOffRound.objects.get(pk=round.pk), actor=cast.officer)
    SignOffRound.objects.update(opened_by=cast.officer)
    withdraw_round(SignOffRound.objects.get(pk=round.pk), actor=cast.officer)
    assert (opener, SignOffRound.objects.get(pk=round.pk).state) == (cast.officer, "withdrawn")


@pytest.mark.parametrize("state", ["complete", "declined", "voided", "expired", "withdrawn"])
def test_nothing_happens_in_a_round_that_has_ended(cast, round, state, hooks):
    from django.utils import timezone

    SignOffRound.objects.filter(pk=round.pk).update(state=state, closed_at=timezone.now())
    before = Event.objects.count()
    for act in (
        lambda: sign(round, actor=cast.officer),
        lambda: decline(round, actor=cast.officer, reason="No."),
        lambda: delegate(round, actor=cast.officer, to=cast.contributor),
        lambda: withdraw_round(round, actor=cast.officer),
        lambda: void_round(round, actor=None, reason="Superseded."),
    ):
        with pytest.raises(Refused, match="has ended"):
            act()
    assert (Event.objects.count(), hooks) == (before, [])
    assert states(round) == {"Adler": "waiting", "Rivermouth": "waiting"}


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_nothing_is_signed_in_a_closed_partnership(cast, round, state):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=state)
    round = SignOffRound.objects.get(pk=round.pk)
    for act in (lambda: sign(round, actor=cast.officer), lambda: withdraw_round(round, actor=cast.officer)):
        with pytest.raises(PermissionDenied):
            act()


def test_a_person_who_no_longer_stands_there_cannot_sign(cast, round):
    Membership.objects.filter(user=cast.representative).update(role=Role.READER)
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.representative)
    Membership.objects.filter(user=cast.representative).delete()
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.representative)


def test_only_the_named_signatory_decides(cast, subject):
    round = named(open_round(subject, actor=cast.representative), cast.partner, cast.partner_contributor)
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.representative)
    assert sign(round, actor=cast.partner_contributor).person == cast.partner_contributor


def test_a_named_signatory_who_lost_the_right_to_write_does_not(cast, subject):
    round = named(open_round(subject, actor=cast.representative), cast.partner, cast.partner_contributor)
    Membership.objects.filter(user=cast.partner_contributor).update(role=Role.READER)
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.partner_contributor)


def test_somebody_who_stands_for_two_parties_decides_for_each(cast, round):
    MembershipFactory(user=cast.officer, party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    sign(round, actor=cast.officer, party=cast.university)
    assert states(round) == {"Adler": "waiting", "Rivermouth": "signed"}
    sign(round, actor=cast.officer)
    assert states(round) == {"Adler": "signed", "Rivermouth": "signed"}


def test_a_hook_that_fails_undoes_the_signature(cast, round, monkeypatch):
    from partnerships.actions.models import Action

    def refuse(self, round, actor):
        raise Refused("Not now.")

    monkeypatch.setattr(Action, "signoff_completed", refuse)
    sign(round, actor=cast.representative)
    with pytest.raises(Refused, match="Not now"):
        sign(round, actor=cast.officer)
    assert states(round) == {"Adler": "signed", "Rivermouth": "waiting"}
    assert SignOffRound.objects.get(pk=round.pk).state == "open"


@pytest.mark.parametrize(
    "values",
    [
        {"decision": "signed"},
        {"decision": "waiting", "digest": "0" * 64},
        {"method": "uploaded"},
    ],
)
def test_the_database_keeps_no_half_decision(round, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOffSlot.objects.filter(round=round).update(**values)


def test_a_neutral_house_has_no_slot_even_when_its_people_are_officers(cast, round):
    Membership.objects.filter(user=cast.auditor).update(role=Role.OFFICER)
    assert not Participation.objects.signing().filter(party=cast.neutral).exists()
    with pytest.raises(PermissionDenied):
        sign(round, actor=cast.auditor)
