"""The course of a joint decision, from asking to its end. Every step is atomic, in the history, and takes the partnership's lock first.

What the parties sign is the snapshot taken when the round opened. Each decision looks again, under the lock, whether the subject still
says the same; each change of the subject does so too (partnerships.signoff.apps). When it does not, the round is void.
"""

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.names import written_for
from partnerships.access.policy import Right, Standing, standing
from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.files import check_pdf, clean_name, sha256
from partnerships.history.comparing import examined
from partnerships.history.services import chain_for, lock
from partnerships.history.services import record as write_history
from partnerships.models import Partnership, Party
from partnerships.records.actors import acting, consequence, taken_by
from partnerships.records.refusals import Refused, check_free, check_proven
from partnerships.signoff.endings import (
    check_all_asked,
    check_all_read,
    close,
    expire,
    overtaken,
    signing_seats,
    snapshot_of,
    void,
)
from partnerships.signoff.models import SignOffRound, SignOffSlot

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof
    from partnerships.signoff.querysets import SlotQuerySet
    from partnerships.signoff.subjects import Signable

State, Decision, Method = SignOffRound.State, SignOffSlot.Decision, SignOffSlot.Method
# How the history calls what happens here.
OPENED = gettext_noop("opened for signature")
DELEGATED = gettext_noop("delegated")
VERBS = {
    Decision.SIGNED: gettext_noop("signed"),
    Decision.RESERVED: gettext_noop("signed with reservation"),
    Decision.DECLINED: gettext_noop("declined"),
}
logger = logging.getLogger(__name__)


@taken_by()
@transaction.atomic
def open_round(subject: "Signable", *, actor: "User", due_on: dt.date | None = None) -> SignOffRound:
    """Ask every party that has joined to sign the subject as it is now.

    `due_on` is the last day to sign, without it settings.SIGNATURE_DAYS from today. Raises PermissionDenied unless the actor may write
    the subject, Refused when it is private, has an open round already, or has fewer than two parties to sign.
    """
    model: Any = type(subject)
    partnership: Partnership = subject.scope()[0]  # type: ignore[attr-defined]
    lock(partnership)
    current = model.objects.get(pk=subject.pk)  # type: ignore[attr-defined]
    _place, owner, audience = current.scope()
    if not audience:
        raise Refused(_("It is private: what all are to sign, all must be able to read. Share it first."))
    if due_on is not None and due_on < today():
        raise Refused({"due_on": _("The last day to sign is in the past.")})
    kind = ContentType.objects.get_for_model(current)
    if SignOffRound.objects.open().filter(subject_type=kind, subject_key=current.pk).exists():
        raise Refused(_("It is waiting for signatures already."))
    seats = signing_seats(partnership)
    parties = [seat.party for seat in seats if current.record.is_read_at(seat)]
    if current.binds_all:
        check_all_read(current)
    check_all_asked(current, seats)
    if len(parties) < 2:
        raise Refused(_("A joint decision needs at least two parties."))
    snapshot, digest = snapshot_of(current)
    with written_for(owner, audience, about=current.record):
        title = current.signoff_title()[:250]
    chain = chain_for((partnership, owner, audience))
    round = SignOffRound.objects.create(  # type: ignore[misc]
        partnership=partnership,
        party=owner,
        visibility=Visibility.SHARED,
        audience=audience,
        subject_type=kind,
        subject_key=current.pk,
        record_key=current.record.pk,
        title=title,
        snapshot=snapshot,
        digest=digest,
        opened_by=actor,
        opened_for=standing(actor, partnership).party,
        due_on=due_on or today() + dt.timedelta(days=settings.SIGNATURE_DAYS),
        table=sum(seat.bit for seat in seats),
        anchor_sequence=chain.sequence,
        anchor_hash=chain.hash,
    )
    slots = [SignOffSlot(round=round, party=party) for party in parties]
    SignOffSlot.objects.bulk_create(slots)
    write_history(OPENED, round, actor=actor, changes={"digest": [None, digest]}, also=slots)
    return round


