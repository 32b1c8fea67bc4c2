"""The sweep: from what is due to reminders, and from reminders to mail.

Every step may be run twice, late, and at the same time as another: rows are unique by what they remind of, mails by their reminder.
"""

import datetime as dt
import logging
import uuid
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils import timezone

from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.outbox.services import queue_many
from partnerships.reminders.models import CalendarFeed, Digest, Reminder
from partnerships.reminders.people import Item, Reason, recipients
from partnerships.reminders.reading import read_reminders
from partnerships.reminders.registry import DUES, Due
from partnerships.statements import SOMETHING, TO_DAY, once

# What a reminder is of, and for whom: the thing, the person, the due date, the stage.
Place = tuple[uuid.UUID, uuid.UUID, dt.date, int]
Wanted = dict[Place, Reason]

logger = logging.getLogger(__name__)

BATCH = 500
# When the one mail of the day leaves, by the recipient's clock.
DIGEST_HOUR = 6


def remind(on: dt.date | None = None) -> int:
    """Remind everybody of what is due by the day (default: today), and hand the mails to the outbox. Returns how many are new."""
    day, made = on or today(), 0
    reminded = set(Reminder.objects.open().values_list("kind", flat=True).distinct())
    for due in DUES.values():
        try:
            if due.kind in reminded:
                close_what_is_done(due)
            made += sum(remind_of(due, batch) for batch in batches(due, day))
        except Exception:  # one room's mistake must not silence the others
            logger.exception("Reminders of kind %s were not made", due.kind)
    post(day)
    return made


def close_what_is_done(due: Due) -> None:
    """Close the reminders of things that are done, gone, or due on another day."""
    still_due = due.items().filter(pk=OuterRef("subject_key"), due_date=OuterRef("due_on"))
    Reminder.objects.open().filter(kind=due.kind).exclude(Exists(still_due)).update(closed_at=timezone.now())


def batches(due: Due, day: dt.date) -> Iterator[list[Item]]:
    """What has come to a stage by the day, some hundreds at a time."""
    horizon = day - dt.timedelta(days=due.stages[0])
    key = UUIDField().to_python
    columns = (key, DateField().to_python, *[key] * (2 + len(due.people)))
    last = uuid.UUID(int=0)
    while True:
        found = _further_items(due).rows({TO_DAY: horizon, SOMETHING: last}, *columns)
        items = [Item(key, due_on, place, party, tuple(people)) for key, due_on, place, party, *people in found]
        yield [replace(item, stage=stage) for item in items if (stage := due.stage(item.due_on, day)) is not None]
        if len(found) < BATCH:
            return
        last = items[-1].key


@once
def _further_items(due: Due) -> "QuerySet[Any, Any]":
    """The next items that are due by a day, after the one with a certain key."""
    rows = due.items().filter(due_date__lte=TO_DAY, pk__gt=SOMETHING).order_by("pk")
    return rows.values_list("pk", "due_date", "due_partnership", "due_party", *due.people)[:BATCH]


@transaction.atomic
def remind_of(due: Due, items: Sequence[Item]) -> int:
    """Make the reminders of a batch that are missing, and close those that have become another's or an earlier stage's.

    Returns how many are new.
    """
    if not items:
        return 0
    kind = ContentType.objects.get_for_model(due.model)
    wanted: Wanted = {}
    for item, people in recipients(due, items):
        wanted |= {(item.key, person, item.due_on, item.stage): reason for person, reason in people.items()}
    known = _known(due, kind, items)
    missing = [
        Reminder(
            recipient_id=person, kind=due.kind, subject_type=kind, subject_key=key, due_on=due_on, stage=stage, reason=reason
        )
        for (key, person, due_on, stage), reason in wanted.items()
        if (key, person, due_on, stage) not in known
    ]
    Reminder.objects.bulk_create(missing, ignore_conflicts=True)
    passed = [pk for what, (pk, is_open) in known.items() if is_open and what not in wanted]
    returned = [pk for what, (pk, is_open) in known.items() if not is_open and what in wanted]
    if passed:
        Reminder.objects.filter(pk__in=passed).update(closed_at=timezone.now())
    if returned:
        Reminder.objects.filter(pk__in=returned).update(closed_at=None)
    return len(missing)


