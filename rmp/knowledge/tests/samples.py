"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.tests.cast import in_space
from rmp.knowledge.tests import factories as f


def of_university(cast: Any) -> Any:
    return cast.university


def of_partner(cast: Any) -> Any:
    return cast.partner


def publication(cast: Any, **place: Any) -> Any:
    """The university's, submitted where it is shared."""
    place |= {"submitted": True, "asked": [cast.partner]} if place["visibility"] == "shared" else {}
    return f.PublicationFactory(partnership=cast.partnership, author=cast.officer, **place)


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_knowledge.infocategory": in_space(f.CategoryFactory, owner=of_university),
    # The university asks the partner.
    "rmp_knowledge.disclosurerequest": in_space(f.RequestFactory, of=of_partner),
    "rmp_knowledge.disclosureevent": in_space(f.DisclosureFactory),
    "rmp_knowledge.iprecord": in_space(f.PropertyFactory),
    "rmp_knowledge.publicationreview": publication,
    "rmp_knowledge.communicationline": in_space(f.LineFactory, speaker=of_university),
    "rmp_knowledge.knowledgeasset": in_space(f.AssetFactory, holding=of_university),
    "rmp_knowledge.datasharing": in_space(f.DataFactory, giver=of_university, recipient=of_partner),
    "rmp_knowledge.infoincident": in_space(f.IncidentFactory),
}
# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {}
