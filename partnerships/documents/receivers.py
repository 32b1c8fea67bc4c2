"""A document goes with its record: to another space, and away."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.dispatch import receiver
from django.utils.translation import gettext as _

from partnerships.access.spaces import Visibility
from partnerships.documents.audience import check_audience
from partnerships.documents.models import Document, DocumentVersion
from partnerships.records.models import PartnershipRecord
from partnerships.records.services import Refused, delete_record, record_removed, space_changed

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@receiver(space_changed)
def follow(sender: type[PartnershipRecord], record: PartnershipRecord, actor: "User | None", **kwargs: Any) -> list[Document]:
    """What hangs on the record lies where it lies now. A record is not shown to more people than its documents' levels allow."""
    if isinstance(record, Document):
        check_audience(record)
        return []
    documents = list(Document.objects.for_source(record).select_related("level"))
    for document in documents:
        document.partnership, document.party, document.visibility = record.partnership, record.party, record.visibility
        try:
            check_audience(document)
        except Refused:
            if record.visibility == Visibility.PRIVATE:
                raise
            raise Refused(
                _("Its document “%(document)s” is classified “%(level)s”: not all who would read it may have that.")
                % {"document": document, "level": document.level}
            ) from None
    if documents:
        keys = [document.pk for document in documents]
        place = {"party": record.party, "visibility": record.visibility}
        Document.objects.filter(pk__in=keys).update(**place, version=F("version") + 1)
    return documents


@receiver(record_removed)
def go_with_it(sender: type[PartnershipRecord], record: PartnershipRecord, actor: "User", **kwargs: Any) -> None:
    """A record goes with its documents, and a document with its files."""
    if not isinstance(record, Document):
        for document in Document.objects.for_source(record).select_related("partnership", "party", "level"):
            delete_record(document, actor=actor)
        return
    versions = DocumentVersion.objects.filter(document=record)
    stored = [(version.file.storage, str(version.file.name)) for version in versions]

    def forget() -> None:
        for storage, name in stored:
            storage.delete(name)

    transaction.on_commit(forget)
