"""Putting a signal of behaviour to the other party, its reply, and the end of it. What all read names no person."""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.trust.models import BehaviourSignal, SignalReply
from partnerships.access.policy import Right, Standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Membership, Partnership
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.records.sharing import share_with_all

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = BehaviourSignal.State
VERBS = (gettext_noop("put"), gettext_noop("answered"), gettext_noop("closed"))
REPLIED_WITHIN = 14
SHORTEST_NAME = 3


def people_named(partnership: Partnership, *texts: str) -> list[str]:
    """The people who stand for somebody in the partnership and are named in the texts, by full or last name. One query."""
    words = " ".join(texts)
    people = Membership.objects.standing_in(partnership).order_by("user__name").values_list("user__name", flat=True).distinct()
    return [name for name in people if any(_in(part, words) for part in {name, name.split()[-1]} if len(part) >= SHORTEST_NAME)]


def _in(name: str, words: str) -> bool:
    """A name, as a word with its capital: “Long” is a name where “long” is none."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def refuse_names(partnership: Partnership, *texts: str) -> None:
    """Raise Refused when a text that all will read names a person."""
    named = people_named(partnership, *texts)
    if named:
        raise Refused(
            _("It names %(people)s. Write about the party, not about a person: all parties will read it.")
            % {"people": ", ".join(named)}
        )


def concerned(reply: SignalReply, standing: Standing) -> bool:
    """Those whom the signal is about."""
    return reply.party_id == reply.signal.about_id and standing.may(Right.WRITE, reply.party)


@taken_by(Right.SHARE)
@transaction.atomic
def put(signal: BehaviourSignal, *, actor: "User") -> BehaviourSignal:
    """Put it to the party it is about: all parties read it from now on. Raises Refused when it names a person."""
    lock(signal.partnership)
    refuse_names(signal.partnership, signal.what, signal.effect)
    days: dict[str, Any] = {"put_on": today(), "reply_by": today() + dt.timedelta(days=REPLIED_WITHIN)}
    if signal.state != State.NOTED:
        raise Refused(_("It was put to the party already."))
    share_with_all(signal, actor=actor)
    return advance(signal, State.PUT, actor=actor, **days)


@taken_by(allowed=concerned)
@transaction.atomic
def reply(answer: SignalReply, *, actor: "User") -> SignalReply:
    """Keep the reply of the party concerned, new or changed. Raises Refused when it names a person, or before the signal was put.

    Raises PermissionDenied for anybody but that party.
    """
    signal = answer.signal
    lock(signal.partnership)
    if signal.state not in (State.PUT, State.ANSWERED):
        raise Refused(_("There is nothing to reply to."))
    refuse_names(signal.partnership, answer.text)
    saved = save_record(answer, actor=actor)
    if signal.state == State.PUT:
        advance(signal, State.ANSWERED, actor=actor)
    return saved


@taken_by()
def close(signal: BehaviourSignal, *, actor: "User", closing: str) -> BehaviourSignal:
    """The party that noticed it ends it: after the reply, or when the day for it has passed. Raises Refused before."""
    if signal.state == State.PUT and signal.reply_by and signal.reply_by >= today():
        raise Refused(_("The other party can still reply."))
    refuse_names(signal.partnership, closing)
    return advance(signal, State.CLOSED, actor=actor, closing=closing.strip())
