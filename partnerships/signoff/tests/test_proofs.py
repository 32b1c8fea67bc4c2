"""`manage.py verify` also holds rounds, signatures, papers and history against each other."""

import datetime as dt
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from partnerships.canonical import digest
from partnerships.clock import today
from partnerships.history.models import GENESIS, Chain, Event
from partnerships.history.proving import chain_faults, file_faults, take_stock
from partnerships.history.vouching import salted
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.proofs import faults
from partnerships.signoff.services import expire_rounds, open_round, withdraw_round
from partnerships.signoff.tests.signing import decline, delegate, sign, sign_elsewhere


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def signed(cast, subject, change):
    """A complete round with one signature made here and one on paper, and some history before it."""
    change(subject, title="Charter 2")
    round = open_round(subject, actor=cast.officer)
    delegate(round, actor=cast.officer, to=cast.contributor)
    sign(round, actor=cast.contributor, reservation="Not the annex.")
    paper = SimpleUploadedFile("signed.pdf", b"%PDF-1.7 signed")
    sign_elsewhere(round, actor=cast.representative, file=paper, signed_by="Dr Petra Direktor", signed_on=today())
    return round


def plain(value):
    """As the database keeps it: SQLite has no type of its own for a UUID."""
    return value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value for value in values],
        )
        assert cursor.rowcount > 0


def found(cast):
    return [*chain_faults(cast.partnership), *(fault.partition("): ")[2] for fault in faults(cast.partnership))]


def end_open(cast, round):
    pass


def end_withdrawn(cast, round):
    withdraw_round(round, actor=cast.officer)


def end_declined(cast, round):
    decline(round, actor=cast.officer, reason="No.")


def end_expired(cast, round):
    SignOffRound.objects.filter(pk=round.pk).update(due_on=dt.date(2001, 1, 1))
    take_stock(cast.partnership)
    assert expire_rounds() == 1


def end_voided(cast, round):
    from partnerships.signoff.services import void_round

    sign(round, actor=cast.officer)
    void_round(round, actor=None, reason="Newer.")


@pytest.mark.parametrize("end", [end_open, end_withdrawn, end_declined, end_expired, end_voided])
def test_every_course_of_things_bears_itself_out(cast, round, end):
    end(cast, round)
    assert found(cast) == []


def test_a_complete_round_bears_itself_out(cast, signed):
    assert found(cast) == []


def rewrite(cast, through):
    """Rewrites the entries up to `through` and every hash of the chain after them: the chain alone looks whole."""
    previous = GENESIS
    for event in Event.objects.filter(partnership=cast.partnership).in_order():
        if event.sequence <= through:
            event.note, event.salts["note"] = "otherwise", "00"
            event.digests["note"] = salted("00", "otherwise")
        event.previous_hash = previous
        event.hash = previous = event.computed_hash()
        sql(
            "UPDATE history_event SET note = %s, salts = %s, digests = %s, previous_hash = %s, hash = %s WHERE id = %s",
            event.note,
            json.dumps(event.salts),
            json.dumps(event.digests),
            event.previous_hash,
            event.hash,
            event.pk,
        )
    sql("UPDATE history_chain SET hash = %s WHERE partnership_id = %s AND party_id IS NULL", previous, cast.partnership.pk)


def test_a_chain_rewritten_as_a_whole_shows_by_the_anchor(cast, signed):
    assert signed.anchor_sequence == 1
    rewrite(cast, through=1)
    assert found(cast) == ["the history before it was rewritten"]


def test_a_history_cut_off_before_the_round_shows(cast, signed):
    sql("DELETE FROM history_event WHERE partnership_id = %s AND sequence = 1", cast.partnership.pk)
    assert "the history before it was rewritten" in found(cast)


def test_a_round_opened_on_an_empty_history_is_anchored_too(cast, round):
    assert (round.anchor_sequence, round.anchor_hash) == (0, GENESIS)
    assert found(cast) == []
    sql("UPDATE signoff_signoffround SET anchor_hash = %s WHERE id = %s", "f" * 64, round.pk)
    assert found(cast) == ["the history before it was rewritten"]


def test_other_content_shows(cast, signed):
    sql("UPDATE signoff_signoffround SET snapshot = %s WHERE id = %s", json.dumps({"title": "Other"}), signed.pk)
    assert found(cast) == ["what was laid before the parties was changed"]


