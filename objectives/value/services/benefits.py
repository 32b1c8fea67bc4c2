"""A benefit's way from planned to verified. Only those who benefit can say that it came: whoever gives it cannot."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from objectives.value.models import Benefit, BenefitAttestation, BenefitMeasurement, BenefitShare
from partnerships.access.policy import Right, Standing, standing
from partnerships.clock import today
from partnerships.history.comparing import examined
from partnerships.history.services import lock
from partnerships.models import Participation, Party
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.signoff.endings import signing_seats

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State, Verdict = Benefit.State, BenefitAttestation.Verdict
# How the history calls it.
AGAIN = gettext_noop("taken up again")
DISPUTED = gettext_noop("disputed")


def may_give_word(benefit: Benefit, standing: Standing) -> bool:
    """Whether the person signs for a party whose word is needed."""
    return any(is_asked(benefit, seat) and standing.may(Right.SIGN, seat.party) for seat in standing.at_table)


def is_asked(benefit: Benefit, seat: Participation) -> bool:
    """Whether the word of the party that sits there is needed: of who reads the benefit; while it is private, of whoever is to."""
    return benefit.attested_by(seat.party) and (benefit.is_private or benefit.is_read_at(seat))


@taken_by()
def forecast_benefit(benefit: Benefit, *, actor: "User", note: str = "") -> Benefit:
    """There is reason to expect it."""
    return _step(benefit, State.FORECAST, {State.PLANNED}, actor=actor, note=note)


@taken_by()
def emerge_benefit(benefit: Benefit, *, actor: "User", note: str = "") -> Benefit:
    """The first signs of it are seen."""
    return _step(benefit, State.EMERGING, {State.PLANNED, State.FORECAST}, actor=actor, note=note)


@taken_by()
@transaction.atomic
def measure_benefit(
    measurement: BenefitMeasurement, *, actor: "User", next_on: dt.date | None = None, seen_version: int | None = None
) -> BenefitMeasurement:
    """Write a measurement, and when the next one is due. Raises Refused for a next day before this one."""
    if next_on is not None and next_on <= measurement.on:
        raise Refused({"next_on": _("The next measurement comes after this one.")})
    is_new = measurement._state.adding
    save_record(measurement, actor=actor, seen_version=seen_version)
    benefit = Benefit.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=measurement.benefit_id)
    if benefit.measure_on != next_on and (is_new or next_on is not None):
        benefit.measure_on = next_on
        save_record(benefit, actor=actor)
    return measurement


@taken_by()
@transaction.atomic
def realise_benefit(benefit: Benefit, *, actor: "User", realised_on: dt.date | None = None) -> Benefit:
    """Say that it came, and lay it before those it is for. From now on it stays as it is, until it is taken up again.

    Raises Refused without a measurement, while the newest one falls short of the target, or for a day to come.
    """
    lock(benefit.partnership)
    day = realised_on or today()
    if day > today():
        raise Refused({"realised_on": _("That day has not come yet.")})
    current = Benefit.objects.with_newest().get(pk=benefit.pk)
    if not current.measurements.exists():
        raise Refused(_("Measure it first: what shows that it came?"))
    if current.target is not None and (current.progress or 0) < 1:
        raise Refused(_("The newest measurement falls short of the target: measure again, or say that it was missed."))
    return advance(benefit, State.REALISED, actor=actor, realised_on=day, measure_on=None)


@taken_by()
def miss_benefit(benefit: Benefit, *, actor: "User", learning: str) -> Benefit:
    """Say that it did not come, and why. Raises Refused without a reason."""
    if not learning.strip():
        raise Refused(_("Say why: that is what stays of it."))
    return advance(benefit, State.MISSED, actor=actor, learning=learning.strip(), measure_on=None)


@taken_by()
def replan_benefit(benefit: Benefit, *, actor: "User", due_on: dt.date) -> Benefit:
    """Expect a missed benefit by another day. Raises Refused for one that has passed."""
    if due_on < today():
        raise Refused({"due_on": _("That day has passed.")})
    return _step(benefit, State.FORECAST, {State.MISSED}, actor=actor, verb=AGAIN, due_on=due_on)


@taken_by(Right.SIGN, allowed=may_give_word)
@transaction.atomic
def attest_benefit(benefit: Benefit, *, actor: "User", statement: str = "", worth: Decimal | None = None) -> BenefitAttestation:
    """Give the word of the actor's party that the benefit came; with the last word that is needed, it is verified.

    `worth`: what it was worth to the party, in the unit of account. Raises PermissionDenied unless the actor signs for a party whose
    word is needed, Refused when the benefit is not laid before the parties or the word was given.
    """
    current, party = _asked(benefit, actor)
    given = _words(current)
    if party.pk in given:
        raise Refused(_("%(party)s has attested it already.") % {"party": party.short_name})
    word = save_record(
        BenefitAttestation(benefit=current, party=party, verdict=Verdict.ATTESTED, statement=statement.strip()), actor=actor
    )
    if worth is not None and current.shared_by(party):
        _value(current, party, worth, actor)
    if {one.pk for one in needed(current)} <= {*given, party.pk}:
        advance(benefit, State.VERIFIED, actor=actor, verified_on=today())
    return word


@taken_by(Right.SIGN, allowed=may_give_word)
@transaction.atomic
def dispute_benefit(benefit: Benefit, *, actor: "User", reason: str) -> BenefitAttestation:
    """Say for a party whose word is needed that the benefit did not come so; it goes back to the one who measures it.

    Raises as `attest_benefit` does, and Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Say why, so that the others can act on it."))
    current, party = _asked(benefit, actor)
    fallen = _let_words_fall(current)
    word = BenefitAttestation(benefit=current, party=party, verdict=Verdict.DISPUTED, statement=reason.strip(), stands=False)
    save_record(word, actor=actor)
    advance(benefit, State.EMERGING, actor=actor, verb=DISPUTED, note=reason.strip(), realised_on=None, also=fallen)
    return word


