"""Sixty and more files that mean no good: (what it is, name, content, whether it is refused).

What is not refused is served as what it is, under a harmless name, as a download.
"""

import io
import struct
import zipfile

from partnerships.documents.content import EICAR
from partnerships.documents.tests.factories import JPEG, PDF, archive, chunk, docx, odt, png

PAGE = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
SCRIPT = b"<script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60)
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def link(name, target):
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info, target


def encrypted():
    data = bytearray(docx())
    for at in (data.find(b"PK\x01\x02") + 8, data.find(b"PK\x03\x04") + 6):
        data[at] |= 1
    return bytes(data)


def lying(declared):
    """A part that says it is small and unpacks to more."""
    data = bytearray(docx(("word/big.xml", b"a" * 300_000)))
    size, lie = struct.pack("<L", 300_000), struct.pack("<L", declared)
    return bytes(data.replace(size, lie))


def overlapping():
    """Many names for one and the same packed part (the better zip bomb)."""
    data = docx(("word/a.xml", "a" * 5000), compression=zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        part = made.getinfo("word/a.xml")
    start = data.find(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    directory = data[start:end]
    entry = directory[directory.rfind(b"PK\x01\x02") :]
    copies = b"".join(entry.replace(b"word/a.xml", f"word/{n:05}".encode()[:10]) for n in range(20))
    directory += copies
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 23, 23, len(directory), start, 0)
    assert part.header_offset > 0
    return data[:start] + directory + tail


BOMB = docx(("word/bomb.xml", b"\x00" * 30_000_000))
REFUSED = [
    # names that say something else than the content
    ("a page called PDF", "plan.pdf", PAGE),
    ("a page called PNG", "photo.png", PAGE),
    ("a page called text", "notes.txt", PAGE),
    ("a page", "index.html", PAGE),
    ("a page behind blanks", "notes.txt", b" \r\n\t" + PAGE),
    ("a page behind a byte order mark", "notes.txt", b"\xef\xbb\xbf" + PAGE),
    ("a page in UTF-16", "notes.txt", PAGE.decode().encode("utf-16")),
    ("a page late in a text", "notes.txt", b"a" * 5000 + SCRIPT),
    ("a page in XML", "notes.txt", b'<?xml version="1.0"?>' + SVG),
    ("a page saved by a mail program", "page.txt", b"MIME-Version: 1.0\nContent-Type: multipart/related\n"),
    ("a double extension", "plan.pdf.exe", PDF),
    ("a double extension, a page", "plan.pdf.html", PDF),
    ("a double extension, a program", "plan.exe.pdf", PROGRAM),
    ("a PDF that calls itself script", "plan.js", PDF),
    ("an image that calls itself page", "photo.svg", png()),
    ("a text that calls itself script", "run.bat", b"echo hello"),
    ("a text that calls itself page", "a.htm", b"hello"),
    ("an image that calls itself PHP", "photo.php", JPEG),
    ("a name turned round", "photo\u202egnp.exe", png()),
    ("a name cut by a zero", "plan.exe\x00.pdf", PROGRAM),
    # SVG and other drawings
    ("SVG", "drawing.svg", SVG),
    ("SVG called PNG", "drawing.png", SVG),
    ("SVG called text", "drawing.txt", SVG),
    ("SVG with a comment before", "drawing.txt", b"<!-- -->" + SVG),
    ("PostScript", "drawing.txt", b"%!PS-Adobe-3.0 EPSF"),
    ("GIF", "photo.gif", b"GIF89a/*" + bytes(30) + b"*/=1;alert(1)"),
    ("WebP", "photo.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(30)),
    # programs and scripts
    ("a program", "plan.pdf", PROGRAM),
    ("a program for Linux", "plan", b"\x7fELF" + bytes(60)),
    ("a shell script", "run.txt", b"#!/bin/sh\nrm -rf /\n"),
    ("a batch file", "run.txt", b"@echo off\r\nformat c:\r\n"),
    ("a link of Windows", "link.txt", b"[InternetShortcut]\r\nURL=http://example.org\r\n"),
    ("PHP", "notes.txt", b"hello <?php system('id'); ?>"),
    ("rich text", "letter.rtf", b"{\\rtf1\\object}"),
    ("an old office file", "letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60)),
    ("a calendar", "a.txt", b"BEGIN:VCALENDAR\r\n"),
    ("control characters", "notes.txt", b"hello\x1b[2J\x07"),
    ("not even text", "notes.txt", bytes(range(128, 256))),
    # two in one
    ("PDF and archive", "plan.pdf", PDF + archive([("a.txt", "x")])),
    ("PDF and empty archive", "plan.pdf", PDF + EMPTY_ZIP),
    ("PDF and page", "plan.pdf", b"%PDF-1.4\n" + PAGE + PDF),
    ("PDF cut short", "plan.pdf", b"%PDF-1.4\nhello"),
    ("PDF with more behind it", "plan.pdf", PDF + b"MZ hello"),
    ("PDF with a script", "plan.pdf", PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>")),
    ("PDF that starts a program", "plan.pdf", PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /Launch >>")),
    ("PDF with a file in it", "plan.pdf", PDF.replace(b"/Catalog", b"/EmbeddedFile")),
    ("PNG and archive", "photo.png", png() + archive([("a.txt", "x")])),
    ("PNG and script", "photo.png", png() + SCRIPT),
    ("PNG with a page in a comment", "photo.png", png(chunk(b"tEXt", SCRIPT))),
    ("PNG and PDF", "photo.png", png(chunk(b"tEXt", b"%PDF-1.4"))),
    ("PNG whose length lies", "photo.png", png()[:8] + b"\xff\xff\xff\xff" + png()[12:]),
    ("PNG without end", "photo.png", png()[:-12]),
    ("JPEG and archive", "photo.jpg", JPEG + archive([("a.txt", "x")])),
    ("JPEG and page", "photo.jpg", JPEG[:-2] + PAGE + JPEG[-2:]),
    ("JPEG and PHP", "photo.jpg", JPEG[:-2] + b"<?php system($_GET[0]);" + JPEG[-2:]),
    ("JPEG without end", "photo.jpg", JPEG[:-2]),
    ("a page before a document", "minutes.docx", docx(prefix=PAGE)),
    ("a document with a comment behind", "minutes.docx", docx(comment=SCRIPT)),
    # archives and bombs
    ("an archive", "files.zip", archive([("a.txt", "x")])),
    ("an archive called document", "files.docx", archive([("a.txt", "x")])),
    ("an empty archive", "files.docx", EMPTY_ZIP),
    ("a program for Java", "files.docx", archive([("META-INF/MANIFEST.MF", "x"), ("A.class", "x")])),
    ("gzip", "files.txt", b"\x1f\x8b\x08" + bytes(20)),
    ("a bomb", "minutes.docx", BOMB),
    ("a bomb of one archive in another", "minutes.docx", docx(("word/media/a.bmp", archive([("a", "x")])))),
    ("a bomb of many names", "minutes.docx", overlapping()),
    ("a bomb that says it is small", "minutes.docx", lying(100)),
    ("thousands of parts", "minutes.docx", docx(*((f"word/{n}", "") for n in range(3000)))),
    ("entities that multiply", "minutes.docx", docx(("word/a.xml", '<!DOCTYPE a [<!ENTITY b "&b;&b;">]><a/>'))),
    # paths
    ("a path out of it", "minutes.docx", docx(("../../etc/passwd", "x"))),
    ("an absolute path", "minutes.docx", docx(("/etc/passwd", "x"))),
    ("a path of Windows", "minutes.docx", docx(("word\\..\\..\\a.xml", "x"))),
    ("a drive of Windows", "minutes.docx", docx(("c:evil.xml", "x"))),
    ("a symbolic link", "minutes.docx", docx(link("word/link", "/etc/passwd"))),
    ("the same name twice", "minutes.docx", docx(("WORD/document.xml", "x"))),
    # what office documents carry
    ("macros", "minutes.docx", docx(("word/vbaProject.bin", "x"))),
    ("macros by their type", "minutes.docx", docx(types="<Types>application/vnd.ms-word.document.macroEnabled</Types>")),
    ("macros of OpenDocument", "minutes.odt", odt(("Basic/Standard/a.xml", "x"))),
    ("a file within", "minutes.docx", docx(("word/embeddings/a.xlsx", "x"))),
    ("a program within", "minutes.docx", docx(("word/media/a.png", PROGRAM))),
    ("a template from elsewhere", "a.docx", docx(("word/_rels/a.rels", "<a attachedTemplate='x' TargetMode='External'/>"))),
    ("encrypted", "minutes.docx", encrypted()),
    # the test virus
    ("EICAR", "eicar.com", EICAR),
    ("EICAR called text", "eicar.txt", EICAR),
    ("EICAR in a PDF", "plan.pdf", PDF[:20] + EICAR + PDF[20:]),
    ("EICAR over a seam", "notes.txt", b"a" * 65500 + EICAR),
    ("EICAR in a document", "minutes.docx", docx(("word/a.txt", EICAR))),
    # size
    ("nothing", "plan.pdf", b""),
]
# (what it is, name as sent, content, name as served)
HARMLESS = [
    ("a path in the name", "../../../etc/cron.d/plan.pdf", PDF, "plan.pdf"),
    ("a path of Windows in the name", "..\\..\\plan.pdf", PDF, "plan.pdf"),
    ("a new header in the name", "plan\r\nContent-Type: text/html\r\n\r\n.pdf", PDF, "html .pdf"),
    ("quotes in the name", 'plan"; filename="evil.html".pdf', PDF, "plan filename=evil.html.pdf"),
    ("two extensions", "plan.html.pdf", PDF, "plan.html.pdf"),
    ("no extension", "plan", PDF, "plan.pdf"),
    ("no name but an extension", ".pdf", PDF, "pdf.pdf"),
    ("tags in the name", "<img src=x onerror=alert(1)>.png", png(), "img src=x onerror=alert(1).png"),
    ("a name turned round", "plan\u202efdp.pdf", PDF, "planfdp.pdf"),
    ("a very long name", "a" * 2000 + ".pdf", PDF, "a" * 116 + ".pdf"),
    ("a formula", "costs.csv", b"=cmd|' /C calc'!A0;1\n", "costs.csv"),
]
