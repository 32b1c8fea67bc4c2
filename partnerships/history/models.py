"""What happened, written once: chains of hashes, one for each set of readers: those it is shown to, or the own party of what is private.

An entry keeps codes and values: who, what (`verb`), on which row (`kind` and key), from what to what. Its hash covers no text itself but
salted digests of the texts, which lie beside them: so a text can be erased, and the chain holds (partnerships.history.erasure). It
covers no number that a database gives and no name of a class: what is dumped here and loaded there has the same hashes.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.bases import UUIDModel
from partnerships.canonical import digest
from partnerships.history.vouching import ROW
from partnerships.models import Partnership, Party

GENESIS = "0" * 64
NEWEST_FIRST = ("-at", "-place")
PLACE = "place"
FORMAT = 3  # what `computed_hash` covers, and how


class AppendOnly(TypeError):
    """History is never changed or removed."""


class Chain(UUIDModel):
    """One chain of entries, all of which have the same readers: how long it is and where it ends.

    What some do among themselves must show nowhere else, not even in a hash. Who comes to the table later begins with a chain of his own.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    # Whose private space it is; else who reads it.
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    audience = models.BigIntegerField(default=0)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = _("history chain")
        verbose_name_plural = _("history chains")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "party"), name="history_chain_of_party"),
            models.UniqueConstraint(
                fields=("partnership", "audience"), condition=Q(party__isnull=True), name="history_chain_of_readers"
            ),
            models.CheckConstraint(condition=Q(party__isnull=True) | Q(audience=0), name="history_chain_private_or_shown"),
        )

    def __str__(self) -> str:
        return f"{self.partnership_id} #{self.sequence}"


class EventQuerySet(SpaceQuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("History is not changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("History is not removed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("History is not changed.")

    def in_order(self) -> "EventQuerySet":
        """As they happened, within one partnership."""
        return self.order_by("place")


class Event(UUIDModel, InSpace):
    """One entry. It lies in the space its subject lay in at that moment: what happened in private stays private after sharing."""

    read_in_emergency = True

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries", editable=False)
    sequence = models.PositiveBigIntegerField(editable=False)
    # Which entry of the partnership it is, over all chains. Never shown: it would tell of those that the reader does not read.
    place = models.PositiveBigIntegerField(editable=False)
    at = models.DateTimeField(editable=False)
    # Plain values instead of keys to other tables: nothing that happens to an account may change what was hashed.
    actor_key = models.UUIDField(null=True, editable=False)
    actor_name = models.CharField(_("who"), max_length=150, blank=True, editable=False)
    # Whether it concerns what all parties read, or could until then.
    disclosed = models.BooleanField(editable=False)
    verb = models.CharField(_("what"), max_length=60, editable=False)
    kind = models.CharField(max_length=60, editable=False)
    subject_key = models.UUIDField(editable=False)
    subject_label = models.CharField(_("subject"), max_length=250, blank=True, editable=False)
    changes = models.JSONField(default=dict, editable=False)
    note = models.TextField(_("note"), blank=True, editable=False)
    # {piece: digest}, of the texts above and of rows as they were after this entry; {piece: salt} beside it.
    digests = models.JSONField(default=dict, editable=False)
    salts = models.JSONField(default=dict, editable=False)
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta(InSpace.Meta):
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = NEWEST_FIRST
        constraints = (
            *InSpace.Meta.constraints,
            models.UniqueConstraint(fields=("chain", "sequence"), name="event_place_in_chain"),
            models.UniqueConstraint(fields=("partnership", "place"), name="event_place_in_partnership"),
        )
        indexes = (
            *InSpace.Meta.indexes,
            models.Index(fields=("partnership", "-at")),
            models.Index(fields=("kind", "subject_key", "-at")),
        )

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("History is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("History is not removed.")

    def texts(self) -> Iterator[tuple[str, Any]]:
        """(piece, what it says) of all that the hash covers by salted digests and that is there: what may be erased, and its place."""
        found = [(PLACE, self.place), ("actor", self.actor_name), ("label", self.subject_label), ("note", self.note)]
        found += [(f"{name}/{side}", pair[side]) for name, pair in self.changes.items() for side in (0, 1)]
        return ((piece, said) for piece, said in found if said not in (None, ""))

    def mentioned(self) -> list[dict[str, Any]]:
        """What it vouches for, row by row: the values of Mentions."""
        place = {"partnership_id": self.partnership_id, "place": self.place}
        return [
            {**place, "piece": piece, "digest": digest or "", "salt": self.salts.get(piece, "")}
            for piece, digest in self.digests.items()
            if piece.startswith(ROW)
        ]

    def computed_hash(self) -> str:
        """The hash of this entry's content and of the entry before it."""
        return digest(
            {
                "format": FORMAT,
                "key": str(self.pk),
                "partnership": str(self.partnership_id),
                "party": str(self.party_id) if self.party_id else None,
                "audience": self.audience,
                "sequence": self.sequence,
                "at": self.at.astimezone(dt.UTC).isoformat(timespec="milliseconds"),
                "actor": str(self.actor_key) if self.actor_key else None,
                "disclosed": self.disclosed,
                "verb": self.verb,
                "subject": [self.kind, str(self.subject_key)],
                "fields": sorted(self.changes),
                "digests": self.digests,
                "previous": self.previous_hash,
            }
        )


class Mention(UUIDModel):
    """What an entry says of one row, once more: so that the last entry about a row is found at once.

    `manage.py verify` compares it with the entries. It is never written again: what somebody changes here is not forgotten.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    piece = models.CharField(max_length=100)
    place = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=100, blank=True)  # none: the row went
    salt = models.CharField(max_length=32, blank=True)  # none: the row went, or its salt was erased

    class Meta:
        verbose_name = _("row in the history")
        verbose_name_plural = _("rows in the history")
        constraints = (models.UniqueConstraint(fields=("piece", "partnership", "place"), name="history_mention_once"),)

    def __str__(self) -> str:
        return f"{self.piece} #{self.place}"
