"""The course of a pulse: opened, answered, closed, and what of it is published.

What protects the people who answer:
- an answer becomes six counts at once and is not kept; that somebody answered is kept apart, without what or when;
- nothing of the counts, nor how many have answered, is on any page while the pulse is open, so nothing changes for others by one answer;
- after the last day no answer is taken, and a closed pulse never opens again;
- a side is told of from three answers on, and only if its figures, beside all that was shown in this partnership of these people in
  pulses and assessments, give away no more of anybody than one mean of three people does (`assessments.anonymity`);
- every mean stays one answer away from the ends of the scale: that all gave the same is not told;
- whatever else is computed (means, falls, gaps, flags, metrics) is computed from what is published.
"""

import datetime as dt
import logging
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.anonymity import Group, breaks_promise
from assessments.released import shown_before
from assessments.trust.asked import asked_by_pulses, people_of
from assessments.trust.models import AskedPulse, Dimension, PulseCount, PulseFigure, PulseMark, PulseSide, TrustPulse
from assessments.trust.models.pulses import HIGHEST, LOWEST, OF_TRUST, SMALLEST_GROUP
from partnerships.access.policy import Right, Standing, standing
from partnerships.audience import shown_here
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import FROZEN_STATES, Participation, Party
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused, refuse_second
from partnerships.records.services import advance, save_record

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = TrustPulse.State
VERBS = (gettext_noop("open"), gettext_noop("closed"), gettext_noop("cancelled"))
TENTH = Decimal("0.1")
logger = logging.getLogger(__name__)


@taken_by()
@transaction.atomic
def plan_pulse(pulse: TrustPulse, *, actor: "User") -> TrustPulse:
    """Plan a pulse, and open it when its day is here; `pulse` is unsaved."""
    lock(pulse.partnership)
    pulse.put_before_all()
    save_record(pulse, actor=actor)
    if pulse.opens_on <= today() and not TrustPulse.objects.open().filter(partnership=pulse.partnership).exists():
        return open_pulse(pulse, actor=actor)
    return pulse


@taken_by(Right.MANAGE)
@transaction.atomic
def open_pulse(pulse: TrustPulse, *, actor: "User | None") -> TrustPulse:
    """Let people answer. Raises Refused while another one is open here, or when its last day has passed."""
    lock(pulse.partnership)
    others = TrustPulse.objects.open().filter(partnership=pulse.partnership)
    refuse_second(others, _("Another pulse is open: one at a time."), person=actor)
    if pulse.closes_on < today():
        raise Refused(_("Its last day has passed: choose a later one first."))
    return advance(pulse, State.OPEN, actor=actor, opens_on=min(pulse.opens_on, today()))


def answering_party(pulse: TrustPulse, here: Standing) -> Party | None:
    """The party for which the person answers; None when he or she is not asked: no party answers a pulse that it does not read."""
    seats = (seat.participation for seat in here.seats if Right.ANSWER in seat.rights and seat.participation.is_signing)
    return next((seat.party for seat in seats if pulse.is_read_at(seat)), None)


@transaction.atomic
def answer_pulse(pulse: AskedPulse | TrustPulse, *, actor: "User", values: Mapping[str, int]) -> None:
    """Count a person's answers, a value for every statement. It cannot be taken back, for nobody knows which one it is.

    Writes no history and no author. Raises PermissionDenied for somebody who is not asked, Refused when the pulse takes no answers
    or the person has answered, ValidationError for an answer that is not on the scale.
    """
    lock(pulse.partnership)  # closing waits for it, and it for closing
    here = standing(actor, pulse.partnership)
    current = TrustPulse.objects.select_for_update(of=("self",)).get(pk=pulse.pk)
    party = answering_party(current, here)
    if party is None or not here.partnership.is_open:
        raise PermissionDenied
    if not current.takes_answers:
        raise Refused(_("This pulse takes no more answers."))
    missing = [dimension for dimension in Dimension if values.get(dimension) not in range(LOWEST, HIGHEST + 1)]
    if missing:
        raise ValidationError({str(dimension): _("Choose one of the five.") for dimension in missing})
    _mark, new = PulseMark.objects.get_or_create(pulse=current, user=actor, defaults={"party": party})
    if not new:
        raise Refused(_("You have answered this one."))
    counts = PulseCount.objects.filter(pulse=current, party=party)
    if not counts.exists():  # all of them at once: the order in which rows came would tell who answered first
        places = product(Dimension, range(LOWEST, HIGHEST + 1))
        PulseCount.objects.bulk_create(
            PulseCount(pulse=current, party=party, dimension=dimension, value=value) for dimension, value in places
        )
    chosen = [Q(dimension=dimension, value=values[dimension]) for dimension in Dimension]
    counts.filter(reduce(or_, chosen)).update(count=F("count") + 1)


