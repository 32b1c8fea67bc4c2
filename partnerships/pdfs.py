"""What a PDF holds that acts by itself, leads elsewhere, or hides a file: found by reading its objects, not by how it is spelt.

Viewers find objects by the table at the end of the file, or, when that is broken, by looking for them. So all that stands in the file as
an object is looked at here, whether the table names it or not; object streams are unpacked, and encrypted files opened as far as they
open without a password. ISO 32000-2: 7.3 (objects, names), 7.5.7 (object streams), 7.6 (encryption), 12.6 (actions), 7.11 (files).
"""

import io
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from pypdf import PasswordType, PdfReader, apply_configuration
from pypdf.generic import DictionaryObject, IndirectObject, NullObject, NumberObject, StreamObject, read_object

MOST_OBJECTS = 200_000
MOST_UNPACKED = 64 * 1024 * 1024
MOST_SECONDS = 15.0

SPACE = rb"(?:[\x00\t\n\x0c\r ]|%[^\r\n]{0,200}[\r\n])"
# Where an object begins that can hold others; its number, if it stands where it should.
OBJECT = re.compile(
    rb"(?:(\d{1,10})" + SPACE + rb"{1,40}\d{1,5}" + SPACE + rb"{1,40})?(?<!end)obj" + SPACE + rb"{0,40}(?=<<|\[)"
)
NUMBER = re.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}obj\s{1,9}(\d{1,10})(?=\s{0,9}endobj)")
END = re.compile(SPACE + rb"{0,40}endobj")
TRAILER = re.compile(rb"trailer" + SPACE + rb"{0,40}(?=<<)")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Long enough not to come up by chance in what is packed.
NAMES = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia\w*|SubmitForm|ImportData|GoTo[RE]|FileAttachment|Rendition)(?![\w#])"
    rb"|/XFA\s*[\[\d]"
)
PIECE, OVERLAP = 1 << 20, 128

KEYS = {"/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/Collection"}
KINDS = {"/EmbeddedFile", "/Filespec", "/RichMedia", "/FileAttachment", "/Movie", "/Screen", "/3D", "/Sound"}
ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"),
    *("/RichMediaExecute", "/GoTo3DView"),
}
LINKS = re.compile(r"\s*(https?:|mailto:|tel:|(?![a-z][a-z0-9+.-]*:|\\\\|//))", re.IGNORECASE)


class Lookup:
    """What pypdf asks for where an object names another: the length of a stream, and nothing else."""

    def __init__(self, data: bytes = b"", *, strict: bool = True) -> None:
        self.strict, self.xref = strict, dict[int, dict[int, int]]()
        self.numbers: dict[int, set[int]] = defaultdict(set)
        for number, value in NUMBER.findall(data):
            self.numbers[int(number)].add(int(value))

    def get_object(self, reference: Any) -> NumberObject | None:
        found = self.numbers.get(reference.idnum, ())
        return NumberObject(*found) if len(found) == 1 else None  # without it, a stream goes on up to its end


def check_active(file: File) -> None:
    """Raise ValidationError, with a sentence for people, when a PDF holds more than pages, or cannot be looked through."""
    file.seek(0)
    data = file.read()
    file.seek(0)
    with apply_configuration(zlib_maximum_output_length=MOST_UNPACKED, lzw_maximum_output_length=MOST_UNPACKED):
        try:
            Look(data).through()
        except ValidationError:
            raise
        except Exception as error:  # whatever is wrong with a file that somebody made: pypdf raises many things
            raise ValidationError(_("This PDF is damaged: it cannot be looked through. Print it to a new PDF.")) from error


def _active() -> ValidationError:
    return ValidationError(
        _("This PDF carries scripts, forms that act by themselves, or further files. Print it to a new PDF."), code="active"
    )


