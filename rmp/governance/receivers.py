"""What happens to a partnership, heard here."""

from typing import Any

from django.dispatch import receiver

from partnerships.clock import today
from partnerships.models import Partnership, Party
from partnerships.records.services import end_term
from partnerships.services import party_left
from rmp.governance.models import BodyMember


@receiver(party_left)
def end_seats(
    sender: type[Partnership], partnership: Partnership, party: Party, actor: Any, note: object, **kwargs: Any
) -> None:
    """The seats of a party that has left are seats of nobody."""
    for seat in BodyMember.objects.lasting().filter(body__partnership=partnership, seat_of=party).select_related("body"):
        seat.body.partnership = partnership
        end_term(seat, today(), actor=actor, note=note)
