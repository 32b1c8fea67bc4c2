"""What changes elsewhere, heard here: a record that is being signed changed, or goes."""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from partnerships.records.models import Kept
from partnerships.records.services import record_changed, record_removed
from partnerships.signoff.endings import void, void_if_changed
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.reasons import REMOVED

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@receiver(record_changed)
def look_again(sender: type[Kept], record: Kept, actor: "User | None", **kwargs: Any) -> None:
    """Void the open rounds about the record or a part of it, if what they lay before the parties is no longer so."""
    for round in SignOffRound.objects.open().of_record(record).select_related("partnership", "subject_type"):
        void_if_changed(round, actor=actor)


@receiver(record_removed)
def end_with_it(sender: type[Kept], record: Kept, actor: "User | None", **kwargs: Any) -> None:
    """A record goes with all its parts, and so do the rounds about them."""
    for round in SignOffRound.objects.open().of_record(record).select_related("partnership", "subject_type"):
        void(round, actor=actor, reason=REMOVED)
