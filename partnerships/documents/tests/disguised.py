"""The same harm written otherwise: escapes, streams, encryption, prefixes, encodings. (what it is, name, content), all refused."""

import io
import struct
import zlib

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from partnerships.documents.tests.factories import archive, docx, odt
from partnerships.documents.tests.formulas import FORMULAS, OUTWARD

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
TO_A_PAGE = b"<< /S /GoTo /D [3 0 R /Fit] >>"


# --- PDF --------------------------------------------------------------------------------------------------------------
def pdf(*more, catalog=b"", numbers=None):
    """A PDF of one page with a table that is right; `more` are further objects, numbered from 4."""
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        **dict(enumerate(more, 4)),
    }
    out, places = b"%PDF-1.7\n", {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    table += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    return out + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))


def stream(content, head=b""):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)


def packed(*things, kind=b"/Type /ObjStm", coded=zlib.compress, filters=b"/Filter /FlateDecode", first=20, length=None):
    """An object stream with the things, numbered from `first`."""
    heads, body = [], b""
    for number, thing in enumerate(things, first):
        heads.append(b"%d %d" % (number, len(body)))
        body += thing + b" "
    head = b" ".join(heads) + b" "
    content = coded(head + body)
    told = b"%s /N %d /First %d %s" % (kind, len(things), len(head), filters)
    if length:
        return b"<< %s /Length %s >>\nstream\n%s\nendstream" % (told, length, content)
    return stream(content, told)


