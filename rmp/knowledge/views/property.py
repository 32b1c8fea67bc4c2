"""The register of intellectual property."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.documents.sources import ATTACH, DOCUMENTS_PANEL
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import Act, RecordViews
from partnerships.signoff.acts import ASK
from rmp.knowledge import forms
from rmp.knowledge.models import IPRecord, IPShare
from rmp.knowledge.models.property import WHOLE
from rmp.knowledge.services import property

Protection = IPRecord.Protection
TONES: dict[str, str] = {
    Protection.FILED: "info",
    Protection.GRANTED: "good",
    Protection.LICENSED: "good",
    Protection.ABANDONED: "bad",
}
WAY = (
    *(Protection.NONE, Protection.DISCLOSED, Protection.EVALUATING, Protection.FILED, Protection.GRANTED),
    Protection.LICENSED,
)


def way(ip: IPRecord) -> list[dict[str, Any]]:
    """The steps of protection, for components/steps.html."""
    if ip.protection == Protection.ABANDONED:
        return []
    place = WAY.index(Protection(ip.protection))
    states = {True: "done", False: "todo"}
    return [{"label": step.label, "state": "current" if at == place else states[at < place]} for at, step in enumerate(WAY)]


def is_open_draft(ip: IPRecord) -> bool:
    return ip.is_current and not ip.is_agreed


class PropertyViews(RecordViews):
    model = IPRecord
    form_class = model_form(
        IPRecord, "title", "kind", "description", "access_rights", "restrictions", "agreement", "next_step", "next_on"
    )
    filterset_class = record_filter(IPRecord, "kind", "protection", search=("title", "description", "reference"))
    principle = 9
    title = _("Intellectual property")
    lead = _("What is brought in, what arises, and whose it is.")
    empty = _(
        "Nothing registered yet. Begin with what each party brings in, so that nobody argues later about where it came from."
    )
    create_label = _("Register")
    columns = ("title", "kind", "owners", "protection", "agreed_on", "next_on")
    ordering = ("kind", "title", "pk")
    select_related = ("agreement", "replaces")
    prefetch_related: ClassVar[Any] = (Prefetch("shares", IPShare.objects.select_related("owner")),)
    detail_template = "rmp/knowledge/property.html"
    detail_fields = (
        *("kind", "description", "access_rights", "restrictions", "agreement", "protection", "protected_on", "reference"),
        *("next_step", "next_on", "agreed_on", "replaces", "replaced_on"),
    )
    acts: ClassVar = (
        Act(
            "shares",
            _("Say whose it is"),
            property.set_shares,
            forms.SharesForm,
            when=is_open_draft,
            text=_("The shares of all owners add up to 100."),
        ),
        replace(
            ASK,
            service=property.ask_shares,
            label=_("Put the owners to all parties"),
            when=lambda ip: ip.is_joint and is_open_draft(ip) and ip.total() == WHOLE,
        ),
        Act(
            "protect",
            _("Next step of protection"),
            property.protect,
            forms.ProtectForm,
            when=lambda ip: ip.is_current and bool(IPRecord.TRANSITIONS[ip.protection]),
            tone="secondary",
        ),
        Act(
            "revise",
            _("Revise"),
            property.revise,
            when=lambda ip: ip.is_agreed and ip.is_current,
            text=_("A draft with the same words and owners. It takes this entry's place when all parties have signed it."),
            tone="secondary",
        ),
        ATTACH,
    )
    panels = (DOCUMENTS_PANEL,)

    @classmethod
    def card(cls, record: IPRecord, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [
            {"label": record.get_kind_display(), "tone": "neutral"},
            {"label": record.get_protection_display(), "tone": TONES.get(record.protection, "neutral")},
        ]
        if record.is_agreed:
            badges.append({"label": _("owners agreed"), "tone": "good"})
        if not record.is_current:
            badges.append({"label": _("replaced"), "tone": "neutral"})
        return {"lead": record.description, "badges": badges, "meta": [record.owners(), text(record.next_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        ip = view.object
        shares = [(share.owner.name, share.percent) for share in ip.shares.all()]
        shares.sort(key=lambda row: (-row[1], row[0]))
        if ip.other_percent:
            shares.append((ip.other_owner, ip.other_percent))
        bars, begin = [], 0.0
        for number, (name, percent) in enumerate(shares):
            bars.append({"name": name, "percent": percent, "x": begin, "width": float(percent), "tone": number % 4})
            begin += float(percent)
        return {"shares": bars, "steps": way(ip)}
