"""Whether a document's level suits the place where it lies: the audience of the level against those who read the place."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.access.spaces import Visibility
from partnerships.documents.levels import Audience
from partnerships.models import Membership, Participation
from partnerships.records.services import Refused

if TYPE_CHECKING:
    from partnerships.documents.models import Document


def check_audience(document: "Document", *, named: Iterable[Any] | None = None, people: Iterable[Any] | None = None) -> None:
    """Raise Refused (at the field) when more people read the place than the document's level allows.

    `named` and `people` are the parties and persons of a document that is not saved yet; default: those it has.
    """
    audience = document.level.audience
    if audience == Audience.NAMED_PARTIES:
        named = list(document.named.all() if named is None else named)
        if not named:
            raise Refused({"named": _("Name the parties that may have it.")})
    if audience == Audience.PERSONS:
        _check_people(document, list(document.people.all() if people is None else people))
    if document.level.is_for_all_parties or (document.party_id and document.visibility == Visibility.PRIVATE):
        return
    readers = parties_of(document.partnership)
    if audience == Audience.NAMED_PARTIES:
        may_have = {party.pk for party in named or ()} | {document.party_id}
        # Attached to a record, whoever reads the record reads it; by itself, it is shown to the named parties only.
        if may_have >= {party.pk for party in readers} or (document.party_id and not document.source_key):
            return
    raise Refused(
        {
            "level": _(
                "“%(level)s” is above what this place allows: it is read by all parties (%(parties)s). Choose a lower level, or "
                "keep the document with something private of your own party."
            )
            % {"level": document.level, "parties": ", ".join(party.short_name for party in readers)}
        }
    )


def parties_of(partnership: Any) -> list[Any]:
    """The parties that take part, by name."""
    taking_part = Participation.objects.signing().filter(partnership=partnership).exclude(state=Participation.State.LEFT)
    return [p.party for p in taking_part.select_related("party").order_by("party__name")]


def people_of(partnership: Any, party: Any) -> Any:
    """Keys of the persons of a party who could read what is private to it."""
    standing = Membership.objects.standing_in(partnership).filter(party=party, role__in=roles_with(Right.READ_OWN))
    return standing.values("user")


def _check_people(document: "Document", people: list[Any]) -> None:
    if not people:
        raise Refused({"people": _("Name the persons who may have it.")})
    if document.party_id is None:
        raise Refused({"level": _("What belongs to all parties cannot be kept to some persons of one.")})
    own = {row["user"] for row in people_of(document.partnership, document.party)}
    strangers = sorted(str(person) for person in people if person.pk not in own)
    if strangers:
        raise Refused({"people": _("Not of your party: %(names)s.") % {"names": ", ".join(strangers)}})
