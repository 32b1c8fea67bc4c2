"""Showing a record to others and taking it back: acts, each in the history of those whom it concerns."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.names import written_for
from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Visibility
from partnerships.audience import covers, not_shown_to
from partnerships.bases import Vouched
from partnerships.history.comparing import examined
from partnerships.history.services import Scope, lock
from partnerships.history.services import record as write_history
from partnerships.models import Participation, Partnership, Party
from partnerships.records.actors import Rule, admitted, consequence
from partnerships.records.describe import tree
from partnerships.records.models import Disclosure, PartnershipRecord, record_kinds
from partnerships.records.naming import all_kept_references, shown_referrers
from partnerships.records.refusals import Refused
from partnerships.records.services import follow, readers_of, record_changed

if TYPE_CHECKING:
    from partnerships.accounts.models import User

SHARING = Rule(Right.SHARE)


SHOWN = gettext_noop("shown")


def not_reading(record: PartnershipRecord, standing: Standing) -> list[Party]:
    """The parties at the table to which the record of one of them is not shown yet."""
    others = (seat for seat in standing.at_table if seat.party_id != record.party_id)  # type: ignore[attr-defined]
    return [seat.party for seat in others if not record.is_read_at(seat)]


@transaction.atomic
def share_record(
    record: PartnershipRecord,
    *,
    actor: "User",
    note: str = "",
    parties: Iterable[Party] | None = None,
    also: Iterable[Vouched] = (),
) -> Disclosure:
    """Show a record of one's own party to others: to these parties, or to all at the table. What is shown to some can be shown to more.

    `also` are rows that were written with it. Raises PermissionDenied without the right to share, Refused when they read it already,
    a party does not take part, or it refers to what not all of them may read.
    """
    with admitted(record, actor, SHARING):
        ledger = lock(record.partnership)
        current = type(record).objects.select_for_update().get(pk=record.pk)
        if current.party is None:
            raise Refused(_("It is shared already."))
        chosen = ledger.seated if parties is None else _bits(current, list(parties))
        audience = current.audience | chosen
        if audience == current.audience:
            raise Refused(_("It is shared already."))
        hidden = all_kept_references(current, audience)
        if hidden:
            raise Refused(
                _("It refers to what they may not read: %(what)s. Share that first.") % {"what": ", ".join(map(str, hidden))}
            )
        with written_for(about=current):
            label = str(current)[:250]
        return _disclose(current, record, audience, Disclosure.Kind.SHARED, actor, note, label, {}, also)


def other_readers(record: PartnershipRecord) -> list[Participation]:
    """The other parties at the table to which the record of one of them is shown: nothing more is shown to who has left. One query."""
    seats = Participation.objects.filter(partnership=record.partnership).exclude(state=Participation.State.LEFT)
    others = seats.exclude(party=record.party_id).select_related("party").order_by("party__name")  # type: ignore[attr-defined]
    return [seat for seat in others if record.is_read_at(seat)]


def share_with_all(record: PartnershipRecord, *, actor: "User", note: str = "") -> None:
    """Show a record to all at the table, as far as they do not read it yet: for steps that lay it before all."""
    if not record.reaches_all():
        share_record(record, actor=actor, note=note)


def _bits(record: PartnershipRecord, parties: list[Party]) -> int:
    """The bits of the named parties and of the record's own."""
    seats = Participation.objects.filter(partnership=record.partnership).exclude(state=Participation.State.LEFT)
    bits: dict[Any, int] = {seat.party_id: seat.bit for seat in seats}
    own: Any = record.party_id  # type: ignore[attr-defined]
    others = {party.pk for party in parties} - {own}
    if not others or not others <= bits.keys():
        raise Refused(_("Name the parties that are to read it, of those that take part."))
    return sum(bits[key] for key in {*others, own})


@transaction.atomic
def share_many(seat: Participation, *, actor: "User", records: Iterable[PartnershipRecord]) -> int:
    """Show records of one's own party to one more: what a party that came later has not read. All, or where one is refused none.

    Returns how many. Raises as `share_record` does.
    """
    waiting, shown = list(records), 0
    while waiting:  # what is referred to is shown before what refers to it, in whatever order they come
        refused: list[PartnershipRecord] = []
        for record in waiting:
            if not type(record).objects.filter(not_shown_to(seat), pk=record.pk).exists():
                continue  # it went with another one
            try:
                with transaction.atomic():
                    share_record(record, actor=actor, parties=[seat.party])
                shown += 1
            except Refused as refusal:
                refused.append(record)
                last = refusal
        if len(refused) == len(waiting):
            raise last
        waiting = refused
    return shown


