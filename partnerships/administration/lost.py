"""An old address that is lost: who is told, who may say yes or no in its place, and when that is enough.

Instead of the yes of the old address it takes that of two officers of every organisation for which the person stands, or fourteen days
in which the officers, who are officers still, and every partnership knew of it. Until then the person signs nothing. Nothing is
remembered but who was told and who agreed: for whom the person stands, and who is an officer, is asked anew each time.
"""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, roles_with
from partnerships.accounts.models import User
from partnerships.administration import letters
from partnerships.administration.models import LOST_WAIT, AddressChange, AddressNotice, EmergencyReading, OfficerConsent
from partnerships.administration.rights import may_administer
from partnerships.history.services import lock, to_all
from partnerships.history.services import record as write_history
from partnerships.invitations.memberships import counts_in
from partnerships.invitations.rules import not_over
from partnerships.models import Membership, Partnership, Party
from partnerships.outbox.services import queue_many

# What the history calls the steps.
REPORTED = gettext_noop("reported lost the address of")
CARRIED_OUT = gettext_noop("replaced the lost address of")
REFUSED = gettext_noop("refused another address for")
WITHDRAWN = gettext_noop("withdrew another address for")

OFFICERS_NEEDED = 2

# A membership, and one of the partnerships in which it counts; None stands for the officers of its party.
Place = tuple[Membership, Partnership | None]


def hold(person: User, *, also: Q | None = None) -> User:
    """The account as it is, held until the end of the transaction, with those that `also` finds, and before them the histories in which
    it is told of, those of open emergency readings among them: in the order of all, each kind by its keys.

    So who signs at the same moment has signed before, or is barred.
    """
    tables = {table.pk: table for _membership, table in _places(person) if table is not None}
    readings = EmergencyReading.objects.open().filter(person=person).select_related("partnership")
    tables |= {reading.partnership_id: reading.partnership for reading in readings}
    for key in sorted(tables):
        lock(tables[key])
    wanted = Q(pk=person.pk) if also is None else Q(pk=person.pk) | also
    held = User.objects.select_for_update(no_key=True).filter(wanted).order_by("pk")
    return {row.pk: row for row in held}[person.pk]


def tell(change: AddressChange, at: dt.datetime) -> None:
    """Tell whoever was not told yet that the address is lost: the officers, and every partnership by its history and letters."""
    told = set(change.notices.values_list("party", "partnership"))
    notices = []
    for membership, table in _places(change.user):
        if (membership.party_id, table and table.pk) in told:
            continue
        notices.append(AddressNotice.objects.create(change=change, party=membership.party, partnership=table, told_at=at))
        if table is None:
            _ask_officers(change, membership.party)
        else:
            scope = to_all(table)
            write_history(REPORTED, membership, actor=change.asked_by, note=change.lost_reason, scope=scope)
    _tell_managers(change, notices)


def tell_end(change: AddressChange, verb: str, *, actor: User | None = None) -> None:
    """Write into the history of each partnership what became of it, and tell the officers."""
    places = _places(change.user)
    for membership, table in places:
        if table is not None:
            write_history(verb, membership, actor=actor, scope=to_all(table))
    officers = _officers(change, {membership.party_id for membership, _table in places})
    wanted = [(uuid.uuid5(change.pk, f"ended {officer.pk}"), change, officer, None) for officer in officers]
    queue_many(letters.LOST_ENDED, wanted)  # type: ignore[arg-type]


def own_officers(change: AddressChange) -> "QuerySet[User]":
    """The officers, as of now, of the organisations for which the person stands: never the person, nor the administrator who asked."""
    return _officers(change, {membership.party_id for membership, _table in _places(change.user)})


def may_refuse(person: User, change: AddressChange) -> bool:
    """Whether the person is one of the officers concerned: one no is enough. Who was told as one, whatever became of the place."""
    was_told = change.consents.filter(officer=person, officer__is_active=True).exists()
    return was_told or own_officers(change).filter(pk=person.pk).exists()


def may_agree(person: User, change: AddressChange) -> bool:
    """Whether the yes of the person would count: of an officer then and now, who does not look after the account as an administrator."""
    asked = change.consents.filter(officer=person).values_list("party", flat=True)
    return _officers(change, set(asked)).filter(pk=person.pk).exists() and not may_administer(person, change.user)