@taken_by()
@transaction.atomic
def reopen_benefit(benefit: Benefit, *, actor: "User", reason: str) -> Benefit:
    """Take back that it came, to correct it. The words given fall: what is laid before the parties again is attested anew."""
    lock(benefit.partnership)
    fallen = _let_words_fall(benefit)
    return _step(benefit, State.EMERGING, {State.REALISED}, actor=actor, verb=AGAIN, note=reason, realised_on=None, also=fallen)


def needed(benefit: Benefit) -> list[Party]:
    """The parties whose word makes the benefit verified: the beneficiary; all that read it, where all benefit or an outsider does."""
    return [seat.party for seat in signing_seats(benefit.partnership) if is_asked(benefit, seat)]


@transaction.atomic
def _step(benefit: Benefit, to: str, among: set[str], *, actor: "User", **values: Any) -> Benefit:
    """Advance by one of several steps that lead to the same state: they differ in where they begin. Raises Refused elsewhere."""
    lock(benefit.partnership)
    if Benefit.objects.get(pk=benefit.pk).state not in among:
        raise Refused(_("That step is not open now: it may have been taken already."))
    return advance(benefit, to, actor=actor, **values)


def _asked(benefit: Benefit, actor: "User") -> tuple[Benefit, Party]:
    """The benefit as it is now, and the party for which the actor speaks of it.

    Raises Refused unless it is laid before the parties, PermissionDenied when none of those that are asked is the actor's.
    """
    lock(benefit.partnership)
    current = Benefit.objects.select_related("partnership", "party").get(pk=benefit.pk)
    if current.state != State.REALISED:
        raise Refused(_("It is not laid before the parties."))
    place, given = standing(actor, current.partnership), _words(current)
    mine = [party for party in needed(current) if place.may(Right.SIGN, party)]
    if not mine:  # it is another's by now, or the party reads it no longer
        raise PermissionDenied
    return current, next((party for party in mine if party.pk not in given), mine[0])


def _words(benefit: Benefit) -> set[object]:
    """Keys of the parties whose word stands."""
    return set(benefit.attestations.filter(stands=True).values_list("party", flat=True))


def _let_words_fall(benefit: Benefit) -> list[BenefitAttestation]:
    """The benefit's own entry in the history says why, and vouches for what is given back: the words that stand no longer."""
    fallen = list(benefit.attestations.filter(stands=True))
    examined(benefit.attestations.filter(pk__in=[word.pk for word in fallen])).update(stands=False)
    return fallen


def _value(benefit: Benefit, party: Party, worth: Decimal, actor: "User") -> None:
    share = BenefitShare.objects.filter(benefit=benefit, party=party).first()
    share = share or BenefitShare(benefit=benefit, party=party, expected=worth)
    share.realised = worth
    save_record(share, actor=actor)
