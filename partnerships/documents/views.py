"""The documents of a partnership, whatever room they came from, and the one door through which a file leaves."""

from typing import Any, ClassVar

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.access.views import PartnershipMixin
from partnerships.documents import forms, services
from partnerships.documents.models import Document, DocumentVersion
from partnerships.files import serve_private
from partnerships.records.rooms import Act, RecordViews


def file_url(version: DocumentVersion, slug: str) -> str:
    return reverse("documents:file", args=[slug, version.pk])


def tone(level: Any) -> str:
    return "neutral" if level.is_for_all_parties else "warn"


class DocumentViews(RecordViews):
    model = Document
    form_class = forms.DocumentForm
    filterset_class = forms.DocumentFilter
    nav = "documents"
    lead = _("Files of all rooms meet here. Each lies where its record lies, and is given only to those who may have it.")
    empty = _("No documents yet. Attach files to records, or hand in here what concerns the partnership as a whole.")
    create_label = _("Add a document")
    columns = ("title", "belongs_to", "level", "kind", "shown_size", "number", "updated_at")
    ordering = ("title", "pk")
    select_related = ("level",)
    detail_template = "documents/detail.html"
    detail_fields = ("title", "note", "source", "level", "people", "number", "kind", "shown_size")
    acts: ClassVar = (
        Act(
            "new-version", _("New version"), services.add_version, forms.NewVersionForm, text=_("The versions before it stay.")
        ),
        Act(
            "reclassify",
            _("Reclassify"),
            services.reclassify,
            forms.ReclassifyForm,
            tone="quiet",
        ),
    )

    @classmethod
    def card(cls, record: Document, standing: Standing) -> dict[str, Any]:
        badge = {"label": str(record.level), "tone": tone(record.level), "icon": "lock" if record.is_narrowed else ""}
        return {"lead": record.note, "badges": [badge], "meta": [record.get_kind_display()]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        versions = DocumentVersion.objects.filter(document=view.object).select_related("author").order_by("-number")
        slug = view.partnership.slug
        return {"versions": [{"version": version, "url": file_url(version, slug)} for version in versions]}


class VersionFile(PartnershipMixin):
    """The file of a version, as a download: for those who may have its document, and never shown inside the house."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        versions = DocumentVersion.objects.visible_to(self.user).of_partnership(self.partnership)
        version = get_object_or_404(versions, pk=kwargs["pk"])
        try:
            return serve_private(version.file, version.name)
        except FileNotFoundError:
            raise Http404 from None
