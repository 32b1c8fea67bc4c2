"""Emergency readings: begun with a reason and a proof of who one is, told at once, ended by the clock or by whom they concern.

None of it lets anybody write: who reads has no place at the table, and so no right to any step.
"""

import datetime as dt
import uuid
import zoneinfo
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.admin.models import ADDITION
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, roles_with, standing
from partnerships.access.spaces import reading_as
from partnerships.accounts.models import User
from partnerships.administration import letters
from partnerships.administration.models import EmergencyReading, places_at
from partnerships.administration.rights import check_administers
from partnerships.history.models import Event
from partnerships.history.services import Scope, lock
from partnerships.history.services import record as write_history
from partnerships.invitations.models import Invitation
from partnerships.journal import enter
from partnerships.kinds import kind_of
from partnerships.models import Membership, Participation, Partnership, Party
from partnerships.outbox.services import queue_many
from partnerships.records.refusals import Refused, check_proven

if TYPE_CHECKING:
    from partnerships.accounts.presence import Proof
    from partnerships.records.models import PartnershipRecord

# What the party's history calls the steps.
STARTED, ENDED_EARLY = gettext_noop("started"), gettext_noop("ended early")
READ, LISTED = gettext_noop("read, in an emergency reading,"), gettext_noop("listed records in")


def may_read_in_emergency(user: User) -> bool:
    """Whether the account may start such a reading at all: it is an active administrator's who may do everything."""
    return user.is_active and user.is_staff and user.is_superuser


