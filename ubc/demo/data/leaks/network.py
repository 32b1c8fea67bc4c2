"""What Hallgren and Valle Claro want together: the network."""

from ubc.demo.shapes import Action, CapabilityCheck, Commitment, Measure, Milestone, Objective, ProgressCheck, Reading

NETWORK = (
    Objective(
        key="leaks-loss",
        title="Bring water losses below 17 per cent",
        text=(
            "Of the water that leaves the treatment works, less than 17 per cent is lost on the way, in the mean of twelve "
            "months and in all districts together."
        ),
        direction="Below 12 per cent in ten years, without digging up every street.",
        term="long",
        work_area="pilot",
        responsible="valleclaro",
        lead="sergio",
        feasibility=(
            "Similar networks have come down by one and a half points a year. Two thirds of our losses sit in a fifth of the "
            "pipes."
        ),
        effectiveness="Each point less is 380,000 cubic metres a year, for which no well has to be drilled.",
        drivers=("Two dry years and a river with less to give",),
        starts=-640,
        due=700,
        measures=(
            Measure(
                "Water lost on the way, mean of twelve months",
                "%",
                26.4,
                17,
                (
                    Reading(-560, 26.1),
                    Reading(-460, 25.3),
                    Reading(-370, 24.6),
                    Reading(-280, 23.2, "Eastern district now with sensors everywhere."),
                    Reading(-190, 22.5),
                    Reading(-95, 21.9),
                ),
            ),
        ),
        milestones=(
            Milestone("District meters in all 43 municipalities", -220, -204),
            Milestone("Below 22 per cent", -60, -70),
            Milestone("Trunk main along the canal surveyed", -12),
            Milestone("Below 19 per cent", 320),
        ),
        commitments=(
            Commitment("valleclaro", "equipment", "District meters and valves", 118, "meters", 118),
            Commitment("valleclaro", "funding", "Sensors, licences and field work", 890, "thousand euro", 655),
            Commitment("hallgren", "expertise", "Analysis of every district once a quarter", 12, "reports", 7),
        ),
        actions=(
            Action(
                "Survey the trunk main with the floating microphone",
                "sergio",
                -12,
                "doing",
                done_when="Twelve kilometres heard.",
            ),
            Action(
                "Rank the pipes to be renewed next year",
                "mats",
                38,
                "doing",
                done_when="A list of a hundred pipes with reasons.",
            ),
            Action(
                "Explain the ranking to the municipalities", "marta", 66, done_when="All 43 municipalities have had a talk."
            ),
        ),
        capability=(
            CapabilityCheck(
                "valleclaro",
                "sergio",
                -600,
                "with_conditions",
                "Three crews are enough in winter. In August we lose one to holidays and the campaign pauses.",
            ),
            CapabilityCheck("hallgren", "mats", -598, "capable", "One researcher full time and the computing is in place."),
        ),
        progress=(
            ProgressCheck(-280, "sergio", "on_track", "The eastern district made most of the gain."),
            ProgressCheck(
                -190,
                "sergio",
                "at_risk",
                "Summer cost us three weeks. The trunk main survey needs a permit from the canal authority.",
            ),
            ProgressCheck(-70, "mats", "on_track", "Under 22 per cent for the first time in twenty years, ten days early."),
        ),
    ),
    Objective(
        key="leaks-east",
        title="Phase 1: the eastern district as proof",
        text="In the eastern district every pipe is within 200 metres of a sensor, and losses there fall by a third.",
        parent="leaks-loss",
        state="achieved",
        direction="What worked here goes to the other five districts.",
        term="short",
        work_area="pilot",
        responsible="valleclaro",
        lead="nuria",
        feasibility="A district of 190 kilometres with good plans and a crew that wanted it.",
        phase=1,
        outcome=(
            "Losses in the district fell from 29.8 to 19.2 per cent, five days early. What we take along: sensors on every "
            "pipe are not needed, one in 200 metres is enough, and the foreman has to be asked first."
        ),
        effectiveness="One district shows whether it works before five others pay for it.",
        drivers=("Two dry years and a river with less to give",),
        starts=-640,
        due=-280,
        measures=(
            Measure(
                "Losses in the eastern district",
                "%",
                29.8,
                19.9,
                (Reading(-560, 29.1), Reading(-450, 25.7), Reading(-350, 21.4), Reading(-285, 19.2)),
            ),
        ),
        milestones=(Milestone("Four hundred sensors in place", -480, -471), Milestone("Losses down by a third", -280, -285)),
        commitments=(
            Commitment("valleclaro", "equipment", "Acoustic sensors", 400, "sensors", 412),
            Commitment("hallgren", "students", "Two thesis projects in the field", 2, "projects", 2),
        ),
        progress=(
            ProgressCheck(
                -285,
                "nuria",
                "on_track",
                (
                    "Reached. Pablo Lasierra's crew found eleven leaks that the model had not marked; they are now training "
                    "data."
                ),
            ),
        ),
    ),
    Objective(
        key="leaks-days",
        title="Find and mend a leak within seven days",
        text="From the first sign of a leak to the closed trench no more than seven days pass in nine cases out of ten.",
        direction="From a hunt for leaks to a list that is short every morning.",
        term="medium",
        work_area="research",
        responsible="hallgren",
        lead="mats",
        feasibility=(
            "The model marks a leak after two nights on average. Permits for digging take longer than finding it; the town "
            "halls must help."
        ),
        effectiveness="A leak that runs for five weeks less loses as much as a hundred households use in a year.",
        drivers=(
            "Models need real pipes",
            "Two dry years and a river with less to give",
        ),
        starts=-560,
        due=200,
        measures=(
            Measure(
                "Days from first sign to repair, nine cases of ten",
                "days",
                41,
                7,
                (Reading(-460, 38), Reading(-360, 29), Reading(-260, 21), Reading(-150, 16), Reading(-40, 12)),
            ),
            Measure(
                "Alarms that turn out to be leaks",
                "%",
                34,
                80,
                (Reading(-360, 45), Reading(-260, 58), Reading(-150, 66), Reading(-40, 71)),
            ),
        ),
        milestones=(
            Milestone("Model runs every night for all districts", -140, -133),
            Milestone("Crews see the list on their tablets", 16),
            Milestone("Eight of ten alarms are leaks", 140),
        ),
        commitments=(
            Commitment(
                "hallgren", "personnel", "One postdoctoral researcher and one doctoral student", 66, "person-months", 38
            ),
            Commitment("valleclaro", "data", "Sensor sound, pressure and repair records", 36, "months of data", 25),
            Commitment("valleclaro", "personnel", "Foremen who label sounds, two hours a week", 180, "hours", 104),
        ),
        actions=(
            Action(
                "Show the list to two crews and change what they dislike",
                "nuria",
                10,
                "doing",
                done_when="Both crews use it for two weeks.",
            ),
            Action(
                "Agree a fast permit with the three largest town halls",
                "marta",
                -4,
                "doing",
                done_when="Three written agreements.",
            ),
            Action("Train the model on plastic pipes", "mats", 85, done_when="Six of ten alarms right on plastic."),
        ),
        capability=(
            CapabilityCheck(
                "hallgren",
                "mats",
                -540,
                "capable",
                "People and computing are there. What we lack is sound from plastic pipes.",
            ),
            CapabilityCheck(
                "valleclaro",
                "nuria",
                -536,
                "with_conditions",
                (
                    "The control centre can send the data, but the two people who know the old system are also needed for the "
                    "new one."
                ),
            ),
        ),
        progress=(
            ProgressCheck(-150, "mats", "on_track", "Sixteen days. Half of that is waiting for a digging permit."),
            ProgressCheck(-40, "nuria", "at_risk", "Twelve days, and no quicker without faster permits."),
        ),
    ),
    Objective(
        key="leaks-pressure",
        title="Calm the pressure at night",
        text=(
            "Pressure at night is lowered where nobody needs it, so that the network bursts less often and old pipes live "
            "longer."
        ),
        direction="Pressure that follows use by itself.",
        term="medium",
        work_area="pilot",
        responsible="valleclaro",
        lead="nuria",
        feasibility="Nine of fourteen zones have valves that can be set from afar. Two hill villages cannot be lowered at all.",
        effectiveness="Calm nights cost fourteen valves and spare thirteen bursts in a hundred kilometres.",
        drivers=("Two dry years and a river with less to give",),
        starts=-420,
        due=310,
        measures=(
            Measure(
                "Bursts in 100 kilometres of pipe a year",
                "bursts",
                31,
                18,
                (Reading(-370, 30.2), Reading(-250, 27.5), Reading(-130, 24.1), Reading(-35, 22.8)),
            ),
        ),
        milestones=(
            Milestone("Nine zones with night pressure", -90, -84),
            Milestone("Fire brigade agrees to the new pressure plan", 24),
        ),
        commitments=(
            Commitment("valleclaro", "equipment", "Remote valves", 14, "valves", 9),
            Commitment("hallgren", "software", "Pressure model with night schedule", 1, "model", 1),
        ),
        actions=(
            Action(
                "Test with the fire brigade in the upper town",
                "sergio",
                18,
                done_when="Two hydrants at full flow at three in the morning.",
            ),
        ),
        progress=(ProgressCheck(-35, "nuria", "on_track", "Nobody has called because of low pressure since the second week."),),
    ),
)
