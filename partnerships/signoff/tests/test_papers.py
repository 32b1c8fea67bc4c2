"""Papers through the pages: handed in by one side, read by the other, and whatever hostile comes instead."""

import datetime as dt
import html
import uuid

import pytest

from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.pages import ACTS, PDF, STRANGERS, paper, slot_of, state, url


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def hand_in(cast, round, file, **data):
    values = {"slot": slot_of(round, cast.partner).pk, "signed_by": "Dr Petra Direktor", "signed_on": today(), "file": file}
    return cast.client(cast.representative).post(url(round, "elsewhere"), values | data)


def test_handing_in_a_paper_and_reading_it_on_the_other_side(cast, round):
    assert hand_in(cast, round, paper(name="Charter signed.pdf")).status_code == 302
    page = html.unescape(cast.client(cast.officer).get(url(round)).content.decode())
    assert "Signed elsewhere on" in page
    assert "handed in by Renate Representative" in page
    address = url(round, "file", slot_of(round, cast.partner).pk)
    assert address in page
    response = cast.client(cast.officer).get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Charter signed.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_who_may_read_the_round_may_read_the_paper(cast, round):
    hand_in(cast, round, paper())
    address = url(round, "file", slot_of(round, cast.partner).pk)
    found = {}
    for name in cast.PEOPLE:
        response = cast.client(getattr(cast, name)).get(address)
        found[name] = (response.status_code, response.streaming and b"".join(response.streaming_content) == PDF)
    readers = dict.fromkeys(ACTS, (200, True))
    assert found == readers | dict.fromkeys((*STRANGERS, "respondent"), (404, False)) | {"anonymous": (302, False)}


def test_a_slot_without_a_paper_or_of_another_round_has_no_file(cast, round):
    hand_in(cast, round, paper())
    other = open_round(ActionFactory(partnership=cast.partnership, author=cast.officer), actor=cast.officer)
    keys = [(round, slot_of(round, cast.university).pk), (round, uuid.uuid4()), (other, slot_of(round, cast.partner).pk)]
    assert {cast.client(cast.officer).get(url(where, "file", key)).status_code for where, key in keys} == {404}


def test_a_file_that_is_lost_is_not_found(cast, round):
    hand_in(cast, round, paper())
    slot = slot_of(round, cast.partner)
    slot.file.storage.delete(slot.file.name)
    assert cast.client(cast.officer).get(url(round, "file", slot.pk)).status_code == 404


def test_the_stored_file_has_no_address_of_its_own(cast, round):
    hand_in(cast, round, paper())
    name = slot_of(round, cast.partner).file.name
    assert {
        cast.client(cast.officer).get(f"/{folder}{name}").status_code for folder in ("", "media/", "private/", "static/")
    } == {404}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "contract.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "contract.svg"),
        (b"MZ\x90\x00", "contract.pdf.exe"),
        (b"", "contract.pdf"),
        (PDF * 40, "large.pdf"),
    ],
)
def test_hostile_files_are_refused_and_leave_nothing(cast, round, folder, settings, content, name):
    settings.UPLOAD_MAX_BYTES = 20 * len(PDF)
    before = state()
    assert hand_in(cast, round, paper(content, name)).status_code == 422
    assert state() == before
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\boot.pdf", "boot.pdf"),
        ('a"; filename="evil.html', "evil.html.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("contract.html", "contract.html.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_hostile_names_are_made_harmless(cast, round, folder, name, shown):
    assert hand_in(cast, round, paper(name=name)).status_code == 302
    slot = slot_of(round, cast.partner)
    [stored] = [path for path in folder.rglob("*") if path.is_file()]
    assert stored.is_relative_to(folder / "signoff" / "signoffslot")
    assert slot.file_name == shown
    response = cast.client(cast.officer).get(url(round, "file", slot.pk))
    assert response["Content-Disposition"] == f'attachment; filename="{shown}"'
    assert response["Content-Type"] == "application/octet-stream"
    assert b"".join(response.streaming_content) == PDF


@pytest.mark.parametrize(
    "data",
    [
        {"signed_on": "yesterday"},
        {"signed_on": today() + dt.timedelta(days=1)},
        {"signed_on": "99999-01-01"},
        {"signed_by": ""},
        {"signed_by": "x" * 151},
        {"signed_by": "a\x00b"},
        {"reservation": "x" * 4001},
    ],
)
def test_bad_input_is_refused_whole(cast, round, data):
    before = state()
    assert hand_in(cast, round, paper(), **data).status_code == 422
    assert state() == before