def _known(due: Due, kind: ContentType, items: Sequence[Item]) -> dict[Place, tuple[uuid.UUID, bool]]:
    """The reminders there are for the items: all open ones, and those of the present stages. {what: (key, whether it is open)}"""
    rows = Reminder.objects.filter(kind=due.kind, subject_type=kind, subject_key__in=[item.key for item in items])
    rows = rows.filter(Q(closed_at=None) | Q(stage__in={item.stage for item in items}))
    columns = ("pk", "closed_at", "subject_key", "recipient", "due_on", "stage")
    return {
        (key, person, due_on, stage): (pk, closed_at is None)
        for pk, closed_at, key, person, due_on, stage in rows.values_list(*columns)
    }


# --- mail -------------------------------------------------------------------------------------------------------------
def post(day: dt.date) -> None:
    """Hand new reminders to the outbox, as each person wishes: one by one, once a day, or not at all."""
    _waiting(User.Mail.NONE).update(posted_at=timezone.now())
    post_each()
    post_digests(day)


def _waiting(wish: str) -> "QuerySet[Any]":
    return Reminder.objects.open().filter(posted_at=None, recipient__mail=wish)


def _readable(waiting: Iterable[Reminder]) -> list[Reminder]:
    """Of what waits, what its recipient may read now; a query for each person. The rest waits until it is shared again, or done."""
    theirs: dict[User, list[Reminder]] = defaultdict(list)
    for reminder in waiting:
        theirs[reminder.recipient].append(reminder)
    readable = []
    for person, reminders in theirs.items():
        found = read_reminders(person, reminders)
        readable += [reminder for reminder in reminders if reminder.pk in found]
    return readable


def post_each() -> None:
    waiting, last = _waiting(User.Mail.EACH).select_related("recipient").order_by("pk"), uuid.UUID(int=0)
    while batch := list(waiting.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        with transaction.atomic():
            # The mail has the reminder's key: whoever else posts it now gives the same mail.
            told = _readable(batch)
            queue_many("reminder", [(r.pk, r, r.recipient, None) for r in told])
            Reminder.objects.filter(pk__in=[r.pk for r in told]).update(posted_at=timezone.now())


@transaction.atomic
def post_digests(day: dt.date) -> None:
    """One mail to everybody who wants one a day and has not had the day's; what comes later waits for the next day's."""
    had = Digest.objects.filter(day=day, recipient=OuterRef("recipient"))
    told = _readable(_waiting(User.Mail.DIGEST).filter(~Exists(had)).select_related("recipient"))
    if not told:
        return
    mine = [Digest(recipient=person, day=day) for person in {reminder.recipient for reminder in told}]
    Digest.objects.bulk_create(mine, ignore_conflicts=True)
    # Of two sweeps at once only one made the person's digest: the other leaves it alone.
    digests = list(Digest.objects.filter(pk__in=[digest.pk for digest in mine]).select_related("recipient"))
    own = Digest.objects.filter(day=day, recipient=OuterRef("recipient")).values("pk")[:1]
    _waiting(User.Mail.DIGEST).filter(
        pk__in=[reminder.pk for reminder in told], recipient__in=[digest.recipient_id for digest in digests]
    ).update(digest=Subquery(own), posted_at=timezone.now())
    queue_many("reminders.digest", [(d.pk, d, d.recipient, _morning(d.recipient, day)) for d in digests])


def _morning(person: User, day: dt.date) -> dt.datetime:
    zone = zoneinfo.ZoneInfo(person.time_zone or settings.TIME_ZONE)
    return dt.datetime.combine(day, dt.time(DIGEST_HOUR), tzinfo=zone)


# --- the person's own -------------------------------------------------------------------------------------------------
def mark_read(user: User, keys: Sequence[uuid.UUID] | None = None) -> int:
    """Mark the person's reminders as read: the given ones, or all he or she can see. Returns how many were unread."""
    mine = Reminder.objects.visible_to(user).filter(read_at=None)
    if keys is not None:
        mine = mine.filter(pk__in=keys)
    return mine.update(read_at=timezone.now())


def renew_feed(user: User) -> CalendarFeed:
    """A calendar address for the person; an earlier one ends."""
    feed, _made = CalendarFeed.objects.update_or_create(user=user, defaults={"key": uuid.uuid4(), "created_at": timezone.now()})
    return feed


def end_feed(user: User) -> None:
    CalendarFeed.objects.filter(user=user).delete()
