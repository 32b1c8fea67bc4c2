"""The practice profile of principle 11, in our own words: what assessing and improving a relationship asks, each with its condition."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from assessments.evidence import claims, cycles, decisions, improvements, of_both, recent, released, repeated, rhythms
from assessments.models import Consensus, Cycle, Improvement, MaturityClaim, OptimizationReview
from partnerships.practices.conditions import some
from partnerships.practices.registry import Condition, Practice, register_practices

State = Cycle.State
AGREED = (State.CONSENSUS, State.ACTIONS, State.FOLLOWED_UP, State.FINISHED)
CYCLES, HOME, IMPROVEMENTS = "assessments:cycle-list", "assessments:home", "assessments:improvement-list"


def practice(key: str, text: Any, addressed: Condition, *, label: Any, **more: Any) -> None:
    register_practices(Practice(key, 11, "5.11", text, addressed, link_label=label, **more))


practice(
    "P11-01",
    _("How often the relationship is assessed is agreed."),
    some(rhythms),
    partly=some(cycles),
    shows=_("A rhythm that goes on"),
    missing=_("Set a rhythm: a pulse each quarter, a health check each half-year, maturity once a year."),
    link="assessments:rhythm-list",
    label=_("Set a rhythm"),
)
practice(
    "P11-02",
    _("All sides are asked the same questions, each blind to the others."),
    some(released),
    partly=some(cycles.exclude(state__in=(State.PLANNED, State.CANCELLED))),
    shows=_("A cycle in which every side was asked and that was released to all at once"),
    missing=_("Plan a cycle, and let each party name its people."),
    link=CYCLES,
    label=_("Plan a cycle"),
)
practice(
    "P11-03",
    _("Within the last year enough people of every side have answered."),
    some(of_both(recent())),
    partly=some(recent()),
    shows=_("A cycle of the last year in which every side is shown"),
    missing=_("Ask again, and name at least so many people on each side that nobody can be recognised."),
    link=CYCLES,
    label=_("Plan a cycle"),
)
practice(
    "P11-04",
    _("Differences between the sides are talked about."),
    some(released.filter(workshop_on__isnull=False)),
    partly=some(released),
    shows=_("A workshop on the results"),
    missing=_("Hold a workshop on the last results, and begin with the widest gap."),
    link=HOME,
    label=_("See the last results"),
)
practice(
    "P11-05",
    _("The parties agree one reading, and note dissent."),
    some(cycles.filter(Exists(Consensus.objects.filter(cycle=OuterRef("pk"))), state__in=AGREED)),
    partly=some(cycles.filter(state=State.WORKSHOP)),
    shows=_("Agreed scores signed by every party"),
    missing=_("Write down the scores agreed in the workshop, and put them to all parties."),
    link=CYCLES,
    label=_("Open the cycles"),
)
practice(
    "P11-06",
    _("What is to be improved is chosen together, with a day and an action for each party."),
    some(improvements.exclude(state__in=(Improvement.State.PROPOSED, Improvement.State.DROPPED))),
    partly=some(improvements.filter(state=Improvement.State.PROPOSED)),
    shows=_("Agreed improvements with their actions"),
    missing=_("Propose two or three improvements, and agree them."),
    link=IMPROVEMENTS,
    label=_("Propose an improvement"),
)
practice(
    "P11-07",
    _("Whether an improvement helped is looked at."),
    some(improvements.filter(state__in=(Improvement.State.EFFECTIVE, Improvement.State.NOT_EFFECTIVE))),
    partly=some(improvements.filter(check_on__isnull=False).unchecked()),
    shows=_("Improvements whose effect was checked"),
    missing=_("Say of an improvement that is done whether it helped, and what shows it."),
    link=IMPROVEMENTS,
    label=_("Open the improvements"),
)
practice(
    "P11-08",
    _("The same is measured again, so that one sees the course."),
    repeated(),
    partly=some(released),
    shows=_("Two released cycles of one kind"),
    missing=_("Ask the same questions again after half a year."),
    link=CYCLES,
    label=_("Plan a cycle"),
)
practice(
    "P11-09",
    _("How mature the relationship is, is claimed together and shown by evidence."),
    some(claims.filter(state=MaturityClaim.State.AGREED)),
    partly=some(claims),
    shows=_("An agreed level of maturity; from level 3 on signed by all"),
    missing=_("Claim a level for a principle together, with what shows it."),
    link="assessments:maturityclaim-list",
    label=_("Claim a level"),
)
practice(
    "P11-10",
    _("From what was measured follows a decision how the relationship goes on."),
    some(decisions.filter(state=OptimizationReview.State.AGREED)),
    partly=some(decisions),
    shows=_("A decision about the relationship, signed by all"),
    missing=_("Decide together: go on, improve, widen, reshape, shrink, or look at how it could end."),
    link="assessments:optimizationreview-list",
    label=_("Prepare a decision"),
)
