"""What was read, written for people: pages that any browser opens, one printable document, one workbook; and as data for machines."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook

from partnerships.archive.packing import without_times
from partnerships.archive.reading import flattened
from partnerships.characters import carried
from partnerships.kinds import model_of
from partnerships.records.describe import field_names, label, part_models
from partnerships.records.export import safe
from partnerships.records.reading import section, value_text
from partnerships.signoff.models import SignOffSlot

TEMPLATE = Path(__file__).parent / "typst" / "archive.typ"
PROOFS = dict(SignOffSlot._meta.get_field("proof").flatchoices)  # type: ignore[union-attr]
LONGEST_CELL = 32_000  # of a spreadsheet
logger = logging.getLogger(__name__)

Kinds = dict[Any, list[dict[str, Any]]]


class NoPDF(Exception):
    """The document could not be drawn; the log says why."""


def title_of(model: Any) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


def rows_of(model: Any, fields: dict[str, Any]) -> list[dict[str, str]]:
    """The fields that say something, as label and text."""
    found = []
    for name, value in fields.items():
        shown = value_text(model, name, value)
        if shown:
            name_of = _("Party") if name == "party" and name not in field_names(model) else label(model, name)
            found.append({"label": name_of, "text": shown, "url": f"../{value}" if _is_attachment(value) else ""})
    return found


def _is_attachment(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("attachments/")


def shown(model: Any, thing: dict[str, Any]) -> dict[str, Any]:
    """A record or part as pages and the document show it."""
    groups = []
    for accessor, part in part_models(model):
        rows = thing["parts"].get(accessor)
        if rows:
            groups.append({"title": title_of(part), "things": [shown(part, row) for row in rows]})
    where = {"joint": _("Joint"), "shared": _("Shared"), "private": _("Private")}.get(thing.get("space", ""), "")
    return {
        "key": thing["key"],
        "title": thing["title"],
        "where": ", ".join(part for part in (where, thing.get("party", "")) if part),
        "by": thing["author"],
        "at": thing["changed_at"],
        "rows": rows_of(model, thing["fields"]),
        "groups": groups,
    }


def pages(about: dict[str, Any], found: Kinds, events: list[Any], rounds: list[Any]) -> Iterator[tuple[str, bytes]]:
    """The pages: a contents page, one for each kind of record, the signatures, the history, and their style sheet."""
    listed = []
    for model, records in found.items():
        name = f"records/{model.record_kind}.html"
        listed.append({"title": title_of(model), "url": name, "count": len(records)})
        yield name, _page("kind", about, title=title_of(model), records=[shown(model, record) for record in records], up="../")
    signed = [
        one
        | {
            "content": section(model_of(one["kind"]), one["snapshot"], level=3),
            "signatures": [slot | {"proof": PROOFS.get(slot["proof"], "")} for slot in one["signatures"]],
        }
        for one in rounds
    ]
    yield "signatures.html", _page("signatures", about, title=_("Signatures"), rounds=signed, up="")
    yield "history.html", _page("history", about, title=_("History"), events=events, up="")
    yield "index.html", _page("index", about, title=about["partnership"]["title"], kinds=listed, up="")
    style = finders.find("archive/archive.css")
    assert isinstance(style, str)
    yield "style.css", Path(style).read_bytes()


def _page(name: str, about: dict[str, Any], **context: Any) -> bytes:
    return carried(render_to_string(f"archive/files/{name}.html", {"about": about, **context})).encode()


def data(
    about: dict[str, Any], found: Kinds, events: Any, ends: Any, rounds: Any, disclosures: Any
) -> Iterator[tuple[str, bytes]]:
    """The same as JSON."""
    yield "data/partnership.json", _json(about["facts"])
    for model, records in found.items():
        yield f"data/{model.record_kind}.json", _json(records)
    yield "data/signatures.json", _json(rounds)
    yield "data/history.json", _json(events)
    yield "data/history-ends.json", _json({"ends": ends})
    yield "data/sharing.json", _json(disclosures)


def _json(value: Any) -> bytes:
    return json.dumps(carried(value), ensure_ascii=False, sort_keys=True, indent=1).encode()


def workbook(found: Kinds) -> bytes:
    """One sheet for each kind of record, and one for each kind of part."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for model, records in found.items():
        _sheet(book, names, model, [(None, "", record) for record in records])
        parts: dict[Any, list[Any]] = {}
        for part, parent, row in flattened(model, records):
            parts.setdefault(part, []).append((part, parent, row))
        for part, rows in parts.items():
            _sheet(book, names, part, rows)
    if not names:
        book.create_sheet(_("Nothing"))
    out = io.BytesIO()
    book.save(out)
    return without_times(out.getvalue())


def _sheet(book: Workbook, names: set[str], model: Any, rows: list[tuple[Any, str, dict[str, Any]]]) -> None:
    page = book.create_sheet(_sheet_name(title_of(model), names))
    fields = field_names(model)
    is_part = bool(rows and rows[0][0])
    first = [_("Belongs to"), _("Party")] if is_part else [_("Space"), _("Party")]
    page.append([*first, _("What"), *(label(model, name) for name in fields), _("By"), _("Changed")])
    for _part, parent, row in rows:
        whose = row["fields"].get("party", "") if is_part else row.get("party", "")
        cells = [value_text(model, name, row["fields"].get(name)) for name in fields]
        place = parent if is_part else row["space"]
        line = [place, whose, row["title"], *cells, row["author"], row["changed_at"]]
        page.append([safe(str(cell))[:LONGEST_CELL] for cell in line])


def _sheet_name(title: str, names: set[str]) -> str:
    """Not too long, without what spreadsheets forbid, and only once."""
    base = "".join(c for c in title if c not in "[]:*?/\\'")[:28]
    name, number = base, 1
    while name.casefold() in names:
        number += 1
        name = f"{base} {number}"
    names.add(name.casefold())
    return name


def pdf(about: dict[str, Any], found: Kinds) -> bytes:
    """All records as one document. Raises NoPDF."""
    told = {
        "language": about["language"],
        "title": about["title"],
        "kind": about["kind_label"],
        "partnership": about["partnership"]["title"],
        "reference": about["partnership"]["reference"],
        "facts": [[row["label"], row["text"]] for row in about["rows"]],
        "kinds": [
            {"title": title_of(model), "things": [shown(model, record) for record in records]}
            for model, records in found.items()
        ],
        "contents": _("Contents"),
        "page": _("Page"),
        "nothing": _("There are no records."),
    }
    inputs = {"data": json.dumps(carried(told), ensure_ascii=False)}
    for alone in (True, False):  # the machine's fonts only where ours lack the letters
        try:
            return typst.compile(TEMPLATE, root=TEMPLATE.parent, format="pdf", ignore_system_fonts=alone, sys_inputs=inputs)
        except typst.TypstError as error:
            logger.warning("The archive could not be drawn this way: %s", error)
    raise NoPDF
