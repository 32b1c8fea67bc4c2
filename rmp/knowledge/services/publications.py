"""The course of a publication review, and its clock.

A day is over where each party is: a party answers until its own last day has ended; the work is deemed cleared when that day has ended
in the time zone of every reviewing party, and not before.
"""

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.notes import product_note
from partnerships.history.services import lock
from partnerships.models import FROZEN_STATES, Participation
from partnerships.records.actors import another_party, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from partnerships.records.sharing import share_with_all
from partnerships.zones import zones_of
from rmp.knowledge.models import PublicationOpinion, PublicationReview
from rmp.knowledge.models.publications import LONGEST_DELAY

if TYPE_CHECKING:
    from partnerships.accounts.models import User


SUBMITTED = product_note(_lazy("Submitted for review before publication."))
DELAY_OVER = product_note(_lazy("The delay that was asked for is over."))
State, Answer = PublicationReview.State, PublicationOpinion.Answer
logger = logging.getLogger(__name__)

# What the history calls the answers.
VERBS = {
    Answer.CLEARED: gettext_noop("cleared the publication"),
    Answer.CHANGES: gettext_noop("asked for changes"),
    Answer.DELAY: gettext_noop("asked for a delay"),
    Answer.SILENT: gettext_noop("did not answer in time"),
    Answer.WAITING: gettext_noop("asked anew"),
}


def _locked(review: PublicationReview) -> PublicationReview:
    """The review as it is now, with the partnership's lock held until the transaction ends."""
    lock(review.partnership)
    current = PublicationReview.objects.select_for_update(of=("self",)).select_related("party").get(pk=review.pk)
    current.partnership = review.partnership
    return current


def _opinions(review: PublicationReview) -> list[PublicationOpinion]:
    found = list(review.opinions.select_related("party").order_by("party__name"))  # type: ignore[attr-defined]
    for opinion in found:
        opinion.review = review
    return found


# --- the party that publishes -----------------------------------------------------------------------------------------
@taken_by(Right.SHARE)
@transaction.atomic
def submit(review: PublicationReview, *, actor: "User") -> PublicationReview:
    """Lay a work before the other parties, or lay it before them again after changes; the clock begins to run.

    The last day to answer is counted from the day it is with the party that is furthest ahead, so that none has a day less. Raises
    PermissionDenied without the right to share, Refused when there is nobody to ask or it is before them already.
    """
    current = _locked(review)
    others = Participation.objects.signing().joined().filter(partnership=review.partnership).exclude(party=current.party)
    parties = [participation.party for participation in others.select_related("party").order_by("party__name")]
    if not parties:
        raise Refused(_("There is no other party to ask yet."))
    now = timezone.now()
    first = max(now.astimezone(zone).date() for party in parties for zone in zones_of(party))
    share_with_all(current, actor=actor, note=SUBMITTED)
    news: dict[str, Any] = {
        "submitted_at": now,
        "respond_by": first + dt.timedelta(days=current.days),
        "delay_until": None,
        "cleared_at": None,
    }
    asked = {opinion.party_id: opinion for opinion in _opinions(current)}
    opened = [PublicationOpinion(review=current, party=party, author=actor) for party in parties if party.pk not in asked]
    PublicationOpinion.objects.bulk_create(opened)
    advance(current, State.SUBMITTED, actor=actor, also=opened, **news)
    for opinion in asked.values():
        if not opinion.is_waiting:
            anew: dict[str, Any] = {"reason": "", "until": None, "answered_at": None, "answered_by": ""}
            advance(opinion, Answer.WAITING, actor=actor, field="answer", verb=VERBS[Answer.WAITING], **anew)
    return current


@taken_by()
@transaction.atomic
def note_publication(review: PublicationReview, *, actor: "User", on: dt.date, where: str) -> PublicationReview:
    """The work has appeared. Raises Refused unless it was cleared, and for a day before that or in the future."""
    current = _locked(review)
    if on > today():
        raise Refused({"on": _("This day has not come yet.")})
    if current.cleared_at and on < current.cleared_at.date():
        raise Refused({"on": _("It was not cleared yet on that day.")})
    return advance(current, State.PUBLISHED, actor=actor, published_on=on, published_where=where.strip())


@taken_by()
def withdraw_work(review: PublicationReview, *, actor: "User", reason: str) -> PublicationReview:
    """The party does not publish it after all."""
    return advance(review, State.WITHDRAWN, actor=actor, note=reason)


# --- the parties that review ------------------------------------------------------------------------------------------
@taken_by(allowed=another_party)
@transaction.atomic
def take_up(review: PublicationReview, *, actor: "User") -> PublicationReview:
    """A reviewing party says that it has begun to read."""
    current = _locked(review)
    _own(current, actor, Right.WRITE)
    return advance(current, State.PARTNER_REVIEW, actor=actor)


@taken_by(Right.SIGN, allowed=another_party)
def clear(review: PublicationReview, *, actor: "User", note: str = "") -> PublicationReview:
    """Consent for one's party. Raises as `answer` does."""
    return answer(review, actor=actor, to=Answer.CLEARED, note=note)


@taken_by(Right.SIGN, allowed=another_party)
def ask_changes(review: PublicationReview, *, actor: "User", note: str) -> PublicationReview:
    """Ask for changes: the clock stops, and begins anew when the work is submitted again. Raises as `answer` does."""
    return answer(review, actor=actor, to=Answer.CHANGES, note=note)


