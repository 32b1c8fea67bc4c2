"""From rounds and slots to what the templates show."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.access.policy import Standing
from partnerships.models import Party
from partnerships.records.describe import text
from partnerships.signoff.models import SignOffRound, SignOffSlot

STATES = {
    SignOffSlot.Decision.WAITING: "waiting",
    SignOffSlot.Decision.SIGNED: "signed",
    SignOffSlot.Decision.RESERVED: "reservation",
    SignOffSlot.Decision.DECLINED: "declined",
}
TONES = {
    SignOffRound.State.OPEN: "info",
    SignOffRound.State.COMPLETE: "good",
    SignOffRound.State.DECLINED: "bad",
    SignOffRound.State.VOIDED: "warn",
    SignOffRound.State.EXPIRED: "warn",
    SignOffRound.State.WITHDRAWN: "neutral",
}


def badge(round: SignOffRound) -> dict[str, Any]:
    """The round's state as a short word."""
    return {"label": round.get_state_display(), "tone": TONES[SignOffRound.State(round.state)]}


def signature(slot: SignOffSlot, round: SignOffRound, own: Party | None) -> dict[str, Any]:
    """One party's place, for components/signature.html, with what is known of a paper."""
    named = slot.person or slot.delegate or slot.assignee
    return {
        "slot": {
            "party": slot.party,
            "person": slot.signed_by or (named.name if named else ""),
            "state": STATES[SignOffSlot.Decision(slot.decision)],
            "at": slot.decided_at,
            "statement": slot.statement,
            "due_on": round.due_on if round.is_open else None,
        },
        "side": "ours" if slot.party == own else "theirs",
        "key": slot.pk,
        "signatory": slot.assignee if slot.assignee and slot.assignee != named else None,
        "proof": slot.get_proof_display(),
        "proved_at": slot.proved_at,
        "paper": _paper(slot) if slot.file else None,
        "fell": slot.is_signed and round.state in (SignOffRound.State.VOIDED, SignOffRound.State.WITHDRAWN),
    }


def _paper(slot: SignOffSlot) -> dict[str, Any]:
    return {
        "name": slot.file_name,
        "signed_on": slot.signed_on,
        "by": slot.person.name if slot.person else "",
        "sha256": slot.file_sha256,
    }


def row(round: SignOffRound, *, mine: bool) -> dict[str, Any]:
    """A round as a line of the list: what, how it stands, until when, whose signature is missing."""
    missing = [slot.party.short_name for slot in round.slots.all() if slot.is_waiting] if round.is_open else []
    badges = [{"label": _("waits for you"), "tone": "warn", "icon": "signoff"}] if mine else []
    return {
        "url": round.get_absolute_url(),
        "cells": [round.title, round.get_state_display(), text(round.due_on), ", ".join(missing), text(round.opened_at)],
        "badges": badges,
    }


def panel(round: SignOffRound, standing: Standing) -> dict[str, Any]:
    """A round on the page of its record."""
    return {
        "round": round,
        "badge": badge(round),
        "signatures": [signature(slot, round, standing.party) for slot in round.slots.all()],
    }
