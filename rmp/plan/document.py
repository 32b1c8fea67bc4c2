"""The plan as a document to be printed and signed: one tree of plain data, drawn by the PDF and the DOCX alike.

All words are there already, in the plan's language; people's texts are Markdown nodes (partnerships.records.markdown), never markup
of the format they are drawn in.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from partnerships.clock import today
from partnerships.history.anchors import end_at
from partnerships.practices.sections import SECTIONS
from partnerships.records.describe import text
from partnerships.records.markdown import nodes
from partnerships.signoff.endings import VERBS
from partnerships.signoff.models import SignOffRound, SignOffSlot
from rmp.plan.content import Content, assemble, filled_columns, plan_language
from rmp.plan.models import PlanVersion

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Document = dict[str, Any]
Rows = list[list[str]]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
SIGNED = (PlanVersion.State.IN_FORCE, PlanVersion.State.SUPERSEDED)
METHODS = {
    SignOffSlot.Method.IN_APP: _lazy("Electronically, by a person signed in with his or her own account"),
    SignOffSlot.Method.UPLOADED: _lazy("Outside; the signed file was handed in"),
}


def document(version: PlanVersion, user: "User | None") -> Document:
    """The version as a document; a draft shows the plan as it stands now.

    `user` is who reads: only what he or she may see is in it. Without a user it is what all parties may read.
    """
    content = version.content or assemble(version.partnership, version)
    round = _round_of(version, user)
    slots = list(round.slots.select_related("party", "person").order_by("party__name")) if round else []
    with plan_language():
        drawn = {
            "language": content["language"],
            "title": _("Joint plan: %(title)s") % {"title": content["partnership"]["title"]},
            "kind": _("Joint relationship management plan"),
            "partnership": content["partnership"]["title"],
            "reference": content["partnership"]["reference"],
            "parties": [party["name"] for party in content["parties"]],
            "and": _("and"),
            "version": _("Version %(number)s") % {"number": version.number},
            "state": version.get_state_display(),
            "notice": _notice(version),
            "facts": _facts(version, content),
            "summary": {"title": _("In plain words"), "text": nodes(content["summary"])},
            "contents": _("Contents"),
            "page": _("Page"),
            "of": _("of"),
            "sections": [_section(number, section) for number, section in enumerate(content["sections"], 1)],
            "standing": _standing(content),
            "signatures": _signatures(version, content, round, slots),
            "hash": {"title": _("SHA-256 of the content"), "value": version.digest, "note": _hash_note(version)},
            "anchor": {"title": _("End of the history when all had signed"), "value": _anchor(round)},
        }
    return printable(drawn)


def printable(data: Any) -> Any:
    """The same data without control characters: no format of a document can hold them."""
    match data:
        case str():
            return CONTROL.sub("", data)
        case list():
            return [printable(item) for item in data]
        case dict():
            return {key: printable(value) for key, value in data.items()}
    return data


def _round_of(version: PlanVersion, user: "User | None") -> SignOffRound | None:
    """The round whose signatures the document bears: the last one about exactly this content that did not fail."""
    readable = SignOffRound.objects.visible_to(user) if user else SignOffRound.objects.disclosed()
    rounds = readable.of_record(version).filter(digest=version.digest)
    return rounds.filter(state__in=(SignOffRound.State.OPEN, SignOffRound.State.COMPLETE)).order_by("-opened_at").first()


def _notice(version: PlanVersion) -> str:
    """What the head of every page says; empty for a plan in force."""
    match version.state:
        case PlanVersion.State.IN_FORCE:
            return ""
        case PlanVersion.State.SUPERSEDED:
            return _("Superseded by a newer version")
        case PlanVersion.State.WITHDRAWN:
            return _("Withdrawn, not signed")
        case PlanVersion.State.AWAITING_SIGNATURES:
            return _("Draft, not signed by all parties")
    return _("Draft, not signed")


def _anchor(round: SignOffRound | None) -> str:
    """Where the history ended at the last signature: the paper proves it when the database is rewritten."""
    return end_at(round, VERBS[round.State.COMPLETE]) if round and round.state == round.State.COMPLETE else ""


def _hash_note(version: PlanVersion) -> str:
    if not version.digest:
        return _("A draft has no hash: it is computed when the version is frozen.")
    return _("Each signature is bound to this number. It changes with the smallest change of the content.")


def day(value: dt.date | str | None) -> str:
    """A date as the plan's language writes it."""
    return text(dt.date.fromisoformat(value) if isinstance(value, str) else value)


