"""What happens elsewhere and concerns this room: the file of a work is not exchanged while the others read it."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from django.utils.translation import gettext as _

from partnerships.documents.models import Document, DocumentVersion
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.records.services import record_changed, record_removed
from rmp.knowledge.models import PublicationReview

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def refuse_while_reviewed(document: Document) -> None:
    """Raise Refused when the document belongs to a work that is before the other parties, or was cleared as it is."""
    if document.source_key is None or document.source_type_id != ContentType.objects.get_for_model(PublicationReview).pk:
        return
    still = (PublicationReview.State.PREPARED, PublicationReview.State.CHANGES_ASKED)
    if not PublicationReview.objects.filter(pk=document.source_key, state__in=still).exists():
        raise Refused(_("The other parties judge the work as it is: its files change only while it is prepared or changed."))


@receiver(record_changed)
def keep_versions(sender: type[Kept], record: Kept, changed: Kept, actor: "User | None", **kwargs: Any) -> None:
    if sender is DocumentVersion and isinstance(record, Document):
        refuse_while_reviewed(record)


@receiver(record_removed)
def keep_files(sender: type[Kept], record: Kept, actor: "User | None", **kwargs: Any) -> None:
    if isinstance(record, Document):
        refuse_while_reviewed(record)
