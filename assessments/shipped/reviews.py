"""The yearly review, the review of objectives, and the look back at the end. In our own words."""

from django.utils.translation import gettext_noop as _

from assessments.shipped.shapes import Question, Questions

Q = Question

ANNUAL = Questions(
    code="annual",
    number=1,
    kind="annual",
    title=_("Yearly review"),
    intro=_("Once a year: what the year brought, how it was to work together, and how it shall go on."),
    principles={
        1: (Q("y-plan", _("This year the joint plan was of use to me.")),),
        2: (Q("y-vision", _("This year we came closer to our joint vision.")),),
        3: (
            Q("y-objectives", _("This year we reached what we had set out to reach.")),
            Q(
                "y-which",
                _("What kept us from reaching more?"),
                type="multi",
                options=(
                    _("Too little time"),
                    _("Too little money"),
                    _("Changes of people"),
                    _("Objectives that did not fit together"),
                    _("Something from outside"),
                ),
            ),
        ),
        4: (Q("y-leadership", _("This year the relationship was led well.")),),
        5: (
            Q("y-governance", _("This year our bodies and processes helped the work.")),
            Q("y-hours", _("How many hours a month did you spend on coordination?"), type="number"),
        ),
        6: (Q("y-competence", _("This year I learnt something from the other side.")),),
        7: (
            Q("y-trust", _("I trust the other side more than a year ago.")),
            Q("y-benefit", _("This year the benefit was fair to both.")),
        ),
        8: (Q("y-value", _("This year was worth what it cost."), university=_("This year was worth our time and effort.")),),
        9: (Q("y-knowledge", _("This year knowledge went both ways.")),),
        10: (Q("y-risk", _("This year risks were seen before they hurt.")),),
        11: (Q("y-assessment", _("What we asked for in the last review was dealt with.")),),
        12: (
            Q("y-recommend", _("Would you recommend this partnership to a colleague?"), type="yes_no"),
            Q(
                "y-future",
                _("How should it go on?"),
                type="single",
                options=(_("As it is"), _("Larger"), _("Smaller"), _("Quite differently"), _("Not at all")),
            ),
        ),
    },
    open_title=_("In your own words"),
    open_questions=(
        Q("y-best", _("What was the best of the year?"), type="text"),
        Q("y-next", _("What should be different next year?"), type="text"),
    ),
)

OBJECTIVE_REVIEW = Questions(
    code="objective-review",
    number=1,
    kind="objective_review",
    title=_("Review of the objectives"),
    intro=_("Are our objectives still the right ones, and do we reach them?"),
    principles={
        3: (
            Q("o-right", _("Our common objectives are still the right ones.")),
            Q("o-reach", _("We will reach them in time.")),
            Q("o-measures", _("What we measure shows whether we get there.")),
            Q("o-own", _("They serve my own side as much as the other.")),
            Q("o-conflict", _("Some of them stand in each other's way."), reverse=True),
        ),
        4: (Q("o-means", _("Each objective has somebody who is responsible and able.")),),
        8: (Q("o-value", _("What we reach makes a difference to somebody.")),),
    },
    open_title=_("In your own words"),
    open_questions=(Q("o-change", _("Which objective would you change, and how?"), type="text"),),
)

EXIT = Questions(
    code="exit",
    number=1,
    kind="exit",
    title=_("Look back at the end"),
    intro=_("The collaboration ends or takes another form. What do we keep from it?"),
    principles={
        3: (Q("e-reached", _("We reached what we came together for.")),),
        7: (Q("e-trust", _("We part with as much trust as we began with, or more.")),),
        8: (Q("e-value", _("What came of it will last.")),),
        9: (Q("e-knowledge", _("What we learnt is kept where others find it.")),),
        12: (
            Q("e-orderly", _("The end was prepared and carried out well.")),
            Q("e-cared", _("People who depended on it were looked after.")),
            Q("e-again", _("Would you work with the other side again?"), type="yes_no"),
        ),
    },
    open_title=_("In your own words"),
    open_questions=(Q("e-lesson", _("What should others learn from it?"), type="text"),),
)
