"""The course of a risk: treated, watched, escalated, occurred, closed."""

import datetime as dt
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.records.actors import signers_while, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.referrals import refer
from risks.models import IndicatorReading, Risk, RiskReview
from risks.models.watch import next_reading
from risks.services.accepting import end_acceptance

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = Risk.State
HANDED_ON = gettext_noop("handed on as an issue")
ISSUE = "governance.issue"  # the desk that takes in what has occurred


@taken_by()
def treat(risk: Risk, *, actor: "User") -> Risk:
    """The planned treatments are being carried out."""
    return advance(risk, State.TREATING, actor=actor)


@taken_by()
def monitor(risk: Risk, *, actor: "User") -> Risk:
    """What was to be done is done; from now on it is watched."""
    return advance(risk, State.MONITORED, actor=actor)


@taken_by(signers_while(attrgetter("all_accept")))
@transaction.atomic
def escalate(risk: Risk, *, actor: "User", reason: str) -> Risk:
    """It goes beyond what its owners may decide: the leaders of both sides take it up. An acceptance ends by it."""
    end_acceptance(risk, actor=actor)
    return advance(risk, State.ESCALATED, actor=actor, note=reason)


@taken_by()
@transaction.atomic
def occur(risk: Risk, *, actor: "User", on: dt.date, outcome: str) -> Risk:
    """It has come. Raises Refused for a day to come."""
    if on > today():
        raise Refused({"on": _("This day has not come yet.")})
    end_acceptance(risk, actor=actor)
    return advance(risk, State.OCCURRED, actor=actor, occurred_on=on, outcome=outcome)


@taken_by(signers_while(attrgetter("all_accept")))
@transaction.atomic
def close(risk: Risk, *, actor: "User", reason: str) -> Risk:
    """It can no longer come, or does not matter any longer."""
    end_acceptance(risk, actor=actor)
    return advance(risk, State.CLOSED, actor=actor, note=reason)


@taken_by(signers_while(attrgetter("all_accept")))
@transaction.atomic
def reopen(risk: Risk, *, actor: "User", reason: str) -> Risk:
    """Taken up again after it was accepted, occurred or was closed; an acceptance ends by it."""
    end_acceptance(risk, actor=actor)
    return advance(risk, State.ASSESSED, actor=actor, note=reason, verb="opened again")


@taken_by()
@transaction.atomic
def raise_issue(risk: Risk, *, actor: "User") -> Any:
    """Hand a risk that has occurred on to governance, and remember what became of it there.

    Raises Refused when it has not occurred, was handed on already, is private, or no room takes it in.
    """
    lock(risk.partnership)
    current = Risk.objects.select_related("partnership", "party").get(pk=risk.pk)
    if current.state != State.OCCURRED:
        raise Refused(_("It has not occurred."))
    if current.issue_key is not None:
        raise Refused(_("An issue was made of it already."))
    issue = refer(current, ISSUE, actor=actor, title=current.title, facts=current.outcome or current.event)
    current.issue_type, current.issue_key = ContentType.objects.get_for_model(issue), issue.pk
    current.version += 1
    current.save(update_fields=["issue_type", "issue_key", "version", "updated_at"])
    write_history(HANDED_ON, current, actor=actor)
    return issue


@taken_by()
@transaction.atomic
def add_review(review: RiskReview, *, actor: "User") -> RiskReview:
    """Save a review; the next one of the risk is when it says."""
    lock(review.risk.partnership)
    save_record(review, actor=actor)
    risk = Risk.objects.select_related("partnership").get(pk=review.risk_id)
    newer = RiskReview.objects.filter(risk=risk, on__gt=review.on).exists()
    if not newer and risk.review_on != review.next_on:
        risk.review_on = review.next_on
        save_record(risk, actor=actor)
    return review


@taken_by()
@transaction.atomic
def read_indicator(reading: IndicatorReading, *, actor: "User") -> IndicatorReading:
    """Save a reading; the next one is due by the indicator's rhythm."""
    lock(reading.indicator.risk.partnership)
    save_record(reading, actor=actor)
    indicator = type(reading.indicator).objects.select_related("risk__partnership").get(pk=reading.indicator_id)
    due = next_reading(indicator, reading.on)
    if due > indicator.next_on:
        indicator.next_on = due
        save_record(indicator, actor=actor)
    return reading
