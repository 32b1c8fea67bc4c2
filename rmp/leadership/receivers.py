"""What happens to a partnership, heard here."""

from typing import Any

from django.dispatch import receiver

from partnerships.clock import today
from partnerships.models import Partnership, Party
from partnerships.services import party_left
from rmp.leadership.models import Appointment
from rmp.leadership.querysets import IN_OFFICE
from rmp.leadership.services import give_up
from rmp.leadership.services.office import end_office


@receiver(party_left)
def end_offices(
    sender: type[Partnership], partnership: Partnership, party: Party, actor: Any, note: object, **kwargs: Any
) -> None:
    """Who led for a party that has left leads no more, and whom it put forward is no longer asked about."""
    for appointment in Appointment.objects.under_way().filter(partnership=partnership, party=party):
        appointment.partnership = partnership
        if appointment.state in IN_OFFICE:
            end_office(appointment, Appointment.End.LEFT, today(), actor=actor, note=note)
        else:
            give_up(appointment, actor=actor, reason=note)