def is_settled(change: AddressChange) -> bool:
    """Whether it can do without the yes of the old address now."""
    places = _places(change.user)
    return _officers_agree(change, {membership.party_id for membership, _table in places}) or _days_are_over(change, places)


def bar(person: User) -> str:
    """Why the person may sign nothing while it is open who holds the account (partnerships.accounts.presence)."""
    change = AddressChange.objects.lost().filter(user=person.pk).first()
    if change is None:
        return ""
    return _(
        "An administrator has reported that your old address is lost, and has asked for another one. You cannot sign until that is "
        "settled, at the latest on %(moment)s. If the address is not lost, say no by the link that was sent to it."
    ) % {"moment": date_format(timezone.localtime(change.expires_at), "DATETIME_FORMAT")}


def waiting_rows(person: User) -> list[dict[str, Any]]:
    """What waits for the yes of an officer, for My work."""
    asked = AddressChange.objects.lost().filter(consents__officer=person, consents__agreed_at__isnull=True).distinct()
    return [
        {
            "title": _("Lost address: %(person)s") % {"person": change.user},
            "url": reverse("lost-address", args=[change.pk]),
            "partnership": None,
        }
        for change in asked.select_related("user").order_by("created_at")
        if may_agree(person, change)
    ]


def _places(person: User) -> list[Place]:
    """Where the person stands, once for each party and partnership: also where it is paused or begins later, for it will count there."""
    found: dict[tuple[Any, Any], Place] = {}
    for membership in Membership.objects.filter(not_over(), user=person).select_related("user", "party", "partnership"):
        for table in (None, *counts_in(membership)):
            found.setdefault((membership.party_id, table and table.pk), (membership, table))
    return list(found.values())


def _officers(change: AddressChange, parties: "set[Any]") -> "QuerySet[User]":
    keys = Membership.objects.officers().filter(party__in=parties, partnership__isnull=True).values("user")
    return User.objects.filter(pk__in=keys, is_active=True).exclude(pk__in=(change.user_id, change.asked_by_id))


def _officers_agree(change: AddressChange, parties: "set[Any]") -> bool:
    agreed: dict[Any, int] = {}
    for consent in change.consents.filter(agreed_at__isnull=False, party__in=parties).select_related("officer"):
        counts = _officers(change, {consent.party_id}).filter(pk=consent.officer_id).exists()
        if counts and not may_administer(consent.officer, change.user):
            agreed[consent.party_id] = agreed.get(consent.party_id, 0) + 1
    return bool(parties) and all(agreed.get(party, 0) >= OFFICERS_NEEDED for party in parties)


def _days_are_over(change: AddressChange, places: list[Place]) -> bool:
    """Fourteen days since it was asked, and since each place where the person stands now was told; all who were told as officers
    are officers still. Else whoever ends their places, or closes their accounts, would take the no away from them.
    """
    now = timezone.now()
    told = set(change.notices.filter(told_at__lte=now - LOST_WAIT).values_list("party", "partnership"))
    passed = now >= change.settles_at and all((place.party_id, table and table.pk) in told for place, table in places)
    asked = change.consents.filter(party__in={place.party_id for place, _table in places})
    return passed and all(_officers(change, {one.party_id}).filter(pk=one.officer_id).exists() for one in asked)


def _ask_officers(change: AddressChange, party: Party) -> None:
    officers = list(_officers(change, {party.pk}))
    OfficerConsent.objects.bulk_create([OfficerConsent(change=change, party=party, officer=officer) for officer in officers])
    queue_many(letters.LOST_OFFICERS, [(uuid.uuid5(change.pk, str(officer.pk)), change, officer, None) for officer in officers])


def _tell_managers(change: AddressChange, notices: list[AddressNotice]) -> None:
    """One letter to everybody who manages for any party where it was told now; the own officers have one of their own."""
    told: dict[User, AddressNotice] = {}
    for notice in notices:
        if notice.partnership is not None:
            managing = Membership.objects.standing_in(notice.partnership).filter(role__in=roles_with(Right.MANAGE))
            for person in User.objects.filter(pk__in=managing.values("user")):
                told.setdefault(person, notice)
    without = {change.user, change.asked_by, *own_officers(change)}
    wanted = [(uuid.uuid5(notice.pk, str(person.pk)), notice, person, None) for person, notice in told.items()]
    queue_many(letters.LOST_MANAGERS, [one for one in wanted if one[2] not in without])
