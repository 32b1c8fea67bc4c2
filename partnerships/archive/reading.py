"""What goes into an archive: every kind of record there is, whatever room it comes from, as far as its reader may read it.

A fixed number of queries for each kind. What is read is put down in plain, language-free form, in an order that no database decides.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Max, Q

from partnerships.archive.models import Archive
from partnerships.audience import bit_of
from partnerships.files import clean_name
from partnerships.history.anchors import chains_of, ends
from partnerships.history.models import Event
from partnerships.kinds import kind_of
from partnerships.models import Partnership, Party
from partnerships.records.describe import field_names, part_models, raw
from partnerships.records.models import Disclosure, Kept, PartnershipRecord
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.reasons import how_it_ended

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Rows = dict[Any, list[Any]]


@dataclass(frozen=True)
class Attachment:
    """A file of a record: where it comes to lie in the archive, and what holds its bytes."""

    path: str
    file: Any


@dataclass
class Reader:
    """For whom it is read: for one party, by the person who asks for it; or for all parties, by nobody in particular."""

    partnership: Partnership
    party: Party | None = None
    user: "User | None" = None
    attachments: list[Attachment] = field(default_factory=list)

    def rows(self, model: Any) -> Any:
        """What lies in a space of the partnership, as far as it belongs in this archive.

        A person may stand for two parties: what is taken along is the one party's.
        """
        here = {"partnership": self.partnership}
        if self.party is None:
            return model.objects.disclosed().filter(**here)
        shown = model.objects.visible_to(self.user).filter(**here).alias(bits=F("audience").bitand(self._bit))
        return shown.filter(Q(party=self.party) | Q(bits__gt=0))

    @cached_property
    def _bit(self) -> int:
        return bit_of(self.partnership, self.party)

    def part_rows(self, model: Any) -> Any:
        """The parts of a kind, of the whole partnership: those whose record is not in the archive find no place in it."""
        found = model.objects.disclosed() if self.party is None else model.objects.visible_to(self.user)
        return found.of_partnership(self.partnership)

    # --- records ------------------------------------------------------------------------------------------------------
    def records(self, model: type[PartnershipRecord]) -> list[dict[str, Any]]:
        """All records of a kind with their parts."""
        queryset = _whole(self.rows(model), model).select_related("party", "author", *_relations(model))
        found = list(queryset.order_by("created_at", "pk"))
        if not found:
            return []
        parts = self._parts(model)
        return [self._record(record, parts) for record in found]

    def _parts(self, model: type[models.Model]) -> dict[Any, Rows]:
        """{part model: {key of what it hangs on: parts}} of a kind and of its parts, one query each and one for each of its lists."""
        found: dict[Any, Rows] = {}
        for _accessor, part in part_models(model):
            rows = _whole(self.part_rows(part), part).select_related("author", *_relations(part)).order_by("created_at", "pk")
            by_parent: Rows = {}
            for row in rows:
                by_parent.setdefault(getattr(row, f"{part.part_of}_id"), []).append(row)
            found[part] = by_parent
            found |= self._parts(part)
        return found

    def _record(self, record: PartnershipRecord, parts: dict[Any, Rows]) -> dict[str, Any]:
        record.partnership = self.partnership
        space = "joint" if record.party_id is None else str(record.visibility)
        return {"space": space, "party": str(record.party or ""), **self._thing(record, parts)}

    def _thing(self, thing: Any, parts: dict[Any, Rows]) -> dict[str, Any]:
        model = type(thing)
        fields = {name: self._value(thing, name) for name in field_names(model)}
        if "party" not in fields and not isinstance(thing, PartnershipRecord) and getattr(thing, "party_id", None):
            fields = {"party": str(thing.party), **fields}
        hanging = {}
        for accessor, part in part_models(model):
            rows = parts.get(part, {}).get(thing.pk, [])
            for row in rows:
                setattr(row, part.part_of, thing)
            if rows:
                hanging[accessor] = [self._thing(row, parts) for row in rows]
        return {
            "key": str(thing.pk),
            "title": str(thing),
            "author": str(thing.author),
            "created_at": moment(thing.created_at),
            "changed_at": moment(thing.updated_at),
            "fields": fields,
            "parts": hanging,
        }

    def _value(self, thing: Kept, name: str) -> Any:
        if isinstance(thing._meta.get_field(name), models.FileField):
            return self.attach(thing, name)
        return raw(thing, name)

    def attach(self, thing: Any, name: str) -> str:
        """Put a file of a thing into the archive; returns its place there, or nothing when there is none."""
        file = getattr(thing, name)
        if not file:
            return ""
        known = getattr(thing, f"{name}_name", "") or PurePosixPath(file.name).name
        path = f"attachments/{kind_of(thing)}/{thing.pk}/{clean_name(known)}"
        self.attachments.append(Attachment(path, file))
        return path

    # --- what happened ------------------------------------------------------------------------------------------------
    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """The history, oldest first, without the making of archives, and without places in the chain: they would count the rest."""
        rows = self.rows(Event).exclude(kind=Archive.record_kind).order_by("at", "pk")
        return [
            {
                "at": moment(event.at),
                "who": event.actor_name,
                "what": event.verb,
                "kind": event.kind,
                "key": str(event.subject_key),
                "subject": event.subject_label,
                "changes": event.changes,
                "note": event.note,
            }
            for event in rows.iterator()
        ]

    def ends(self) -> list[dict[str, Any]]:
        """Where the chains of these entries end, to be held against the history later (partnerships.history.anchors)."""
        entries = self.rows(Event).exclude(kind=Archive.record_kind).order_by()
        last = dict(entries.values("chain").annotate(last=Max("sequence")).values_list("chain", "last"))
        found = []
        for chain in chains_of(Partnership.objects.filter(pk=self.partnership.pk)):
            if chain.pk in last:
                event = chain.entries.get(sequence=last[chain.pk])
                chain.sequence, chain.hash = event.sequence, event.hash
                found.append(chain)
        return ends(found)

    def rounds(self) -> list[dict[str, Any]]:
        """The joint decisions: what was laid before the parties, its hash, and what each of them said."""
        rounds = list(
            self.rows(SignOffRound).select_related("opened_by", "opened_for", "subject_type").order_by("opened_at", "pk")
        )
        slots: Rows = {}
        for slot in SignOffSlot.objects.filter(round__in=[round.pk for round in rounds]).select_related("party", "person"):
            slots.setdefault(slot.round_id, []).append(slot)
        return [
            {
                "key": str(round.pk),
                "title": round.title,
                "kind": _kind(round.subject_type),
                "state": round.state,
                "opened_by": str(round.opened_by),
                "opened_for": str(round.opened_for),
                "opened_at": moment(round.opened_at),
                "closed_at": moment(round.closed_at),
                "how_it_ended": how_it_ended(round),
                "digest": round.digest,
                "snapshot": round.snapshot,
                "signatures": [self._slot(slot) for slot in sorted(slots.get(round.pk, []), key=lambda s: s.party.name)],
            }
            for round in rounds
        ]

    def _slot(self, slot: SignOffSlot) -> dict[str, Any]:
        return {
            "party": slot.party.full_name,
            "decision": slot.decision,
            "person": str(slot.person or ""),
            "statement": slot.statement,
            "decided_at": moment(slot.decided_at),
            "digest": slot.digest,
            "proof": slot.proof,
            "proved_at": moment(slot.proved_at),
            "method": slot.method,
            "signed_by": slot.signed_by,
            "signed_on": slot.signed_on.isoformat() if slot.signed_on else "",
            "file": self.attach(slot, "file"),
            "file_sha256": slot.file_sha256,
        }

    def disclosures(self) -> list[dict[str, Any]]:
        """Every act of sharing and taking back, with what was known until then."""
        rows = self.rows(Disclosure).select_related("by", "party", "subject_type").order_by("at", "pk")
        return [
            {
                "at": moment(act.at),
                "act": act.kind,
                "by": str(act.by),
                "party": str(act.party),
                "kind": _kind(act.subject_type),
                "key": str(act.subject_key),
                "subject": act.subject_label,
                "note": act.note,
                "content": act.content,
            }
            for act in rows
        ]


def _kind(of: ContentType) -> str:
    """The kind of record that a generic reference leads to; its stored name when this version of the product has none of it."""
    return getattr(of.model_class(), "record_kind", f"{of.app_label}.{of.model}")


def moment(at: dt.datetime | None) -> str:
    """A time in UTC, to the second: the same for every reader."""
    return at.astimezone(dt.UTC).isoformat(timespec="seconds") if at else ""


def _relations(model: type[models.Model]) -> list[str]:
    names = set(field_names(model)) | {"party"}
    return [f.name for f in model._meta.concrete_fields if f.is_relation and f.name in names and not f.null] + [
        f.name for f in model._meta.concrete_fields if f.is_relation and f.name in names and f.null
    ]


def _whole(queryset: Any, model: type[models.Model]) -> Any:
    return queryset.prefetch_related(*(f.name for f in model._meta.many_to_many))


def flattened(model: Any, things: list[dict[str, Any]]) -> Iterator[tuple[Any, str, dict[str, Any]]]:
    """(model, title of what it hangs on, thing) of all parts at any depth."""
    for thing in things:
        for accessor, part in part_models(model):
            rows = thing["parts"].get(accessor, [])
            for row in rows:
                yield part, thing["title"], row
            yield from flattened(part, rows)
