"""What a person may read of what is due, now: for pages, letters and the calendar. All of it starts at visible_to(user)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, QuerySet, UUIDField, Value
from django.utils import formats
from django.utils.translation import gettext as _

from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.reminders.fetching import fetch
from partnerships.reminders.models import Reminder
from partnerships.reminders.people import Reason
from partnerships.reminders.registry import DUES, Due
from partnerships.statements import FROM_DAY, SOMEBODY, TO_DAY, once

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@dataclass(frozen=True)
class DueItem:
    """One thing that is due, as its reader sees it."""

    due: Due
    item: Any
    due_on: dt.date

    @property
    def partnership(self) -> Partnership:
        place: Partnership = self.item.due_place
        return place

    @property
    def title(self) -> str:
        """On one line: a title must not pretend to be more of a letter or a calendar than it is."""
        return " ".join(self.due.title(self.item).split())

    @property
    def url(self) -> str:
        return self.due.url(self.item)

    @property
    def label(self) -> str:
        return str(self.due.label)

    @property
    def is_late(self) -> bool:
        return not self.due.is_notice and self.due_on < today()

    @property
    def when(self) -> str:
        """The date in words, as of today."""
        date = formats.date_format(self.due_on, "DATE_FORMAT")
        if self.due.is_notice:
            return _("since %(date)s") % {"date": date}
        if self.is_late:
            return _("overdue since %(date)s") % {"date": date}
        if self.due_on == today():
            return _("due today")
        return _("due on %(date)s") % {"date": date}


def upcoming(user: "User", days: int = 30, limit: int = 50) -> list[DueItem]:
    """What is the person's to do or to see to, overdue or due within the days, soonest first. Two queries."""
    return due_items(user, until=today() + dt.timedelta(days=days), limit=limit)


def due_items(user: "User", *, since: dt.date | None = None, until: dt.date, limit: int) -> list[DueItem]:
    """The person's open due dates in a span of time, soonest first. Notices have no deadline and are not among them."""
    if not user.is_authenticated or not user.is_active:
        return []
    values = {SOMEBODY.pk: user.pk, FROM_DAY: since or dt.date.min, TO_DAY: until}
    asked = _dates_of_somebody(tuple(due for due in DUES.values() if not due.is_notice), limit)
    found = asked.rows(values, str, UUIDField().to_python, DateField().to_python)
    # Only keys until here. What is read of them goes through the gate once more.
    read = fetch([(due, due.items().visible_to(user), keys) for due, keys in _by_kind(found)])  # type: ignore[attr-defined]
    return [DueItem(DUES[kind], read[kind, key], due_on) for kind, key, due_on in found if (kind, key) in read]


@once
def _dates_of_somebody(dues: tuple[Due, ...], limit: int) -> "QuerySet[Any, Any]":
    """(kind, key, date) of what is somebody's to do or to see to, and to read, in a span of days."""
    # The gate comes before the limit: what the person may not read takes no place away from what he or she may.
    parts = [
        due.items_of(SOMEBODY)
        .visible_to(SOMEBODY)  # type: ignore[attr-defined]
        .filter(due_date__gte=FROM_DAY, due_date__lte=TO_DAY)
        .order_by()
        .annotate(due_kind=Value(due.kind))
        .values_list("due_kind", "pk", "due_date")
        for due in dues
    ]
    if not parts:
        return Reminder.objects.none()
    listed = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    return listed.order_by("due_date", "due_kind", "pk")[:limit]


def read_reminders(user: "User", reminders: Iterable[Reminder], *, still_due: bool = False) -> dict[uuid.UUID, DueItem]:
    """{key of the reminder: what it is about}, without what the person may not read, nor (if asked so) what is no longer due then."""
    known = [reminder for reminder in reminders if reminder.kind in DUES]
    wanted = []
    for due, keys in _by_kind((reminder.kind, reminder.subject_key) for reminder in known):
        queryset: Any = due.items() if still_due else due.model._default_manager.all()
        wanted.append((due, queryset.visible_to(user), keys))
    items = fetch(wanted)
    found = {}
    for reminder in known:
        item = items.get((reminder.kind, reminder.subject_key))
        if item is not None and not (still_due and item.due_date != reminder.due_on):
            found[reminder.pk] = DueItem(DUES[reminder.kind], item, reminder.due_on)
    return found


def explain(reminder: Reminder) -> str:
    """Why the person gets it."""
    return str(Reason(reminder.reason).label)


def _by_kind(found: Iterable[tuple[Any, ...]]) -> list[tuple[Due, list[uuid.UUID]]]:
    keys: dict[str, list[uuid.UUID]] = {}
    for kind, key, *_rest in found:
        keys.setdefault(kind, []).append(key)
    return [(DUES[kind], wanted) for kind, wanted in keys.items()]