def sign(
    round: SignOffRound, *, actor: "User", proof: "Proof | None", party: Party | None = None, reservation: str = ""
) -> SignOffSlot:
    """Sign for a party; with a `reservation`, sign and say what the party holds back. The last signature completes the round.

    `proof` is how and when the actor has last shown who he or she is; `party` is needed only of somebody who stands for several.
    Raises PermissionDenied when the slot is not the actor's to decide, Refused when it is decided, the round has ended or something
    bars the actor; Unproven for a proof that does not do (partnerships.accounts.presence); Voided or Expired (all three Refused)
    when this attempt found the content changed or the time run out: the round has then been closed and stays so.
    """
    decision = Decision.RESERVED if reservation.strip() else Decision.SIGNED
    return _decide(round, actor, proof, party, decision, statement=reservation.strip())


def decline(
    round: SignOffRound, *, actor: "User", proof: "Proof | None", reason: str, party: Party | None = None
) -> SignOffSlot:
    """Say no for a party, with a reason; it ends the round. Raises as `sign` does."""
    if not reason.strip():
        raise Refused(_("Say why, so that the others can act on it."))
    return _decide(round, actor, proof, party, Decision.DECLINED, statement=reason.strip())


def sign_elsewhere(
    round: SignOffRound,
    *,
    actor: "User",
    proof: "Proof | None",
    file: File,
    signed_by: str,
    signed_on: dt.date,
    party: Party | None = None,
    reservation: str = "",
) -> SignOffSlot:
    """Hand in the PDF that bears a signature made outside, naming whose it is and from when. It counts as the party's decision.

    The actor needs the right to sign for the party besides what `sign` asks, and proves who he or she is, as there.
    Raises ValidationError for a file that is no PDF.
    """
    check_pdf(file)
    if not signed_by.strip():
        raise Refused(_("Say whose signature it bears."))
    if signed_on > today():
        raise Refused(_("The day of signing is in the future."))
    decision = Decision.RESERVED if reservation.strip() else Decision.SIGNED
    values = {
        "statement": reservation.strip(),
        "method": Method.UPLOADED,
        "signed_by": signed_by.strip()[:150],
        "signed_on": signed_on,
        "file_name": clean_name(file.name or "", ".pdf"),
        "file_sha256": sha256(file),
    }
    field: Any = SignOffSlot._meta.get_field("file")
    stored = field.storage.save(field.generate_filename(SignOffSlot(), values["file_name"]), file)
    try:
        return _decide(round, actor, proof, party, decision, file=stored, **values)
    except BaseException:
        field.storage.delete(stored)
        raise


@transaction.atomic
def delegate(
    round: SignOffRound, *, actor: "User", proof: "Proof | None", to: "User | None", party: Party | None = None
) -> SignOffSlot:
    """Let another person of the same party decide; None takes that back. The named signatory may, and whoever signs for the party.

    Raises PermissionDenied for others, Refused for a person who does not stand for the party, and as `check_proven` does.
    """
    current = _locked(round)
    slot = _slot(current, party, SignOffSlot.objects.delegable_by(actor))
    check_proven(actor, proof)
    if to is not None and not slot.candidates().filter(pk=to.pk).exists():
        raise Refused(_("%(person)s does not stand for %(party)s here.") % {"person": to, "party": slot.party})
    before, slot.delegate = slot.delegate, to
    slot.save(update_fields=["delegate"])
    write_history(DELEGATED, slot, actor=actor, changes={"delegate": [str(before or ""), str(to or "")]})
    return slot


@transaction.atomic
def withdraw_round(round: SignOffRound, *, actor: "User", reason: str = "") -> SignOffRound:
    """Take the question back: the person who opened the round may, and whoever signs for that person's party."""
    current = _locked(round)
    if not may_withdraw(current, standing(actor, current.partnership)):
        raise PermissionDenied
    if not current.is_open:
        raise Refused(_("This round has ended."))
    if current.opened_by_id != actor.pk:
        check_free(actor)
    with acting(actor, current.partnership):
        close(current, State.WITHDRAWN, actor=actor, note=reason.strip())
    return _told(round, current)


@consequence
@transaction.atomic
def void_round(round: SignOffRound, *, actor: "User | None", reason: object) -> SignOffRound:
    """End a round whose content no longer holds because of another step. Raises Refused when it is closed."""
    current = _locked(round)
    if not current.is_open:
        raise Refused(_("This round has ended."))
    void(current, actor=actor, reason=reason)
    return _told(round, current)


