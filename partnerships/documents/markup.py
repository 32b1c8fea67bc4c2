"""The XML in office documents, read by a parser: what points out of the document, acts by itself, or multiplies.

Read part by part as a stream by expat, in whatever encoding, with whatever prefixes; a document type, and with it every entity, is
refused. ECMA-376 part 2 (relationships), part 1 (fields, DDE, formulas); OpenDocument 1.3 part 3 (scripts, DDE, references) and part 4
(formulas).
"""

import re
from pathlib import PurePosixPath
from xml.parsers import expat

DEEPEST = 512
LONGEST_FIELD = 10_000
ENCODINGS = {None, "utf-8", "utf8", "utf-16", "us-ascii", "ascii"}
IS_XML = (".xml", ".rels", ".vml", ".svg", ".rdf", ".xhtml", ".html", ".htm")
XML_BEGINS = re.compile(rb"\A(\xef\xbb\xbf)?\s*<|\A\xff\xfe|\A\xfe\xff|\A<\x00|\A\x00<")

WEB_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)
# The last word of a relationship's type, where it carries or runs something.
CARRIED = re.compile(
    r"(vbaproject|wordvbadata|activexcontrol(binary)?|control|oleobject|package|afchunk|attachedtoolbars|customui\w*|ui/\w+|"
    r"ui|externallink\w*|xlmacrosheet|xlintlmacrosheet|dialogsheet|frame|subdocument|mailmergesource|recipientdata)$"
)
CONTENT_TYPES = re.compile(r"macroenabled|vbaproject|vbadata|activex|oleobject|macrosheet", re.IGNORECASE)
FIELD = re.compile(r"\s*(DDE|DDEAUTO)\b|(?<!\w)DDEAUTO\b", re.IGNORECASE)
# Where a formula stands: elements by their text; attributes, of any element or of one.
FORMULAS = {
    *("f", "definedName", "formula", "formula1", "formula2", "oldFormula", "calculatedColumnFormula", "totalsRowFormula"),
    *("FmlaLink", "FmlaPict", "FmlaRange", "FmlaTxbx"),
}
FORMULA_AT = {"formula", "expression", "condition", "textlink", "fmlaLink", "fmlaRange", "fmlaTxbx"}
FORMULA_AT_ONE = {("condition", "value"), ("color-scale-entry", "value"), ("formatting-entry", "value"), ("cfvo", "val")}
ADDRESS_AT = re.compile(r"address|range|linked-cell")
SPOKEN = {"instrText", *FORMULAS}
# What a formula calls, and DDE as Excel writes it: program|topic!item.
CALLS = re.compile(r"\b(DDE|RTD|WEBSERVICE|IMAGE|CALL|EXEC|REGISTER\.ID|SQL\.REQUEST)\s*\(", re.IGNORECASE)
PROGRAM = re.compile(r"\|[^|]*!")
# Another file, also in a text, from which INDIRECT reads it.
ELSEWHERE = re.compile(r"""'((file|ftp|https?|smb):|[a-z]:[/\\]|//|\\\\)|'[^'"\[\]]+'\s*#""", re.IGNORECASE)
# Texts, names and references, in which nothing is called: "a ""b""", 'a b', [.A1], ['a b'.A1], [column], [[#This Row],[column]].
_NAME = r"""'[^'"\[\]]*'"""
_QUOTED = rf""" "[^"]*" | {_NAME} | \[ (?: [^'"\[\]]++ | {_NAME} )*+ \] | \[ @? (?: \[ [^'"\[\]]* \] [\s,;:]* )+ \] """
QUOTED = re.compile(_QUOTED, re.VERBOSE)
SOUND = re.compile(rf"""(?: [^'"\[\]]++ | {_QUOTED} )*+""", re.VERBOSE)
ARRAY = re.compile(r"\{[^{}]*\}")  # where | separates rows
# Elements that carry programs or data of other programs, by their local names.
ACTIVE = {
    *("ddeLink", "oleLink", "ddeItem", "oleObject", "OLEObject", "oleObj", "control", "altChunk", "subDoc"),
    *(
        "dde-source",
        "dde-connection",
        "dde-connection-decl",
        "dde-link",
        "event-listener",
        "script",
        "object-ole",
        "applet",
        "plugin",
    ),
    *("floating-frame", "foreignObject", "iframe", "embed"),
}


class NotPlain(Exception):
    """What is in the part has no place in a document; the argument is the kind: "active", "outside" or "entities"."""


class Damaged(Exception):
    """It cannot be read as XML."""


def is_xml(name: str, start: bytes) -> bool:
    """Whether some program would read the part as XML: by its name, or by how it begins."""
    return name.lower().endswith(IS_XML) or bool(XML_BEGINS.match(start))


