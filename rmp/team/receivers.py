"""What happens to a partnership, heard here."""

from typing import Any

from django.dispatch import receiver

from partnerships.clock import today
from partnerships.models import Partnership, Party
from partnerships.records.services import end_term
from partnerships.services import party_left
from rmp.team.models import TeamMember


@receiver(party_left)
def end_places(
    sender: type[Partnership], partnership: Partnership, party: Party, actor: Any, note: object, **kwargs: Any
) -> None:
    """The places of a party that has left end with it."""
    for member in TeamMember.objects.lasting().filter(partnership=partnership, party=party):
        member.partnership = partnership
        end_term(member, today(), actor=actor, note=note)
