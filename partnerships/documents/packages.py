"""Office documents are archives: what may be in one, and how much.

An archive that is no office document is refused whole. One that is must be nothing but that: no macros, no files within files, no
names that lead out of it, no more than it says, and not so much that unpacking it would fill a disk.
"""

import re
import zipfile
from collections import Counter
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from partnerships.documents.markup import Damaged, NotPlain, Part, is_xml

MOST_ENTRIES = 3000
MOST_UNPACKED = 120 * 1024 * 1024
MOST_RATIO = 120  # unpacked to packed; office XML packs well, but not so well
SMALL = 1024 * 1024  # below this no ratio is a danger

MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
MACROS = re.compile(
    r"vbaproject|vbadata|(^|/)(basic|scripts)/|activex|macrosheets|customui|\.(bin|exe|dll|js|vbs|jar|hta)$", re.I
)
WITHIN = re.compile(r"(^|/)(embeddings|objectreplacements)/|\.(zip|rar|7z|gz|docx|docm|xlsx|xlsm|pptx|pptm|odt|ods)$", re.I)
# Beginnings of what has no place inside: archives, programs, old office files.
STRANGE = (b"PK\x03\x04", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"%PDF-")
UNICODE_PATH = 0x7075  # of the extra field: a second name, which some programs take for the first
EICAR_MARK = b"$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!"


def office_kind(file: File) -> str:
    """Which office document it is. Raises ValidationError for any other archive, and for one that is not sound."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file.file or file) as archive:  # type: ignore[arg-type]
            entries = archive.infolist()
            _look_at(archive, entries, file.size or 0)
            kind = _named(archive, entries)
            _read_through(archive, entries)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise ValidationError(_("The document is damaged: it cannot be opened.")) from error
    return kind


def _refuse(why: str) -> ValidationError:
    return ValidationError(_("Not taken: %(why)s.") % {"why": why})


def _look_at(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> None:
    """What its directory says, before anything is unpacked."""
    if not entries or min(entry.header_offset for entry in entries) != 0 or archive.comment:
        raise _refuse(_("something stands before or behind the document"))
    if len(entries) > MOST_ENTRIES or sum(entry.compress_size for entry in entries) > size:
        raise _refuse(_("an archive that unpacks to more than it can hold"))
    if max(Counter(entry.filename.lower() for entry in entries).values()) > 1:
        raise _refuse(_("two parts of it bear the same name"))
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1)):
        raise _refuse(_("an archive that unpacks to more than it can hold"))
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if entry.flag_bits & 0x1:
            raise _refuse(_("it is encrypted, so that nobody can look into it"))
        if path.is_absolute() or ".." in path.parts or set(entry.orig_filename) & set("\\:\x00"):
            raise _refuse(_("a name in it leads out of it"))
        if UNICODE_PATH in _extra_kinds(entry.extra):
            raise _refuse(_("a part of it bears two names"))
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise _refuse(_("a name in it leads out of it"))


def _extra_kinds(extra: bytes) -> set[int]:
    """The kinds of what the directory says of a part beside its name."""
    found = set()
    while len(extra) >= 4:
        found.add(int.from_bytes(extra[:2], "little"))
        extra = extra[4 + int.from_bytes(extra[2:4], "little") :]
    return found


def _named(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    names = [entry.filename for entry in entries]
    kind = next((kind for part, kind in MAIN_PARTS.items() if part in names and "[Content_Types].xml" in names), "")
    if names[0] == "mimetype" and entries[0].file_size < 200:
        kind = OPEN_DOCUMENT.get(archive.read(entries[0]).strip(), "")
    if not kind:
        raise _refuse(_("archives are not. Hand in the files one by one"))
    if any(MACROS.search(name) for name in names if not name.startswith("xl/printerSettings/")):
        raise _refuse(_("it carries macros or programs"))
    if any(WITHIN.search(name) for name in names):
        raise _refuse(_("it carries further files. Hand them in one by one"))
    return kind


def _read_through(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack it piece by piece and throw it away: what its directory says of sizes and sums must be so, and its XML be plain."""
    for entry in entries:
        with archive.open(entry) as part:
            rest, read = b"", None
            while piece := part.read(1 << 16):
                if not rest:
                    if piece.startswith(STRANGE):
                        raise _refuse(_("it carries further files. Hand them in one by one"))
                    read = Part(entry.filename) if is_xml(entry.filename, piece) else None
                if EICAR_MARK in rest + piece:
                    raise ValidationError(_("A virus scanner would stop this file."))
                if read is not None:
                    _feed(read, piece)
                rest = piece[-128:]
            if read is not None:
                _feed(read, b"", last=True)


def _feed(part: Part, piece: bytes, *, last: bool = False) -> None:
    try:
        part.feed(piece, last=last)
    except Damaged:
        raise ValidationError(_("The document is damaged: it cannot be opened.")) from None
    except NotPlain as kind:
        if str(kind) == "outside":
            raise _refuse(
                _("it draws on a file or a page elsewhere. Only links to web and mail addresses may be in it")
            ) from None
        raise _refuse(_("it carries macros or programs")) from None
