"""A signature made outside: the paper comes in, is checked, and counts."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.refusals import Refused
from partnerships.signoff.models import SignOffSlot
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import delegate, named, sign, sign_elsewhere

PDF = b"%PDF-1.7\n% signed by hand\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def paper(content=PDF, name="Charter signed.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def hand_in(round, actor, file=None, **values):
    values = {"signed_by": "Dr Petra Direktor", "signed_on": today(), **values}
    return sign_elsewhere(round, actor=actor, file=file or paper(), **values)


def files(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_the_paper_counts_as_the_signature(cast, round, folder):
    slot = SignOffSlot.objects.get(pk=hand_in(round, cast.representative).pk)
    assert (slot.decision, slot.method, slot.person, slot.party) == ("signed", "uploaded", cast.representative, cast.partner)
    assert (slot.signed_by, slot.signed_on, slot.digest) == ("Dr Petra Direktor", today(), round.digest)
    assert slot.file_sha256 == hashlib.sha256(PDF).hexdigest()
    assert slot.file.read() == PDF
    slot.file.close()


def test_it_can_complete_the_round(cast, round, hooks):
    sign(round, actor=cast.officer)
    hand_in(round, cast.representative, reservation="Subject to the board.")
    assert (round.state, round.slots.get(party=cast.partner).decision) == ("complete", "reserved")
    assert hooks == [("signoff_completed", "complete", cast.representative)]


def test_the_history_keeps_the_hash_of_the_paper(cast, round):
    slot = hand_in(round, cast.representative)
    changes = Event.objects.get(verb="signed").changes
    assert changes == {
        "digest": [None, round.digest],
        "proof": [None, "password"],
        "proved_at": [None, slot.proved_at.isoformat().replace("+00:00", "Z")],
        "signed_by": [None, "Dr Petra Direktor"],
        "signed_on": [None, today().isoformat()],
        "file_name": [None, "Charter signed.pdf"],
        "file_sha256": [None, slot.file_sha256],
    }


def test_it_is_stored_under_a_random_name(cast, round, folder):
    slot = hand_in(round, cast.representative, paper(name="../../etc/Charter\r\nX: y.pdf"))
    [stored] = files(folder)
    assert stored.parent == folder / "signoff" / "signoffslot"
    assert "Charter" not in stored.name
    assert stored.suffix == ".pdf"
    assert slot.file_name == "Charter X y.pdf"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script>", "contract.pdf"),
        (b"PK\x03\x04 a zip", "contract.pdf"),
        (b" %PDF-1.7 not at the start", "contract.pdf"),
        (b"", "contract.pdf"),
    ],
)
def test_what_is_no_pdf_is_refused_whatever_it_is_called(cast, round, folder, content, name):
    with pytest.raises(ValidationError):
        hand_in(round, cast.representative, paper(content, name))
    assert files(folder) == []
    assert round.slots.filter(decision="waiting").count() == 2


def test_what_is_too_large_is_refused(cast, round, folder, settings):
    settings.UPLOAD_MAX_BYTES = len(PDF)
    with pytest.raises(ValidationError, match="larger than"):
        hand_in(round, cast.representative, paper(PDF + b"x"))
    assert files(folder) == []
    hand_in(round, cast.representative)
    assert len(files(folder)) == 1


@pytest.mark.parametrize("values", [{"signed_by": "  "}, {"signed_on": today() + dt.timedelta(days=1)}])
def test_who_and_when_must_be_said(cast, round, folder, values):
    with pytest.raises(Refused):
        hand_in(round, cast.representative, **values)
    assert files(folder) == []


@pytest.mark.parametrize("name", ["contributor", "partner_contributor", "partner_reader", "auditor", "sibling", "stranger"])
def test_only_who_signs_for_the_party_hands_in(cast, round, folder, name):
    with pytest.raises(PermissionDenied):
        hand_in(round, getattr(cast, name))
    assert files(folder) == []


def test_a_delegate_without_the_right_to_sign_cannot_hand_in(cast, round):
    delegate(round, actor=cast.officer, to=cast.contributor)
    with pytest.raises(PermissionDenied):
        hand_in(round, cast.contributor)


def test_not_past_a_named_signatory(cast, subject):
    round = named(open_round(subject, actor=cast.representative), cast.partner, cast.partner_contributor)
    with pytest.raises(PermissionDenied):
        hand_in(round, cast.representative)


def test_once_only(cast, round, folder):
    hand_in(round, cast.representative)
    with pytest.raises(Refused, match="decided already"):
        hand_in(round, cast.representative)
    assert len(files(folder)) == 1


def test_a_paper_that_comes_too_late_leaves_no_file(cast, round, subject, folder):
    type(subject).objects.filter(pk=subject.pk).update(title="Quietly")
    with pytest.raises(Refused):
        hand_in(round, cast.representative)
    assert files(folder) == []


def test_a_refusal_by_the_subject_leaves_no_file(cast, round, folder, monkeypatch, subject):
    def refuse(self, round, actor):
        raise Refused("Not now.")

    monkeypatch.setattr(type(subject), "signoff_completed", refuse)
    sign(round, actor=cast.officer)
    with pytest.raises(Refused, match="Not now"):
        hand_in(round, cast.representative)
    assert files(folder) == []
    assert round.slots.get(party=cast.partner).is_waiting