class Look:
    """One look through one PDF."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.until = time.monotonic() + MOST_SECONDS
        self.objects = self.unpacked = 0
        self.encrypted = False
        self.closed: set[int] = set()  # the numbers of object streams that are still encrypted
        self.by_number: dict[int, list[Any]] = defaultdict(list)
        self.automatic: list[Any] = []  # what happens without being asked for

    def through(self) -> None:
        self._names(self.data)
        trailers = list(self._parsed(TRAILER))
        objects = list(self._parsed(OBJECT))
        self.encrypted = any("/Encrypt" in thing for _number, thing in trailers + objects if isinstance(thing, dict))
        for number, thing in trailers + objects:
            self._keep(number, thing)
        if self.encrypted:
            self._decrypted()
        for action in self.automatic:
            self._only_goes_to(action, set())

    def _spend(self) -> None:
        self.objects += 1
        if self.objects > MOST_OBJECTS or time.monotonic() > self.until:
            raise ValidationError(_("This PDF is too intricate to be looked through. Print it to a new PDF."))

    def _names(self, data: bytes) -> None:
        """Names that are never harmless, wherever they stand, in any spelling."""
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE + OVERLAP]
            if NAMES.search(ESCAPED.sub(lambda hexadecimal: bytes([int(hexadecimal[1], 16)]), piece)):
                raise _active()

    def _parsed(self, begins: re.Pattern[bytes]) -> Iterator[tuple[int, Any]]:
        """(number, object) of all that reads as an object; what only looks like the beginning of one does not."""
        source, lookup = io.BytesIO(self.data), Lookup(self.data, strict=False)
        for found in begins.finditer(self.data):
            self._spend()
            source.seek(found.end())
            try:
                thing = read_object(source, lookup)  # type: ignore[arg-type]
            except Exception:
                if begins is OBJECT and found[1]:
                    raise
                continue
            number = int(found[1] or 0) if begins is OBJECT else 0
            # pypdf gives up within a dictionary without a word; what it did not read would not have been looked at.
            if number and not END.match(self.data, source.tell()):
                raise ValueError("an object without an end")
            yield number, thing

    def _keep(self, number: int, thing: Any) -> None:
        """Look at an object, and at those that it holds if it is a stream of them."""
        if isinstance(thing, StreamObject):
            if "/F" in thing or "/FFilter" in thing:
                raise _active()  # its content lies in another file
            if _raw(thing, "/Type") == "/ObjStm" or ("/First" in thing and "/N" in thing):
                if self.encrypted:
                    self.closed.add(number)
                else:
                    self._unpack(thing)
                    self.closed.discard(number)
        elif number:
            self.by_number[number].append(thing)
        self._look_at(thing)

    def _unpack(self, stream: Any) -> None:
        data = stream.get_data()
        self.unpacked += len(data)
        if self.unpacked > MOST_UNPACKED:
            raise ValidationError(_("This PDF unpacks to more than it can hold."))
        self._names(data)
        first = int(stream["/First"])
        heads = [int(word) for word in data[:first].split()[: 2 * int(stream["/N"])]]
        source, lookup = io.BytesIO(data), Lookup()
        for number, offset in zip(heads[::2], heads[1::2], strict=True):
            self._spend()
            source.seek(first + offset)
            while (mark := source.read(1)) and mark in b"\x00\t\n\x0c\r ":
                pass
            source.seek(-len(mark), io.SEEK_CUR)
            self._keep(number, read_object(source, lookup))  # type: ignore[arg-type]

    def _decrypted(self) -> None:
        """The same once more, with all that was encrypted readable; refused where that takes a password."""
        reader = PdfReader(io.BytesIO(self.data))
        if not reader.is_encrypted or reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise ValidationError(_("This PDF is locked with a password, so that nobody can look into it. Hand it in without."))
        self.encrypted = False
        for generation, places in reader.xref.items():
            for number in places:
                self._spend()
                self._keep(number, reader.get_object(IndirectObject(number, generation, reader)))
        if self.closed:
            raise ValueError("object streams that no table names")

    # --- what an object is ----------------------------------------------------------------------------------------------
    def _look_at(self, thing: Any) -> None:
        """A dictionary or array and all that stands in it; what it only refers to comes by itself."""
        rest = [thing]
        while rest:
            current = rest.pop()
            if isinstance(current, DictionaryObject):
                self._look_at_dictionary(current)
                rest += [value for value in dict.values(current) if isinstance(value, dict | list)]
            elif isinstance(current, list):
                rest += [value for value in list.__iter__(current) if isinstance(value, dict | list)]

    def _look_at_dictionary(self, found: DictionaryObject) -> None:
        if KEYS & found.keys() or {_raw(found, "/Type"), _raw(found, "/Subtype")} & KINDS or _raw(found, "/S") in ACTIONS:
            raise _active()
        if isinstance(_raw(found, "/Ref"), dict) and "/F" in _raw(found, "/Ref"):
            raise _active()  # a page of another file, shown in this one
        uri = _raw(found, "/URI")
        if isinstance(uri, str | bytes) and not self.encrypted:
            _check_link(uri)
        if "/OpenAction" in found:
            self.automatic.append(_raw(found, "/OpenAction"))
        if "/AA" in found:
            self.automatic.append(("additional", _raw(found, "/AA")))

    def _only_goes_to(self, action: Any, seen: set[int]) -> None:
        """What a viewer does by itself may turn to a page of the file, and nothing else."""
        additional = isinstance(action, tuple)
        for found in self._resolved(action[1] if additional else action, seen):
            if isinstance(found, NullObject):
                continue
            if additional and isinstance(found, dict):
                for each in dict.values(found):
                    self._only_goes_to(each, seen)
            elif isinstance(found, dict):
                kind = _raw(found, "/S")
                if kind != "/GoTo" and (kind is not None or "/D" not in found):
                    raise _active()
                if "/Next" in found:
                    following = _raw(found, "/Next")
                    for each in following if isinstance(following, list) else [following]:
                        self._only_goes_to(each, seen)

    def _resolved(self, thing: Any, seen: set[int]) -> list[Any]:
        if not isinstance(thing, IndirectObject):
            return [thing]
        if thing.idnum in seen:
            return []
        seen.add(thing.idnum)
        if thing.idnum not in self.by_number:
            raise _active()  # whatever it is, it is well hidden
        return self.by_number[thing.idnum]


def _raw(found: Any, key: str) -> Any:
    """A value as it stands there: pypdf would follow a reference."""
    return dict.get(found, key)


def _check_link(uri: str | bytes) -> None:
    text = uri.decode("latin-1") if isinstance(uri, bytes) else uri
    if not LINKS.match("".join(c for c in text if c > " ")):
        raise ValidationError(_("This PDF leads to something that is neither a web address nor a mail address."), code="active")
