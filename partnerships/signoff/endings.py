"""How rounds end: by decisions, by time, or because what was to be signed is no longer what it was."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.names import EverybodyIn, read_by, written_for
from partnerships.canonical import digest, plain
from partnerships.history.comparing import examined
from partnerships.history.services import record as write_history
from partnerships.models import Participation, Partnership, Party
from partnerships.records.actors import consequence
from partnerships.records.compare import differences
from partnerships.records.refusals import Refused
from partnerships.signoff import letters
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.reasons import (
    CHANGED,
    NOT_ALL_ASKED,
    OTHER_PARTIES,
    REMOVED,
    SIGNATURES,
    SILENT,
    UNANSWERED,
    UNSHARED,
    VOIDED,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partnerships.accounts.models import User
    from partnerships.signoff.subjects import Signable

State = SignOffRound.State

# How the history calls an end.
VERBS = {
    State.COMPLETE: gettext_noop("completed"),
    State.DECLINED: gettext_noop("ended by refusal"),
    State.VOIDED: VOIDED,
    State.EXPIRED: gettext_noop("expired"),
    State.WITHDRAWN: gettext_noop("withdrawn"),
}
# Which of the subject's hooks hears of it.
HOOKS = {State.COMPLETE: "signoff_completed", State.DECLINED: "signoff_declined"}


class Voided(Refused):
    """The content changed since it was laid before the parties; the round has been closed as void."""


class Expired(Refused):
    """The last day to sign has passed; the round has been closed."""


def snapshot_of(subject: "Signable") -> tuple[dict[str, Any], str]:
    """The subject's content in plain form and its hash, the same for readers of every language and time zone."""
    _place, owner, audience = subject.scope()  # type: ignore[attr-defined]
    with translation.override(None), timezone.override(None), read_by(EverybodyIn(owner, audience)):
        data = plain(subject.snapshot())
    return data, digest(data)


def _signing(partnership: Partnership) -> "QuerySet[Participation]":
    return Participation.objects.joined().signing().filter(partnership=partnership)


def signing_seats(partnership: Partnership) -> list[Participation]:
    """The parties that have joined, without neutral ones. Who is only invited has nobody yet who could answer."""
    return list(_signing(partnership).select_related("party").order_by("party__name"))


def is_passed_over(subject: Any, seats: Iterable[Participation]) -> bool:
    """Whether one of these parties, which are not asked, reads the subject or what it acts on."""
    seats = list(seats)
    return bool(seats) and any(one.record.is_read_at(seat) for one in (subject, *subject.acts_on()) for seat in seats)


def passes_over(round: SignOffRound, subject: Any) -> bool:
    """Whether a party that signs here by now, and was not asked in the round, reads its subject or what that acts on."""
    return is_passed_over(subject, _signing(round.partnership).exclude(party__in=round.slots.values("party")))


def signing_parties(partnership: Partnership, record: Any = None) -> list[Party]:
    """Who decides: the parties that have joined, without neutral ones; of a record, those that read it."""
    return [seat.party for seat in signing_seats(partnership) if record is None or record.is_read_at(seat)]


def check_all_read(record: Any) -> None:
    """Raises Refused where a party that signs here does not read the record: what binds all is not decided over its head."""
    unread = [seat.party.name for seat in signing_seats(record.partnership) if not record.is_read_at(seat)]
    if unread:
        raise Refused(
            _(
                "This binds all parties, but is older than the place of %(parties)s, who cannot read it. Write it anew for all to sign."
            )
            % {"parties": ", ".join(unread)}
        )


def check_all_asked(record: Any, seats: Iterable[Participation]) -> None:
    """Raises Refused where one of the parties that sign here reads what the record acts on, but not the record."""
    if is_passed_over(record, [seat for seat in seats if not record.record.is_read_at(seat)]):
        raise Refused(
            _(
                "This changes what another party reads. That party cannot read this, and so is not asked: "
                "write it anew for all to sign."
            )
        )


def overtaken(round: SignOffRound, *, actor: "User | None") -> Refused | None:
    """Close an open round that time or a change has overtaken. Returns what to tell the person, None while it holds.

    The caller holds the partnership's lock.
    """
    if round.is_overdue:
        expire(round)
        return Expired(_("The last day to sign has passed."))
    if sum(seat.bit for seat in signing_seats(round.partnership)) != round.table:
        void(round, actor=actor, reason=OTHER_PARTIES)
    else:
        void_if_changed(round, actor=actor)
    if round.is_open:
        return None
    return Voided(_("It has changed since it was laid before the parties, so the round is void. Nothing was signed."))


def expire(round: SignOffRound) -> None:
    """End the round because its last day has passed: silence is no consent. The caller holds the lock."""
    slots = round.slots.select_related("party").order_by("party__name")
    silent = [str(slot.party) for slot in slots if slot.is_waiting]
    close(round, State.EXPIRED, actor=None, note=UNANSWERED, changes={SILENT: [[], silent]})


def void_if_changed(round: SignOffRound, *, actor: "User | None") -> None:
    """Void the round unless its subject still says, for all to read, what the round laid before all whom it concerns."""
    subject: Any = round.current_subject()
    if subject is None:
        void(round, actor=actor, reason=REMOVED)
    elif not subject.scope()[2]:
        void(round, actor=actor, reason=UNSHARED)
    elif passes_over(round, subject):
        void(round, actor=actor, reason=NOT_ALL_ASKED)
    else:
        now, now_digest = snapshot_of(subject)
        if now_digest != round.digest:
            found = differences(round.snapshot, now, type(subject))
            void(round, actor=actor, reason=CHANGED, changes={place.key: [place.before, place.after] for place in found})


def void(round: SignOffRound, *, actor: "User | None", reason: object, changes: dict[str, Any] | None = None) -> None:
    """End the round as void, saying why and whose signatures fall. The caller holds the partnership's lock.

    `reason` is what somebody typed, a sentence of the product's as it is kept (partnerships.history.notes), or the record that led to it.
    """
    fallen = [f"{slot.person} ({slot.party})" for slot in round.slots.select_related("party", "person") if slot.is_signed]
    changes = dict(changes or {})
    if fallen:
        changes[SIGNATURES] = [fallen, []]
    close(round, State.VOIDED, actor=actor, note=reason, changes=changes)


@consequence
def close(
    round: SignOffRound, state: str, *, actor: "User | None", note: object = "", changes: dict[str, Any] | None = None
) -> None:
    """Give the round its final state, tell the history, the subject and the people. Raises Refused when it has ended already.

    What follows is the decision's word, whoever's signature was the last.
    """
    closed_at, (_partnership, owner, audience) = timezone.now(), round.scope()
    with written_for(owner, audience):
        said = str(note)
    still_open = SignOffRound.objects.open().filter(pk=round.pk)
    if not examined(still_open).update(state=state, closed_at=closed_at, closing_note=said):
        raise Refused(_("This round has ended."))
    round.state, round.closed_at, round.closing_note = state, closed_at, said
    write_history(VERBS[SignOffRound.State(state)], round, actor=actor, changes=changes, note=said)
    letters.tell(round, actor)
    subject = round.current_subject()
    if subject is not None:
        getattr(subject, HOOKS.get(SignOffRound.State(state), "signoff_voided"))(round, actor)
