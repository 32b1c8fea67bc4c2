"""What falls due in this room: answers, reviews, steps of protection, notices, deletions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.reminders.registry import Due, register_due
from rmp.knowledge.models import (
    CommunicationLine,
    DataSharing,
    DisclosureRequest,
    IncidentNotice,
    InfoCategory,
    IPRecord,
    KnowledgeAsset,
    PublicationOpinion,
)


def title_of_record(part: Any) -> str:
    return str(part.record)


register_due(
    Due(
        kind="knowledge.publication",
        label=_("Publication to be answered"),
        queryset=lambda: PublicationOpinion.objects.waiting(),
        date="review__respond_by",
        partnership="review__partnership",
        party="party",
        roles=roles_with(Right.SIGN),
        leads=(14, 7, 3, 1),
        lags=(),
        related=("review__partnership", "party"),
        title=title_of_record,
        url=lambda opinion: opinion.review.get_absolute_url(),
    ),
    Due(
        kind="knowledge.category",
        label=_("Category of information to be looked at again"),
        queryset=lambda: InfoCategory.objects.all(),
        date="review_on",
        party="party",
        related=("partnership", "party"),
    ),
    Due(
        kind="knowledge.request",
        label=_("Request for information to be answered"),
        queryset=lambda: DisclosureRequest.objects.open(),
        date="answer_by",
        party="of",
        related=("partnership", "party"),
    ),
    Due(
        kind="knowledge.property",
        label=_("Step in intellectual property"),
        queryset=lambda: IPRecord.objects.current(),
        date="next_on",
        party="party",
        leads=(30, 14, 7, 1),
        related=("partnership", "party"),
        title=lambda ip: f"{ip.title}: {ip.next_step}",
    ),
    Due(
        kind="knowledge.incident",
        label=_("Incident: confirm that you were told"),
        queryset=lambda: IncidentNotice.objects.missing(),
        date="incident__notify_by",
        partnership="incident__partnership",
        party="party",
        leads=(1,),
        related=("incident__partnership", "party"),
        title=title_of_record,
        url=lambda notice: notice.incident.get_absolute_url(),
    ),
    Due(
        kind="knowledge.communication",
        label=_("To be told"),
        queryset=lambda: CommunicationLine.objects.all(),
        date="next_on",
        party="party",
        people=("person",),
        related=("partnership", "party"),
    ),
    Due(
        kind="knowledge.asset",
        label=_("Knowledge to be looked at again"),
        queryset=lambda: KnowledgeAsset.objects.all(),
        date="review_on",
        party="party",
        related=("partnership", "party"),
    ),
    Due(
        kind="knowledge.data",
        label=_("Data to be deleted or returned"),
        queryset=lambda: DataSharing.objects.held(),
        date="delete_by",
        party="party",
        leads=(30, 7, 1),
        related=("partnership", "party"),
    ),
)
