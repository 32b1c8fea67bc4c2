"""A person's due dates as a calendar that other programs subscribe to."""

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from partnerships.access.names import Person, read_by
from partnerships.characters import carried
from partnerships.clock import today
from partnerships.outbox.letters import absolute
from partnerships.reminders.reading import DueItem, due_items

if TYPE_CHECKING:
    from partnerships.accounts.models import User

PAST_DAYS, COMING_DAYS, MOST_EVENTS = 90, 400, 500


def calendar_of(user: "User") -> bytes:
    """The person's open due dates as iCalendar: what he or she may read at this moment, and nothing else."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("%(site)s: what is due") % {"site": settings.SITE_NAME})
    day = today()
    since, until = day - dt.timedelta(days=PAST_DAYS), day + dt.timedelta(days=COMING_DAYS)
    with read_by(Person(user)):
        for item in due_items(user, since=since, until=until, limit=MOST_EVENTS):
            calendar.add_component(_event(item))
    return calendar.to_ical()


def _event(item: DueItem) -> Event:
    event = Event()
    event.add("uid", f"{item.due.kind}.{item.item.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    event.add("dtstart", item.due_on)
    event.add("dtend", item.due_on + dt.timedelta(days=1))
    event.add("summary", carried(f"{item.label}: {item.title}"))
    event.add("url", absolute(item.url))
    event.add("description", carried(item.partnership.title))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
