"""Asking all parties to sign the conclusion of a review, and concluding it."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.trust.models import BenefitReview
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from partnerships.signoff.endings import signing_parties
from partnerships.signoff.services import open_round

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

VERBS = (gettext_noop("concluded"),)


@taken_by()
@transaction.atomic
def ask_to_conclude(review: BenefitReview, *, actor: "User", due_on: dt.date | None = None) -> "SignOffRound":
    """Lay the conclusion before all parties. Raises Refused without a conclusion, or while the view of a party is missing."""
    lock(review.partnership)
    if not review.conclusion:
        raise Refused(_("Write the conclusion and its reasons first."))
    views = set(review.views.values_list("party", flat=True))
    missing = [party.name for party in signing_parties(review.partnership, review) if party.pk not in views]
    if missing:
        raise Refused(_("The view of %(parties)s is missing.") % {"parties": ", ".join(missing)})
    return open_round(review, actor=actor, due_on=due_on)


@consequence
def conclude(review: BenefitReview, *, actor: "User | None") -> BenefitReview:
    """All parties have signed."""
    lowest = review.views.aggregate(lowest=Min("fairness"))["lowest"]
    return advance(review, BenefitReview.State.CONCLUDED, actor=actor, concluded_on=today(), lowest_fairness=lowest)
