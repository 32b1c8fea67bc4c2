"""From what a reader may read to the bytes of the archive: the same bytes for the same contents, whoever asks."""

import io
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnerships.access.names import EverybodyIn, read_by
from partnerships.archive import drawing
from partnerships.archive.packing import pack
from partnerships.archive.papers import PAPERS
from partnerships.archive.reading import Attachment, Reader
from partnerships.models import Participation, Partnership
from partnerships.records.describe import content, label, text, value
from partnerships.records.models import record_kinds

FACTS = ("reference", "title", "summary", "form", "mode", "state", "starts_on", "ends_on", "next_review_on")
# What lacks in the storage is said, and no reason to give nothing.
MISSING = b"This file was not found when the archive was made.\n"


def build(reader: Reader, beat: Callable[[int], None]) -> bytes:
    """The archive as a ZIP. `beat` is told how far it is, in percent. In the installation's language and in UTC for everybody."""
    readers = EverybodyIn(reader.party)
    with translation.override(settings.LANGUAGE_CODE), timezone.override("UTC"), read_by(readers):
        found: drawing.Kinds = {}
        models = record_kinds()
        for number, model in enumerate(models):
            records = reader.records(model)
            if records:
                found[model] = records
            beat(5 + 55 * number // len(models))
        events, rounds, disclosures = reader.events, reader.rounds(), reader.disclosures()
        about = describe(reader, events)
        files = dict(drawing.data(about, found, events, reader.ends(), rounds, disclosures))
        files |= drawing.pages(about, found, events, rounds)
        beat(65)
        files["records.xlsx"] = drawing.workbook(found)
        beat(75)
        files["archive.pdf"] = drawing.pdf(about, found)
        beat(90)
        for draw in PAPERS:
            files |= dict(draw(reader))
        files |= {attachment.path: _bytes(attachment) for attachment in reader.attachments}
        out = io.BytesIO()
        pack(files, {name: about[name] for name in ("kind", "partnership", "party", "as_of")}, out)
    return out.getvalue()


def describe(reader: Reader, events: list[dict[str, Any]]) -> dict[str, Any]:
    """What the archive is of: facts of the partnership, whose archive, as of which entry of the history that its reader sees."""
    partnership, party = reader.partnership, reader.party
    as_of = events[-1]["at"] if events else ""
    kind = _("Archive of %(party)s") % {"party": party} if party else _("Joint archive")
    rows = [{"label": label(Partnership, name), "text": text(value(partnership, name))} for name in FACTS]
    seats = Participation.objects.filter(partnership=partnership).select_related("party").order_by("party__name")
    parties = [{"name": seat.party.full_name, "side": seat.side, "state": seat.state} for seat in seats]
    rows.append({"label": _("Parties"), "text": ", ".join(one["name"] for one in parties)})
    rows.append({"label": _("As of"), "text": as_of})
    facts = content(partnership, FACTS) | {"parties": parties}  # type: ignore[arg-type]
    return {
        "language": settings.LANGUAGE_CODE,
        "kind": "own" if party else "joint",
        "kind_label": kind,
        "title": f"{kind}: {partnership.title}",
        "party": str(party) if party else "",
        "partnership": {"reference": partnership.reference, "title": partnership.title, "state": partnership.state},
        "as_of": as_of,
        "rows": [row for row in rows if row["text"]],
        "facts": facts,
    }


def _bytes(attachment: Attachment) -> bytes:
    try:
        with attachment.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return MISSING
