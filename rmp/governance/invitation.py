"""A meeting as a calendar file: an invitation, the same one moved, or called off."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from partnerships.characters import carried
from partnerships.outbox.letters import absolute
from rmp.governance.models import Meeting

FILE_NAME = "meeting.ics"
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(meeting: Meeting) -> bytes:
    """The meeting as iCalendar. One that was moved, or cancelled, replaces the earlier one in the reader's calendar."""
    cancelled = meeting.state == Meeting.State.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"meeting.{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", meeting.updated_at.astimezone(dt.UTC))
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    event.add("dtend", (meeting.starts_at + dt.timedelta(minutes=meeting.duration)).astimezone(dt.UTC))
    event.add("summary", carried(f"{meeting.body}: {meeting.partnership.title}"))
    event.add("location", carried(meeting.place or meeting.link))
    event.add("url", absolute(meeting.get_absolute_url()))
    event.add("description", carried("\n".join(agenda_lines(meeting))))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    calendar.add_component(event)
    return calendar.to_ical()


def agenda_lines(meeting: Meeting) -> list[str]:
    """The agenda, an item a line, and where to dial in."""
    lines = []
    for number, item in enumerate(meeting.items.order_by("position", "created_at", "pk"), start=1):  # type: ignore[attr-defined]
        minutes = _(", %(n)d min") % {"n": item.duration} if item.duration else ""
        lines.append(f"{number}. {item.title} ({item.get_kind_display()}{minutes})")
    return [*lines, meeting.link] if meeting.link else lines
