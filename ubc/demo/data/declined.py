"""A partnership that was declined: a study that could not have been published."""

from ubc.demo.shapes import Contents, Difference, Driver, Objective, Participation, Partnership, Seat, Step, ValueCase

PARTNERSHIP = Partnership(
    key="study",
    title="Study on recovery rates of seven plants",
    summary=(
        "Lahnberg asked for a comparison of recovery rates in seven plants. It was declined in good part: the results could "
        "not have been published, and a student had hoped to write a thesis on them."
    ),
    form="bilateral",
    mode="transactional",
    purposes=("knowledge-development",),
    ubc_types=("consulting",),
    disciplines=("materials", "business"),
    participations=(
        Participation("hallgren", "university", unit="Innovation Office"),
        Participation("lahnberg", "business", unit="Circular Materials"),
    ),
    identified=-280,
    path=(Step("exploring", -262), Step("declined", -196)),
    seats=(Seat("leyla", "contributor", -262), Seat("miriam", "representative", -255)),
    contents=Contents(
        drivers=(Driver("Numbers behind closed doors", "We know our own rates and guess those of others.", party="lahnberg"),),
        value_cases=(ValueCase("lahnberg", "A comparison by somebody neutral.", "90,000 euro.", "Cheaper than guessing."),),
        objectives=(
            Objective(
                key="lahnberg-compare",
                party="lahnberg",
                state="withdrawn",
                title="Know how seven plants compare",
                text="Rates for seven plants by one method.",
                term="short",
                work_area="research",
                responsible="lahnberg",
                lead="miriam",
                feasibility="Three plants would have opened their books.",
                outcome="The study was declined. We keep the question and ask it of ourselves first.",
                due=-60,
            ),
        ),
        differences=(
            Difference(
                "rules",
                "Whether results may be told",
                (
                    ("hallgren", "A thesis is public by law."),
                    ("lahnberg", "The plants open their books only if nothing is published."),
                ),
            ),
        ),
    ),
)