@consequence
@transaction.atomic
def show(partnership: Partnership, *, seat: Participation, actor: "User | None", records: Iterable[PartnershipRecord]) -> None:
    """Show joint records of a partnership to who sits there, as all parties have decided."""
    ledger = lock(partnership)
    for record in records:
        current = type(record).objects.select_for_update().get(pk=record.pk)
        if not current.is_joint or current.is_read_at(seat):
            continue
        current.audience = record.audience = current.audience | seat.bit
        current.version = record.version = current.version + 1
        current.save()
        rows = follow(current, actor)
        write_history(SHOWN, current, actor=actor, note=str(seat.party), head=ledger, also=rows)
        record_changed.send(type(current), record=current, changed=current, actor=actor)


@consequence
@transaction.atomic
def show_all(partnership: Partnership, *, seat: Participation, actor: "User | None") -> None:
    """Show a neutral party, as it was decided, all that every party reads: each has said so for its own with its signature."""
    ledger = lock(partnership)
    found: dict[int, list[Vouched]] = defaultdict(list)
    for model in record_kinds():
        rows = model.objects.disclosed().for_whoever_comes().filter(not_shown_to(seat), partnership=partnership)
        shown: list[PartnershipRecord] = list(rows.order_by("pk"))
        examined(model.objects.filter(pk__in=[row.pk for row in shown])).update(audience=F("audience").bitor(seat.bit))
        for row in shown:
            found[row.audience | seat.bit].append(row)
    for audience, records in sorted(found.items()):
        write_history(
            SHOWN, seat, actor=actor, note=str(seat.party), scope=(partnership, None, audience), head=ledger, also=records
        )


@transaction.atomic
def withdraw_record(record: PartnershipRecord, *, actor: "User", note: str = "") -> Disclosure:
    """Take a shared record back. The other parties keep what they could read until now; what comes after is private.

    Raises PermissionDenied without the right to share, Refused when a joint decision rests on it or something shared refers to it.
    """
    with admitted(record, actor, SHARING):
        lock(record.partnership)
        current = type(record).objects.select_for_update().get(pk=record.pk)
        if current.party is None or current.is_private:
            raise Refused(_("It is not shared."))
        if current.locked_fields():
            raise Refused(_("A joint decision rests on it."))
        users = shown_referrers(current)
        if users:
            raise Refused(_("What is shared refers to it: %(what)s.") % {"what": ", ".join(users)})
        with readers_of(current):
            shown, label = tree(current), str(current)[:250]
        try:
            with transaction.atomic():
                return _disclose(current, record, 0, Disclosure.Kind.WITHDRAWN, actor, note, label, shown)
        except IntegrityError:  # its own model has it shared in this state
            raise Refused(_("The other parties have it before them: as it stands it is not taken back.")) from None


def _disclose(
    current: PartnershipRecord,
    record: PartnershipRecord,
    audience: int,
    kind: str,
    actor: "User",
    note: str,
    label: str,
    kept: dict[str, Any],
    also: Iterable[Vouched] = (),
) -> Disclosure:
    """Let those read it whose bits the audience has, nobody else; the act is known to all who read it before or do now."""
    told = current.audience | audience
    known = covers(current.audience, lock(current.partnership).joined) and current.audience > 0
    current.audience = record.audience = audience
    current.visibility = record.visibility = Visibility.SHARED if audience else Visibility.PRIVATE
    current.version = record.version = current.version + 1
    current.save()
    disclosure = Disclosure.objects.create(
        partnership=current.partnership,
        party=current.party,
        visibility=Visibility.SHARED,
        audience=told,
        kind=kind,
        by=actor,
        note=note,
        subject=current,
        subject_label=label,
        content=kept,
    )
    scope: Scope = current.partnership, current.party, told
    also = [disclosure, *also, *follow(current, actor)]
    write_history(kind, current, actor=actor, note=note, scope=scope, disclosed=known, also=also)
    record_changed.send(type(current), record=current, changed=current, actor=actor)
    return disclosure
