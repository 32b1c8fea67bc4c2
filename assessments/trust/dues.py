"""What falls due in this room. Nothing of it comes of a concern to a neutral person."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from assessments.trust.models import AskedPulse, BehaviourSignal, BenefitReview, Concern, Promise, TrustIndicator
from partnerships.access.policy import Right, roles_with
from partnerships.reminders.registry import Due, register_due

register_due(
    Due(
        kind="trust.promise",
        label=_("Promise"),
        queryset=lambda: Promise.objects.to_be_kept(),
        party="by",
        related=("partnership", "by"),
    ),
    Due(
        kind="trust.promise_noted",
        label=_("Promise to be given"),
        queryset=lambda: Promise.objects.filter(state="noted").annotate(noted_on=F("created_at__date")),
        date="noted_on",
        party="by",
        leads=(),
        related=("partnership", "by"),
        is_notice=True,
    ),
    # To all the others it may be for the giver, too: that one finds nothing to confirm.
    Due(
        kind="trust.promise_reported",
        label=_("Promise to be confirmed"),
        queryset=lambda: Promise.objects.filter(state="reported"),
        date="reported_on",
        party="to",
        leads=(),
        related=("partnership", "by", "to"),
        is_notice=True,
    ),
    # Each is asked who may answer for a party and has not: nobody is told who has, and nobody is told of others.
    Due(
        kind="trust.pulse",
        label=_("Trust pulse to be answered"),
        queryset=lambda: AskedPulse.objects.open(),
        date="closes_on",
        party="",
        done_by="marks__user",
        roles=roles_with(Right.ANSWER),
        leads=(14, 3, 1),
        lags=(),
        escalate_after=10_000,
        related=("partnership",),
    ),
    Due(
        kind="trust.review",
        label=_("Review of mutual benefit"),
        queryset=lambda: BenefitReview.objects.under_way(),
        party="",
        leads=(30, 7, 1),
        related=("partnership",),
    ),
    Due(
        kind="trust.reply",
        label=_("Reply to a signal of behaviour"),
        queryset=lambda: BehaviourSignal.objects.waiting(),
        date="reply_by",
        party="about",
        related=("partnership", "party", "about"),
    ),
    Due(
        kind="trust.concern",
        label=_("Concern to be answered"),
        queryset=lambda: Concern.objects.filter(state="received"),
        party="party",
        leads=(3,),
        related=("partnership", "party"),
    ),
    Due(
        kind="trust.flag",
        label=_("Flagged indicator"),
        queryset=lambda: TrustIndicator.objects.unanswered(),
        date="flagged_since",
        party="",
        leads=(),
        related=("partnership",),
        is_notice=True,
    ),
)
