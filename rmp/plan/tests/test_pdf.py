"""The plan as PDF: what stands in it, that it is tagged for readers aloud, and that nothing people write can break it."""

import io
import re
from unittest import mock

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from pypdf import PdfReader

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.signoff.tests.signing import sign, sign_elsewhere
from rmp.plan import pdf as module
from rmp.plan.document import document
from rmp.plan.models import SectionText
from rmp.plan.pdf import NoPDF, pdf
from rmp.plan.tests.factories import draft, frozen, in_force, waiting, write, write_all
from rmp.plan.word import docx

# What is drawn does not depend on the database.
pytestmark = pytest.mark.embedded

# What no form takes: some of each kind that partnerships.characters names.
HELD = "\x01\x0b\x1f\x7f\x85\u202e\u2066\ufdd0\ufffe\uffff\U0001ffff\U0010fffe"
HOSTILE = """#set page(width: 1pt) #panic("x") #read("/etc/passwd") $ x^2 $ @label <label> \\u{41} ~ -- --- *b*

#import "x.typ": y
= Not a heading

{{ 7*7 }} {% load x %} <script>alert(1)</script> & " ' ` \\"""


def reader(document):
    return PdfReader(io.BytesIO(pdf(document)))


def text_of(document):
    """All text of the PDF without white space, which extraction puts where it likes."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader(document).pages))


def squeeze(text):
    return re.sub(r"\s", "", text)


def test_a_signed_plan_has_both_names_and_the_hash(cast):
    cast.representative.job_title = "Managing Director"
    cast.representative.save()
    write_all(cast)
    version = in_force(cast)
    text = text_of(document(version, cast.officer))
    wanted = ["University of Rivermouth", "Adler Maschinenbau GmbH", "Olivia Officer", "Renate Representative"]
    wanted += ["Managing Director", "Quiet gearboxes", "Version 1", "In force", "What we agreed on risks.", version.digest]
    assert [words for words in wanted if squeeze(words) not in text] == []
    assert "notsigned" not in text


def test_it_is_tagged_pdf_ua(cast):
    write(
        cast.partnership, "risks", "- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n[a link](https://example.org)", cast.officer
    )
    found = reader(document(in_force(cast), cast.officer))
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].split("-")[0] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert found.metadata.title == "Joint plan: Quiet gearboxes"
    assert found.metadata.author == "Adler Maschinenbau GmbH, University of Rivermouth"
    kinds = kinds_of(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link", "/TOC", "/TOCI"} - kinds == set()


def kinds_of(node, seen=None):
    """The kinds of elements in the tree of tags."""
    seen = set() if seen is None else seen
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            kinds_of(child, seen)
    elif isinstance(node, dict):
        if "/S" in node:
            seen.add(str(node["/S"]))
        if "/K" in node:
            kinds_of(node["/K"], seen)
    return seen


def test_only_the_fonts_it_brings_are_in_it(cast):
    found = reader(document(frozen(cast), cast.officer))
    fonts = [font.get_object() for page in found.pages for font in page["/Resources"]["/Font"].values()]
    names = {font["/BaseFont"].split("+")[-1].split("-")[0] for font in fonts}
    embedded = {bool(embedded_file(font)) for font in fonts}
    assert (names, embedded) == ({"LibertinusSerif", "DejaVuSansMono"}, {True})


def embedded_file(font):
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    return {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


HEADS = {
    "draft": (draft, "Draft, not signed"),
    "review": (frozen, "Draft, not signed"),
    "waiting": (lambda cast: waiting(cast)[0], "Draft, not signed by all parties"),
}


@pytest.mark.parametrize("state", HEADS)
def test_what_is_not_in_force_says_so_on_every_page(cast, state):
    make, notice = HEADS[state]
    found = reader(document(make(cast), cast.officer))
    assert {squeeze(notice) in squeeze(page.extract_text()) for page in found.pages} == {True}


def test_a_superseded_plan_says_so(cast):
    first = in_force(cast)
    in_force(cast)
    first.refresh_from_db()
    text = text_of(document(first, cast.officer))
    assert ("Supersededbyanewerversion" in text, "OliviaOfficer" in text) == (True, True)


def test_pages_are_numbered(cast):
    found = reader(document(in_force(cast), cast.officer))
    numbers = [re.search(r"Page (\d+) of (\d+)", page.extract_text()).groups() for page in found.pages]
    assert numbers == [(str(n), str(len(numbers))) for n in range(1, len(numbers) + 1)]


def test_a_signed_plan_says_where_the_history_ended_when_all_had_signed(cast):
    """On PDF and DOCX; what happens later moves nothing, and before the last signature there is none."""
    version, round = waiting(cast)
    assert document(version, cast.officer)["anchor"]["value"] == ""
    for person in (cast.officer, cast.representative):
        sign(round, actor=person)
    version.refresh_from_db()
    end = Event.objects.get(subject_key=round.pk, verb="completed")
    write(cast.partnership, "risks", "Later.", cast.officer)
    assert {document(version, reader)["anchor"]["value"] for reader in (cast.officer, cast.auditor, None)} == {end.hash}
    assert end.chain.party is None
    assert end.hash in text_of(document(version, cast.officer))
    word = Word(io.BytesIO(docx(document(version, cast.officer))))
    assert end.hash in "".join(paragraph.text for paragraph in word.paragraphs)


def test_while_signatures_are_missing_there_are_lines_to_sign_on(cast):
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    places = document(version, cast.officer)["signatures"]["places"]
    assert [(place["party"], place["name"], place["signed"]) for place in places] == [
        ("Adler Maschinenbau GmbH", "", False),
        ("University of Rivermouth", "Olivia Officer", True),
    ]


def test_of_a_party_that_only_another_vouches_for_it_is_said_in_every_paper(cast):
    type(cast.partner).objects.filter(pk=cast.partner.pk).update(vouched_by="Olivia Officer", vouched_at=timezone.now())
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    version.refresh_from_db()
    made = document(version, cast.officer)
    named = "Adler Maschinenbau GmbH (Identity vouched for by Olivia Officer)"
    assert [place["party"] for place in made["signatures"]["places"]] == [named, "University of Rivermouth"]
    assert squeeze(named) in squeeze(text_of(made))
    word = Word(io.BytesIO(docx(made)))
    assert named in "".join(paragraph.text for paragraph in word.paragraphs)
    page = cast.client(cast.officer).get(reverse("signoff:detail", args=[cast.partnership.slug, round.pk])).content.decode()
    signatures = page[page.index('class="signature-party"') :]
    assert "Identity vouched for by Olivia Officer" in signatures


def test_a_reservation_and_a_paper_are_told(cast):
    version, round = waiting(cast)
    sign(round, actor=cast.officer, reservation="Subject to the senate's consent.")
    paper = SimpleUploadedFile("signed.pdf", pdf(document(version, cast.officer)), "application/pdf")
    sign_elsewhere(round, actor=cast.representative, file=paper, signed_by="Dr Eva Adler", signed_on=today())
    version.refresh_from_db()
    adler, rivermouth = document(version, cast.officer)["signatures"]["places"]
    assert (adler["name"], dict(adler["rows"])["Handed in by"]) == ("Dr Eva Adler", "Renate Representative")
    assert len(dict(adler["rows"])["SHA-256 of the signed file"]) == 64
    assert dict(rivermouth["rows"])["Reservation"] == "Subject to the senate's consent."
    assert [dict(place["rows"])["Proof of identity"].partition(",")[0] for place in (adler, rivermouth)] == [
        "Password",
        "Password",
    ]


def test_signatures_that_fell_are_not_on_it(cast):
    from rmp.plan import services

    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    services.unfreeze(version, actor=cast.officer, reason="One more risk.")
    services.freeze(version, actor=cast.officer)
    assert {place["signed"] for place in document(version, cast.officer)["signatures"]["places"]} == {False}


def test_why_it_was_signed_with_open_points_stands_under_the_signatures(cast):
    version = in_force(cast)
    notes = dict(document(version, cast.officer)["signatures"]["notes"])
    assert notes["Why it is signed all the same"] == "We start small."
    assert "Exit strategy: no words of the parties" in notes["Open when signatures were asked for"]


# --- nothing people write can break it --------------------------------------------------------------------------------
def test_texts_are_never_read_as_markup_of_typst(cast):
    write(cast.partnership, "risks", HOSTILE, cast.officer)
    cast.partnership.title = '#panic("title") *x* $y$'
    cast.partnership.save()
    text = text_of(document(frozen(cast, summary=HOSTILE), cast.officer))
    wanted = ['#setpage(width:1pt)#panic("x")#read("/etc/passwd")$x^2$@label<label>', '#import"x.typ":y', "=Notaheading"]
    wanted += ["{{7*7}}{%loadx%}<script>alert(1)</script>", '#panic("title")*x*$y$']
    assert [words for words in wanted if words.replace("'", "’") not in text.replace("'", "’")] == []


@pytest.mark.parametrize(
    "words",
    [
        "Zwölf Boxkämpfer, Ελλάδα, Россия, Łódź, ≤ ≠ → √",
        "面向大学与企业合作",
        "تعاون 🚀 हिन्दी",
        "#" * 500,
        "> " * 60 + "deep",
        "*" * 3000 + "x" + "*" * 3000,
        "x" * 3000,
        "[](https://example.org) [x](<>) ![i](https://example.org/i.png)",
        "| a |\n|---|\n| " + "y" * 2000 + " |",
        "1. a\n1. b\n\n100000000. c",
        "```\n" + "code " * 400 + "\n```",
    ],
)
def test_whatever_is_written_there_is_a_pdf(cast, words):
    write(cast.partnership, "risks", words, cast.officer)
    assert pdf(document(frozen(cast, summary=words), cast.officer)).startswith(b"%PDF-")


def test_what_cannot_be_carried_is_replaced(cast):
    write(cast.partnership, "risks", "before", cast.officer)
    SectionText.objects.update(text=f"begin {HELD} end")
    version = frozen(cast)
    text = text_of(document(version, cast.officer))
    assert re.search("begin\ufffd+end", text)
    word = Word(io.BytesIO(docx(document(version, cast.officer))))
    (line,) = [paragraph.text for paragraph in word.paragraphs if paragraph.text.startswith("begin")]
    assert re.fullmatch("begin \ufffd+ end", line)


def test_scripts_of_the_fonts_it_brings_are_still_pdf_ua(cast):
    write(cast.partnership, "risks", "Zwölf, Ελλάδα, Россия, Łódź", cast.officer)
    found = reader(document(frozen(cast), cast.officer))
    assert "pdfuaid" in found.trailer["/Root"]["/Metadata"].get_data().decode()


@pytest.mark.parametrize("language", ["en-gb", "en", "de", "pt-br", "zh-hans"])
def test_every_language_an_installation_may_have(cast, settings, language):
    settings.LANGUAGE_CODE = language
    root = reader(document(frozen(cast), cast.officer)).trailer["/Root"]
    assert root["/Lang"].split("-")[0] == language.split("-")[0]


def test_when_it_cannot_be_drawn_there_is_a_page_that_says_so(cast):
    version = frozen(cast)
    address = reverse("rmp_plan:pdf", args=[cast.partnership.slug, version.pk])
    with mock.patch.object(module.typst, "compile", side_effect=typst.TypstError("broken", "")):
        with pytest.raises(NoPDF):
            pdf(document(version, cast.officer))
        response = cast.client(cast.officer).get(address, follow=True)
    assert response.status_code == 200
    assert "The file could not be made." in response.content.decode()


def test_the_download(cast):
    version = frozen(cast)
    response = cast.client(cast.partner_reader).get(reverse("rmp_plan:pdf", args=[cast.partnership.slug, version.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert re.fullmatch(r'inline; filename="ubc-\d\d-\w+-plan-1\.pdf"', response["Content-Disposition"])
    assert response.content.startswith(b"%PDF-")
