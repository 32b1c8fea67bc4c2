"""The plan as a Word document: real headings, lists and tables, from the same tree as the PDF."""

import io
from typing import Any

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from partnerships.characters import carried
from partnerships.records.markdown import Node
from rmp.plan.document import Document

SOFT, OURS, THEIRS = RGBColor(0x5A, 0x54, 0x46), RGBColor(0x1F, 0x53, 0x82), RGBColor(0x96, 0x43, 0x1F)
DEEPEST_LIST = 3  # as far as Word's own list styles go
# The styles used here. The template brings five times as many, and each paragraph would look through them all.
STYLES = frozenset(
    {
        *("Normal", "DefaultParagraphFont", "TableNormal", "NoList", "LightGrid-Accent1", "IntenseQuote", "IntenseQuoteChar"),
        *("Title", "TitleChar", "Heading1", "Heading1Char", "Heading2", "Heading2Char", "Header", "HeaderChar", "Footer"),
        *("FooterChar", "ListBullet", "ListBullet2", "ListBullet3", "ListNumber", "ListNumber2", "ListNumber3"),
    }
)

Place = WordDocument | _Cell


def docx(document: Document) -> bytes:
    """The document as DOCX."""
    document = carried(document)
    word = new_document()
    _properties(word, document)
    _styles(word, document)
    _head_and_foot(word, document)
    _cover(word, document)
    if document["summary"]["text"]:
        word.add_heading(document["summary"]["title"], 1)
        _blocks(word, document["summary"]["text"])
    for section in document["sections"]:
        word.add_heading(f"{section['number']}. {section['title']}", 1)
        if section["empty"]:
            _soft(word.add_paragraph(), section["empty"])
        _blocks(word, section["text"])
        for block in section["blocks"]:
            _section_block(word, block)
    standing = document["standing"]
    if standing["rows"]:
        word.add_heading(standing["title"], 1)
        _soft(word.add_paragraph(), standing["text"])
        _table(word, standing["columns"], standing["rows"])
    _signatures(word, document)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _properties(word: WordDocument, document: Document) -> None:
    core = word.core_properties
    core.title = document["title"][:255]
    core.subject = document["kind"]
    core.author = ", ".join(document["parties"])[:255]
    core.keywords = document["reference"]
    core.comments = document["hash"]["value"]
    core.language = document["language"]
    core.version = document["version"]


def _styles(word: WordDocument, document: Document) -> None:
    for style in list(word.styles.element.style_lst):
        if style.styleId not in STYLES:
            word.styles.element.remove(style)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Cambria", Pt(10.5)  # type: ignore[attr-defined]
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), document["language"])
    normal.element.get_or_add_rPr().append(language)
    for level in (1, 2):
        font = word.styles[f"Heading {level}"].font  # type: ignore[attr-defined]
        font.name, font.color.rgb = "Cambria", RGBColor(0x21, 0x1E, 0x18)


