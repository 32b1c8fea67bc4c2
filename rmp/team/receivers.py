"""What happens to a partnership, heard here."""

from typing import Any

from django.dispatch import receiver

from partnerships.clock import today
from partnerships.models import Partnership, Party
from partnerships.records.services import amend_record
from partnerships.services import party_left
from rmp.team.models import TeamMember


@receiver(party_left)
def end_places(
    sender: type[Partnership], partnership: Partnership, party: Party, actor: Any, authority: Any, **kwargs: Any
) -> None:
    """The places of a party that has left end with it."""
    for member in TeamMember.objects.current().filter(partnership=partnership, party=party):
        member.partnership = partnership
        amend_record(member, {"ends_on": today()}, actor=actor, authority=authority)
