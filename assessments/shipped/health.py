"""The health check: three statements to each principle, and two open questions. In our own words."""

from django.utils.translation import gettext_noop as _

from assessments.shipped.shapes import Question, Questions

Q = Question

HEALTH_CHECK = Questions(
    code="health-check",
    number=1,
    kind="health_check",
    title=_("Health check of the relationship"),
    intro=_(
        "How well do the two sides work together? Answer from what you see yourself; there is no right answer. What does not apply to "
        "you, or what you cannot judge, you leave out. Nobody sees your answers: only figures of groups are shown, and to both sides at "
        "the same moment."
    ),
    principles={
        1: (
            Q("plan-known", _("I know the plan by which we work together, and where to find it.")),
            Q("plan-used", _("What we do follows what the plan says.")),
            Q("stakeholders", _("We know who else is touched by what we do, and take it into account.")),
        ),
        2: (
            Q("direction", _("Both sides want to get to the same place.")),
            Q("values-lived", _("What we said about our values shows in what we do.")),
            Q("other-culture", _("I understand how the other side thinks and decides.")),
        ),
        3: (
            Q("objectives-clear", _("I can say in two sentences what we want to achieve together.")),
            Q("own-objectives", _("What my own side wants has its place in the common objectives.")),
            Q("objectives-revised", _("When the world changes, our objectives are changed in time.")),
        ),
        4: (
            Q("leaders-present", _("The leaders of both sides are there when they are needed.")),
            Q("leaders-example", _("Our leaders do themselves what they ask of us.")),
            Q("means", _("The people who do the work are given the time and the means for it.")),
        ),
        5: (
            Q("who-decides", _("I know who decides what, on both sides.")),
            Q("decisions-quick", _("Decisions come in time.")),
            Q(
                "rules-in-the-way",
                _("The rules of one side keep getting in the way of the work."),
                university=_("The rules of our university keep getting in the way of the work."),
                business=_("The rules of our company keep getting in the way of the work."),
                reverse=True,
            ),
        ),
        6: (
            Q("able", _("The people involved can do what is asked of them.")),
            Q("behaviour", _("We treat each other well, also when something goes wrong.")),
            Q("newcomers", _("Whoever joins is told how we work together.")),
        ),
        7: (
            Q("keep-word", _("The other side keeps its word.")),
            Q("say-openly", _("I can say openly what does not work.")),
            Q("fair", _("What each side puts in and what it gets are in a fair relation.")),
        ),
        8: (
            Q("more-together", _("Together we make something that neither of us could make alone.")),
            Q("ideas-taken-up", _("Good ideas are taken up, whoever has them.")),
            Q("value-seen", _("One can see and name the value that has come of it.")),
        ),
        9: (
            Q("get-information", _("I get the information I need from the other side in time.")),
            Q("what-to-share", _("I know what I may share and what I may not.")),
            Q("publish", _("Publishing and protecting results go well together here.")),
        ),
        10: (
            Q("risks-known", _("Both sides know the risks and speak about them.")),
            Q("early-warning", _("Bad news reaches us early.")),
            Q("shifted-risks", _("Risks are pushed over to the other side."), reverse=True),
        ),
        11: (
            Q("learn", _("We learn from what went well and what did not.")),
            Q("improve", _("What we decided to improve has become better.")),
            Q("worth-asking", _("It is worth saying what I think: something comes of it.")),
        ),
        12: (
            Q("end-thought", _("We have thought about how this could end, and what has to go on.")),
            Q("part-well", _("If we had to part tomorrow, it would be done decently.")),
            Q("handover", _("If I left, somebody could take over from me.")),
        ),
    },
    open_title=_("In your own words"),
    open_questions=(
        Q("keep", _("What should stay as it is?"), type="text"),
        Q("change", _("What should change first?"), type="text"),
    ),
)

PULSE = Questions(
    code="pulse",
    number=1,
    kind="pulse",
    title=_("Pulse of the relationship"),
    intro=_("Twelve short statements, three minutes. How has it been in the last three months?"),
    principles={
        1: (Q("p-managed", _("In the last three months the relationship was looked after.")),),
        2: (Q("p-same-way", _("In the last three months we pulled in the same direction.")),),
        3: (Q("p-progress", _("In the last three months we came closer to our objectives.")),),
        4: (Q("p-leaders", _("In the last three months our leaders stood behind the work.")),),
        5: (Q("p-decided", _("In the last three months decisions were made when they were due.")),),
        6: (Q("p-pleasant", _("In the last three months it was good to work with the other side.")),),
        7: (Q("p-promises", _("In the last three months promises were kept.")),),
        8: (Q("p-value", _("In the last three months something of value was made.")),),
        9: (Q("p-told", _("In the last three months I was told what I needed to know.")),),
        10: (Q("p-surprised", _("In the last three months we were caught by surprise."), reverse=True),),
        11: (Q("p-better", _("In the last three months something became better than it was.")),),
        12: (Q("p-go-on", _("Today I would start this collaboration again.")),),
    },
    open_title=_("One sentence"),
    open_questions=(Q("p-sentence", _("Anything the other side should know?"), type="text"),),
)