def _head_and_foot(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.different_first_page_header_footer = False
    head = section.header.paragraphs[0]
    _soft(head, f"{document['partnership']}, {document['version']}")
    if document["notice"]:
        head.add_run(f"   {document['notice']}").font.color.rgb = THEIRS
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _soft(foot, f"{document['reference']}   {document['page']} ")
    _field(foot, "PAGE")
    _soft(foot, f" {document['of']} ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word computes."""
    run = paragraph.add_run()
    run.font.color.rgb = SOFT
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _cover(word: WordDocument, document: Document) -> None:
    _soft(word.add_paragraph(), document["kind"])
    word.add_heading(document["partnership"], 0)
    for party in document["parties"]:
        word.add_paragraph().add_run(party).font.size = Pt(14)
    _table(word, [], document["facts"])
    if document["hash"]["value"]:
        _hash(word, document["hash"])
    word.add_page_break()


def _hash(word: WordDocument, named: dict[str, str]) -> None:
    paragraph = word.add_paragraph()
    _soft(paragraph, named["title"] + " ")
    if named["value"]:
        _mono(paragraph.add_run(named["value"]))


def _soft(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(text).font.color.rgb = SOFT


def _mono(run: Run) -> None:
    run.font.name, run.font.size = "Consolas", Pt(9)


def _section_block(word: WordDocument, block: dict[str, Any]) -> None:
    if block["heading"]:
        word.add_heading(block["heading"], 2)
    match block["kind"]:
        case "text":
            _blocks(word, block["text"])
        case "fields":
            _table(word, [], block["rows"])
        case "table":
            _table(word, block["columns"], block["rows"])


def _table(place: Any, columns: list[Any], rows: list[list[Any]]) -> None:
    """A table; with columns, its first row is a head that Word repeats on each page. Cells are text or inline nodes."""
    width = len(columns) or 2
    table = place.add_table(rows=0, cols=width)
    table.style = "Light Grid Accent 1" if columns else "Normal Table"
    for values in [columns, *rows] if columns else rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, values, strict=False):
            if isinstance(value, str):
                cell.paragraphs[0].add_run(value)
            else:
                _inline(cell.paragraphs[0], value)
    if columns:
        head = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(head)
    place.add_paragraph()


# --- people's texts ---------------------------------------------------------------------------------------------------
def _blocks(word: WordDocument, nodes: list[Node], depth: int = 0) -> None:
    for node in nodes:
        match node["t"]:
            case "p":
                _inline(word.add_paragraph(), node["c"])
            case "h":
                _inline(word.add_heading("", 2), node["c"])
            case "ul" | "ol":
                _list(word, node, depth)
            case "quote":
                _quote(word, node["c"], depth)
            case "code":
                _mono(word.add_paragraph().add_run(node["text"]))
            case "hr":
                word.add_paragraph("* * *").alignment = WD_ALIGN_PARAGRAPH.CENTER
            case "table":
                _table(word, node["head"], node["rows"])


def _list(word: WordDocument, node: Node, depth: int) -> None:
    """The items of a list; the first line of each in a style of Word's own, so that readers aloud know it for a list."""
    level = min(depth + 1, DEEPEST_LIST)
    style = "List Bullet" if node["t"] == "ul" else "List Number"
    style = style if level == 1 else f"{style} {level}"
    number = _numbering(word, style, node["start"]) if node["t"] == "ol" else None
    for item in node["items"]:
        first, rest = (item[0], item[1:]) if item and item[0]["t"] == "p" else (None, item)
        paragraph = word.add_paragraph(style=style)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number
        if first:
            _inline(paragraph, first["c"])
        _blocks(word, rest, depth + 1)


def _numbering(word: WordDocument, style: str, start: int) -> int:
    """A numbering of its own for one list: without it Word counts on from the list before."""
    numbering = word.part.numbering_part.numbering_definitions._numbering
    base = word.styles[style].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(base).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return number.numId


def _quote(word: WordDocument, nodes: list[Node], depth: int) -> None:
    for node in nodes:
        if node["t"] == "p":
            _inline(word.add_paragraph(style="Intense Quote"), node["c"])
        else:
            _blocks(word, [node], depth)


def _inline(paragraph: Paragraph, nodes: list[Node], **marks: bool) -> None:
    for node in nodes:
        match node["t"]:
            case "text":
                run = paragraph.add_run(node["text"])
                run.bold, run.italic = marks.get("bold"), marks.get("italic")
            case "em":
                _inline(paragraph, node["c"], **marks | {"italic": True})
            case "strong":
                _inline(paragraph, node["c"], **marks | {"bold": True})
            case "code":
                _mono(paragraph.add_run(node["text"]))
            case "br":
                paragraph.add_run().add_break()
            case "link":
                _link(paragraph, node)


def _link(paragraph: Paragraph, node: Node) -> None:
    """A link that can be followed; python-docx has no call for it."""
    key = paragraph.part.relate_to(node["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    paragraph._p.append(link)
    before = len(paragraph.runs)
    _inline(paragraph, node["c"])
    for run in paragraph.runs[before:]:
        run.font.underline, run.font.color.rgb = True, OURS
        link.append(run._r)


# --- signatures -------------------------------------------------------------------------------------------------------
def _signatures(word: WordDocument, document: Document) -> None:
    signatures = document["signatures"]
    word.add_page_break()
    word.add_heading(signatures["title"], 1)
    word.add_paragraph(signatures["intro"])
    for place in signatures["places"]:
        word.add_heading(place["party"], 2)
        if place["signed"]:
            name = word.add_paragraph().add_run(place["name"])
            name.italic, name.font.size = True, Pt(16)
        _table(word, [], place["rows"] if place["signed"] else [[label, "_" * 40] for label, _value in place["rows"]])
    for title, text in signatures["notes"]:
        word.add_heading(title, 2)
        word.add_paragraph(text)
    _hash(word, document["hash"])
    _soft(word.add_paragraph(), document["hash"]["note"])
    if document["anchor"]["value"]:
        _hash(word, document["anchor"])
