"""What a room declares so that documents can be attached to its records.

class AgreementViews(RecordViews):
    acts = (ATTACH, ...)
    panels = (DOCUMENTS_PANEL,)
"""

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from partnerships.documents.forms import AttachForm
from partnerships.documents.models import Document, DocumentVersion
from partnerships.documents.services import attach
from partnerships.documents.views import tone
from partnerships.records.rooms import Act

if TYPE_CHECKING:
    from partnerships.records.views import DetailView


def documents_of(view: "DetailView") -> dict[str, Any]:
    """The documents of the record that the person may have, each with its newest file. One query."""
    newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    found = (
        Document.objects.visible_to(view.user)
        .for_source(view.object)
        .select_related("level", "author", "party")
        .annotate(newest=Subquery(newest.values("pk")[:1]))
    )
    documents = []
    for document in found.order_by("title", "pk"):
        document.partnership = view.partnership
        documents.append({"document": document, "tone": tone(document.level)})
    offered = any(act.name == ATTACH.name and act.offered(view.object, view.standing) for act in view.room.acts)
    url = view.room.url(ATTACH.name, view.partnership.slug, view.object.pk) if offered else ""
    return {"documents": documents, "attach_url": url, "attach_label": ATTACH.label}


ATTACH = Act(
    "attach",
    _("Attach a document"),
    attach,
    AttachForm,
    text=_("It lies where this record lies: whoever reads the record can have it, as far as its classification allows."),
    tone="quiet",
)
DOCUMENTS_PANEL = ("documents", _("Documents"), "documents/panel.html", documents_of)
