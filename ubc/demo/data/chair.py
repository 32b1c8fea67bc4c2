"""A partnership in exit: the chair that Lahnberg paid for."""

from ubc.demo.shapes import (
    Action,
    AlignmentCell,
    Communication,
    Contents,
    Driver,
    Measure,
    Milestone,
    Objective,
    Participation,
    Partnership,
    PlanVersion,
    ProgressCheck,
    Reading,
    RevisionMechanism,
    RevisionStep,
    Seat,
    Section,
    Signature,
    Step,
    Summary,
    ValueCase,
)

PARTNERSHIP = Partnership(
    key="chair",
    title="Lahnberg Chair of Circular Materials",
    summary=(
        "For five years Lahnberg has paid for a chair of circular materials. The term ends soon. The chair goes on with "
        "university money, and what was learnt goes into the Battery Loop Laboratory."
    ),
    form="chair",
    mode="integrated",
    purposes=("knowledge-development", "capacity-building"),
    ubc_types=("industry-support", "curriculum-co-design", "governance"),
    disciplines=("materials", "chemistry", "economics"),
    participations=(
        Participation("hallgren", "university", unit="Department of Materials and Processes"),
        Participation("lahnberg", "business", unit="Circular Materials"),
    ),
    identified=-2100,
    path=(
        Step("exploring", -2050),
        Step("negotiating", -1920),
        Step("active", -1778),
        Step("under_review", -160),
        Step("exiting", -76),
    ),
    starts=-1778,
    ends=48,
    next_review=20,
    seats=(
        Seat("leyla", "representative", -1778),
        Seat("ingrid", "reader", -400),
        Seat("katrin", "representative", -1940),
        Seat("miriam", "contributor", -700),
    ),
    contents=Contents(
        drivers=(
            Driver(
                "A subject without a home",
                "Five years ago recovery of materials was taught in four departments and studied in none.",
            ),
        ),
        value_cases=(
            ValueCase(
                "lahnberg",
                "A place that thinks about our subject for longer than a quarter.",
                "1.4 million euro in five years, and a seat on the advisory board.",
                "Eleven of those who studied there work for us.",
            ),
            ValueCase(
                "hallgren",
                "A professor, two assistants and a subject.",
                "Rooms, teaching duties and the promise to go on.",
                "The chair has brought in more grants than it has cost.",
            ),
        ),
        objectives=(
            Objective(
                key="chair-teaching",
                state="achieved",
                title="A course of study that did not exist",
                text="Six courses in circular materials, of which two are for engineers in work.",
                direction="Part of every engineering degree.",
                term="long",
                work_area="teaching",
                responsible="hallgren",
                lead="leyla",
                feasibility="Done.",
                outcome=(
                    "Six courses run, two of them in the evening for engineers in work. All six are in the plan of studies."
                ),
                starts=-1700,
                due=-200,
                measures=(Measure("Courses", "courses", 0, 6, (Reading(-1300, 2), Reading(-800, 4), Reading(-260, 6))),),
            ),
            Objective(
                key="chair-future",
                title="The chair goes on without the donor",
                text="From the day after the term the chair is in the university's budget, with both assistants.",
                direction="For good.",
                term="short",
                work_area="funding",
                responsible="hallgren",
                lead="annika",
                feasibility="The senate has decided; the second assistant is not yet in the staff plan.",
                progress=(ProgressCheck(-35, "annika", "on_track", "The senate has decided. One post is left to settle."),),
                starts=-300,
                due=48,
                milestones=(Milestone("Decision of the senate", -95, -90), Milestone("Second assistant in the staff plan", 15)),
                actions=(
                    Action(
                        "Settle the second assistant with the faculty",
                        "annika",
                        15,
                        "doing",
                        done_when="The post is in the plan.",
                    ),
                    Action("Return the borrowed spectrometer", "leyla", 40, done_when="Receipt from Kassel."),
                ),
            ),
            Objective(
                key="lahnberg-advice",
                party="lahnberg",
                state="partly_achieved",
                title="Advice we can use in investments",
                text="Two studies a year that reach the investment committee.",
                term="long",
                work_area="research",
                responsible="lahnberg",
                lead="katrin",
                feasibility="Seven of ten were used.",
                outcome="Seven of ten studies were used. Three came after the decision had been taken.",
                due=-90,
                measures=(Measure("Studies used", "studies", 0, 10, (Reading(-900, 3), Reading(-400, 5), Reading(-100, 7))),),
            ),
            Objective(
                key="hallgren-freedom",
                party="hallgren",
                state="achieved",
                title="A chair that may say what it finds",
                text="No paper of the chair is shown to the donor before it is published.",
                term="long",
                work_area="research",
                responsible="hallgren",
                lead="leyla",
                feasibility="In the deed of the chair.",
                outcome="Twenty-three papers, none of them shown before. Nobody asked twice.",
                due=48,
            ),
            Objective(
                key="lahnberg-name",
                party="lahnberg",
                shared=False,
                state="agreed",
                title="Leave with a good name",
                text="The end of the donation is understood as a success and not as a retreat.",
                term="short",
                work_area="communication",
                responsible="lahnberg",
                lead="katrin",
                feasibility="If the news comes from both at once.",
                due=48,
            ),
        ),
        alignment=(
            AlignmentCell("lahnberg-advice", "chair-teaching", "neutral"),
            AlignmentCell("hallgren-freedom", "chair-future", "supports"),
        ),
        summaries=(
            Summary(
                -1778,
                -60,
                -40,
                (
                    "Six courses, 23 papers, eleven graduates at Lahnberg, four grants. What we would do differently: an "
                    "advisory board that meets twice a year and not only when there is something to celebrate."
                ),
                "leyla",
                -42,
            ),
        ),
        communications=(
            Communication(
                -70,
                "annika",
                "Staff and students of the department",
                "Meeting",
                "The term ends, the chair does not.",
                ("chair-future",),
            ),
        ),
        revision_mechanism=RevisionMechanism(
            (("review", "The yearly review proposes it."),),
            ("senior",),
            (RevisionStep("Propose it.", 14), RevisionStep("Decide.", 14, "Both leaders.")),
        ),
        sections=(
            Section(
                "purpose",
                "A chair of circular materials, paid for by Lahnberg for five years and free in research and teaching.",
            ),
            Section("leadership", "Katrin Vogelsang and Annika Sjöholm; the chair itself is led by Leyla Demir."),
            Section(
                "exit",
                (
                    "The donation ends with the term. Courses go on, the spectrometer goes back, the library of samples stays. "
                    "Both houses announce it on the same day."
                ),
            ),
        ),
        plan=(
            PlanVersion(
                (
                    "The chair teaches and studies circular materials, free in what it finds. Lahnberg pays until the end of "
                    "the term, the university from then on. Both say so in good time and on one day."
                ),
                "in_force",
                -720,
                "annika",
                (Signature("hallgren", "annika", -712), Signature("lahnberg", "katrin", -706)),
            ),
        ),
    ),
)
