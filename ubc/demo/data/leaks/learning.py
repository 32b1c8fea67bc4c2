"""What Hallgren and Valle Claro want together: people and data."""

from ubc.demo.shapes import Action, CapabilityCheck, Commitment, Measure, Milestone, Objective, ProgressCheck, Reading

LEARNING = (
    Objective(
        key="leaks-learn",
        title="Take twenty-four people from network technician to engineer",
        text=(
            "A dual study programme of four years: three days a week in the company, two at the university, half of it from a "
            "distance, with a bachelor's degree at the end."
        ),
        direction="Open to other water companies from the third group on.",
        term="long",
        work_area="teaching",
        responsible="hallgren",
        lead="ingrid",
        feasibility=(
            "The first group of eight studies well; two would have left without the mathematics course before the start."
        ),
        effectiveness=(
            "Who is trained from within knows the network and stays. Recruiting an engineer from outside costs as much as two "
            "years of study days."
        ),
        drivers=("Nobody trains water network engineers any more",),
        starts=-400,
        due=1050,
        measures=(
            Measure("People enrolled", "people", 0, 24, (Reading(-380, 8), Reading(-200, 8), Reading(-20, 15))),
            Measure("Examinations passed at the first attempt", "%", 62, 80, (Reading(-200, 68), Reading(-20, 74))),
        ),
        milestones=(Milestone("Second group has started", -30, -26), Milestone("Third group selected", 215)),
        commitments=(
            Commitment("valleclaro", "personnel", "Paid study days", 1150, "days", 420),
            Commitment("hallgren", "training", "Lectures in Spanish and English, half at a distance", 96, "credits", 42),
        ),
        actions=(
            Action(
                "Prepare the mathematics course for group three",
                "ingrid",
                120,
                done_when="Twenty exercises with solutions in Spanish.",
            ),
            Action("Find a second mentor for each student", "sergio", 28, "doing", done_when="Fifteen names."),
        ),
        capability=(
            CapabilityCheck("hallgren", "ingrid", -430, "capable", "Programme approved, lecturers named."),
            CapabilityCheck(
                "valleclaro", "marta", -426, "capable", "The works council agreed to paid study days for three groups."
            ),
        ),
        progress=(
            ProgressCheck(-20, "ingrid", "on_track", "Fifteen enrolled, one left for family reasons and may come back."),
        ),
    ),
    Objective(
        key="leaks-data",
        title="Open ten thousand labelled sounds of leaks",
        text=(
            "A free data set of ten thousand recordings from pipes of iron, cement and plastic, each labelled by people who "
            "opened the trench."
        ),
        direction="The set on which everybody tests a leak model.",
        term="medium",
        work_area="data",
        responsible="hallgren",
        lead="mats",
        feasibility="Six thousand sounds are labelled. What may leave the house is not settled.",
        effectiveness="No open set of real leak sounds exists. With one, every university can help small water companies.",
        drivers=("Models need real pipes",),
        starts=-500,
        due=160,
        measures=(
            Measure(
                "Labelled recordings",
                "recordings",
                0,
                10000,
                (Reading(-400, 900), Reading(-280, 2600), Reading(-160, 4700), Reading(-30, 6300)),
            ),
        ),
        milestones=(Milestone("Labels checked by a second foreman", 40), Milestone("First release", 150)),
        commitments=(
            Commitment("valleclaro", "data", "Recordings with place and time removed", 10000, "recordings", 6300),
            Commitment("hallgren", "funding", "Storage and a data editor", 46, "thousand euro", 17),
        ),
        actions=(
            Action(
                "Write down which fields may be published",
                "nuria",
                -19,
                "doing",
                done_when="A table of fields, agreed by the control centre.",
            ),
            Action("Ask the data protection officer for an opinion", "mats", 12, done_when="Opinion received."),
        ),
        progress=(
            ProgressCheck(
                -30,
                "mats",
                "at_risk",
                "The sounds are there. Whether they may be opened is not decided, and it is not ours to decide alone.",
            ),
        ),
    ),
)
