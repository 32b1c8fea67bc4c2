"""How somebody comes to take part in a running partnership, or goes: asked of all parties, done with the last signature."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from partnerships.access.names import EverybodyIn, read_by
from partnerships.access.policy import Right, standing
from partnerships.accounts.models import User
from partnerships.admission.items import as_they_are, check_offered, default_items
from partnerships.admission.models import Admission, AdmissionItem
from partnerships.history.services import lock, to_all
from partnerships.history.services import record as write_history
from partnerships.invitations.memberships import dismiss
from partnerships.invitations.models import Invitation
from partnerships.invitations.rules import NEUTRALS, not_over, stands_already, stands_for_another
from partnerships.invitations.services import mail_or_ask
from partnerships.models import Membership, Participation, Partnership, Party, Side
from partnerships.records.actors import consequence, taken_by
from partnerships.records.models import PartnershipRecord
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.records.sharing import show
from partnerships.services import admit_party, remove_party
from partnerships.signoff.endings import signing_seats
from partnerships.signoff.services import open_round

Kind, State = Admission.Kind, Admission.State
# What the history calls it.
LISTED = gettext_noop("listed what a newcomer will read")
JOINT_ONLY = gettext_lazy("A newcomer is shown joint records of this partnership. Each party shares its own.")


# --- what a party asks ------------------------------------------------------------------------------------------------
@taken_by(Right.MANAGE)
@transaction.atomic
def propose_party(
    partnership: Partnership,
    *,
    actor: User,
    party: Party,
    reason: str,
    side: str = "",
    due_on: dt.date | None = None,
    items: Iterable[PartnershipRecord] | None = None,
) -> Admission:
    """Ask all parties to sign that an organisation joins, and which records of what is there it will read.

    `side` is how it takes part, by default what it is; `items` are joint records that every party reads, by default those that are
    open or in force. A neutral one reads all that every party reads. Raises Refused when it takes part already, is asked about
    already, no other party has joined yet, or a party does not read one of the items.
    """
    lock(partnership)
    side = side or party.kind
    kind = Kind.NEUTRAL_JOINS if side == Side.NEUTRAL else Kind.PARTY_JOINS
    request = Admission(kind=kind, organisation=party, side=side)
    if Admission.objects.waiting().filter(partnership=partnership, organisation=party, kind__in=Admission.JOINS).exists():
        raise Refused(_("The parties are asked about %(party)s already.") % {"party": party})
    if kind == Kind.NEUTRAL_JOINS:
        items = ()  # it reads what every party reads
    listed = default_items(partnership) if items is None else list(items)
    taken = _("%(party)s takes part already.") % {"party": party}
    return _ask(partnership, request, actor=actor, reason=reason, due_on=due_on, items=listed, refusal=taken)


@taken_by(Right.MANAGE)
@transaction.atomic
def propose_reading(
    partnership: Partnership,
    *,
    actor: User,
    party: Party,
    records: Iterable[PartnershipRecord],
    reason: str,
    due_on: dt.date | None = None,
) -> Admission | None:
    """Ask all who read these joint records to sign that a party that came later reads them too. Before that it learns nothing of it.

    Where the actor's party alone reads them, its word is enough: they are shown at once, and None is returned. Raises Refused when it
    does not take part, reads one of them, nothing is named, or not all of them are read by the same parties: each signs for what it
    reads.
    """
    ledger, named = lock(partnership), list(records)
    listed = as_they_are(partnership, ((type(record), record.pk) for record in named))
    seat = Participation.objects.filter(partnership=partnership, party=party).first()
    if seat is None or seat.state == Participation.State.LEFT:
        raise Refused(_("%(party)s does not take part.") % {"party": party})
    if not named:
        raise Refused({"records": _("Choose what it is to read.")})
    if len(listed) < len(named):
        raise Refused({"records": JOINT_ONLY})
    for record in listed:
        check_offered(record)
    if any(record.is_read_at(seat) for record in listed):
        raise Refused({"records": _("%(party)s reads one of them already.") % {"party": party}})
    seats = signing_seats(partnership)
    if len({tuple(record.is_read_at(one) for one in seats) for record in listed}) > 1:
        raise Refused({"records": _("Not all of these are read by the same parties. Choose those that the same parties read.")})
    asked = [one.party for one in seats if listed[0].is_read_at(one)]
    if asked == [standing(actor, partnership).party]:
        show(partnership, seat=seat, actor=actor, records=listed)
        return None
    readers = reduce(and_, (record.audience for record in listed), ledger.seated)  # type: ignore[attr-defined]
    request = Admission(kind=Kind.READS_MORE, organisation=party, side=seat.side, audience=readers)
    refusal = _("%(party)s does not take part.") % {"party": party}
    return _ask(partnership, request, actor=actor, reason=reason, due_on=due_on, items=listed, refusal=refusal)


@taken_by(Right.MANAGE)
@transaction.atomic
def propose_party_end(
    partnership: Partnership, *, actor: User, party: Party, reason: str, due_on: dt.date | None = None
) -> Admission:
    """Ask all parties to sign that a neutral organisation leaves, with all its people. Raises Refused when it is not here as one."""
    lock(partnership)
    request = Admission(kind=Kind.NEUTRAL_GOES, organisation=party, side=Side.NEUTRAL)
    refusal = _("%(party)s does not take part as a neutral party.") % {"party": party}
    return _ask(partnership, request, actor=actor, reason=reason, due_on=due_on, refusal=refusal)


@taken_by(Right.MANAGE)
@transaction.atomic
def propose_person(
    partnership: Partnership,
    *,
    actor: User,
    party: Party,
    role: str,
    email: str,
    name: str = "",
    reason: str,
    due_on: dt.date | None = None,
) -> Admission:
    """Ask all parties to sign that a person of a neutral organisation is invited.

    Raises Refused when the organisation is not here as a neutral one, the role is not one of a neutral person's, or the person is
    invited or stands for somebody here already; ValidationError for what is no address.
    """
    lock(partnership)
    email = email.strip().lower()
    validate_email(email)
    if role not in NEUTRALS:
        raise Refused({"role": _("A neutral person is a facilitator or an auditor.")})
    if Invitation.objects.pending().filter(partnership=partnership, party=party, email=email).exists():
        raise Refused({"email": _("This address is invited already.")})
    person = User.objects.filter(email=email).first()
    if person and (stands_already(person, partnership, party) or stands_for_another(person, partnership, party)):
        raise Refused({"email": _("This person takes part already.")})
    request = Admission(
        kind=Kind.PERSON_COMES, organisation=party, side=Side.NEUTRAL, email=email, name=name.strip(), role=role
    )
    refusal = _("%(party)s does not take part as a neutral party.") % {"party": party}
    return _ask(partnership, request, actor=actor, reason=reason, due_on=due_on, refusal=refusal)


@taken_by(Right.MANAGE)
@transaction.atomic
def propose_person_end(
    partnership: Partnership, *, actor: User, membership: Membership, reason: str, due_on: dt.date | None = None
) -> Admission:
    """Ask all parties to sign that a neutral person's membership ends. Raises Refused when it is none of this partnership's."""
    lock(partnership)
    seats = Participation.objects.filter(partnership=partnership, side=Side.NEUTRAL)
    current = Membership.objects.filter(pk=membership.pk, partnership=partnership, party__in=seats.values("party")).first()
    refusal = _("This is no neutral person of the partnership.")
    if current is None:
        raise Refused(refusal)
    person = current.user
    request = Admission(
        kind=Kind.PERSON_GOES,
        organisation=current.party,
        side=Side.NEUTRAL,
        email=person.email,
        name=person.name,
        role=current.role,
        membership=current,
    )
    return _ask(partnership, request, actor=actor, reason=reason, due_on=due_on, refusal=refusal)


def _ask(
    partnership: Partnership,
    request: Admission,
    *,
    actor: User,
    reason: str,
    due_on: dt.date | None,
    refusal: str,
    items: Iterable[PartnershipRecord] = (),
) -> Admission:
    """Lay a request before all parties, with what a newcomer will read. Raises Refused when it could not be carried out now."""
    request.partnership, request.visibility, request.reason = partnership, "shared", reason.strip()
    if not request.reason:
        raise Refused({"reason": _("Give a reason: all parties read it.")})
    if not request.holds():
        raise Refused(refusal)
    same = {name: getattr(request, name) for name in ("partnership", "organisation", "kind", "email")}
    if request.kind == Kind.READS_MORE:  # others may be asked what they read: nobody is told of that
        same["audience"] = request.audience
    if Admission.objects.waiting().filter(**same).exists():
        raise Refused(_("The parties are asked about this already."))
    save_record(request, actor=actor)
    everybody = EverybodyIn(audience=request.audience)
    rows = [_item(request, record, place, everybody) for place, record in enumerate(items)]
    if rows:
        AdmissionItem.objects.bulk_create(rows)
        write_history(LISTED, request, actor=actor, also=rows)
    open_round(request, actor=actor, due_on=due_on)
    return request


def _item(request: Admission, record: PartnershipRecord, position: int, everybody: EverybodyIn) -> AdmissionItem:
    """A line of the list, which all who sign read. Raises Refused for what is not joint, of another partnership, or not read by all."""
    if record.partnership_id != request.partnership_id or record.party_id is not None:  # type: ignore[attr-defined]
        raise Refused(JOINT_ONLY)
    if not everybody.reads(record):
        raise Refused(_("A newcomer is shown only joint records that every party reads."))
    check_offered(record)
    with read_by(everybody):
        title = str(record)[:250]
    kind = ContentType.objects.get_for_model(record)
    row: dict[str, Any] = {"author": request.author, "subject_type": kind, "subject_key": record.pk}
    return AdmissionItem(admission=request, title=title, position=position, **row)


# --- what the parties decided -----------------------------------------------------------------------------------------
@consequence
@transaction.atomic
def carry_out(admission: Admission, *, actor: User | None) -> Admission:
    """All parties have signed: it is done. Called by the sign-off alone. Raises Refused when it came about by another way."""
    partnership, party = admission.partnership, admission.organisation
    match admission.kind:
        case Kind.PERSON_COMES:
            _invite(admission, actor)
        case Kind.PERSON_GOES if admission.membership is not None:
            dismiss(partnership, admission.membership, actor=actor, note=admission.reason)
        case Kind.NEUTRAL_GOES:
            _send_away(partnership, party, actor, admission.reason)
        case Kind.READS_MORE:
            seat = Participation.objects.get(partnership=partnership, party=party)
            show(partnership, seat=seat, actor=actor, records=admission.shown())
        case _:
            seat = admit_party(partnership, party, actor=actor, side=admission.side)
            show(partnership, seat=seat, actor=actor, records=admission.shown())
    return advance(admission, State.AGREED, actor=actor)


@consequence
def close_admission(admission: Admission, to: str, *, actor: User | None, note: str = "") -> Admission:
    """The signatures did not come together: nothing happens. Called by the sign-off alone."""
    return advance(admission, to, actor=actor, note=note)


def _invite(admission: Admission, actor: User | None) -> None:
    """As all parties decided it, whoever's signature was the last; the organisation's own people confirm it as any other."""
    place = {"partnership": admission.partnership, "party": admission.organisation, "email": admission.email}
    if Invitation.objects.pending().filter(**place).exists():
        raise Refused(_("This address is invited already."))
    invitation = Invitation(**place, name=admission.name, role=admission.role, invited_by=admission.author)
    invitation.save()
    write_history("invited", invitation, actor=actor, scope=admission.scope())
    mail_or_ask(invitation)


def _send_away(partnership: Partnership, party: Party, actor: User | None, note: str) -> None:
    """A neutral organisation leaves, with its people and the invitations to more of them."""
    for membership in Membership.objects.filter(not_over(), partnership=partnership, party=party):
        dismiss(partnership, membership, actor=actor, note=note)
    for invitation in Invitation.objects.pending().filter(partnership=partnership, party=party):
        invitation.state = Invitation.State.REVOKED
        invitation.save(update_fields=["state"])
        write_history("revoked", invitation, actor=actor, scope=to_all(partnership))
    remove_party(partnership, party, actor=actor, note=note)
