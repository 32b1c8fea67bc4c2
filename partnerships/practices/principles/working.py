"""Principles 5 to 9: how it works day by day."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.principles.shape import Principle

WORKING: tuple[Principle, ...] = (
    Principle(
        number=5,
        slug="governance",
        title=_("Governance and processes"),
        clause="5.5",
        what=_(
            "Agree where each kind of decision is taken and by which steps the daily work runs. Keep it light: as many bodies "
            "as you have decisions for, and no more."
        ),
        why=_(
            "Most delays between a university and a company are not disagreements but questions that nobody was entitled to "
            "answer. With a known place for each of them, a matter takes days instead of months."
        ),
        how=(
            _(
                "Set up the levels you need, such as steering, management and work, each with members of every party and a "
                "rhythm."
            ),
            _("Say for each kind of decision who takes it and up to what amount, scope or date."),
            _(
                "Lay both sides' ways of ordering, hiring, approving and publishing side by side, and agree one where they "
                "collide."
            ),
            _("Send an agenda with a purpose for each item; record decisions and open tasks the same day."),
            _("Settle issues at the lowest level that can, with a date by which they move one level up."),
            _("See that the contract fits the relationship you want, and watch its notice and renewal dates."),
        ),
    ),
    Principle(
        number=6,
        slug="competence",
        title=_("Collaborative competence and behaviour"),
        clause="5.6",
        what=_(
            "Working across two organisations is a skill of its own: listening, keeping promises, explaining one's own house "
            "to outsiders. Name what each role needs, see what is missing, and help people to learn it."
        ),
        why=_(
            "Excellent engineers and excellent scientists can fail together. Technical skill starts a collaboration; the way "
            "people behave towards each other decides whether there will be a second one."
        ),
        how=(
            _("Describe for each role the knowledge, the skills and the attitude it asks for."),
            _("Look at your own house first: what do you bring as a partner, and where are you weak?"),
            _("Write a short behaviour charter together: five to eight sentences that one can see being kept or not."),
            _("Give newcomers a joint induction in their first month, with a guide from the other side."),
            _("Learn together: exchange days, shadowing, secondments, a workshop after a hard phase."),
            _("Raise behaviour early and about the matter, not the person; keep personal ratings within one's own house."),
        ),
    ),
    Principle(
        number=7,
        slug="trust",
        title=_("Trust and commitment to mutual benefit"),
        clause="5.7",
        what=_(
            "Trust is built by promises kept, news told early and gains fairly shared. Do not take it for granted: watch it as "
            "you watch the budget, and repair it when it drops."
        ),
        why=_(
            "Where people trust each other they show unfinished results, admit mistakes and need fewer clauses. When one side "
            "begins to feel used, it stops giving its best long before it complains."
        ),
        how=(
            _("Keep a list of promises between the parties; the one who receives says whether it was kept."),
            _(
                "Ask both sides a handful of questions every quarter, without names, and talk about the gap rather than the "
                "score."
            ),
            _("Put down what each party gives and gets, valued by the giver and by the receiver."),
            _("Look at the balance once a year and correct it when one side carries more for two periods in a row."),
            _("Offer a confidential way to raise a concern, and say within days what will happen with it."),
            _("When key people change, start again: meet, tell the story, renew the promises."),
        ),
    ),
    Principle(
        number=8,
        slug="value",
        title=_("Value creation"),
        clause="5.8",
        what=_(
            "Agree what value means to each of you, then go and make more of it: new ideas, less waste, better courses, better "
            "products. It needs a joint path from the first thought to a benefit somebody can confirm."
        ),
        why=_(
            "For a professor value may be a paper and a doctoral student, for a plant manager two per cent less scrap, for a "
            "town cleaner water. What nobody has named, nobody will count, and what is not counted ends with the next budget "
            "round."
        ),
        how=(
            _("Let each party write down the three benefits it cares about most, and rank them."),
            _("Collect ideas from everybody in the team, students and shift workers included, and answer each one."),
            _("Score ideas from both sides: is it wanted, can we do it, what does it bring?"),
            _("Try small and stop early; write down what a stopped idea taught you."),
            _("Count a benefit only when the one who receives it confirms it."),
            _("Tell the story of a benefit with its evidence, and credit all who had a part."),
        ),
    ),
    Principle(
        number=9,
        slug="knowledge",
        title=_("Information and knowledge sharing"),
        clause="5.9",
        what=_(
            "Decide together what is open, what is shared on a condition and what stays at home, so that everything else can "
            "flow. Knowledge in people's heads counts as much as files and patents."
        ),
        why=_(
            "Researchers need to publish and companies need to protect, and both are right. When the rules are known "
            "beforehand, nobody has to hold back out of caution or give away by mistake."
        ),
        how=(
            _("Draw up one list of the kinds of information: may be shared, may be shared if, may not."),
            _("Record what each side brought with it and what came out of the work, with owners and rights of use."),
            _("Agree a clock for the review of publications: so many days, then the text is free."),
            _("Plan who tells what to whom: teams, management, students, press."),
            _("Pass on what people know before they leave: a talk, a recording, a successor beside them."),
            _("Treat personal data by the law of both sides, with one named person each."),
            _("Report a leak to the other party at once, even when it is embarrassing."),
        ),
    ),
)