@taken_by(Right.SIGN, allowed=another_party)
def ask_delay(review: PublicationReview, *, actor: "User", until: dt.date, note: str) -> PublicationReview:
    """Ask that it is not published before the day `until` has ended, for a filing say. Raises as `answer` does."""
    return answer(review, actor=actor, to=Answer.DELAY, note=note, until=until)


@taken_by(Right.SIGN, allowed=another_party)
@transaction.atomic
def answer(
    review: PublicationReview, *, actor: "User", to: str, note: str = "", until: dt.date | None = None
) -> PublicationReview:
    """Answer for one's party, and see what that makes of the review.

    Raises PermissionDenied for people of no reviewing party, Refused when the party's last day has ended where it is, when it has
    answered already, or when the delay is too long.
    """
    current = _locked(review)
    opinion = _own(current, actor, Right.SIGN)
    if not current.is_pending:
        raise Refused(_("It is not before the parties now."))
    now = timezone.now()
    if opinion.is_waiting and now >= opinion.over_at():
        raise Refused(_("The last day to answer has ended where your party is: its silence counts as consent."))
    if to == Answer.DELAY:
        _check_delay(current, until)
    by: dict[str, Any] = {"reason": note.strip(), "until": until, "answered_at": now, "answered_by": str(actor)[:150]}
    if current.state == State.SUBMITTED:
        advance(current, State.PARTNER_REVIEW, actor=actor)
    advance(opinion, to, actor=actor, field="answer", verb=VERBS[Answer(to)], note=note.strip(), **by)
    return _conclude(current, actor)


def _own(review: PublicationReview, actor: "User", right: str) -> PublicationOpinion:
    """The opinion that is the actor's party's to give."""
    here = standing(actor, review.partnership)
    for opinion in _opinions(review):
        if here.party == opinion.party and here.may(right, opinion.party):
            return opinion
    raise PermissionDenied


def _check_delay(review: PublicationReview, until: dt.date | None) -> None:
    if until is None or until <= today():
        raise Refused({"until": _("Name a day that is still to come.")})
    longest = today() + dt.timedelta(days=LONGEST_DELAY)
    if until > longest:
        raise Refused({"until": _("A delay is at most %(days)s days.") % {"days": LONGEST_DELAY}})


def _conclude(review: PublicationReview, actor: "User | None") -> PublicationReview:
    """What the answers given so far make of the review: changes before delay, delay before clearance."""
    opinions = _opinions(review)
    answers = {opinion.answer for opinion in opinions}
    if Answer.CHANGES in answers:
        return advance(review, State.CHANGES_ASKED, actor=actor)
    if Answer.DELAY in answers:
        until = max(opinion.until for opinion in opinions if opinion.answer == Answer.DELAY and opinion.until)
        if (review.state, review.delay_until) != (State.DELAY_ASKED, until):
            advance(review, State.DELAY_ASKED, actor=actor, delay_until=until)
        return review
    if Answer.WAITING not in answers:
        return advance(review, State.CLEARED, actor=actor, cleared_at=timezone.now(), delay_until=None)
    if review.state == State.DELAY_ASKED:
        return advance(review, State.PARTNER_REVIEW, actor=actor, delay_until=None)
    return review


# --- the clock --------------------------------------------------------------------------------------------------------
def run_clocks(now: dt.datetime | None = None) -> int:
    """Deem cleared what nobody answered in time, and clear what was delayed long enough. Returns how many reviews moved on.

    Safe to run twice, late and side by side: each is looked at again under the lock.
    """
    now, moved = now or timezone.now(), 0
    going_on = PublicationReview.objects.exclude(partnership__state__in=FROZEN_STATES).select_related("partnership")
    for look, due in ((_silence, going_on.perhaps_over(now)), (_delay, going_on.delay_perhaps_over(now))):
        for review in due.order_by("respond_by", "pk"):
            try:
                with transaction.atomic():
                    moved += look(_locked(review), now)
            except Exception:  # one review must not keep all others waiting
                logger.exception("The clock of publication review %s could not be run", review.pk)
    return moved


def _silence(review: PublicationReview, now: dt.datetime) -> bool:
    """Take the silence of parties for consent, once the last day has ended in every reviewing party's time zone."""
    opinions = _opinions(review)
    silent = [opinion for opinion in opinions if opinion.is_waiting]
    if not review.is_pending or not silent or now < review.over_at(opinions):
        return False
    for opinion in silent:
        advance(opinion, Answer.SILENT, actor=None, field="answer", verb=VERBS[Answer.SILENT])
    if review.is_reviewed:
        names = ", ".join(opinion.party.name for opinion in silent)
        note = _("No answer by %(day)s from: %(parties)s.") % {"day": review.respond_by, "parties": names}
        advance(review, State.DEEMED_CLEARED, actor=None, note=note, cleared_at=now)
    return True


def _delay(review: PublicationReview, now: dt.datetime) -> bool:
    """Clear a work when the day until which it was delayed has ended everywhere and nobody is awaited any more."""
    opinions = _opinions(review)
    if review.state != State.DELAY_ASKED or now < review.delay_over_at(opinions):
        return False
    if any(opinion.is_waiting for opinion in opinions):
        return False
    advance(review, State.CLEARED, actor=None, note=DELAY_OVER, cleared_at=now)
    return True
