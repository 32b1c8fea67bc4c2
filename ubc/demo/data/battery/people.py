"""What the Battery Loop Laboratory wants together: trained people and open results."""

from ubc.demo.shapes import Action, CapabilityCheck, Commitment, Measure, Milestone, Objective, ProgressCheck, Reading

PEOPLE = (
    Objective(
        key="battery-people",
        title="Train forty people who can run a recovery line",
        text=(
            "Forty students, technicians and operators of both houses have spent at least six weeks on the line and passed the "
            "joint practical test."
        ),
        direction="From a favour of the laboratory to a certificate that other employers know.",
        term="medium",
        work_area="students",
        responsible="hallgren",
        lead="ingrid",
        feasibility=(
            "Six places a term are easy, eight are possible. The practical test exists and has been tried on eleven people."
        ),
        effectiveness=(
            "A recovery line without trained people stands still. Forty are enough for the first line in Kassel and two others."
        ),
        starts=-420,
        due=330,
        measures=(
            Measure(
                "People who passed the practical test",
                "people",
                0,
                40,
                (Reading(-300, 4), Reading(-200, 11), Reading(-100, 19), Reading(-20, 26)),
            ),
        ),
        milestones=(
            Milestone("Practical test agreed by both training departments", -290, -295),
            Milestone("First operators from Kassel on the line", 45),
        ),
        commitments=(
            Commitment("lahnberg", "training", "Mentors from the plant", 60, "days", 37),
            Commitment("hallgren", "students", "Places filled in every term", 8, "students a term", 8),
            Commitment("lahnberg", "travel", "Travel and rooms for students in Kassel", 55, "thousand euro", 31),
        ),
        actions=(
            Action(
                "Put the course into the catalogue for the coming term", "ingrid", 14, "doing", done_when="It can be booked."
            ),
            Action("Name six operators for the next course", "sabine", 30, done_when="Six names with dates."),
        ),
        capability=(
            CapabilityCheck(
                "hallgren", "ingrid", -410, "capable", "The Dual Study Centre plans the terms and keeps the records."
            ),
            CapabilityCheck(
                "lahnberg",
                "sabine",
                -400,
                "with_conditions",
                "Mentors are willing but the shift plan allows only two at a time.",
            ),
        ),
        progress=(
            ProgressCheck(
                -100,
                "ingrid",
                "on_track",
                "Nineteen passed, one will repeat. Students ask for more time on the water side.",
            ),
        ),
    ),
    Objective(
        key="battery-open",
        title="Publish what others can build on",
        text="Eight open papers and three open data sets from the laboratory, each with both houses among the authors.",
        direction="To be the place that others quote when they speak of recovered graphite.",
        term="long",
        work_area="communication",
        responsible="hallgren",
        lead="leyla",
        feasibility="Five manuscripts exist in outline. The speed depends on the patent notices, not on the writing.",
        effectiveness=(
            "Papers bring students, partners and grants. They cost time and fees, and both are small beside what the line "
            "costs."
        ),
        starts=-540,
        due=540,
        measures=(
            Measure("Open papers published", "papers", 0, 8, (Reading(-360, 0), Reading(-180, 1), Reading(-60, 3))),
            Measure("Open data sets", "sets", 0, 3, (Reading(-180, 0), Reading(-60, 1))),
        ),
        milestones=(Milestone("First joint paper out", -200, -187), Milestone("Data set of the first hundred batches", 95)),
        commitments=(
            Commitment("lahnberg", "data", "Batch records of the pilot line, cleared for release", 100, "batches", 62),
            Commitment("hallgren", "funding", "Open access fees", 24, "thousand euro", 9),
        ),
        actions=(
            Action("Clear the next forty batch records for release", "miriam", -6, "doing", done_when="102 records are open."),
            Action("Submit the paper on the second wash", "leyla", 35, done_when="Receipt of the journal."),
        ),
        progress=(
            ProgressCheck(
                -60,
                "leyla",
                "on_track",
                "Three papers are out. One waited eleven weeks for clearance, which is too long.",
            ),
        ),
    ),
)
