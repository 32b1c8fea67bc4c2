"""Opening a round: what is frozen, who is asked, and who may ask."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from partnerships.actions.tests.factories import ActionFactory
from partnerships.canonical import digest
from partnerships.clock import today
from partnerships.history.models import Chain, Event
from partnerships.models import Participation, Partnership
from partnerships.records.refusals import Refused
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.services import open_round


def test_a_round_freezes_the_content_and_asks_every_party_that_signs(cast, subject):
    round = open_round(subject, actor=cast.contributor, due_on=today())
    assert (round.title, round.state, round.opened_by, round.opened_for) == (
        "Charter",
        "open",
        cast.contributor,
        cast.university,
    )
    assert round.snapshot["title"] == "Charter"
    assert round.snapshot["responsible"] == "University of Rivermouth"
    assert "state" not in round.snapshot
    assert round.digest == digest(round.snapshot)
    assert (round.party, round.visibility, round.record_key) == (None, "shared", subject.pk)
    slots = SignOffSlot.objects.filter(round=round).order_by("party__name")
    assert [(slot.party, slot.decision) for slot in slots] == [(cast.partner, "waiting"), (cast.university, "waiting")]


def test_what_is_stored_is_what_was_hashed(cast, subject):
    stored = SignOffRound.objects.get(pk=open_round(subject, actor=cast.officer).pk)
    assert digest(stored.snapshot) == stored.digest


def test_the_hash_does_not_depend_on_the_readers_language_or_time_zone(cast, subject, monkeypatch):
    from partnerships.actions.models import Action
    from partnerships.signoff.endings import snapshot_of

    monkeypatch.setattr(
        Action, "snapshot", lambda self: {"day": translation.gettext("Monday"), "at": str(timezone.localtime(self.created_at))}
    )
    plain = snapshot_of(subject)
    with translation.override("de"), timezone.override(dt.timezone(dt.timedelta(hours=5))):
        assert translation.gettext("Monday") == "Montag"
        assert snapshot_of(subject) == plain


def test_opening_stands_in_the_history_with_the_hash(cast, subject):
    round = open_round(subject, actor=cast.officer)
    event = Event.objects.get(subject_key=round.pk)
    assert (event.verb, event.actor_key, event.changes) == (
        "opened for signature",
        cast.officer.pk,
        {"digest": [None, round.digest]},
    )


def test_the_round_remembers_where_the_history_stood(cast, subject, change):
    change(subject, title="Charter 2")
    head = Chain.objects.get(partnership=cast.partnership, party=None)
    round = open_round(subject, actor=cast.officer)
    assert (round.anchor_sequence, round.anchor_hash) == (head.sequence, head.hash)


@pytest.mark.parametrize("state", ["invited", "suspended", "left"])
def test_who_has_not_joined_is_not_asked(cast, subject, state):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state=state)
    with pytest.raises(Refused, match="at least two parties"):
        open_round(subject, actor=cast.officer)


@pytest.mark.parametrize(
    "name", ["partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger", "administrator"]
)
def test_who_cannot_write_the_subject_cannot_ask(cast, subject, name):
    with pytest.raises(PermissionDenied):
        open_round(subject, actor=getattr(cast, name))
    assert not SignOffRound.objects.exists()


def test_one_party_cannot_ask_about_the_others_record(cast):
    shared = ActionFactory(partnership=cast.partnership, party=cast.partner, visibility="shared")
    with pytest.raises(PermissionDenied):
        open_round(shared, actor=cast.officer)


def test_a_private_record_cannot_be_laid_before_all(cast):
    private = ActionFactory(partnership=cast.partnership, party=cast.university)
    with pytest.raises(Refused, match="private"):
        open_round(private, actor=cast.officer)


def test_a_round_about_a_shared_record_lies_where_the_record_lies(cast):
    shared = ActionFactory(partnership=cast.partnership, party=cast.university, visibility="shared")
    round = open_round(shared, actor=cast.officer)
    seen = {
        name: SignOffRound.objects.visible_to(getattr(cast, name)).exists()
        for name in ("representative", "auditor", "facilitator")
    }
    assert (round.party, seen) == (cast.university, {"representative": True, "auditor": True, "facilitator": False})


def test_one_open_round_at_a_time(cast, subject, round):
    with pytest.raises(Refused, match="already"):
        open_round(subject, actor=cast.representative)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOffRound.objects.create(
            partnership=cast.partnership,
            visibility="shared",
            subject_type=round.subject_type,
            subject_key=round.subject_key,
            record_key=round.record_key,
            title="Again",
            snapshot={},
            digest="0" * 64,
            opened_by=cast.officer,
            opened_for=cast.university,
            anchor_sequence=0,
            anchor_hash="0" * 64,
        )


def test_one_slot_per_party(cast, round):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOffSlot.objects.create(round=round, party=cast.partner)


def test_the_last_day_is_not_in_the_past(cast, subject):
    with pytest.raises(Refused, match="past"):
        open_round(subject, actor=cast.officer, due_on=today() - dt.timedelta(days=1))


def test_nothing_is_asked_in_a_closed_partnership(cast, subject):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    with pytest.raises(PermissionDenied):
        open_round(subject, actor=cast.officer)
