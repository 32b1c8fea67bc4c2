"""A document goes with its record: to another space, and away."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.dispatch import receiver
from django.utils.translation import gettext as _

from partnerships.access.spaces import Visibility
from partnerships.audience import covers
from partnerships.documents.audience import check_audience
from partnerships.documents.levels import Audience
from partnerships.documents.models import Document, DocumentVersion
from partnerships.history.comparing import examined
from partnerships.records.models import PartnershipRecord
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, record_removed, space_changed

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@receiver(space_changed)
def follow(sender: type[PartnershipRecord], record: PartnershipRecord, actor: "User | None", **kwargs: Any) -> list[Document]:
    """What hangs on the record lies where it lies now. A record is not shown to more people than its documents' levels allow.

    A document for named parties is read by no other with its record: it stays where it is, private if nobody is named.
    """
    if isinstance(record, Document):
        check_audience(record)
        return []
    documents = []
    for document in Document.objects.for_source(record).select_related("level"):
        place = record.same_place()
        if document.level.audience == Audience.NAMED_PARTIES:
            if document.party_id == record.party_id and covers(record.audience, document.audience):
                continue  # those who were named have it, and nobody else comes to have it: it waits until somebody names others
            place["audience"] &= document.audience
        for name, value in place.items():
            setattr(document, name, value)
        documents.append(document)
        try:
            check_audience(document)
        except Refused:
            if record.visibility == Visibility.PRIVATE:
                raise
            raise Refused(
                _("Its document “%(document)s” is classified “%(level)s”: not all who would read it may have that.")
                % {"document": document, "level": document.level}
            ) from None
    for document in documents:
        examined(Document.objects.filter(pk=document.pk)).update(**document.same_place(), version=F("version") + 1)
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
