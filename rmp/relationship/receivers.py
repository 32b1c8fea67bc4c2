"""What happens to a partnership, heard here. What all parties are shown must not tell one of a partnership it has no part in."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.utils.translation import gettext as _

from partnerships.access.spaces import Visibility
from partnerships.models import Participation, Partnership
from partnerships.records.refusals import Refused
from partnerships.records.services import record_changed, save_record
from partnerships.services import facts_changing, partnership_grew
from rmp.relationship.models import Appraisal, RelationshipLink

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def known_to_all(link: RelationshipLink) -> bool:
    """Whether every party of the partnership takes part in the other one too. Neutral houses are no party to anything."""
    there = Participation.objects.joined().filter(partnership=link.other_id)
    here = Participation.objects.signing().filter(partnership=link.partnership_id).exclude(state=Participation.State.LEFT)
    return not here.exclude(party__in=there.values("party")).exists()


@receiver(record_changed, sender=RelationshipLink)
def keep_it_to_oneself(sender: type[RelationshipLink], changed: RelationshipLink, **kwargs: Any) -> None:
    """Whether it was made so or is shared now: undo it."""
    if changed.visibility == Visibility.SHARED and not known_to_all(changed):
        raise Refused(_("Not every party here takes part in that partnership: keep the link private."))


@receiver(partnership_grew)
def link_what_grew(
    sender: type[Partnership], partnership: Partnership, source: Partnership, actor: "User", **kwargs: Any
) -> None:
    """A partnership that was opened out of another says so, to all parties of both."""
    kind, shared = RelationshipLink.Kind.GREW_FROM, Visibility.SHARED
    save_record(RelationshipLink(partnership=partnership, visibility=shared, kind=kind, other=source), actor=actor)


@receiver(facts_changing)
def keep_the_signed_mode(sender: type[Partnership], partnership: Partnership, names: set[str], **kwargs: Any) -> None:
    """No party alone changes the mode that all signed. Raises ValidationError at the field."""
    signed = Appraisal.objects.fixed().filter(partnership=partnership, party__isnull=True, mode=partnership.mode)
    if "mode" in names and signed.exists():
        raise ValidationError(
            {
                "mode": _(
                    "All parties signed this mode with an appraisal of the relationship: another one, signed by all, changes it."
                )
            }
        )
