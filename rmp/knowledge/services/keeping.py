"""Incidents and who knows of them; data that are gone; what was told to whom."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.records.actors import any_party, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.referrals import refer
from partnerships.signoff.endings import signing_parties
from rmp.knowledge.models import CommunicationLine, DataSharing, IncidentNotice, InfoIncident

if TYPE_CHECKING:
    from partnerships.access.policy import Standing
    from partnerships.accounts.models import User
    from partnerships.models import Party
    from partnerships.records.models import PartnershipRecord

State = InfoIncident.State
DESK = "governance.issue"
PUT = gettext_noop("put to all parties")


# --- incidents --------------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def report_incident(incident: InfoIncident, *, actor: "User") -> InfoIncident:
    """Write an incident down; the reporter's own party knows of it, each other party has its place to say so."""
    save_record(incident, actor=actor)
    own = standing(actor, incident.partnership).party
    places = []
    for party in _parties(incident):
        told = {"notified_at": timezone.now(), "by": str(actor)[:150]} if party == own else {}
        places.append(IncidentNotice(incident=incident, party=party, author=actor, **told))
    IncidentNotice.objects.bulk_create(places)
    write_history(PUT, incident, actor=actor, also=places)
    return incident


@taken_by()
def contain(incident: InfoIncident, *, actor: "User", containment: str) -> InfoIncident:
    return advance(incident, State.CONTAINED, actor=actor, containment=containment.strip())


@taken_by()
@transaction.atomic
def assess(incident: InfoIncident, *, actor: "User", assessment: str) -> InfoIncident:
    """Say what it means. Where all parties know of it by then, that is noted too."""
    advance(incident, State.ASSESSED, actor=actor, assessment=assessment.strip())
    return _see_whether_all_know(incident, actor)


@taken_by(allowed=any_party)
@transaction.atomic
def confirm_notice(incident: InfoIncident, *, actor: "User", how: str = "") -> InfoIncident:
    """Confirm for one's own party that it was told. Raises Refused while it is private, and the second time."""
    lock(incident.partnership)
    own = standing(actor, incident.partnership).party
    current = InfoIncident.objects.select_related("party").get(pk=incident.pk)
    current.partnership = incident.partnership
    if current.is_private:
        raise Refused(_("It is private: share it, so that the other parties learn of it."))
    notice = current.notices.filter(party=own).first()  # type: ignore[attr-defined]
    notice = notice or IncidentNotice(incident=current, party=own)
    if notice.notified_at:
        raise Refused(_("Your party has confirmed it already."))
    notice.incident = current
    notice.notified_at, notice.by, notice.how = timezone.now(), str(actor)[:150], how.strip()
    save_record(notice, actor=actor)
    return _see_whether_all_know(current, actor)


def _parties(incident: InfoIncident) -> "list[Party]":
    """Those that are to know of it: who reads it; while it is private, all, for it is not said yet who will."""
    return signing_parties(incident.partnership, None if incident.is_private else incident)


def _see_whether_all_know(incident: InfoIncident, actor: "User") -> InfoIncident:
    told = incident.notices.filter(notified_at__isnull=False).values_list("party", flat=True)  # type: ignore[attr-defined]
    all_know = {party.pk for party in _parties(incident)} <= set(told)
    if incident.state == State.ASSESSED and all_know and not incident.is_private:
        advance(incident, State.NOTIFIED, actor=actor)
    return incident


@taken_by()
def close_incident(incident: InfoIncident, *, actor: "User", lesson: str) -> InfoIncident:
    """All parties know of it, and something is done differently from now on."""
    return advance(incident, State.CLOSED, actor=actor, lesson=lesson.strip(), closed_on=today())


@taken_by()
def raise_issue(incident: InfoIncident, *, actor: "User", note: str = "") -> "PartnershipRecord":
    """Hand an incident on to governance, which settles what the parties do not settle among themselves."""
    facts = "\n\n".join(text for text in (incident.facts, incident.assessment, note.strip()) if text)
    return refer(incident, DESK, actor=actor, title=str(incident), facts=facts)


# --- data and communication -------------------------------------------------------------------------------------------
def has_the_data(data: DataSharing, standing: "Standing") -> bool:
    """Whose word it is that data are gone: the recipient's, or any party's where that one signs nothing; in a party's record, its own."""
    if data.party is not None:
        return standing.party == data.party
    return standing.party == data.recipient or data.recipient not in standing.parties


@taken_by(allowed=has_the_data)
@transaction.atomic
def note_disposal(data: DataSharing, *, actor: "User", on: dt.date, disposal: str) -> DataSharing:
    """The data were deleted or returned. Raises Refused the second time, and for a day in the future."""
    lock(data.partnership)
    if on > today():
        raise Refused({"on": _("This day has not come yet.")})
    current = DataSharing.objects.select_related("party", "giver", "recipient").get(pk=data.pk)
    current.partnership = data.partnership
    if current.disposed_on:
        raise Refused(_("It was noted already."))
    current.disposed_on, current.disposal = on, disposal.strip()
    return save_record(current, actor=actor)


@taken_by()
@transaction.atomic
def note_told(line: CommunicationLine, *, actor: "User", on: dt.date, next_on: dt.date | None = None) -> CommunicationLine:
    """The audience was told; `next_on` is when it is told again."""
    lock(line.partnership)
    if on > today():
        raise Refused({"on": _("This day has not come yet.")})
    if next_on and next_on <= on:
        raise Refused({"next_on": _("The next time is after this one.")})
    current = CommunicationLine.objects.select_related("party", "speaker").get(pk=line.pk)
    current.partnership = line.partnership
    current.last_on, current.next_on = on, next_on
    return save_record(current, actor=actor)
