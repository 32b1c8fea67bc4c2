"""The course of a promise: given by the giver, moved by both, settled by the receiver. Each step says for which side one takes it.

What is promised to each of the others is a promise of its own for each. Where it is not divided yet (it is from before, or nobody else
had joined when it was noted), the next step divides it.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.trust.models import Promise
from partnerships.access.policy import Right, Standing, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Party
from partnerships.records.actors import any_party, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, amend_record, save_record

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.records.models import PartnershipRecord

Step = TypeVar("Step", bound=Callable[..., Promise])

State = Promise.State
# What the history calls the steps.
VERBS = (
    *(gettext_noop("given"), gettext_noop("not given"), gettext_noop("reported as kept"), gettext_noop("confirmed as kept")),
    *(gettext_noop("not confirmed"), gettext_noop("broken"), gettext_noop("released"), gettext_noop("new terms asked for")),
    *(gettext_noop("renegotiated"), gettext_noop("new terms refused"), gettext_noop("made good"), gettext_noop("divided")),
)
NOTHING_ASKED: dict[str, Any] = {"asked_due_on": None, "asked_text": "", "asked_why": "", "asked_by_id": None}


def either(promise: Promise, standing: Standing) -> bool:
    return promise.gives(standing) or promise.receives(standing)


def answers(promise: Promise, here: Standing) -> bool:
    """Whether, of new terms, the person stands for the side that answers: the giver's, or one of the receivers'."""
    if promise.state != State.MOVING:
        return False
    return promise.gives(here) if promise.waits_for_giver else promise.receives(here)


def divided_first(step: Step) -> Step:
    """For a step: what is not divided yet is divided before. A receiver then takes the step with its own, the giver with each."""

    @wraps(step)
    @transaction.atomic
    def taken(promise: Promise, *, actor: "User", **said: Any) -> Promise:
        current, here = _now(promise), standing(actor, promise.partnership)
        # What changed since the person read it the step itself refuses.
        if current.to or current.version != promise.version or not current.receivers(here):
            return step(promise, actor=actor, **said)
        others = _split(current, here, actor=None)
        amend_record(current, {"to": current.to}, actor=actor, authority=current, verb="divided" if others else "changed")
        meant = [current, *(one for one in others if current.gives(here) and one.state == current.state)]
        for one in meant:
            step(one, actor=actor, **said)
        promise.refresh_from_db()
        return promise

    return cast("Step", taken)


@taken_by()
@transaction.atomic
def note_promise(promise: Promise, *, actor: "User") -> Promise:
    """Write a promise into the ledger; `promise` is unsaved. Noted by the giver it is given, by anybody else it waits for the giver.

    What is promised to all the others is noted for each of them, who says alone whether it was kept; the actor's own, or the first, is
    given back.

    Raises PermissionDenied without the right, Refused when one of the parties does not take part.
    """
    lock(promise.partnership)
    here = standing(actor, promise.partnership)
    for party in filter(None, (promise.by, promise.to)):
        if party not in here.parties:
            raise Refused(_("%(party)s does not take part here.") % {"party": party})
    if not promise.audience:  # what came of another record is for those who read that
        promise.put_before_all()
    given = promise.gives(here)
    promise.state, promise.given_on = (State.OPEN, today()) if given else (State.NOTED, None)
    _split(promise, here, actor=actor)
    return save_record(promise, actor=actor)


@taken_by()
@transaction.atomic
def rewrite(promise: Promise, *, actor: "User", seen_version: int | None = None) -> Promise:
    """Save what a person wrote otherwise. What was only noted, and is to each of the others now, is noted for each of them.

    Raises as `save_record` does.
    """
    if promise.state == State.NOTED:
        _split(promise, standing(actor, promise.partnership), actor=actor)
    return save_record(promise, actor=actor, seen_version=seen_version)


@taken_by(allowed=any_party)
def note_for(source: "PartnershipRecord", *, actor: "User", title: str, facts: str = "") -> Promise:
    """Take in a promise from another room (partnerships.referrals): the actor's party promises, within thirty days.

    Raises PermissionDenied for somebody who may not write for a party, or not read the source.
    """
    promise = Promise(
        **source.record.joint_place(),
        by=standing(actor, source.partnership).party,
        text=title[:200],
        details=facts,
        due_on=today() + dt.timedelta(days=30),
        source_type=ContentType.objects.get_for_model(source),
        source_key=source.pk,
    )
    return note_promise(promise, actor=actor)


@taken_by(allowed=Promise.gives)
@divided_first
def give(promise: Promise, *, actor: "User") -> Promise:
    """The giver stands by what the other side noted."""
    if _now(promise).state != State.NOTED:
        raise Refused(_("It is given already."))
    return advance(promise, State.OPEN, actor=actor, verb="given", given_on=today())


@taken_by(allowed=Promise.gives)
@divided_first
def decline(promise: Promise, *, actor: "User", reason: str) -> Promise:
    """The giver has promised no such thing. It stays in the ledger and counts for nothing."""
    return advance(promise, State.DECLINED, actor=actor, verb="not given", note=reason, settled_on=today())


@taken_by(allowed=Promise.gives)
@divided_first
def report(promise: Promise, *, actor: "User", on: dt.date, shows: str = "") -> Promise:
    """The giver says that it is kept. Only the receiver can confirm it."""
    _not_in_the_future(on)
    return advance(promise, State.REPORTED, actor=actor, verb="reported as kept", reported_on=on, report=shows.strip())


@taken_by(allowed=Promise.receives)
@divided_first
def confirm(promise: Promise, *, actor: "User", on: dt.date, note: str = "") -> Promise:
    """The receiver confirms that it was kept, and when: by the due date it is kept, after it kept late.

    Raises PermissionDenied for whoever stands for the giver, also when he or she stands for the receiver as well.
    """
    _not_in_the_future(on)
    current = _now(promise)
    state = State.KEPT if on <= current.due_on and current.state != State.BROKEN else State.LATE
    verb = "made good" if current.state == State.BROKEN else "confirmed as kept"
    return advance(promise, state, actor=actor, note=note, verb=verb, kept_on=on, settled_on=today(), confirmed_for=current.to)


@taken_by(allowed=Promise.receives)
@divided_first
def dispute(promise: Promise, *, actor: "User", reason: str) -> Promise:
    """The receiver does not find it kept: it is open again."""
    if _now(promise).state != State.REPORTED:
        raise Refused(_("Nobody has reported it as kept."))
    return advance(promise, State.OPEN, actor=actor, verb="not confirmed", note=reason, reported_on=None, report="")


@taken_by(allowed=either)
@divided_first
def call_broken(promise: Promise, *, actor: "User", reason: str) -> Promise:
    """It will not be kept: the giver may say so at any time, the receiver once it is overdue."""
    current = _now(promise)
    if not current.gives(standing(actor, promise.partnership)) and current.due_on >= today():
        raise Refused(_("It is not overdue yet: only the one who promised can say now that it will not be kept."))
    return advance(promise, State.BROKEN, actor=actor, note=reason, settled_on=today())


@taken_by(allowed=Promise.receives)
@divided_first
def release(promise: Promise, *, actor: "User", reason: str) -> Promise:
    """The receiver lets the giver off. It counts for nothing."""
    return advance(promise, State.RELEASED, actor=actor, note=reason, settled_on=today())


@taken_by(allowed=either)
@divided_first
def ask_to_move(promise: Promise, *, actor: "User", due_on: dt.date, reason: str, text: str = "") -> Promise:
    """Either side asks for another date, or other words; the other side answers."""
    current, here = _now(promise), standing(actor, promise.partnership)
    if due_on < today():
        raise Refused({"due_on": _("This day has passed.")})
    if due_on == current.due_on and text.strip() in ("", current.text):
        raise Refused({"due_on": _("These are the terms it has.")})
    by = current.by if current.gives(here) else current.to
    wish: dict[str, Any] = {"asked_due_on": due_on, "asked_text": text.strip(), "asked_why": reason.strip(), "asked_by": by}
    return advance(promise, State.MOVING, actor=actor, verb="new terms asked for", **wish)


@taken_by(allowed=answers)
@divided_first
def agree_to_move(promise: Promise, *, actor: "User") -> Promise:
    """The other side agrees: the new terms hold, the first date stays known."""
    current = _now(promise)
    terms: dict[str, Any] = {"due_on": current.asked_due_on, "text": current.asked_text or current.text}
    kept: dict[str, Any] = {"first_due_on": current.first_due_on or current.due_on, "times_moved": current.times_moved + 1}
    return advance(promise, State.OPEN, actor=actor, verb="renegotiated", **terms, **kept, **NOTHING_ASKED)


@taken_by(allowed=answers)
@divided_first
def refuse_to_move(promise: Promise, *, actor: "User", reason: str) -> Promise:
    """The other side does not agree: the promise stands as it was given."""
    return advance(promise, State.OPEN, actor=actor, verb="new terms refused", note=reason, **NOTHING_ASKED)


def _split(promise: Promise, here: Standing, *, actor: "User | None") -> list[Promise]:
    """Name the one to whom it is promised, for the caller to save; each further receiver gets one of its own, and these are given back.

    The one is who has asked for new terms, else the actor's party, else the first by name.
    """
    receivers = promise.receivers(here)
    receivers.sort(key=lambda party: (party != promise.asked_by, not here.may(Right.WRITE, party)))
    promise.to = next(iter(receivers), None)
    return [save_record(_for_another(promise, party), actor=actor) for party in receivers[1:]]


def _for_another(promise: Promise, party: Party) -> Promise:
    """The same promise to another party, not saved yet; what one receiver asked for the others have not asked."""
    fields = {
        field.attname: getattr(promise, field.attname) for field in Promise._meta.concrete_fields if not field.primary_key
    }
    if promise.waits_for_giver:
        fields |= {"state": State.OPEN, **NOTHING_ASKED}
    return Promise(**fields | {"to_id": party.pk, "version": 1})


def _now(promise: Promise) -> Promise:
    """The promise as it is now, held until the transaction ends."""
    lock(promise.partnership)
    return Promise.objects.select_for_update(of=("self",)).select_related("by", "to").get(pk=promise.pk)


def _not_in_the_future(on: dt.date) -> None:
    if on > today():
        raise Refused({"on": _("This day has not come yet.")})
