"""Files taken in and given out."""

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from partnerships.files import check_pdf, clean_name, private_path, serve_private, sha256
from partnerships.signoff.models import SignOffSlot


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Plan 2031.pdf", "Plan 2031.pdf"),
        ("Übereinkunft – Entwurf.pdf", "Übereinkunft – Entwurf.pdf"),
        ("契約.pdf", "契約.pdf"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("../..", "document"),
        ("", "document"),
        (".htaccess", "htaccess"),
        ("a\r\nb: c.pdf", "a b c.pdf"),
        ("a\x00\x1b.pdf", "a.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ('a"; x="b.pdf', "a x=b.pdf"),
        ("  spaced   out .pdf  ", "spaced out .pdf"),
        ("a" * 400 + ".pdf", "a" * 116 + ".pdf"),
        ("a." + "b" * 400, "a." + "b" * 8),
    ],
)
def test_names_are_made_fit_to_be_shown(name, clean):
    assert clean_name(name) == clean


@given(st.text(max_size=300))
def test_no_name_gets_out_of_hand(name):
    for clean in (clean_name(name), clean_name(name, ".pdf")):
        assert 0 < len(clean) <= 124
        assert not set(clean) & set('/\\<>:"|?*;\r\n\x00')
        assert clean not in (".", "..")
        assert clean_name(clean) == clean_name(clean_name(clean))
    assert clean_name(name, ".pdf").lower().endswith(".pdf")


def test_a_stored_name_says_nothing_but_the_kind():
    paths = {private_path(SignOffSlot(), "Secret merger.PDF") for _n in range(3)}
    assert len(paths) == 3
    assert {len(path) for path in paths} == {len("signoff/signoffslot/") + 32 + len(".pdf")}
    assert {path.startswith("signoff/signoffslot/") and path.endswith(".pdf") for path in paths} == {True}
    assert private_path(SignOffSlot(), "x.p h p").count(".") == 0


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"%PDF-2.0 and more"])
def test_a_pdf_is_known_by_its_content(content):
    file = ContentFile(content, name="whatever.txt")
    check_pdf(file)
    assert file.tell() == 0


@pytest.mark.parametrize("content", [b"", b"%PDF", b"%pdf-1.4", b"\xef\xbb\xbf%PDF-1.4", b"<html>%PDF-1.4"])
def test_what_does_not_begin_like_a_pdf_is_none(content):
    with pytest.raises(ValidationError):
        check_pdf(ContentFile(content, name="contract.pdf"))


@pytest.mark.parametrize(("size", "taken"), [(19, True), (20, True), (21, False)])
def test_the_largest_file(settings, size, taken):
    settings.UPLOAD_MAX_BYTES = 20
    file = ContentFile(b"%PDF-".ljust(size, b"x"))
    if taken:
        check_pdf(file)
    else:
        with pytest.raises(ValidationError, match="larger"):
            check_pdf(file)


def test_the_hash_of_a_file_is_that_of_all_its_content():
    content = b"%PDF-" + bytes(range(256)) * 1000
    file = io.BytesIO(content)
    file.seek(17)
    assert sha256(file) == hashlib.sha256(content).hexdigest()
    assert file.tell() == 0


@pytest.mark.parametrize("name", ["contract.html", "contract.pdf", "contract.svg"])
def test_a_file_is_only_ever_a_download(name):
    response = serve_private(ContentFile(b"%PDF-1.4", name="stored"), name)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
