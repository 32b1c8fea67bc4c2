"""What `manage.py verify` looks at besides chains, rows and files: that signature requests, signatures and history bear each other out.

A request keeps the end of the chain of those who sign as it was at opening, and that chain keeps the hash of what each request laid
before the parties: who rewrites one must rewrite the other, and every signed paper that quotes the hash.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from partnerships.canonical import digest, plain
from partnerships.history.models import GENESIS, Event
from partnerships.models import Partnership
from partnerships.signoff.endings import VERBS as ENDS
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.services import OPENED
from partnerships.signoff.services import VERBS as DECISIONS


def faults(partnership: Partnership) -> Iterator[str]:
    """Where a partnership's signature requests and its history contradict each other, a line each."""
    told: dict[Any, list[Event]] = defaultdict(list)
    kinds = (SignOffRound.record_kind, SignOffSlot.record_kind)
    for event in Event.objects.filter(partnership=partnership, kind__in=kinds).in_order():
        told[event.subject_key].append(event)
    rounds = SignOffRound.objects.filter(partnership=partnership).prefetch_related("slots__party").order_by("opened_at", "pk")
    for round in rounds:
        slots = list(round.slots.all())
        found = list(_round_faults(round, told.pop(round.pk, [])))
        found += [fault for slot in slots for fault in _slot_faults(slot, round, told.pop(slot.pk, []))]
        yield from (f"sign-off “{round.title}” ({round.pk}): {fault}" for fault in found)
    for events in told.values():
        yield f"sign-off “{events[0].subject_label}” ({events[0].subject_key}) is missing"


def contents(partnerships: QuerySet[Partnership], hashes: set[str]) -> Iterator[tuple[str, SignOffRound]]:
    """The hashes of what requests laid before the parties: a signed paper prints one beside the end of the history."""
    for round in SignOffRound.objects.filter(partnership__in=partnerships, digest__in=hashes):
        yield round.digest, round


def _round_faults(round: SignOffRound, events: list[Event]) -> Iterator[str]:
    chains = Event.objects.filter(partnership=round.partnership_id, chain__party__isnull=True, chain__audience=round.audience)
    before = chains.filter(sequence=round.anchor_sequence).first()
    if (before.sequence, before.hash) != (round.anchor_sequence, round.anchor_hash) if before else round.anchor_hash != GENESIS:
        yield "the history before it was rewritten"
    if digest(round.snapshot) != round.digest:
        yield "what was laid before the parties was changed"
    if [event.changes["digest"][1] for event in events if event.verb == OPENED] != [round.digest]:
        yield "the history does not tell that it was opened with this content"
    ends = [] if round.is_open else [ENDS[SignOffRound.State(round.state)]]
    if [event.verb for event in events if event.verb != OPENED] != ends:
        yield "the history tells of another end"


def _slot_faults(slot: SignOffSlot, round: SignOffRound, events: list[Event]) -> Iterator[str]:
    told = [_decision(event) for event in events if event.verb in DECISIONS.values()]
    taken = (
        []
        if slot.is_waiting
        else [
            (
                *(DECISIONS[SignOffSlot.Decision(slot.decision)], slot.person_id, slot.statement, slot.digest),
                *(slot.file_sha256, slot.proof, plain(slot.proved_at)),
            )
        ]
    )
    if told != taken or slot.digest not in ("", round.digest):
        yield f"the decision of {slot.party} is not the one that was taken"


def _decision(event: Event) -> tuple[Any, ...]:
    values = {name: after for name, (_before, after) in event.changes.items()}
    proof = values.get("proof", SignOffSlot.UNRECORDED), values.get("proved_at")
    return event.verb, event.actor_key, event.note, values["digest"], values.get("file_sha256", ""), *proof
