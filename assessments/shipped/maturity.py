"""The maturity assessment: one scale of six described levels to each principle. In our own words."""

from django.utils.translation import gettext_noop as _

from assessments.shipped.shapes import Question, Questions


def level(code: str, text: str, *levels: str) -> tuple[Question, ...]:
    return (Question(code, text, levels=levels),)


MATURITY = Questions(
    code="maturity",
    number=1,
    kind="maturity",
    title=_("Maturity of the relationship"),
    intro=_(
        "For each principle choose the description that fits best today. A level counts only when everything below it holds as well. "
        "Choose what you have seen, not what is planned."
    ),
    lowest=0,
    principles={
        1: level(
            "m-plan",
            _("How is the relationship managed?"),
            _("It is not: each does as it comes."),
            _("It depends on single persons who get on well."),
            _("One side has written down how it wants to manage it."),
            _("There is a joint plan that both use."),
            _("The plan is measured, and both sides show evidence."),
            _("The plan is improved by what was learnt, and compared with others."),
        ),
        2: level(
            "m-vision",
            _("How are vision and values shared?"),
            _("Nobody has spoken of them."),
            _("Some persons know what the other side wants."),
            _("One side has written its vision for this."),
            _("A joint vision is agreed and known."),
            _("Both sides check whether values are lived."),
            _("Vision and values guide what is begun and what is left."),
        ),
        3: level(
            "m-objectives",
            _("How are objectives aligned?"),
            _("There are none."),
            _("They are in the heads of some."),
            _("One side has its objectives in writing."),
            _("Common objectives are agreed, and conflicts named."),
            _("Progress is measured by both and looked at together."),
            _("Objectives are revised in time, by agreed steps."),
        ),
        4: level(
            "m-leadership",
            _("How is it led?"),
            _("Nobody leads it."),
            _("Whoever has time does."),
            _("One side has named a leader."),
            _("Each side has a leader whom the other has accepted."),
            _("Leaders have means and powers, and are reviewed."),
            _("Leaders change without the relationship suffering."),
        ),
        5: level(
            "m-governance",
            _("How is it governed?"),
            _("Nothing is settled."),
            _("Decisions are made by whoever shouts first."),
            _("One side has its rules."),
            _("Bodies with both sides decide by agreed rules."),
            _("Deadlines and decisions are followed up by figures."),
            _("Rules are made simpler by what was learnt."),
        ),
        6: level(
            "m-competence",
            _("How are abilities and behaviour looked after?"),
            _("They are not."),
            _("It is luck who is sent."),
            _("One side chooses and trains its people for it."),
            _("Both know what they need, and agreed how to behave."),
            _("Gaps are measured and closed by both."),
            _("People of both learn from each other as a matter of course."),
        ),
        7: level(
            "m-trust",
            _("How strong is trust?"),
            _("There is none."),
            _("Some persons trust each other."),
            _("One side gives trust in advance."),
            _("Promises are written down and kept."),
            _("Trust and fairness are looked at by both, regularly."),
            _("Trust carries both through hard times, and has done so."),
        ),
        8: level(
            "m-value",
            _("How is value created?"),
            _("None is."),
            _("Now and then, by chance."),
            _("One side looks for it."),
            _("Ideas are taken in and judged together."),
            _("Benefits are measured, and confirmed by who has them."),
            _("What was learnt leads to new value elsewhere."),
        ),
        9: level(
            "m-knowledge",
            _("How is knowledge shared?"),
            _("It is not."),
            _("By whoever happens to know whom."),
            _("One side has rules for it."),
            _("Both know what is shared, how, and what is not."),
            _("What is shared is recorded, and rights are clear."),
            _("Knowledge stays when people go, and serves others."),
        ),
        10: level(
            "m-risk",
            _("How are risks handled?"),
            _("They are not."),
            _("When they have happened."),
            _("One side has a list."),
            _("Joint risks have an owner on each side."),
            _("Ratings of both are compared and followed."),
            _("Risks taken together open new possibilities."),
        ),
        11: level(
            "m-assessment",
            _("How is the relationship assessed?"),
            _("It is not."),
            _("In talks over coffee."),
            _("One side asks its people."),
            _("Both ask the same, blind, and talk about it."),
            _("Improvements are followed up and their effect measured."),
            _("Comparison with others shows where to go next."),
        ),
        12: level(
            "m-exit",
            _("How is the end prepared?"),
            _("Nobody thinks of it."),
            _("Somebody has thought of it."),
            _("One side has a plan for itself."),
            _("How to part is agreed, with what must go on."),
            _("It is rehearsed, and readiness is known."),
            _("Endings have led to new beginnings."),
        ),
    },
)
