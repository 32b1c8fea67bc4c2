"""What Hallgren Technical University wants from the Battery Loop Laboratory."""

from ubc.demo.shapes import Commitment, Driver, Measure, Milestone, Objective, ProgressCheck, Reading, ValueCase

DRIVERS = (
    Driver(
        "A laboratory we could not build alone",
        (
            "The pilot line would have taken eleven years of our equipment budget. Without it our work on recovery would have "
            "stayed in 500-millilitre flasks."
        ),
        party="hallgren",
    ),
    Driver(
        "New batteries must contain recovered material",
        (
            "European rules ask for a share of recovered cobalt, lithium and nickel in new batteries from 2031. Who can supply "
            "them at battery grade will be asked for them."
        ),
    ),
)

VALUE_CASE = ValueCase(
    party="hallgren",
    expected_value=(
        "A line of real size for research and teaching, doctoral students paid for four years, real scrap instead of bought "
        "model material, and papers that people in plants read."
    ),
    cost=(
        "Hall 4, three technicians, two doctoral students and a good part of Professor Demir's working time. We accept a "
        "waiting time before we publish."
    ),
    reason=(
        "With the laboratory we teach what nobody else in the region can, and two grant applications were only possible "
        "because of it. Without it the group would shrink by half."
    ),
)

OWN = (
    Objective(
        key="hallgren-theses",
        party="hallgren",
        title="Six doctoral theses, none held back longer than sixty days",
        text=(
            "Six doctoral theses rest on work in the laboratory, and no chapter of any of them waits longer than sixty days "
            "for clearance."
        ),
        direction="Theses that belong to their authors and not to a file in a legal department.",
        term="long",
        work_area="research",
        responsible="hallgren",
        lead="leyla",
        feasibility="Four candidates are at work. The sixty days have been broken once, by 17 days.",
        starts=-540,
        due=900,
        measures=(
            Measure("Theses defended or submitted", "theses", 0, 6, (Reading(-300, 0), Reading(-90, 1), Reading(-20, 1))),
            Measure(
                "Chapters cleared within sixty days", "%", 50, 100, (Reading(-200, 100), Reading(-110, 100), Reading(-60, 83))
            ),
        ),
        progress=(
            ProgressCheck(
                -55, "leyla", "at_risk", "Seventy-seven days for one chapter. Kassel had nobody to read it in the summer."
            ),
        ),
    ),
    Objective(
        key="hallgren-open-line",
        party="hallgren",
        title="Open the pilot line to smaller firms",
        text=(
            "At least eight hours a week of the pilot line are offered to small firms of the region, at cost and by a public "
            "list of rules."
        ),
        direction="An open facility in the national research infrastructure.",
        term="medium",
        work_area="facilities",
        responsible="hallgren",
        lead="annika",
        feasibility=(
            "Eleven firms have asked. As long as the line is fully booked by the laboratory itself, we have no hours to give."
        ),
        progress=(
            ProgressCheck(-90, "annika", "at_risk", "Two hours a week for one firm, on a Friday afternoon."),
            ProgressCheck(
                -30,
                "annika",
                "off_track",
                (
                    "No hour in the last four weeks. The line is booked by ourselves, and rightly so. We need a decision and "
                    "not another rule."
                ),
            ),
        ),
        starts=-200,
        due=300,
        measures=(Measure("Hours a week offered to others", "h", 0, 8, (Reading(-150, 0), Reading(-90, 2), Reading(-30, 0))),),
        milestones=(Milestone("Rules for outside users published", -40, -44), Milestone("First outside user on the line", 50)),
    ),
    Objective(
        key="hallgren-master",
        party="hallgren",
        title="A master's track in battery recovery",
        text="A track of thirty credits in which every student spends six weeks in the laboratory and two in Kassel.",
        direction="From a track to a joint degree with a second university.",
        term="medium",
        work_area="teaching",
        responsible="hallgren",
        lead="ingrid",
        feasibility="The faculty board has agreed. One lecturer's post is still open.",
        starts=-300,
        due=120,
        measures=(Measure("Students enrolled", "students", 0, 24, (Reading(-250, 0), Reading(-130, 9), Reading(-20, 17))),),
        milestones=(Milestone("Accreditation of the track", -100, -93), Milestone("Lecturer appointed", 25)),
        commitments=(Commitment("hallgren", "funding", "One lecturer", 92, "thousand euro", 0),),
    ),
    Objective(
        key="hallgren-income",
        party="hallgren",
        shared=False,
        title="Cover the running costs of Hall 4 from the third year",
        text="From the third year the laboratory pays for Hall 4 itself, from fees, grants and the partner's share together.",
        direction="No subsidy from teaching money.",
        term="medium",
        work_area="funding",
        responsible="hallgren",
        lead="johan",
        feasibility=(
            "Today 71 per cent are covered. A European grant would close the gap, outside users would close half of it."
        ),
        progress=(ProgressCheck(-30, "johan", "on_track", "Seventy-one per cent, with the new scholarships counted."),),
        starts=-540,
        due=555,
        measures=(Measure("Running costs covered", "%", 45, 100, (Reading(-360, 52), Reading(-180, 63), Reading(-30, 71))),),
    ),
)