def test_other_content_with_its_hash_put_right_shows(cast, signed):
    other = {"title": "Other"}
    sql("UPDATE signoff_signoffround SET snapshot = %s, digest = %s WHERE id = %s", json.dumps(other), digest(other), signed.pk)
    sql("UPDATE signoff_signoffslot SET digest = %s WHERE round_id = %s", digest(other), signed.pk)
    assert found(cast) == [
        "the history does not tell that it was opened with this content",
        "the decision of Adler Maschinenbau GmbH is not the one that was taken",
        "the decision of University of Rivermouth is not the one that was taken",
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("decision", "signed"),
        ("statement", "Without reservation."),
        ("digest", "f" * 64),
        ("person_id", "officer"),
        ("proof", "totp"),
        ("proved_at", "2026-01-05 09:00:00+00:00"),
    ],
)
def test_another_decision_shows(cast, signed, column, value):
    value = cast.officer.pk if value == "officer" else value
    slot = signed.slots.get(party=cast.university)
    sql(f"UPDATE signoff_signoffslot SET {column} = %s WHERE id = %s", value, slot.pk)
    assert found(cast) == ["the decision of University of Rivermouth is not the one that was taken"]


def test_a_signature_nobody_gave_shows(cast, round):
    slot = round.slots.get(party=cast.partner)
    SignOffSlot.objects.filter(pk=slot.pk).update(
        decision="signed",
        person=cast.representative,
        decided_at=round.opened_at,
        digest=round.digest,
        proof="password",
        proved_at=round.opened_at,
    )
    assert found(cast) == ["the decision of Adler Maschinenbau GmbH is not the one that was taken"]


def test_a_signature_taken_away_shows(cast, signed):
    slot = signed.slots.get(party=cast.university)
    SignOffSlot.objects.filter(pk=slot.pk).update(
        decision="waiting", person=None, decided_at=None, digest="", statement="", proof="", proved_at=None
    )
    assert found(cast) == ["the decision of University of Rivermouth is not the one that was taken"]


def test_a_decision_from_before_proofs_were_asked_for_bears_itself_out(cast, signed):
    SignOffSlot.objects.filter(round=signed).update(proof=SignOffSlot.UNRECORDED, proved_at=None)
    assert len(list(faults(cast.partnership))) == 2  # the history tells of proofs: they were taken out
    for event in Event.objects.filter(subject_key__in=signed.slots.values("pk"), verb__startswith="signed"):
        kept = {name: change for name, change in event.changes.items() if not name.startswith("prov") and name != "proof"}
        sql("UPDATE history_event SET changes = %s WHERE id = %s", json.dumps(kept), event.pk)
    assert list(faults(cast.partnership)) == []  # the chain itself tells of the change


def test_another_end_shows(cast, signed):
    sql("UPDATE signoff_signoffround SET state = 'withdrawn' WHERE id = %s", signed.pk)
    assert found(cast) == ["the history tells of another end"]


def test_another_paper_shows(cast, signed, folder):
    slot = signed.slots.get(party=cast.partner)
    (folder / slot.file.name).write_bytes(b"%PDF-1.7 another")
    shown = [f"the file of signature/{slot.pk} ({slot}) is not the one that was handed in"]
    assert list(file_faults(cast.partnership)) == shown
    (folder / slot.file.name).unlink()
    assert list(file_faults(cast.partnership)) == shown


def test_another_paper_with_its_hash_put_right_shows(cast, signed):
    sql("UPDATE signoff_signoffslot SET file_sha256 = %s WHERE party_id = %s", "f" * 64, cast.partner.pk)
    assert found(cast)[0] == "the decision of Adler Maschinenbau GmbH is not the one that was taken"


def test_a_round_that_is_gone_shows(cast, signed):
    sql("DELETE FROM signoff_signoffslot WHERE round_id = %s", signed.pk)
    sql("DELETE FROM signoff_signoffround WHERE id = %s", signed.pk)
    lines = [fault for fault in faults(cast.partnership) if fault.endswith("is missing")]
    assert len(lines) == 3  # the round and the two decisions


def test_the_anchor_is_not_the_head_of_today(cast, signed):
    assert Chain.objects.get(partnership=cast.partnership, party=None).sequence == 6
    assert signed.anchor_sequence == 1
