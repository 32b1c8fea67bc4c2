"""Cycles that come by the clock: planned ahead, closed when their time is over, and who has not answered reminded."""

import datetime as dt
import logging
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Cycle, Instrument, Questionnaire, Rhythm
from assessments.models.instruments import Kind
from assessments.services.cycles import MAIL, close_late
from partnerships.clock import today
from partnerships.history.comparing import examined
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import FROZEN_STATES, Partnership
from partnerships.outbox.services import queue
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record

if TYPE_CHECKING:
    from partnerships.accounts.models import User

logger = logging.getLogger(__name__)
# Before this many days to the end, whoever has no account and has not answered is mailed the link again.
REMIND_BEFORE = (7, 2)
# The usual rhythm: (what for, every how many months).
USUAL = ((Kind.PULSE, 3), (Kind.HEALTH_CHECK, 6), (Kind.MATURITY, 12))


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where there is none."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))


@taken_by()
def lay_out_rhythm(partnership: Partnership, kind: object, *, actor: "User", **kwargs: object) -> None:
    """Begin a new partnership with the usual rhythm, where there is something shipped to ask."""
    with suppress(Refused):
        set_usual(partnership, actor=actor)


@taken_by()
@transaction.atomic
def set_usual(partnership: Partnership, *, actor: "User") -> list[Rhythm]:
    """Ask in the usual rhythm what is shipped: a pulse each quarter, a health check each half-year, maturity once a year.

    Kinds that have a rhythm already keep it. Raises Refused when all have.
    """
    lock(partnership)
    kinds = set(Rhythm.objects.filter(partnership=partnership).values_list("instrument__kind", flat=True))
    made = []
    for kind, months in USUAL:
        shipped = Instrument.objects.filter(party=None, kind=kind, state=Instrument.State.ACTIVE).order_by("-number").first()
        if kind in kinds or shipped is None:
            continue
        rhythm = Rhythm(
            partnership=partnership,
            visibility="shared",
            title=shipped.name,
            instrument=shipped,
            every_months=months,
            next_on=months_on(today(), months),
        )
        made.append(save_record(rhythm, actor=actor))
    if not made:
        raise Refused(_("Each of these has its rhythm already: change that one."))
    return made


def plan_due(day: dt.date | None = None) -> int:
    """Plan the cycles whose day has come. Returns how many; safe to run twice, and late: what was missed comes once."""
    day, planned = day or today(), 0
    due = Rhythm.objects.filter(active=True, next_on__lte=day).exclude(partnership__state__in=FROZEN_STATES)
    for key in due.order_by("next_on", "pk").values_list("pk", flat=True):
        try:
            planned += _plan(key, day)
        except Exception:  # one partnership must not keep all others waiting
            logger.exception("No cycle could be planned by rhythm %s", key)
    return planned


@transaction.atomic
def _plan(key: uuid.UUID, day: dt.date) -> int:
    rhythm = Rhythm.objects.select_related("partnership", "instrument", "author").get(pk=key)
    lock(rhythm.partnership)
    rhythm.refresh_from_db(fields=["next_on", "active"])
    if not rhythm.active or rhythm.next_on > day:
        return 0
    falls_on = rhythm.next_on
    while rhythm.next_on <= day:
        rhythm.next_on = months_on(rhythm.next_on, rhythm.every_months)
    examined(Rhythm.objects.filter(pk=rhythm.pk)).update(next_on=rhythm.next_on, updated_at=timezone.now())
    # What all agreed to be asked is asked: of one party's own questions the version that it named.
    newest = Instrument.objects.filter(
        party=rhythm.instrument.party_id, code=rhythm.instrument.code, state=Instrument.State.ACTIVE
    ).order_by("-number")
    if rhythm.is_agreed and rhythm.instrument.party_id is not None:
        newest = newest.none()
    cycle = Cycle(
        **rhythm.same_place(),
        author=rhythm.author,
        title=f"{rhythm.title} {falls_on:%Y-%m}",
        instrument=newest.first() or rhythm.instrument,
        min_group=rhythm.min_group,
        closes_on=day + dt.timedelta(days=rhythm.answer_days),
        rhythm=rhythm,
        falls_on=falls_on,
    )
    cycle.save(force_insert=True)
    write_history("created", cycle, actor=None, also=[rhythm])
    return 1


def close_overdue(day: dt.date | None = None) -> int:
    """Close the cycles whose last day to answer was before the day. Returns how many; safe to run twice and late."""
    day, closed = day or today(), 0
    for cycle in Cycle.objects.answering().filter(closes_on__lt=day).select_related("partnership").order_by("closes_on", "pk"):
        try:
            closed += close_late(cycle, day=day)
        except Exception:
            logger.exception("Cycle %s could not be closed", cycle.pk)
    return closed


def remind_unnamed(day: dt.date | None = None) -> int:
    """Mail the link again to people without an account who have not answered; those with one are reminded by the kernel.

    Returns how many mails were asked for: each is one and the same however often this runs.
    """
    day, wanted = day or today(), 0
    for before in REMIND_BEFORE:
        waiting = (
            Questionnaire.objects.waiting()
            .answerable()
            .filter(
                respondent__user=None,
                respondent__cycle__closes_on__gte=day,
                respondent__cycle__closes_on__lte=day + dt.timedelta(days=before),
                # Who was asked only now is not reminded at once.
                respondent__cycle__opened_on__lt=day - dt.timedelta(days=1),
            )
        )
        for questionnaire in waiting.select_related("respondent"):
            key = uuid.uuid5(questionnaire.pk, f"{questionnaire.nonce} {before}")
            queue(MAIL, subject=questionnaire, email=questionnaire.respondent.email, key=key)
            wanted += 1
    return wanted
