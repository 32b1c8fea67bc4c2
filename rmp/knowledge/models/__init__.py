from rmp.knowledge.models.keeping import (
    CommunicationLine,
    DataSharing,
    IncidentNotice,
    InfoIncident,
    KnowledgeAsset,
)
from rmp.knowledge.models.property import IPRecord, IPShare
from rmp.knowledge.models.publications import PublicationOpinion, PublicationReview
from rmp.knowledge.models.sharing import DisclosureEvent, DisclosureRequest, InfoCategory

__all__ = [
    "CommunicationLine",
    "DataSharing",
    "DisclosureEvent",
    "DisclosureRequest",
    "IPRecord",
    "IPShare",
    "IncidentNotice",
    "InfoCategory",
    "InfoIncident",
    "KnowledgeAsset",
    "PublicationOpinion",
    "PublicationReview",
]
