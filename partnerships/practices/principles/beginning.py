"""Principles 1 to 4: how a collaboration is set up."""

from django.utils.translation import gettext_lazy as _

from partnerships.practices.principles.shape import Principle

BEGINNING: tuple[Principle, ...] = (
    Principle(
        number=1,
        slug="relationship",
        title=_("Relationship management"),
        clause="5.1",
        what=_(
            "Look after the relationship itself, not only the projects in it. Both sides write down how they work together, in "
            "one joint plan short enough for a newcomer to read in an hour."
        ),
        why=_(
            "A university lives by semesters, grants and publications, a company by customers, quarters and budgets. A way of "
            "working that is written and shared keeps the two rhythms together, and outlasts the two people who began it."
        ),
        how=(
            _("List everybody who can help, hinder or feel the effects, and what each of them expects of you."),
            _(
                "Write the joint plan in plain words: purpose, people, surroundings, objectives, how you meet and how you "
                "decide."
            ),
            _("Say what kind of relationship this is now and what it could become: an order, a project, a lasting alliance."),
            _("Rank your relationships and put your best people where working together gains more than buying and selling."),
            _("Form one joint team with named leaders from each side, and write down who may decide what."),
            _("Give the team what it needs: people's time, rooms, equipment, money and an honest view of the risks."),
            _("Reopen the plan at each review, look at how other good alliances do it, and change what no longer fits."),
        ),
    ),
    Principle(
        number=2,
        slug="visions",
        title=_("Visions and values"),
        clause="5.2",
        what=_(
            "Each side says where it wants to be in some years and what it would not do at any price. From that you write the "
            "few sentences that describe the future you both work for."
        ),
        why=_(
            "Disputes about publishing, data or whose name comes first are seldom about the contract: they come from values "
            "that nobody had put into words. Said early, a difference is a topic; found late, it is a breach."
        ),
        how=(
            _("Let each side write its own vision and values first, alone, and read the other's before you write a joint one."),
            _("Compare them in direction, culture, reputation, ethics and behaviour, and mark where they pull apart."),
            _(
                "Check for ethical clashes before you negotiate: funding sources, uses of the results, people and animals, "
                "conflicts of interest."
            ),
            _("Keep the joint statement to half a page, with one sentence on the value you mean to create and for whom."),
            _("Ask everybody who joins to read it and say so; ask again when it changes."),
            _("At each review name one decision in which the values showed, and one in which they did not."),
        ),
    ),
    Principle(
        number=3,
        slug="objectives",
        title=_("UBC objectives"),
        clause="5.3",
        what=_(
            "Each party states its own objectives, shows that it has understood the other's, and together you agree the common "
            "ones: what will be different, by when, how you will know, and who answers for it."
        ),
        why=_(
            "People pull in one direction only when they can all name it. An objective that is clear and within reach tells "
            "both sides where to put scarce money and hours, and makes it possible to say no to the rest."
        ),
        how=(
            _("Begin with the drivers: why does each party do this at all, and why now?"),
            _("Restate the other side's objectives in your own words and let them confirm or correct you."),
            _("Hold each own objective against the common ones; where they conflict, agree how you will deal with it."),
            _("Split what is large into phases with milestones: this year, the next three, and beyond."),
            _("Give every objective a responsible party, a measure with a starting value, and the resources it needs."),
            _("Before you sign an action plan, let each party say whether it truly has the people and means."),
            _("Agree beforehand who may ask to change an objective, on what grounds and by which steps."),
        ),
    ),
    Principle(
        number=4,
        slug="leadership",
        title=_("Collaborative leadership"),
        clause="5.4",
        what=_(
            "Several senior people, from every party and accepted by every party, answer for the relationship. They have the "
            "power and the time for it, and both organisations stand behind them."
        ),
        why=_(
            "How the leaders treat each other is how everybody below will. When they turn up, decide and keep their word, "
            "teams trust the collaboration; when they send apologies, teams draw their conclusions."
        ),
        how=(
            _("Write down together what the leaders need to be, may decide and must answer for, before you look at names."),
            _("Nominate in the open and let each party agree to the other's leader as well as its own."),
            _("Have every leader state in a few lines what he or she personally commits to."),
            _("Ask each level above and below to confirm its support: in supervision, in daily management, in resources."),
            _("Set aside the time, money and staff that leading costs; it cannot be done on the side."),
            _("Hand over in a joint meeting when a leader changes, with the open promises on one page."),
        ),
    ),
)
