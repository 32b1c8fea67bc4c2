"""An administrator's emergency reading, for tests: started, and one whose times are moved."""

import datetime as dt

from objectives.tests.factories import ObjectiveFactory
from partnerships.access.spaces import reading_as
from partnerships.accounts.presence import Proof
from partnerships.administration.models import EmergencyReading
from partnerships.administration.services.readings import start_reading
from partnerships.history.models import Event
from partnerships.history.proving import take_stock


def started(cast, party=None, *, by=None, partnership=None, hours=1, reason="A court asks."):
    """Of the university's records in the cast's partnership by its administrator, unless told otherwise."""
    person = by or cast.administrator
    where, whose = partnership or cast.partnership, party or cast.university
    return start_reading(where, whose, actor=person, reason=reason, hours=hours, proof=Proof.just_given(person))


def ago(reading, **time):
    """As if it had been started so much earlier: the clock of the database does not travel."""
    earlier = dt.timedelta(**time)
    moved = {"started_at": reading.started_at - earlier, "ends_at": reading.ends_at - earlier}
    EmergencyReading.objects.filter(pk=reading.pk).update(**moved)
    take_stock(reading.partnership)
    reading.refresh_from_db()
    return reading


def own(cast, title="Ours alone", **place):
    place = {"party": cast.university, "visibility": "private"} | place
    return ObjectiveFactory(partnership=cast.partnership, author=cast.officer, title=title, **place)


def reads(reading, record):
    """Whether the person reads the record on the pages of this reading."""
    person = type(reading.person).objects.get(pk=reading.person_id)
    with reading_as(person, reading):
        return type(record).objects.visible_to(person).filter(pk=record.pk).exists()


def told(cast, person):
    """What the person reads in the history of the partnership: (who, what, on what, note)."""
    rows = Event.objects.visible_to(person).filter(partnership=cast.partnership).in_order()
    return [(row.actor_name, row.verb, row.subject_label, row.note) for row in rows]