@consequence
@transaction.atomic
def close_pulse(pulse: TrustPulse, *, actor: "User | None") -> TrustPulse:
    """End it, publish what may be told of groups, and remove the counts: the clock does. Raises Refused when it is not open."""
    lock(pulse.partnership)
    audience = TrustPulse.objects.filter(pk=pulse.pk, state=State.OPEN).values_list("audience", flat=True).first()
    if audience is None:
        raise Refused(_("It is not open."))
    parties = Participation.objects.joined().signing().filter(shown_here(audience), partnership=pulse.partnership)
    answered = PulseMark.objects.filter(pulse=pulse).values("party")
    keys = {*parties.values_list("party", flat=True), *answered.values_list("party", flat=True)}
    sides = [_publish(pulse, party) for party in Party.objects.filter(pk__in=keys).order_by("name", "pk")]
    PulseCount.objects.filter(pulse=pulse).delete()
    means = [side.mean for side in sides if side.mean is not None]
    falls = [side.fall for side in sides if side.fall is not None]
    figures: dict[str, Any] = {
        "mean": _rounded(sum(means), len(means)) if means else None,
        "gap": max(means) - min(means) if len(means) > 1 else None,
        "fall": max(falls) if falls else None,
    }
    return advance(pulse, State.CLOSED, actor=actor, closed_on=today(), **figures)


@taken_by(Right.MANAGE)
def cancel_pulse(pulse: TrustPulse, *, actor: "User", reason: str) -> TrustPulse:
    """Call it off before it opens."""
    return advance(pulse, State.CANCELLED, actor=actor, note=reason)


def sweep(on: dt.date | None = None) -> tuple[int, int]:
    """Open the pulses whose day has come and close those whose last day has passed. Returns how many. Safe to run twice and late."""
    day = on or today()
    going_on = TrustPulse.objects.exclude(partnership__state__in=FROZEN_STATES).select_related("partnership")
    closed = _each(going_on.open().filter(closes_on__lt=day), close_pulse)
    due = going_on.filter(state=State.PLANNED, opens_on__lte=day, closes_on__gte=day)
    return _each(due.exclude(partnership__in=TrustPulse.objects.open().values("partnership")), open_pulse), closed


def _each(pulses: Any, step: Any) -> int:
    done = 0
    for pulse in pulses.order_by("closes_on", "pk"):
        try:
            step(pulse, actor=None)
            done += 1
        except ValidationError:  # somebody was quicker
            continue
        except Exception:  # one pulse must not keep the others waiting
            logger.exception("Pulse %s could not be moved on", pulse.pk)
    return done


# --- what is published ------------------------------------------------------------------------------------------------
def _publish(pulse: TrustPulse, party: Party) -> PulseSide:
    """Compute and keep what is told of a side."""
    people = people_of(PulseMark.objects.filter(pulse=pulse, party=party).select_related("user"))
    group = Group(people, SMALLEST_GROUP)
    if len(people) < SMALLEST_GROUP or breaks_promise([*shown_before(pulse.partnership, asked_by_pulses()), group]):
        return PulseSide.objects.create(pulse=pulse, party=party, told=False)
    sums: dict[str, int] = dict.fromkeys(Dimension.values, 0)
    for dimension, value, count in PulseCount.objects.filter(pulse=pulse, party=party).values_list(
        "dimension", "value", "count"
    ):
        sums[dimension] += value * count
    means = {dimension: _told(total, len(people)) for dimension, total in sums.items()}
    mean = _rounded(sum(means[dimension] for dimension in OF_TRUST), len(OF_TRUST))
    former = pulse.sides_before().filter(party=party)
    before = former.order_by("-pulse__closed_on", "-pulse__updated_at").values_list("mean", flat=True).first()
    fall = None if before is None else max(before - mean, Decimal(0))
    side = PulseSide.objects.create(pulse=pulse, party=party, told=True, answers=len(people), mean=mean, fall=fall)
    PulseFigure.objects.bulk_create(PulseFigure(side=side, dimension=name, mean=value) for name, value in means.items())
    return side


def _told(total: int, count: int) -> Decimal:
    """The mean of so many answers, to a tenth, kept one answer away from the ends."""
    return _rounded(min(max(total, LOWEST * count + 1), HIGHEST * count - 1), count)


def _rounded(total: Any, count: int) -> Decimal:
    return (Decimal(total) / count).quantize(TENTH, ROUND_HALF_UP)