def expire_rounds(on: dt.date | None = None) -> int:
    """Close the open rounds whose last day was before `on` (default: today). Returns how many. Safe to run twice and late."""
    day, closed = on or today(), 0
    for round in SignOffRound.objects.open().filter(due_on__lt=day).order_by("due_on", "pk"):
        try:
            with transaction.atomic():
                current = _locked(round)
                if current.is_open and current.due_on is not None and current.due_on < day:
                    expire(current)
                    closed += 1
        except Exception:  # one subject's hook must not keep all other rounds open
            logger.exception("Round %s could not be closed", round.pk)
    return closed


def may_withdraw(round: SignOffRound, standing: Standing) -> bool:
    """Whether the person may take the round back."""
    right = Right.WRITE if round.opened_by_id == standing.user.pk else Right.SIGN
    return standing.partnership.is_open and standing.may(right, round.opened_for)


def _locked(round: SignOffRound) -> SignOffRound:
    """The round as it is now, with the partnership's lock held until the transaction ends."""
    lock(round.partnership)
    return SignOffRound.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=round.pk)


def _told(round: SignOffRound, current: SignOffRound) -> SignOffRound:
    """The caller's round, knowing how it ended."""
    round.state, round.closed_at, round.closing_note = current.state, current.closed_at, current.closing_note
    return round


def _slot(current: SignOffRound, party: Party | None, allowed: "SlotQuerySet") -> SignOffSlot:
    """The undecided slot among the allowed ones, for the party if one is named."""
    slots = allowed.filter(round=current, **({"party": party} if party else {})).select_related("party").order_by("party__name")
    mine = list(slots)
    if not mine:
        raise PermissionDenied
    if not current.is_open:
        raise Refused(_("This round has ended."))
    slot = next((slot for slot in mine if slot.is_waiting), None)
    if slot is None:
        raise Refused(_("%(party)s has decided already.") % {"party": mine[0].party})
    slot.round = current
    return slot


def _decide(
    round: SignOffRound, actor: "User", proof: "Proof | None", party: Party | None, decision: str, **values: Any
) -> SignOffSlot:
    with transaction.atomic():
        current = _locked(round)
        allowed = SignOffSlot.objects.decidable_by(actor)
        slot = _slot(current, party, allowed.signed_for_by(actor) if "file" in values else allowed)
        given = _kept(check_proven(actor, proof))
        with acting(actor, current.partnership):
            refusal = overtaken(current, actor=actor)
            if refusal is None:
                _write(slot, actor, decision, values | given)
                if decision == Decision.DECLINED:
                    close(current, State.DECLINED, actor=actor, note=slot.statement)
                elif not current.slots.filter(decision=Decision.WAITING).exists():
                    close(current, State.COMPLETE, actor=actor)
    _told(round, current)
    # Only now: the round that was found overtaken stays closed although the person's act is refused.
    if refusal is not None:
        raise refusal
    return slot


def _kept(proof: "Proof") -> dict[str, Any]:
    """What a slot keeps of it, in whole seconds: the history keeps no finer time, and tells of the same moment."""
    return {"proof": proof.kind, "proved_at": proof.at.replace(microsecond=0)}


def _write(slot: SignOffSlot, actor: "User", decision: str, values: dict[str, Any]) -> None:
    values |= {"decision": decision, "person": actor, "decided_at": timezone.now(), "digest": slot.round.digest}
    # The condition makes one decision of two that came at once, whatever the database's locks are worth.
    if not examined(SignOffSlot.objects.filter(pk=slot.pk, decision=Decision.WAITING)).update(**values):
        raise Refused(_("%(party)s has decided already.") % {"party": slot.party})
    for name, value in values.items():
        setattr(slot, name, value)
    told = ["digest", "proof", "proved_at"]
    if slot.file:
        told += ["signed_by", "signed_on", "file_name", "file_sha256"]
    changes = {name: [None, getattr(slot, name)] for name in told}
    write_history(VERBS[Decision(decision)], slot, actor=actor, changes=changes, note=slot.statement)
