"""The practice profile of principle 7, in our own words, each with the condition that shows it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from assessments.trust.models import (
    BehaviourSignal,
    BenefitReview,
    Concern,
    ConcernContact,
    NetView,
    Promise,
    PulseSide,
    TrustIndicator,
    TrustPulse,
)
from assessments.trust.querysets import LOOKING_BACK, DaysAgo
from partnerships.actions.models import Action
from partnerships.clock import Today
from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition, Practice, register_practices

promises = Promise.objects.disclosed().given()
settled = promises.filter(state__in=("kept", "late", "broken", "released"))
pulses = TrustPulse.objects.disclosed()
recently_told = pulses.filter(state="closed", closed_on__gte=DaysAgo(LOOKING_BACK))
told_of = PulseSide.objects.filter(told=True, pulse__in=recently_told.values("pk"))
earlier = pulses.told().filter(partnership=OuterRef("partnership"), closed_on__lt=OuterRef("closed_on"))
indicators = TrustIndicator.objects.disclosed()
contacts = ConcernContact.objects.disclosed()
joint_concerns = Concern.objects.disclosed().joint()
overdue_concerns = joint_concerns.filter(state="received", due_on__lt=Today())
reviews = BenefitReview.objects.disclosed()
views = NetView.objects.disclosed()
recent = reviews.concluded().filter(ends_on__gte=DaysAgo(LOOKING_BACK * 3 // 2))
signals = BehaviourSignal.objects.disclosed()
# Of the latest conclusions, those that asked for rebalancing and have no action.
actions = Action.objects.disclosed().filter(source_key=OuterRef("pk")).exclude(state="cancelled")
without_action = reviews.of_last_period().filter(conclusion="rebalance").exclude(Exists(actions))


def practice(number: int, text: Any, addressed: Condition, *, label: Any, **more: Any) -> None:
    """Register one practice of the profile."""
    register_practices(Practice(f"P07-{number:02}", 7, "5.7", text, addressed, link_label=label, **more))


practice(
    1,
    _("What each side promises the other is written down with a day."),
    from_each_party(promises, party="by"),
    partly=some(promises),
    shows=_("Promise ledger: promises given by each party"),
    missing=_("Note what each side has promised, and let it give its word."),
    link="assessments_trust:promise-create",
    label=_("Note a promise"),
)
practice(
    2,
    _("Whether a promise was kept is said by the one who received it, and none is left overdue."),
    Q(some(settled.filter(state__in=("kept", "late")))) & ~Q(some(promises.overdue())),
    partly=some(settled),
    shows=_("Promise ledger: promises confirmed by the receiver, none overdue"),
    missing=_("Confirm the promises that were kept; settle or renegotiate those that are overdue."),
    link="assessments_trust:promise-list",
    label=_("Open the ledger"),
)
practice(
    3,
    _("Each side’s trust is asked for, and does not rest on impressions."),
    from_each_party(told_of, "pulse__"),
    partly=some(pulses.exclude(state="cancelled")),
    shows=_("A trust pulse of the last year with figures of each side"),
    missing=_("Plan a pulse, and let at least three people of each side answer."),
    link="assessments_trust:trustpulse-create",
    label=_("Plan a pulse"),
)
practice(
    4,
    _("Trust is asked for again, so that a change is noticed."),
    Exists(pulses.told().filter(Exists(earlier), partnership=OuterRef("pk"), closed_on__gte=DaysAgo(LOOKING_BACK))),
    partly=some(pulses.told()),
    shows=_("Two trust pulses with figures, the later one of the last year"),
    missing=_("Plan the next pulse."),
    link="assessments_trust:trustpulse-create",
    label=_("Plan a pulse"),
)
practice(
    5,
    _("Both sides watch the same indicators of trust, with the value from which they act."),
    Q(some(indicators.filter(metric__in=("trust.reliability", "trust.broken", "trust.overdue"))))
    & Q(some(indicators.filter(metric__startswith="trust.pulse"))),
    partly=some(indicators),
    shows=_("Indicators of promises and of the pulse, with thresholds"),
    missing=_("Watch the usual figures, and set your thresholds."),
    link="assessments_trust:trustindicator-list",
    label=_("Open the indicators"),
)
practice(
    6,
    _("When an indicator falls below what was agreed, those responsible step in."),
    Q(some(indicators)) & ~Q(some(indicators.unanswered())),
    partly=some(indicators),
    shows=_("Indicators without a flag, or with an answer to each flag"),
    missing=_("Say at each flagged indicator what you do about it."),
    link="assessments_trust:trustindicator-list",
    label=_("Open the indicators"),
)
practice(
    7,
    _("People of each side know whom to tell a concern, and what is told is answered in time."),
    from_each_party(contacts) & ~Q(some(overdue_concerns)),
    partly=some(contacts),
    shows=_("A contact for concerns of each party; no concern to both sides overdue"),
    missing=_("Let each party name its contact, and answer the concerns that wait."),
    link="assessments_trust:concerncontact-create",
    label=_("Name our contact"),
)
practice(
    8,
    _("Each side says what it gave and got, and how fair it finds that."),
    from_each_party(views, "review__"),
    partly=some(reviews),
    shows=_("Review of mutual benefit with the view of each party"),
    missing=_("Plan a review, and let each party give its view."),
    link="assessments_trust:benefitreview-create",
    label=_("Plan a review"),
)
practice(
    9,
    _("All sides conclude together, at intervals, whether the benefit is shared fairly."),
    some(recent),
    partly=some(reviews),
    shows=_("A concluded review of a period that ended in the last eighteen months"),
    missing=_("Conclude a review of the last period together."),
    link="assessments_trust:benefitreview-list",
    label=_("Open the reviews"),
)
practice(
    10,
    _("Where the benefit is found uneven, something is done about it."),
    Q(some(reviews.concluded())) & ~Q(some(without_action)),
    partly=some(reviews.concluded()),
    shows=_("The last conclusion: balanced, acceptable, or with actions"),
    missing=_("Add an action to the review that asked for rebalancing."),
    link="assessments_trust:benefitreview-list",
    label=_("Open the reviews"),
)
practice(
    11,
    _("Behaviour that builds or harms trust is spoken of, and the other side is heard."),
    Q(some(signals)) & ~Q(some(signals.waiting().filter(reply_by__lt=Today()))),
    partly=some(signals),
    shows=_("Signals of behaviour put to the other party, none waiting too long for a reply"),
    missing=_("Put to the other side what you noticed, good things first, and reply to what was put to you."),
    link="assessments_trust:behavioursignal-create",
    label=_("Note a signal"),
)
