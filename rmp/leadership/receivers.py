"""What happens to a partnership, heard here."""

from typing import Any

from django.dispatch import receiver

from partnerships.clock import today
from partnerships.models import Partnership, Party
from partnerships.services import party_left
from rmp.leadership.models import Appointment
from rmp.leadership.services.office import end_office


@receiver(party_left)
def end_offices(
    sender: type[Partnership], partnership: Partnership, party: Party, actor: Any, authority: Any, **kwargs: Any
) -> None:
    """Who led for a party that has left leads no more."""
    for appointment in Appointment.objects.in_office().filter(partnership=partnership, party=party):
        appointment.partnership = partnership
        end_office(appointment, Appointment.End.LEFT, today(), actor=actor, note=str(authority))