def check_formula(words: str) -> None:
    """Raises NotPlain for a formula that starts a program, asks a server or draws on another file.

    What is quoted in it counts for none of that, unless it cannot be told for sure where it ends: then all of it counts.
    """
    sound = SOUND.fullmatch(words)
    bare = QUOTED.sub("''", words) if sound else words
    if CALLS.search(bare) or PROGRAM.search(ARRAY.sub("", bare) if sound else bare):
        raise NotPlain("active")
    if ELSEWHERE.search(words):
        raise NotPlain("outside")


class Part:
    """One part, fed piece by piece. Raises NotPlain and Damaged."""

    def __init__(self, name: str) -> None:
        path = PurePosixPath(name.lower())
        self.relations = path.suffix == ".rels"
        self.types = path.name == "[content_types].xml"
        self.within: list[str] = []  # the local names of the elements that are open
        self.fields: list[str] = []  # what the fields that are open say so far
        self.text = ""
        self.parser = parser = expat.ParserCreate(namespace_separator="\n")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._entities
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._says
        parser.ProcessingInstructionHandler = self._instruction

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        try:
            self.parser.Parse(piece, last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise Damaged from error

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding and encoding.lower()) not in ENCODINGS:
            raise Damaged

    def _entities(self, *_rest: object) -> None:
        raise NotPlain("entities")

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() in ("xml-stylesheet", "php"):
            raise NotPlain("outside")

    # --- elements -------------------------------------------------------------------------------------------------------
    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition("\n")[2]
        self.within.append(local)
        if len(self.within) > DEEPEST:
            raise Damaged
        if local in ACTIVE:
            raise NotPlain("active")
        given = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        if self.relations:
            self._relation(given)
        if self.types and any(CONTENT_TYPES.search(value) for value in given.values()):
            raise NotPlain("active")
        for key, value in attributes.items():
            self._attribute(local, key, value)
        if local in SPOKEN:
            if self.text.strip() and FORMULAS.intersection(self.within[:-1]):
                raise Damaged  # one in the middle of another breaks the words of that
            self.text = ""
        elif local == "fldChar":
            self._field(given.get("fldCharType", ""))
        elif local == "fldSimple" and FIELD.search(given.get("instr", "")):
            raise NotPlain("active")

    def _relation(self, given: dict[str, str]) -> None:
        lower = {key.lower(): value for key, value in given.items()}
        kind = lower.get("type", "").strip().lower().rpartition("/relationships/")[2]
        target = lower.get("target", "").strip()
        if CARRIED.search(kind.rpartition("/")[2]):
            raise NotPlain("active" if "externallink" not in kind else "outside")
        if lower.get("targetmode", "internal").strip().lower() != "internal":
            if kind != "hyperlink" or not WEB_LINK.match(target):
                raise NotPlain("outside")
        elif re.match(r"[a-z][a-z0-9+.-]*:|//|\\", target, re.IGNORECASE) or "\\" in target:
            raise NotPlain("outside")

    def _attribute(self, local: str, key: str, value: str) -> None:
        space, _line, name = key.rpartition("\n")
        if name.lower().startswith("on") and "svg" in "".join(self.within[:1]).lower():
            raise NotPlain("active")
        if name in FORMULA_AT or (local, name) in FORMULA_AT_ONE:
            check_formula(value)
        elif ADDRESS_AT.search(name) and ELSEWHERE.search(value):
            raise NotPlain("outside")
        if name == "href" and space.endswith("/xlink"):
            link = value.strip()
            if local in ("a", "hlink", "hyperlink"):
                if SCHEME.match(link) and not WEB_LINK.match(link):
                    raise NotPlain("outside")
            elif (SCHEME.match(link) or ".." in link.split("/")) and not link.startswith("data:image/"):
                raise NotPlain("outside")

    def _end(self, name: str) -> None:
        local = self.within.pop()
        if local == "instrText":
            if self.fields:
                self.fields[-1] = (self.fields[-1] + self.text)[:LONGEST_FIELD]
            elif FIELD.search(self.text):
                raise NotPlain("active")
        elif local in FORMULAS:
            if len(self.text) > LONGEST_FIELD:  # no spreadsheet takes so long a one
                raise Damaged
            check_formula(self.text)
            self.text = ""

    def _field(self, kind: str) -> None:
        """A field of Word, whose words may be cut into pieces: it says what to do between its beginning and its separator."""
        if kind == "begin":
            self.fields.append("")
        elif self.fields:
            if FIELD.search(self.fields[-1]):
                raise NotPlain("active")
            if kind == "end":
                self.fields.pop()

    def _says(self, text: str) -> None:
        if self.types and CONTENT_TYPES.search(text):
            raise NotPlain("active")
        if self.within and self.within[-1] in SPOKEN and len(self.text) <= LONGEST_FIELD:
            self.text += text
