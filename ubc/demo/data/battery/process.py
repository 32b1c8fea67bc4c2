"""What the Battery Loop Laboratory wants together: the process."""

from ubc.demo.shapes import Action, CapabilityCheck, Commitment, Measure, Milestone, Objective, ProgressCheck, Reading

PROCESS = (
    Objective(
        key="battery-graphite",
        title="Recover anode graphite at battery grade",
        text=(
            "A process that takes graphite out of black mass at a purity of 99.5 per cent or better, with a first-cycle "
            "efficiency like that of new material, shown on the pilot line and not only in a beaker."
        ),
        direction="From single batches to a line that a plant can copy; later also for graphite with silicon.",
        term="medium",
        work_area="research",
        responsible="hallgren",
        lead="leyla",
        feasibility=(
            "Purity of 99.1 per cent has been reached in nine runs. The last step depends on the fluorine that comes in with "
            "the binder; two routes to remove it are known, one of them costs too much heat."
        ),
        effectiveness=(
            "Graphite is a fifth of a battery by weight and is burnt today. For the means of one furnace lining a year we can "
            "win most of it back."
        ),
        drivers=(
            "New batteries must contain recovered material",
            "Cell factories bring their scrap now",
        ),
        starts=-540,
        due=190,
        measures=(
            Measure(
                "Purity of recovered graphite",
                "%",
                97.8,
                99.5,
                (
                    Reading(-480, 97.9),
                    Reading(-390, 98.4),
                    Reading(-300, 98.7),
                    Reading(-210, 99.0, "First runs with the second wash."),
                    Reading(-120, 99.1),
                    Reading(-30, 99.2),
                ),
            ),
            Measure(
                "Graphite recovered from a tonne of black mass",
                "kg",
                140,
                210,
                (Reading(-390, 152), Reading(-270, 171), Reading(-150, 184), Reading(-30, 196)),
            ),
        ),
        milestones=(
            Milestone("Bench process gives the same result in three runs", -330, -338),
            Milestone("Pilot line runs a full shift", -150, -128),
            Milestone("Test cells with recovered graphite reach 500 cycles", -16),
            Milestone("Process package handed over to Kassel", 175),
        ),
        commitments=(
            Commitment("hallgren", "personnel", "Two doctoral students and half a research engineer", 30, "person-months", 21),
            Commitment(
                "lahnberg",
                "materials",
                "Black mass from three cell factories, sampled and labelled",
                24,
                "tonnes",
                15.5,
            ),
            Commitment("lahnberg", "funding", "Running costs of the laboratory", 640, "thousand euro", 430),
            Commitment("hallgren", "premises", "Hall 4 with power, extraction and waste water", 310, "square metres", 310),
        ),
        actions=(
            Action(
                "Compare both fluorine routes on ten batches each",
                "leyla",
                -45,
                "done",
                -38,
                done_when="Twenty batches are in the record and one route is chosen.",
            ),
            Action(
                "Cycle the second set of test cells and report at 250 and 500",
                "thomas",
                -10,
                "doing",
                done_when="Report at 250 and at 500 cycles sent to both teams.",
            ),
            Action(
                "Draft the process package: flows, equipment, dangers",
                "thomas",
                60,
                "doing",
                done_when="A shift leader who was not there can follow it.",
            ),
            Action("Book the outside laboratory for the purity check", "johan", 21, done_when="Order confirmed with a date."),
        ),
        capability=(
            CapabilityCheck(
                "hallgren",
                "leyla",
                -420,
                "with_conditions",
                (
                    "We have the people and the line. We lack a second instrument for trace fluorine and share the one of the "
                    "chemistry department on Tuesdays and Fridays."
                ),
            ),
            CapabilityCheck(
                "lahnberg",
                "thomas",
                -415,
                "capable",
                (
                    "Kassel can sample, label and ship two tonnes a month. One engineer is free for the laboratory two days a "
                    "week."
                ),
            ),
        ),
        progress=(
            ProgressCheck(-300, "leyla", "on_track", "Bench work closed a week early. The line arrives next month."),
            ProgressCheck(
                -120,
                "thomas",
                "on_track",
                "The line ran a full shift three weeks late because of a pump, without harm to the rest.",
            ),
            ProgressCheck(
                -14,
                "leyla",
                "at_risk",
                (
                    "The first cells lost capacity after 310 cycles: a seal, not the graphite. New cells are running, so the "
                    "500 cycles come about two months late."
                ),
            ),
        ),
    ),
    Objective(
        key="battery-pilot",
        title="Run the pilot line forty hours a week",
        text=(
            "The pilot line runs forty hours in an ordinary week, with two trained people on every shift and every batch in "
            "the shared record."
        ),
        parent="battery-graphite",
        direction="First one shift, then long runs over a weekend before the handover.",
        term="short",
        work_area="pilot",
        responsible="lahnberg",
        lead="thomas",
        feasibility=(
            "Staff for one shift is there. Long runs need a night watch, which the university's safety officer must allow."
        ),
        phase=2,
        effectiveness="An hour of the line tells more than a month of flasks, and costs 140 euro.",
        drivers=("A laboratory we could not build alone",),
        starts=-150,
        due=75,
        measures=(
            Measure(
                "Hours run in a week, mean of four",
                "h",
                0,
                40,
                (Reading(-120, 9), Reading(-90, 17), Reading(-60, 26), Reading(-30, 31), Reading(-4, 34)),
            ),
        ),
        milestones=(Milestone("Night watch allowed by the safety officer", 9), Milestone("Four weeks at forty hours", 70)),
        commitments=(
            Commitment("lahnberg", "personnel", "One shift leader from Kassel", 12, "person-months", 5),
            Commitment("hallgren", "personnel", "Three laboratory technicians", 27, "person-months", 12),
        ),
        actions=(
            Action(
                "Write the night watch rules with the safety officer",
                "leyla",
                7,
                "doing",
                done_when="Signed by both safety officers.",
            ),
            Action("Train a third technician as shift leader", "thomas", 40, done_when="He or she has led five shifts."),
        ),
        progress=(
            ProgressCheck(
                -30,
                "thomas",
                "on_track",
                "Thirty-one hours with few stops. Filters clog on Thursdays; a spare set is on order.",
            ),
        ),
    ),
    Objective(
        key="battery-lithium",
        title="Win lithium first, with water and carbon dioxide",
        text=(
            "Before any acid is used, nine tenths of the lithium leave the black mass as carbonate, with water and carbon "
            "dioxide under mild pressure."
        ),
        direction="Towards a first step that a small recycler can afford.",
        term="medium",
        work_area="research",
        responsible="lahnberg",
        lead="thomas",
        feasibility=(
            "Ninety-two per cent is within reach for nickel-rich cells. For iron phosphate cells nobody has shown more than "
            "eighty; they are left to a later phase."
        ),
        effectiveness=(
            "Lithium won first needs no acid and saves a third of the waste salt. No other step brings as much for so little "
            "equipment."
        ),
        drivers=("New batteries must contain recovered material",),
        starts=-500,
        due=240,
        measures=(
            Measure(
                "Lithium recovered in the first step",
                "%",
                68,
                92,
                (Reading(-450, 70), Reading(-360, 77), Reading(-250, 83), Reading(-140, 86), Reading(-45, 88.5)),
            ),
            Measure(
                "Process water for a tonne of black mass",
                "m³",
                11,
                5.5,
                (Reading(-360, 10.4), Reading(-200, 8.1), Reading(-45, 7.2)),
            ),
        ),
        milestones=(
            Milestone("Pressure vessel approved by the inspectorate", -400, -391),
            Milestone("Water loop closed for one week", 28),
            Milestone("Ninety-two per cent in five runs in a row", 220),
        ),
        commitments=(
            Commitment("lahnberg", "equipment", "Pressure vessel with controls, 200 litres", 1, "vessel", 1),
            Commitment("lahnberg", "expertise", "Two process engineers, one day a week", 150, "days", 88),
            Commitment("hallgren", "personnel", "One doctoral student", 36, "person-months", 17),
            Commitment("hallgren", "software", "Model of the leaching step with source code", 1, "model", 1),
        ),
        actions=(
            Action(
                "Close the water loop with the new membrane",
                "thomas",
                20,
                "doing",
                done_when="One week without fresh water except for losses.",
            ),
            Action(
                "Agree with the town what may go into the drain",
                "leyla",
                -25,
                "done",
                -31,
                done_when="Letter of the town received.",
            ),
            Action(
                "Buy carbon dioxide from the brewery for a trial month", "thomas", 50, done_when="One month of runs with it."
            ),
        ),
        capability=(
            CapabilityCheck(
                "lahnberg",
                "thomas",
                -380,
                "capable",
                "Vessel, engineers and budget are released until the end of next year.",
            ),
            CapabilityCheck(
                "hallgren", "leyla", -378, "capable", "The doctoral student has started, and the model of the step runs."
            ),
        ),
        progress=(
            ProgressCheck(
                -250,
                "thomas",
                "at_risk",
                "With iron phosphate cells in the mix we stay at 76. We should talk about what the target is for.",
            ),
            ProgressCheck(
                -45,
                "thomas",
                "on_track",
                "With the revised target the runs go well. The water loop is the next hard part.",
            ),
        ),
    ),
)