@transaction.atomic
def start_reading(
    partnership: Partnership, party: Party, *, actor: User, reason: str, hours: int, proof: "Proof | None"
) -> EmergencyReading:
    """Let the administrator read the party's private records there for 1, 4 or 24 hours; the party is told at once, with the reason.

    Raises PermissionDenied unless the actor may do everything in the administration; Refused without a reason or a fresh proof of who
    the actor is, for somebody who stands or stood, anywhere, for a party there or is invited to, beside another open reading, or where
    the party owns no records.
    """
    head = lock(partnership)
    actor = User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # one after the other: one reading at a time
    if not may_read_in_emergency(actor):
        raise PermissionDenied
    if refusal := _obstacle(partnership, party, actor):
        raise Refused(refusal)
    check_proven(actor, proof)
    if not reason.strip():
        raise Refused(_("Give a reason: the party is told it."))
    if hours not in EmergencyReading.Hours.values:
        raise Refused(_("Choose how long it lasts: 1, 4 or 24 hours."))
    now = timezone.now()
    reading = EmergencyReading(person=actor, partnership=partnership, party=party, reason=reason.strip())
    reading.started_at, reading.ends_at = now, now + dt.timedelta(hours=hours)
    reading.full_clean()
    reading.save(force_insert=True)
    until = reading.ends_at.astimezone(zoneinfo.ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%d %H:%M %Z")
    write_history(
        STARTED,
        reading,
        actor=actor,
        note=reading.reason,
        changes={"ends_at": [None, until]},
        scope=_scope(reading),
        head=head,
    )
    enter(actor, reading, _("Started for %(party)s: %(reason)s") % {"party": party, "reason": reading.reason}, flag=ADDITION)
    _tell(letters.READING_STARTED, reading, actor)
    return reading


@transaction.atomic
def end_reading(reading: EmergencyReading, *, actor: User) -> EmergencyReading:
    """End it now: by the administrator who reads, or by whoever manages for the party. What is over already stays as it is.

    Raises PermissionDenied for anybody else.
    """
    if actor.pk != reading.person_id and not standing(actor, reading.partnership).may(Right.MANAGE, reading.party):
        raise PermissionDenied
    return _end(reading, actor)


@transaction.atomic
def end_readings_of(person: User, *, actor: User) -> None:
    """End all that the person has open: whoever loses the rights of an administrator does not get them back with a right returned.

    Raises PermissionDenied unless the actor looks after the account.
    """
    check_administers(actor, person)
    for reading in EmergencyReading.objects.open().filter(person=person).select_related("partnership", "party", "person"):
        _end(reading, actor)


@transaction.atomic
def note_seen(
    reading: EmergencyReading,
    *,
    actor: User,
    record: "PartnershipRecord | None" = None,
    listed: "type[PartnershipRecord] | None" = None,
) -> Event | None:
    """Write into the party's history that the person sees a record, or the list of a kind (`listed`), for the first time in this reading.

    The page calls it in the transaction in which it shows them: without the entry nothing is shown. Returns the entry, None where there
    is one already. Raises PermissionDenied unless it is the actor's own open reading, and the record is one that it opens.
    """
    if actor.pk != reading.person_id or not _still_open(reading, record):
        raise PermissionDenied
    subject, verb = (record, READ) if record is not None else (reading, LISTED)
    with translation.override(settings.LANGUAGE_CODE):
        note = str(listed._meta.verbose_name_plural) if listed else ""
    seen = Event.objects.filter(
        partnership=reading.partnership, party=reading.party, kind=kind_of(subject), verb=verb, note=note
    )
    seen = seen.filter(subject_key=subject.pk, actor_key=actor.pk, at__gte=_to_the_millisecond(reading.started_at))
    if seen.exists():
        return None
    head = lock(reading.partnership)  # whoever opens it at the same moment waits here
    if seen.exists():
        return None
    return write_history(verb, subject, actor=actor, note=note, scope=_scope(reading), head=head)


def _obstacle(partnership: Partnership, party: Party, actor: User) -> str:
    """Why this person cannot read this party's records there, "" when nothing is in the way."""
    if places_at(partnership, actor).exists():
        return _(
            "You stand, or stood, for a party in this partnership. Nobody at the table reads what a party keeps to itself: ask another "
            "administrator."
        )
    parties = Participation.objects.filter(partnership=partnership).values("party")
    if Invitation.objects.pending().filter(email__iexact=actor.email, party__in=parties).exists():
        return _(
            "You are invited to stand for a party in this partnership: ask another administrator, or have the invitation revoked."
        )
    if not Participation.objects.joined().signing().filter(partnership=partnership, party=party).exists():
        return _("Choose a party that has joined the partnership and owns records there.")
    if EmergencyReading.objects.open().filter(person=actor).exists():
        return _("You have an emergency reading open. End it before you start another.")
    return ""


def _still_open(reading: EmergencyReading, record: "PartnershipRecord | None") -> bool:
    if record is None:
        return reading.is_open
    with reading_as(reading.person, reading):
        return type(record).objects.filter(pk=record.pk).visible_to(reading.person).exists()


def _end(reading: EmergencyReading, actor: User) -> EmergencyReading:
    head = lock(reading.partnership)
    if not EmergencyReading.objects.open().filter(pk=reading.pk).exists():
        return reading
    reading.ended_at, reading.ended_by = timezone.now(), actor
    reading.save(update_fields=["ended_at", "ended_by"])
    write_history(ENDED_EARLY, reading, actor=actor, scope=_scope(reading), head=head)
    enter(actor, reading, _("Ended early."))
    _tell(letters.READING_ENDED, reading, actor)
    return reading


def _scope(reading: EmergencyReading) -> Scope:
    """The party's own private chain: no other party is told of it, by any hash."""
    return reading.partnership, reading.party, 0


def _to_the_millisecond(moment: dt.datetime) -> dt.datetime:
    """As the history keeps times."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _tell(kind: str, reading: EmergencyReading, actor: User) -> None:
    """A letter to everybody who manages for the party there, its officers among them, but not to who took the step."""
    managing = Membership.objects.standing_in(reading.partnership).filter(
        party=reading.party, role__in=roles_with(Right.MANAGE)
    )
    told = User.objects.filter(pk__in=managing.values("user")).exclude(pk=actor.pk)
    queue_many(kind, [(uuid.uuid5(reading.pk, f"{kind}:{person.pk}"), reading, person, None) for person in told])
