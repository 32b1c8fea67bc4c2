"""Whose intellectual property is, and how it is protected."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Party
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused, check_free
from partnerships.records.services import advance, delete_record, save_record
from partnerships.signoff.services import open_round
from rmp.knowledge.models import IPRecord, IPShare
from rmp.knowledge.models.property import WHOLE

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

Protection = IPRecord.Protection
# What the history calls the steps of protection: they bear the name of the state in a form that is in the catalogue.
VERBS = {
    Protection.DISCLOSED: gettext_noop("disclosed to the parties"),
    Protection.EVALUATING: gettext_noop("taken into evaluation"),
    Protection.FILED: gettext_noop("filed"),
    Protection.GRANTED: gettext_noop("granted"),
    Protection.LICENSED: gettext_noop("licensed"),
    Protection.ABANDONED: gettext_noop("abandoned"),
}


def _now(ip: IPRecord) -> IPRecord:
    lock(ip.partnership)
    current = IPRecord.objects.select_related("party", "agreement").prefetch_related("shares__owner").get(pk=ip.pk)
    current.partnership = ip.partnership
    return current


@taken_by()
@transaction.atomic
def set_shares(
    ip: IPRecord,
    *,
    actor: "User",
    shares: Mapping[Party, Decimal],
    other_owner: str = "",
    other_percent: Decimal | None = None,
) -> IPRecord:
    """Say whose an item is: all shares at once. Raises Refused unless they add up to 100, or when they are agreed already."""
    current = _now(ip)
    if current.is_agreed:
        raise Refused(_("The shares are agreed by all parties: make a revision."))
    given = {party: percent for party, percent in shares.items() if percent}
    other_owner, other_percent = other_owner.strip(), other_percent or None
    if bool(other_owner) != bool(other_percent):
        raise Refused({"other_owner": _("An owner outside has a name and a share.")})
    total = sum(given.values(), other_percent or Decimal(0))
    if total != WHOLE:
        raise Refused(_("The shares add up to %(total)s, not to 100.") % {"total": f"{total.normalize():f}"})
    before = {share.owner: share for share in current.shares.all()}  # type: ignore[attr-defined]
    for party, share in before.items():
        if party not in given:
            delete_record(share, actor=actor)
    for party, percent in given.items():
        share = before.get(party) or IPShare(ip=current, owner=party)
        share.ip, share.percent = current, percent
        save_record(share, actor=actor)
    current.other_owner, current.other_percent = other_owner, other_percent
    return save_record(current, actor=actor)


@taken_by()
@transaction.atomic
def ask_shares(ip: IPRecord, *, actor: "User", due_on: dt.date | None = None) -> "SignOffRound":
    """Put the owners of a joint item to all parties. Raises Refused while the shares do not add up to 100, and as open_round does."""
    current = _now(ip)
    if not current.is_joint:
        raise Refused(_("Only a joint entry is put to all parties."))
    if current.is_agreed:
        raise Refused(_("The shares are agreed already."))
    _must_be_owned(current)
    return open_round(current, actor=actor, due_on=due_on)


@taken_by()
@transaction.atomic
def revise(ip: IPRecord, *, actor: "User") -> IPRecord:
    """Draft an entry that takes the place of an agreed one, with the same words and owners to start from."""
    current = _now(ip)
    if not current.is_agreed or not current.is_current:
        raise Refused(_("Only an agreed entry that holds now is revised."))
    if current.replaced_by.unagreed().exists():  # type: ignore[attr-defined]
        raise Refused(_("There is a revision already."))
    draft = IPRecord(replaces=current, **current.joint_place(), **{name: getattr(current, name) for name in IPRecord.FIXED})
    save_record(draft, actor=actor)
    for share in current.shares.all():  # type: ignore[attr-defined]
        save_record(IPShare(ip=draft, owner=share.owner, percent=share.percent), actor=actor)
    return draft


def _must_be_owned(ip: IPRecord) -> None:
    if ip.total() != WHOLE:
        raise Refused(_("Say first whose it is: the shares do not add up to 100."))


@taken_by()
@transaction.atomic
def protect(
    ip: IPRecord,
    *,
    actor: "User",
    to: str,
    on: dt.date,
    reference: str = "",
    next_step: str = "",
    next_on: dt.date | None = None,
) -> IPRecord:
    """Take the next step of protection. Raises Refused for a step that does not follow, before it is settled whose it is, and where
    somebody who does not sign gives up what all parties agreed."""
    current = _now(ip)
    if to == Protection.ABANDONED and current.is_agreed:
        if not current.may(standing(actor, ip.partnership), Right.SIGN):
            raise Refused({"to": _("All parties agreed whose it is: only somebody who signs for a party gives it up.")})
        check_free(actor)
    if not current.is_current or (current.replaces_id and not current.is_agreed):
        raise Refused(_("It is the entry that holds now which is protected."))
    if on > today():
        raise Refused({"on": _("This day has not come yet.")})
    if next_on and not next_step.strip():
        raise Refused({"next_step": _("Say which step is to be taken by then.")})
    if to in IPRecord.OWNED:
        _must_be_owned(current)
        if current.is_joint and current.kind == IPRecord.Kind.FOREGROUND and not current.is_agreed:
            raise Refused(_("All parties first agree whose it is."))
    news: dict[str, Any] = {"protected_on": on, "next_step": next_step.strip(), "next_on": next_on}
    news |= {"reference": reference.strip() or current.reference}
    return advance(current, to, actor=actor, field="protection", verb=VERBS[Protection(to)], **news)
