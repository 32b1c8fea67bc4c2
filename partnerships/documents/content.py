"""What a file is, by its content: neither its name nor what the browser says of it counts.

Only what is on the list is taken: PDF, PNG, JPEG, office documents without macros, plain text. Whatever is two things at once (an
image with an archive behind it, a PDF that is also a page) is neither. Every file leaves the house as a download (partnerships.files),
so that these checks are the second wall and not the only one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.documents.packages import office_kind
from partnerships.files import check_size, clean_name
from partnerships.pdfs import check_active

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken."""

    key: str
    label: "str | _StrPromise"
    suffixes: tuple[str, ...]  # what its name may end in; the first stands for a name without


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("pdf", "PDF", (".pdf",)),
        Kind("png", gettext_lazy("Image (PNG)"), (".png",)),
        Kind("jpeg", gettext_lazy("Image (JPEG)"), (".jpg", ".jpeg")),
        Kind("docx", gettext_lazy("Text document (Word)"), (".docx",)),
        Kind("xlsx", gettext_lazy("Spreadsheet (Excel)"), (".xlsx",)),
        Kind("pptx", gettext_lazy("Slides (PowerPoint)"), (".pptx",)),
        Kind("odt", gettext_lazy("Text document (OpenDocument)"), (".odt",)),
        Kind("ods", gettext_lazy("Spreadsheet (OpenDocument)"), (".ods",)),
        Kind("odp", gettext_lazy("Slides (OpenDocument)"), (".odp",)),
        Kind("text", gettext_lazy("Plain text"), (".txt", ".csv", ".md")),
    )
}
TAKEN = gettext_lazy("PDF, PNG, JPEG, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT, CSV or MD")

# Written in two halves, so that this file itself alarms no scanner.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"
PIECE = 1 << 16
# What a browser would run or draw if it came upon it in an image or a PDF.
ACTIVE = re.compile(rb"<(script|\?php|svg[\s>]|html[\s>]|iframe|!doctype)", re.IGNORECASE)
# How a text begins or what it holds that some program would take for more than text.
TEXT_BEGINS = re.compile(
    rb"<|#!|\{\\rtf|%!PS|mime-version:|content-type:|\[internetshortcut\]|\[\{000214a0|@echo|begin:vcalendar", re.IGNORECASE
)
TEXT_HOLDS = re.compile(rb"<(script|svg|html|iframe|object|embed|body|meta|\?php|!doctype|!entity)[\s>/]", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ARCHIVE_END, ARCHIVE_TAIL = b"PK\x05\x06", 66_000


def check_content(file: File) -> Kind:
    """The kind of a file that may be taken. Raises ValidationError, with a sentence for people, for any other."""
    check_size(file)
    _refuse_test_virus(file)
    kind = KINDS[_kind_of(file)]
    suffix = PurePosixPath(clean_name(file.name or "")).suffix.lower()
    if suffix not in ("", *kind.suffixes):
        raise ValidationError(
            _("Its name ends in %(suffix)s, but its content is: %(kind)s. Give it the name of what it is.")
            % {"suffix": suffix, "kind": kind.label}
        )
    return kind


def safe_name(name: str, kind: Kind) -> str:
    """The file's own name, ending in what the file is."""
    suffix = PurePosixPath(clean_name(name)).suffix.lower()
    return clean_name(name, suffix if suffix in kind.suffixes else kind.suffixes[0])


def _kind_of(file: File) -> str:
    file.seek(0)
    start = file.read(16)
    try:
        if start.startswith(b"%PDF-"):
            return _pdf(file)
        if start.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(file)
        if start.startswith(b"\xff\xd8\xff"):
            return _jpeg(file)
        if start.startswith(b"PK\x03\x04"):
            return office_kind(file)
        return _text(file)
    finally:
        file.seek(0)


def _unknown() -> ValidationError:
    return ValidationError(_("Files of this kind are not taken. What is taken: %(kinds)s.") % {"kinds": TAKEN})


def _damaged(kind: str) -> ValidationError:
    return ValidationError(
        _("It begins like a %(kind)s file and does not go on like one: it is damaged, or hides something.") % {"kind": kind}
    )


def _pieces(file: File, overlap: int = 128) -> Iterator[bytes]:
    """The content in pieces that overlap, so that nothing is missed at a seam."""
    file.seek(0)
    rest = b""
    while piece := file.read(PIECE):
        yield rest + piece
        rest = piece[-overlap:]


def _refuse_test_virus(file: File) -> None:
    if any(EICAR in piece for piece in _pieces(file)):
        raise ValidationError(_("A virus scanner would stop this file."))
    file.seek(0)


def _tail(file: File, length: int) -> bytes:
    file.seek(max(0, (file.size or 0) - length))
    return file.read(length)


def _refuse_two_in_one(file: File, kind: str) -> None:
    if ARCHIVE_END in _tail(file, ARCHIVE_TAIL) or any(ACTIVE.search(piece) for piece in _pieces(file)):
        raise _damaged(kind)


def _refuse_two_in_one_image(file: File, kind: str) -> None:
    _refuse_two_in_one(file, kind)
    file.seek(0)
    if b"%PDF-" in file.read(2048):
        raise _damaged(kind)


def _pdf(file: File) -> str:
    end = _tail(file, 2048)
    marker = end.rfind(b"%%EOF")
    if marker < 0 or b"startxref" not in end or end[marker + 5 :].strip(b"\r\n\t \x00"):
        raise _damaged("PDF")
    _refuse_two_in_one(file, "PDF")
    check_active(file)
    return "pdf"


def _png(file: File) -> str:
    """Follow the chunks to the last one, which must be the end of the file."""
    size, place = file.size or 0, 8
    while True:
        file.seek(place)
        head = file.read(8)
        if len(head) < 8:
            raise _damaged("PNG")
        length, name = int.from_bytes(head[:4], "big"), head[4:]
        if (place == 8) != (name == b"IHDR") or not name.isalpha():
            raise _damaged("PNG")
        place += 12 + length
        if place > size:
            raise _damaged("PNG")
        if name == b"IEND":
            break
    if place != size:
        raise _damaged("PNG")
    _refuse_two_in_one_image(file, "PNG")
    return "png"


def _jpeg(file: File) -> str:
    if not _tail(file, 64).rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise _damaged("JPEG")
    _refuse_two_in_one_image(file, "JPEG")
    return "jpeg"


def _text(file: File) -> str:
    """UTF-8 text without control characters, that nothing takes for a program or a page."""
    file.seek(0)
    content = file.read().removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise _unknown() from None
    if CONTROL.search(content) or TEXT_BEGINS.match(content.lstrip()) or TEXT_HOLDS.search(content):
        raise _unknown()
    if ARCHIVE_END in content:
        raise _unknown()
    return "text"
