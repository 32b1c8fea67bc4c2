"""What principle 8 asks for, in our own words: a practice profile under the heading 5.8, computed from what all parties may read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from objectives.value import evidence
from partnerships.practices.conditions import some
from partnerships.practices.registry import Condition, Practice, register_practices

HOME = "objectives_value"


def practice(number: int, text: Any, *, addressed: Condition, partly: Condition | None, **said: Any) -> Practice:
    link = f"{HOME}:{said.pop('page')}"
    return Practice(f"P08-{number:02}", 8, "5.8", text, addressed, partly, link=link, **said)


register_practices(
    practice(
        1,
        _("Each party has said what value means to it."),
        addressed=evidence.each_says_what_value_means,
        partly=evidence.some_say_what_value_means,
        shows=_("A shared meaning of value of every party."),
        missing=_("Say what would make this worth it for your party, and share it."),
        page="valuedefinition-create",
        query="space=ours_shared",
        link_label=_("Say what value means to us"),
    ),
    practice(
        2,
        _("Ideas for more value come from every party."),
        addressed=evidence.each_raises_ideas,
        partly=some(evidence.ideas()),
        shows=_("Ideas that all can read, raised by each party."),
        missing=_("Write down an idea that all parties can read."),
        page="valueidea-create",
        query="space=joint",
        link_label=_("Capture an idea"),
    ),
    practice(
        3,
        _("Every party scores an idea before anything is decided about it."),
        addressed=evidence.ideas_are_scored,
        partly=evidence.scores,
        shows=_("Assessed ideas with the score of each party."),
        missing=_("Score the ideas that wait for your party."),
        page="funnel",
        link_label=_("Go to the funnel"),
    ),
    practice(
        4,
        _("Which ideas go ahead is decided by all parties together."),
        addressed=evidence.ideas_are_approved,
        partly=some(evidence.ideas().filter(state="assessed")),
        shows=_("Ideas that every party signed."),
        missing=_("Put an assessed idea to all parties."),
        page="valueidea-list",
        link_label=_("Go to the ideas"),
    ),
    practice(
        5,
        _("Ideas that fail are let go in time, and what they taught is kept."),
        addressed=evidence.let_go_with_learning & evidence.nothing_lies_about,
        partly=some(evidence.ideas()) & evidence.nothing_lies_about,
        shows=_("Rejected or stopped ideas with what they taught; no pilot and no parked idea past its day."),
        missing=_("Look at pilots and parked ideas whose day has come, and go on or stop."),
        page="valueidea-list",
        link_label=_("Go to the ideas"),
    ),
    practice(
        6,
        _("Benefits for every party are described so that one will see whether they came."),
        addressed=evidence.each_gains,
        partly=some(evidence.benefits()),
        shows=_("For each party a benefit with how it is measured and by when."),
        missing=_("Describe a benefit for each party: how it is measured, and by when it is due."),
        page="benefit-create",
        query="space=joint",
        link_label=_("Add a benefit"),
    ),
    practice(
        7,
        _("Benefits are measured in time, with evidence."),
        addressed=evidence.measured & evidence.measured_in_time,
        partly=evidence.measured,
        shows=_("Measurements with evidence; no benefit and no measurement overdue."),
        missing=_("Measure what is due, or say what was missed."),
        page="benefit-list",
        link_label=_("Go to the benefits"),
    ),
    practice(
        8,
        _("Those who benefit attest that the benefit came."),
        addressed=evidence.verified & evidence.none_waits,
        partly=evidence.verified | some(evidence.benefits().realised()),
        shows=_("Benefits that the beneficiary attested, and none that waits for it."),
        missing=_("Attest what was realised, or dispute it."),
        page="benefit-list",
        query="state=realised",
        link_label=_("Go to what waits for a word"),
    ),
    practice(
        9,
        _("What each party contributes is known, and confirmed by those who receive it."),
        addressed=evidence.each_gives & evidence.all_confirmed,
        partly=some(evidence.contributions()),
        shows=_("Shared contributions of each party; all that was delivered is confirmed."),
        missing=_("Say what your party gives, and confirm what it received."),
        page="contribution-list",
        link_label=_("Go to the contributions"),
    ),
    practice(
        10,
        _("Contributions and benefits are weighed against each other, by terms the parties agreed."),
        addressed=evidence.terms & evidence.terms_are_kept & evidence.each_gift_is_valued & evidence.each_gain_is_valued,
        partly=evidence.terms | evidence.some_worth,
        shows=_("The terms of the balance, and both sides' valuation of what is given and gained."),
        missing=_("Agree the unit and the tolerance, and say what contributions and benefits are worth to you."),
        page="balance",
        link_label=_("Go to the balance"),
    ),
    practice(
        11,
        _("What comes of it is kept in one list, with those who made it."),
        addressed=evidence.outputs_attributed,
        partly=some(evidence.outputs()),
        shows=_("Outputs, each with its attribution."),
        missing=_("List the outputs, and who made them."),
        page="output-create",
        query="space=joint",
        link_label=_("Add an output"),
    ),
    practice(
        12,
        _("Lessons are agreed, passed on and applied."),
        addressed=evidence.applied,
        partly=some(evidence.lessons()),
        shows=_("A lesson with where it was applied."),
        missing=_("Agree a lesson, and note where it was applied."),
        page="lesson-list",
        link_label=_("Go to the lessons"),
    ),
    practice(
        13,
        _("The parties set themselves targets for improvement and follow them."),
        addressed=evidence.readings & evidence.targets_in_time,
        partly=some(evidence.targets()),
        shows=_("Improvement targets with readings; none is overdue."),
        missing=_("Set a target with a value at the start, and read how far it is."),
        page="improvementtarget-create",
        query="space=joint",
        link_label=_("Set a target"),
    ),
)