def moment(value: dt.datetime | None) -> str:
    """A time so that nobody can misread it: the day in words, the hour, the time zone."""
    local = timezone.localtime(value) if value else None
    return f"{day(local.date())}, {local:%H:%M} {local.tzname()}" if local else ""


def _facts(version: PlanVersion, content: Content) -> Rows:
    frozen = timezone.localtime(version.frozen_at).date() if version.frozen_at else None
    rows = [
        (_("Reference"), content["partnership"]["reference"]),
        (_("Version"), str(version.number)),
        (_("State"), version.get_state_display()),
        (_("Frozen on"), day(frozen)) if frozen else (_("As it stands on"), day(today())),
        (_("In force from"), day(version.in_force_on)),
        (_("Superseded on"), day(version.superseded_on)),
        (_("Next review"), day(content["review_on"])),
    ]
    return [[label, value] for label, value in rows if value]


def _section(number: int, section: dict[str, Any]) -> dict[str, Any]:
    known = SECTIONS.get(section["key"])
    return {
        "number": number,
        "title": section["title"],
        "text": nodes(section["text"]),
        "blocks": [_block(block) for block in section["blocks"]],
        "empty": _("The parties have written nothing here.") if not section["text"] and not section["blocks"] else "",
        "principle": known.principle if known else section["principle"],
    }


def _block(block: dict[str, Any]) -> dict[str, Any]:
    if block["kind"] == "text":
        return {"kind": "text", "heading": block["heading"], "text": nodes(block["body"])}
    if block["kind"] == "table":
        return {"kind": "table", "heading": block["heading"], **filled_columns(block)}
    return {"kind": "fields", "heading": block["heading"], "rows": block["rows"]}


def _standing(content: Content) -> dict[str, Any]:
    """How far each principle was addressed when the plan was frozen."""
    rows = [
        [str(p["number"]), p["title"], f"{p['addressed']}", f"{p['partly']}", f"{p['total']}"]
        for p in content["principles"]
        if p["total"]
    ]
    return {
        "title": _("Where the partnership stands by the principles"),
        "text": _("How many practices of each principle are addressed, counted from what all parties can read on that day."),
        "columns": [_("No."), _("Principle"), _("Addressed"), _("Partly"), _("Practices")],
        "rows": rows,
    }


# --- signatures -------------------------------------------------------------------------------------------------------
def _signatures(version: PlanVersion, content: Content, round: SignOffRound | None, slots: list[SignOffSlot]) -> dict[str, Any]:
    places = [_place(slot) for slot in slots] or [_blank(party["name"]) for party in content["parties"]]
    notes = []
    if version.open_points:
        notes.append([_("Open when signatures were asked for"), version.open_points])
    if version.open_points and version.reason:
        notes.append([_("Why it is signed all the same"), version.reason])
    if version.state in SIGNED:
        intro = _("The parties named below have signed this plan. Their signatures are kept with the content they signed.")
    else:
        intro = _("This plan comes into force when every party named below has signed it.")
    return {"title": _("Signatures"), "intro": intro, "places": places, "notes": notes}


def _place(slot: SignOffSlot) -> dict[str, Any]:
    if not slot.is_signed:
        return _blank(slot.party.full_name)
    name = slot.signed_by or (slot.person.name if slot.person else "")
    on_paper = slot.method == SignOffSlot.Method.UPLOADED
    rows = [
        (_("Position"), slot.person.job_title if slot.person and not on_paper else ""),
        (_("Date"), day(slot.signed_on) if slot.signed_on else moment(slot.decided_at)),
        (_("How"), str(METHODS[SignOffSlot.Method(slot.method)])),
        (_("Proof of identity"), _proof(slot)),
        (_("Handed in by"), slot.person.name if slot.person and on_paper else ""),
        (_("SHA-256 of the signed file"), slot.file_sha256),
        (_("Reservation"), slot.statement),
    ]
    return {
        "party": slot.party.full_name,
        "name": name,
        "rows": [[label, value] for label, value in rows if value],
        "signed": True,
    }


def _proof(slot: SignOffSlot) -> str:
    """How and when the person showed who he or she is before signing."""
    if slot.proved_at is None:
        return slot.get_proof_display()
    return _("%(kind)s, %(moment)s") % {"kind": slot.get_proof_display(), "moment": moment(slot.proved_at)}


def _blank(party: str) -> dict[str, Any]:
    """A place to sign by hand."""
    lines = [_("Name"), _("Position"), _("Place and date"), _("Signature")]
    return {"party": party, "name": "", "rows": [[line, ""] for line in lines], "signed": False}
