"""What changes elsewhere, heard here: the actions of a risk's treatments lie where the risk lies."""

from typing import TYPE_CHECKING

from django.dispatch import receiver

from partnerships.actions.models import Action
from partnerships.audience import covers
from partnerships.records.services import record_changed
from partnerships.records.sharing import other_readers, share_record, withdraw_record
from risks.models import Risk

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@receiver(record_changed, sender=Risk)
def take_the_actions_along(sender: type[Risk], changed: Risk, actor: "User | None", **kwargs: object) -> None:
    """A risk was shared or taken back: so are the actions by which it is treated."""
    if changed.party_id is None or actor is None:
        return
    actions = Action.objects.filter(treatment__risk=changed, party=changed.party_id).exclude(audience=changed.audience)
    elsewhere = list(actions.select_related("partnership", "party").order_by("created_at", "pk"))
    readers = other_readers(changed) if elsewhere and not changed.is_private else []
    for action in elsewhere:
        if changed.is_private:
            if not action.is_private:
                withdraw_record(action, actor=actor)
        elif not covers(action.audience, sum(seat.bit for seat in readers)):  # else all of them read it, and perhaps more do
            share_record(action, actor=actor, parties=[seat.party for seat in readers])
