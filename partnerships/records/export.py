"""A list as CSV or XLSX: what the reader sees on the page, all of it, one row a record."""

import csv
import io
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook

from partnerships.characters import carried
from partnerships.records.describe import field_names, label, text, value
from partnerships.records.models import PartnershipRecord

if TYPE_CHECKING:
    from partnerships.records.views import ListView

MOST_ROWS = 10_000


def safe(cell: str) -> str:
    """A text as a spreadsheet can carry it, and does not take it for a formula."""
    cell = carried(cell)
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def export(view: "ListView", kind: str) -> HttpResponse:
    """The filtered list as a download. Raises Http404 for an unknown kind."""
    room = view.room
    names = [*room.columns, *(n for n in field_names(room.model) if n not in room.columns)]
    records = view.records()
    if issubclass(room.model, PartnershipRecord):
        records = records.select_related("party", "author")
    many = [field.name for field in room.model._meta.many_to_many]
    records = records.prefetch_related(*many)[:MOST_ROWS]
    relations = [f.name for f in room.model._meta.concrete_fields if f.is_relation and f.name in names]
    if relations:
        records = records.select_related(*relations, "party") if issubclass(room.model, PartnershipRecord) else records
    heads = [label(room.model, n) if n != "__str__" else str(room.model._meta.verbose_name) for n in names]
    rows: list[list[str]] = [[*heads, _("Space"), _("Party"), _("Changed")]]
    for record in records:
        rows.append([text(value(record, n)) for n in names] + _where(view, record))
    meta = room.model._meta
    return download(rows, kind, name=f"{view.partnership.reference}-{meta.model_name}", sheet=str(meta.verbose_name_plural))


def _where(view: "ListView", record: Any) -> list[str]:
    owner = record.record
    return [str(owner.space(view.standing).label), str(owner.party or ""), text(record.updated_at)]


def download(rows: list[list[str]], kind: str, *, name: str, sheet: str) -> HttpResponse:
    """Rows, the first with the headings, as a file called name.kind. Raises Http404 for another kind than csv and xlsx."""
    if kind == "csv":
        content, content_type = _csv(rows), "text/csv; charset=utf-8"
    elif kind == "xlsx":
        content, content_type = _xlsx(rows, sheet), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        raise Http404
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[safe(cell) for cell in row] for row in rows])
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(rows: list[list[str]], sheet: str) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet[:31].replace("/", "-"))
    for row in rows:
        page.append([safe(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
