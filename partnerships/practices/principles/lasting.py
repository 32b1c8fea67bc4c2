"""Principles 10 to 12: how it lasts, and how it ends."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.principles.shape import Principle

LASTING: tuple[Principle, ...] = (
    Principle(
        number=10,
        slug="risks",
        title=_("Risk management"),
        clause="5.10",
        what=_(
            "Each party looks at what it risks by taking part, and all of you at what threatens what you want together. Joint "
            "risks have an owner on every side."
        ),
        why=_(
            "The risk that hurts is often the one that one side saw and the other did not. Rating the same risk separately, "
            "and talking about the difference, is the cheapest insurance there is."
        ),
        how=(
            _("Start with your own risks of collaborating: dependence, reputation, leaks, students, freedom to publish."),
            _("Collect the joint risks for each common objective, and write them as cause, event and effect."),
            _("Let both sides rate likelihood and effect alone before you agree on one reading."),
            _("For each serious risk choose what you do, who does it by when, and who bears the cost."),
            _("Do not lower a risk by moving it to your partner without asking."),
            _("Set a sign that tells you early, such as a late payment or a vacant post, and look at it each quarter."),
            _("Look for opportunities with the same eyes."),
        ),
    ),
    Principle(
        number=11,
        slug="assessment",
        title=_("Relationship assessment and optimization"),
        clause="5.11",
        what=_(
            "From time to time both sides judge the relationship, each on its own and by the same questions. Then you compare, "
            "explain the differences, and improve what you chose to improve."
        ),
        why=_(
            "Results tell you how the project went, not whether the relationship can carry the next one. Where one side is "
            "content and the other is not, you have found your blind spot while there is still time."
        ),
        how=(
            _("Ask a fair mix of people on both sides: those who do the work, those who manage it, those who pay for it."),
            _("Keep answers unnamed and blind until all have answered; show no group so small that people can be recognised."),
            _("Begin the discussion with the gaps; a gap is news, not a fault."),
            _("Agree one joint score for each principle, and note a dissent where there is one."),
            _("Choose two or three improvements, no more, with an owner on each side and a date."),
            _("Measure again after half a year, and decide: go on, widen, reshape, shrink or think about ending."),
        ),
    ),
    Principle(
        number=12,
        slug="exit",
        title=_("Exit strategy"),
        clause="5.12",
        what=_(
            "Agree at the beginning how you would part: what may set it off, who has to be protected, what goes to whom. An "
            "end can be a goal reached, a change of form or a parting of ways."
        ),
        why=_(
            "A good ending is prepared while both sides still like each other. It protects students in mid-thesis, samples in "
            "the freezer and the good name of everybody, and it leaves the door open."
        ),
        how=(
            _("Write the exit part of the plan before you sign, not when you need it."),
            _("Name the signs that make you look at it: the goal met, the money ended, a partner sold, trust gone."),
            _("List what must go on: theses, patients, customers, data, and for how long who looks after it."),
            _("Say for each asset, licence, file and access right where it goes and who confirms that it arrived."),
            _("Decide together, give notice in time, and tell staff and students before the press."),
            _("Walk through the plan once a year, as you would a fire drill."),
            _("Close with a joint look back: what was gained, what was learnt, what could come next."),
        ),
    ),
)
