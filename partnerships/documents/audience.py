"""Whether a document's level suits the place where it lies: the audience of the level against those who read the place."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.access.spaces import Visibility
from partnerships.audience import covers, seated
from partnerships.documents.levels import Audience
from partnerships.models import Membership, Participation, Party
from partnerships.records.refusals import Refused

if TYPE_CHECKING:
    from partnerships.documents.models import Document


def name_parties(document: "Document", named: Iterable[Party]) -> None:
    """Show a document whose level names parties to those named alone, as far as they read the place where it lies.

    Raises Refused (at the field) where nobody is named that reads it.
    """
    if document.level.audience != Audience.NAMED_PARTIES or document.is_private:
        return
    keys = {party.pk for party in named}
    seats = Participation.objects.filter(partnership=document.partnership).exclude(state=Participation.State.LEFT)
    bits: dict[Any, int] = {seat.party_id: seat.bit for seat in seats}
    place = document.audience or seated(document.partnership)
    chosen = sum(bits.get(key, 0) for key in keys) & place
    own = bits.get(document.party_id, 0)
    if not chosen & ~own:
        raise Refused({"named": _("Name the parties that may have it.")})
    document.audience = chosen | own


def check_audience(document: "Document", *, people: Iterable[Any] | None = None) -> None:
    """Raise Refused (at the field) when more people read the place than the document's level allows.

    `people` are the persons of a document that is not saved yet; default: those it has.
    """
    audience = document.level.audience
    if audience == Audience.PERSONS:
        _check_people(document, list(document.people.all() if people is None else people))
    if document.level.is_for_all_parties or (document.party_id and document.visibility == Visibility.PRIVATE):
        return
    if audience == Audience.NAMED_PARTIES and _is_narrow(document):
        return
    readers = parties_of(document.partnership)
    raise Refused(
        {
            "level": _(
                "“%(level)s” is above what this place allows: it is read by all parties (%(parties)s). Choose a lower level, or "
                "keep the document with something private of your own party."
            )
            % {"level": document.level, "parties": ", ".join(party.short_name for party in readers)}
        }
    )


def _is_narrow(document: "Document") -> bool:
    """Whether it goes to named parties: of one's own to fewer than are at the table, of what is joint to all parties by name."""
    if document.party_id:
        return not covers(document.audience, seated(document.partnership))
    signing = Participation.objects.signing().filter(partnership=document.partnership).exclude(state=Participation.State.LEFT)
    return all(document.is_read_at(seat) for seat in signing) and document.audience > 0


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
