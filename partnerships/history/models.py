"""What happened, written once: a chain of hashes per partnership."""

from typing import Any, ClassVar, NoReturn

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.canonical import digest
from partnerships.models import Partnership, UUIDModel

GENESIS = "0" * 64


class AppendOnly(TypeError):
    """History is never changed or removed."""


class EventQuerySet(SpaceQuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("History is not changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("History is not removed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("History is not changed.")


class Event(UUIDModel, InSpace):
    """One entry. It lies in the space its subject lay in at that moment: what happened in private stays private after sharing."""

    # The place in the chain is never shown: its gaps would tell one party how much the other does in private.
    sequence = models.PositiveBigIntegerField(editable=False)
    at = models.DateTimeField(editable=False)
    # Plain values instead of keys to other tables: nothing that happens to an account may change what was hashed.
    actor_key = models.UUIDField(null=True, editable=False)
    actor_name = models.CharField(_("who"), max_length=150, editable=False)
    verb = models.CharField(_("what"), max_length=60, editable=False)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", editable=False)
    subject_key = models.UUIDField(editable=False)
    subject_label = models.CharField(_("subject"), max_length=250, editable=False)
    changes = models.JSONField(default=dict, editable=False)
    note = models.TextField(_("note"), blank=True, editable=False)
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta(InSpace.Meta):
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ("-at", "-sequence")
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("partnership", "sequence"), name="event_place_in_chain"),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "-at")),
            models.Index(fields=("subject_type", "subject_key", "-at")),
        )

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("History is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("History is not removed.")

    def computed_hash(self) -> str:
        """The hash of this entry's content and of the entry before it."""
        return digest(
            {
                "partnership": str(self.partnership_id),
                "party": str(self.party_id) if self.party_id else None,
                "visibility": self.visibility,
                "sequence": self.sequence,
                "at": self.at.isoformat(timespec="microseconds"),
                "actor": [str(self.actor_key) if self.actor_key else None, self.actor_name],
                "verb": self.verb,
                "subject": [self.subject_type_id, str(self.subject_key), self.subject_label],
                "changes": self.changes,
                "note": self.note,
                "previous": self.previous_hash,
            }
        )


class ChainHead(models.Model):
    """The end of a partnership's chain: taken under a lock to append, and the witness that the last entries are still there."""

    partnership = models.OneToOneField(Partnership, models.PROTECT, primary_key=True, related_name="+")
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    # The place of the last entry that concerns what every party may read: what is computed of that moves with it alone.
    disclosed = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("end of a history chain")
        verbose_name_plural = _("ends of history chains")

    def __str__(self) -> str:
        return f"{self.partnership_id} #{self.sequence}"
