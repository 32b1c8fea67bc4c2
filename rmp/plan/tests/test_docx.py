"""The plan as a Word document."""

import io
import re

import pytest
from django.urls import reverse
from docx import Document as open_document

from rmp.plan.document import document
from rmp.plan.tests.factories import frozen, in_force, write, write_all
from rmp.plan.tests.test_pdf import HOSTILE
from rmp.plan.word import STYLES, docx

# What is drawn does not depend on the database.
pytestmark = pytest.mark.embedded


def word(version, user):
    return open_document(io.BytesIO(docx(document(version, user))))


def all_text(found):
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in found.paragraphs), *cells])


def test_it_says_what_the_plan_says(cast):
    write_all(cast)
    version = in_force(cast)
    text = all_text(word(version, cast.officer))
    wanted = ["Quiet gearboxes", "Adler Maschinenbau GmbH", "University of Rivermouth", "What we agreed on risks."]
    wanted += ["Olivia Officer", "Renate Representative", "We make gearboxes quiet.", version.digest]
    assert [words for words in wanted if words not in text] == []


def test_headings_are_headings(cast):
    version = frozen(cast)
    found = word(version, cast.officer)
    headings = [(p.style.name, p.text) for p in found.paragraphs if p.style.name.startswith(("Heading 1", "Title"))]
    sections = [(f"{n}. {s['title']}") for n, s in enumerate(version.content["sections"], 1)]
    assert headings[0] == ("Title", "Quiet gearboxes")
    assert [text for style, text in headings if re.match(r"\d+\. ", text)] == sections


def test_its_properties(cast):
    version = in_force(cast)
    core = word(version, cast.officer).core_properties
    assert (core.title, core.author, core.keywords, core.comments, core.version) == (
        "Joint plan: Quiet gearboxes",
        "Adler Maschinenbau GmbH, University of Rivermouth",
        cast.partnership.reference,
        version.digest,
        "Version 1",
    )


def test_tables_have_a_head_that_is_repeated(cast):
    found = word(frozen(cast), cast.officer)
    parties = next(table for table in found.tables if table.rows and table.rows[0].cells[0].text == "Party")
    assert [cell.text for cell in parties.rows[0].cells] == ["Party", "Side"]
    assert parties.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_markdown_becomes_lists_links_and_marks(cast):
    write(
        cast.partnership,
        "risks",
        "1. one\n2. two\n\nand **bold**\n\n1. again\n\n- x\n  - y\n\n[here](https://example.org/a)",
        cast.officer,
    )
    found = word(frozen(cast), cast.officer)
    lists = [(p.style.name, p.text) for p in found.paragraphs if p.style.name.startswith("List")]
    assert lists == [
        ("List Number", "one"),
        ("List Number", "two"),
        ("List Number", "again"),
        ("List Bullet", "x"),
        ("List Bullet 2", "y"),
    ]
    numbers = [p._p.pPr.numPr.numId.val for p in found.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    assert [run.text for p in found.paragraphs for run in p.runs if run.bold] == ["bold"]
    assert {link.address for p in found.paragraphs for link in p.hyperlinks} == {"https://example.org/a"}


def test_what_is_not_in_force_says_so_in_the_head(cast):
    assert "Draft, not signed" in word(frozen(cast), cast.officer).sections[0].header.paragraphs[0].text


def test_every_style_it_names_is_in_it(cast):
    write(cast.partnership, "risks", "> quote\n\n- a\n  - b\n    - c\n      - d\n\n1. a\n   1. b\n      1. c", cast.officer)
    found = word(in_force(cast), cast.officer)
    assert {style.style_id for style in found.styles} == STYLES
    used = {node.get(node.keys()[0]) for node in found.element.xpath("//w:pStyle | //w:tblStyle | //w:rStyle")}
    assert used - STYLES == set()


@pytest.mark.parametrize("words", [HOSTILE, "面向 🚀", "x" * 5000, "> " * 60 + "deep", "| a |\n|---|\n| b | c |"])
def test_whatever_is_written_there_is_a_document(cast, words):
    write(cast.partnership, "risks", words, cast.officer)
    assert word(frozen(cast, summary=words), cast.officer).paragraphs


def test_the_download(cast):
    version = frozen(cast)
    response = cast.client(cast.partner_reader).get(reverse("rmp_plan:docx", args=[cast.partnership.slug, version.pk]))
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert open_document(io.BytesIO(response.content)).paragraphs