def locked(user="", algorithm="AES-256", link=False):
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    if link:
        steps = {"/S": NameObject("/URI"), "/URI": TextStringObject("file:///etc/passwd")}
        writer.root_object[NameObject("/A")] = DictionaryObject({NameObject(key): value for key, value in steps.items()})
    writer.encrypt(user, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def unnamed_stream():
    """An object stream behind the table, of which the table knows nothing."""
    data = pdf()
    place = data.index(b"xref\n")
    return data[:place] + b"9 0 obj\n" + packed(SCRIPT) + b"\nendobj\n" + data[place:]


def hexadecimal(content):
    return content.hex().encode() + b">"


def deep(depth=5000):
    return b"[" * depth + b"]" * depth


PDFS = [
    ("a script by an escaped name", pdf(catalog=b"/OpenAction << /S /#4aavaScript /JS (x) >>")),
    (
        "a script by a name that is all escapes",
        pdf(catalog=b"/OpenAction << /S /#4A#61#76#61#53#63#72#69#70#74 /#4a#53 (x) >>"),
    ),
    ("a script under its short name alone", pdf(catalog=b"/A << /J#53 (x) >>")),
    ("a script in an object stream", pdf(packed(SCRIPT))),
    ("an escaped script in an object stream", pdf(packed(SCRIPT.replace(b"Java", b"#4aava")))),
    (
        "a script behind two filters",
        pdf(packed(SCRIPT, coded=lambda c: hexadecimal(zlib.compress(c)), filters=b"/Filter [/AHx /Fl]")),
    ),
    ("a script in an object stream of an escaped kind", pdf(packed(SCRIPT, kind=b"/Type /Obj#53tm"))),
    ("a script in an object stream of no kind", pdf(packed(SCRIPT, kind=b""))),
    ("a script in an object stream that no table names", unnamed_stream()),
    ("a script in an object stream whose length stands elsewhere", pdf(packed(SCRIPT, length=b"5 0 R"), b"9999")),
    ("an object stream that cannot be unpacked", pdf(packed(SCRIPT, coded=lambda c: c))),
    ("an object stream that bursts", pdf(packed(b"(" + b"a" * 70_000_000 + b")"))),
    ("arrays without end", pdf(deep())),
    ("arrays without end in an object stream", pdf(packed(deep()))),
    ("a page that opens a web page by itself", pdf(catalog=b"/OpenAction << /S /URI /URI (https://example.org) >>")),
    ("the same, elsewhere in the file", pdf(b"<< /S /URI /URI (https://example.org) >>", catalog=b"/OpenAction 4 0 R")),
    ("the same, in an object stream", pdf(packed(b"<< /S /URI /URI (https://a.org) >>"), catalog=b"/OpenAction 20 0 R")),
    (
        "the same, after a step that is harmless",
        pdf(catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /Named /N /Print >> >>"),
    ),
    ("the same, when it is closed", pdf(catalog=b"/AA << /WC << /S /URI /URI (https://example.org) >> >>")),
    ("an action that is nowhere", pdf(catalog=b"/OpenAction 77 0 R")),
    ("a form that sends itself", pdf(b"<< /S /Submit#46orm /F (https://example.org) >>")),
    ("a form of forms", pdf(catalog=b"/AcroForm << /Fields [] /XF#41 [(a) 4 0 R] >>")),
    ("a step into another file", pdf(b"<< /S /GoToR /F (other.pdf) /D [0 /Fit] >>")),
    ("a step into a file within", pdf(b"<< /S /G#6fToE /D [0 /Fit] >>")),
    ("a program started from an object stream", pdf(packed(b"<< /S /Launch /F (cmd.exe) >>"))),
    ("a file within, in an object stream", pdf(packed(b"<< /Type /Filespec /F (a.exe) /EF << /F 9 0 R >> >>"))),
    ("an attachment as a note", pdf(b"<< /Type /Annot /Subtype /File#41ttachment /FS 9 0 R >>")),
    ("a film", pdf(b"<< /Type /Annot /Subtype /Rich#4dedia >>")),
    ("content in another file", pdf(stream(b"", b"/F (//host/share/a)"))),
    ("a page of another file", pdf(stream(b"", b"/Type /XObject /Ref << /F (a.pdf) /Page 0 >>"))),
    ("a link to a file", pdf(b"<< /S /URI /URI (file:///etc/passwd) >>")),
    ("a link to a script", pdf(b"<< /S /URI /URI (java\\nscript:alert(1)) >>")),
    ("locked with a password", locked("secret")),
    ("encrypted, with a link to a file", locked(link=True)),
    ("encrypted in the old way, with a link to a file", locked(algorithm="RC4-128", link=True)),
]


# --- office documents -------------------------------------------------------------------------------------------------
def relation(kind, target, mode='TargetMode="External"', tag="Relationship"):
    return f'<Relationships xmlns="{RELATIONS}"><{tag} Id="r1" {mode} Type="{kind}" Target="{target}"/></Relationships>'


def related(content, name="word/_rels/settings.xml.rels"):
    return docx((name, content))


def word(body, encoding="utf-8"):
    return (
        docx(main="word/document.xml")
        if body is None
        else archive(
            [
                ("[Content_Types].xml", "<Types/>"),
                ("word/document.xml", f'<w:document xmlns:w="{WORD}">{body}</w:document>'.encode(encoding)),
            ]
        )
    )


def field(*pieces):
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:fldChar w:fldCharType="begin"/>{runs}<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/>'


def two_names():
    """A part with a second name in its extra field."""
    data = docx(("word/aa.xml", "<a/>"))
    extra = struct.pack("<HH", 0x7075, 5) + b"\x01" + bytes(4)
    place = data.rfind(b"PK\x01\x02")
    head = bytearray(data[place : data.rfind(b"PK\x05\x06")])
    head[30:32] = struct.pack("<H", len(extra))
    tail = bytearray(data[data.rfind(b"PK\x05\x06") :])
    size = struct.unpack("<L", tail[12:16])[0] + len(extra)
    tail[12:16] = struct.pack("<L", size)
    return data[:place] + bytes(head) + extra + bytes(tail)


TEMPLATE = f"{KINDS}/attachedTemplate"
FAR = "https://example.org/a.dotm"
DOCUMENTS = [
    ("a template from elsewhere, its mode first", related(relation(TEMPLATE, FAR))),
    ("the same in UTF-16", related(relation(TEMPLATE, FAR).encode("utf-16"))),
    (
        "the same in UTF-16 without a mark",
        related(('<?xml version="1.0" encoding="UTF-16"?>' + relation(TEMPLATE, FAR)).encode("utf-16-le")),
    ),
    ("the same in UTF-7", related('<?xml version="1.0" encoding="utf-7"?>' + relation(TEMPLATE, FAR))),
    (
        "the same with a prefix",
        related(
            f'<x:Relationships xmlns:x="{RELATIONS}">'
            f'<x:Relationship TargetMode="External" Type="{TEMPLATE}" Target="{FAR}"/></x:Relationships>'
        ),
    ),
    ("the same by character references", related(relation(TEMPLATE, FAR, 'TargetMode="&#69;xternal"'))),
    ("the same over several lines", related(relation(TEMPLATE, FAR, "TargetMode\n=\n'External'"))),
    ("the same in capitals", related(relation(TEMPLATE, FAR), "WORD/_RELS/SETTINGS.XML.RELS")),
    ("the same as if it lay within", related(relation(TEMPLATE, FAR, ""))),
    ("the same on a share", related(relation(TEMPLATE, r"\\host\share\a.dotm", ""))),
    ("an image from elsewhere", related(relation(f"{KINDS}/image", "https://example.org/a.png"))),
    ("a frame from elsewhere", related(relation(f"{KINDS}/frame", FAR), "word/_rels/webSettings.xml.rels")),
    ("a link to a file", related(relation(f"{KINDS}/hyperlink", "file:///etc/passwd"))),
    ("a link to a share", related(relation(f"{KINDS}/hyperlink", r"\\host\share"))),
    ("a link to a script", related(relation(f"{KINDS}/hyperlink", "javascript:alert(1)"))),
    ("a document type", docx(("word/a.xml", "<!DOCTYPE a SYSTEM 'https://example.org/a.dtd'><a/>"))),
    ("an entity in UTF-16", docx(("word/a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")))),
    ("a part that is no XML", docx(("word/a.xml", "<a>"))),
    ("XML by another name", docx(("word/a.dat", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))),
    (
        "macros by another name",
        related(relation("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "a.dat", "")),
    ),
    (
        "macros by their type, in UTF-16",
        docx(
            types='<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'.encode(
                "utf-16"
            )
        ),
    ),
    ("a page within", related(relation(f"{KINDS}/aFChunk", "a.dat", ""))),
    ("an object within", word('<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed"/>')),
    ("a field that starts a program", word(field(r'DDEAUTO c:\\windows\\cmd.exe "/k calc"'))),
    ("the same in pieces", word(field("DD", "EAU", "TO cmd.exe"))),
    ("the same in UTF-16", word(field("DDE cmd.exe"), "utf-16")),
    ("the same as a simple field", word('<w:fldSimple w:instr=" ddeauto cmd.exe"/>')),
    ("arms within arms", word("<w:p>" * 2000 + "</w:p>" * 2000)),
    ("two names for one part", two_names()),
]
SHEETS = [
    (
        "a link to another program",
        docx(
            (
                "xl/externalLinks/externalLink1.xml",
                "<externalLink><x:ddeLink xmlns:x='urn:x' ddeService='cmd'/></externalLink>",
            ),
            main="xl/workbook.xml",
        ),
    ),
    (
        "a formula that starts a program",
        docx(("xl/worksheets/sheet1.xml", "<worksheet><c><f>cmd|'/C calc'!A0</f></c></worksheet>"), main="xl/workbook.xml"),
    ),
    (
        "a workbook that draws on another",
        docx(
            ("xl/externalLinks/_rels/externalLink1.xml.rels", relation(f"{KINDS}/externalLinkPath", "file:///a.xlsx")),
            main="xl/workbook.xml",
        ),
    ),
]
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
TEXTS = [
    ("an image from elsewhere", odt(("a.xml", f'<d:image xmlns:d="urn:d" {LINK} xlink:href="https://example.org/a.png"/>'))),
    ("an image out of it", odt(("a.xml", f'<d:image xmlns:d="urn:d" {LINK} xlink:href="../a.png"/>'))),
    ("a link to a script", odt(("a.xml", f'<t:a xmlns:t="urn:t" {LINK} xlink:href="vnd.sun.star.script:a"/>'))),
    ("an event that runs a script", odt(("a.xml", '<s:event-listener xmlns:s="urn:s"/>'))),
    ("a link to another program", odt(("a.xml", '<t:dde-connection-decl xmlns:t="urn:t"/>'))),
    ("a drawing with a script", odt(("Pictures/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))),
]


DISGUISED = [
    *OUTWARD,
    *(("PDF: " + what, "plan.pdf", content) for what, content in PDFS),
    *(("DOCX: " + what, "minutes.docx", content) for what, content in DOCUMENTS),
    *(("XLSX: " + what, "costs.xlsx", content) for what, content in SHEETS),
    *(("ODT: " + what, "minutes.odt", content) for what, content in TEXTS),
]

# What looks like it and is in use everywhere.
PLAIN = [
    ("a page", "plan.pdf", pdf()),
    ("it opens at a page", "plan.pdf", pdf(TO_A_PAGE, catalog=b"/OpenAction 4 0 R")),
    ("it opens at a place", "plan.pdf", pdf(catalog=b"/OpenAction [3 0 R /FitH 9]")),
    ("links", "plan.pdf", pdf(packed(b"<< /S /URI /URI (https://example.org) >>", b"<< /S /URI /URI (mailto:a@b.org) >>"))),
    ("words about it", "plan.pdf", pdf(stream(b"BT (JavaScript and Launch) Tj ET"))),
    ("encrypted, and open to everybody", "plan.pdf", locked()),
    ("a link to the web", "minutes.docx", related(relation(f"{KINDS}/hyperlink", "https://example.org/"))),
    ("a link to a mail address", "minutes.docx", related(relation(f"{KINDS}/hyperlink", "mailto:a@example.org"))),
    ("its own image", "minutes.docx", related(relation(f"{KINDS}/image", "media/a.png", ""))),
    ("fields", "minutes.docx", word(field("PAGE") + field("TOC \\o"))),
    ("words about it", "minutes.docx", word("<w:t>macroEnabled, DDEAUTO and TargetMode=External</w:t>")),
    ("UTF-16", "minutes.docx", docx(("word/a.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")))),
    *FORMULAS,
    ("its own image", "minutes.odt", odt(("a.xml", f'<d:image xmlns:d="urn:d" {LINK} xlink:href="Pictures/a.png"/>'))),
]
