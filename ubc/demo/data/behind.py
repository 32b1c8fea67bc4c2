"""What is over or rests: one partnership closed, one asleep."""

from ubc.demo.shapes import (
    Contents,
    Driver,
    Measure,
    Objective,
    Participation,
    Partnership,
    PlanVersion,
    ProgressCheck,
    Reading,
    Restatement,
    Seat,
    Section,
    Signature,
    Step,
    ValueCase,
)

HUMIDITY = Partnership(
    key="humidity",
    title="Humidity sensors on the test stand",
    summary=(
        "For eighteen months the university tested Koudewind's new humidity sensor in climate chambers. The sensor is on sale, "
        "the work is done; out of it grew the river consortium."
    ),
    form="bilateral",
    mode="transactional",
    purposes=("innovation",),
    ubc_types=("consulting", "shared-resources"),
    disciplines=("electrical-engineering", "physics"),
    participations=(
        Participation("hallgren", "university", unit="School of Computing and Language"),
        Participation("koudewind", "business"),
    ),
    identified=-1280,
    path=(
        Step("exploring", -1250),
        Step("negotiating", -1215),
        Step("active", -1180),
        Step("exiting", -660),
        Step("closed", -615),
    ),
    starts=-1180,
    ends=-630,
    seats=(Seat("sara", "contributor", -1180), Seat("joost", "representative", -1240), Seat("femke", "contributor", -1180)),
    contents=Contents(
        drivers=(
            Driver(
                "A certificate that shipping lines accept",
                "Shipping lines buy only what an independent laboratory has tested.",
                party="koudewind",
            ),
        ),
        value_cases=(
            ValueCase("koudewind", "An independent test report.", "Fees and sensors.", "Without it there are no sales."),
            ValueCase(
                "hallgren",
                "Fees, and chambers in use.",
                "Two technicians for a day a week.",
                "It pays for the upkeep of the chambers.",
            ),
        ),
        objectives=(
            Objective(
                key="humidity-report",
                state="achieved",
                title="A test report by the book",
                text="A report on 60 sensors after 5,000 hours in the chamber.",
                term="short",
                work_area="pilot",
                responsible="hallgren",
                lead="sara",
                feasibility="Done.",
                outcome="Sixty sensors, 5,000 hours, two failures, one report.",
                starts=-1180,
                due=-680,
                measures=(
                    Measure("Hours tested", "h", 0, 5000, (Reading(-1050, 1300), Reading(-900, 2900), Reading(-700, 5000))),
                ),
            ),
            Objective(
                key="koudewind-launch",
                party="koudewind",
                state="achieved",
                title="On sale within two years",
                text="The sensor is in the catalogue.",
                term="medium",
                work_area="transfer",
                responsible="koudewind",
                lead="joost",
                feasibility="Done.",
                outcome="In the catalogue after 21 months.",
                due=-600,
            ),
            Objective(
                key="hallgren-chambers",
                party="hallgren",
                state="partly_achieved",
                title="Chambers booked four days a week",
                text="The climate chambers are booked on four days of five.",
                term="short",
                work_area="facilities",
                responsible="hallgren",
                lead="johan",
                feasibility="Three and a half were reached.",
                outcome="Three and a half days a week on average.",
                due=-630,
            ),
        ),
        restatements=(
            Restatement(
                "koudewind-launch",
                "hallgren",
                "johan",
                -1100,
                "You want to sell the sensor within two years, and the report is what your customers ask for.",
                "confirmed",
                "Yes.",
                "joost",
            ),
        ),
        sections=(
            Section("purpose", "Tests of one sensor in our chambers, and a report."),
            Section("exit", "With the report and the last invoice. Samples go back to Groningen."),
        ),
        plan=(
            PlanVersion(
                (
                    "The university tests sixty sensors for 5,000 hours and writes a report that shipping lines accept. "
                    "Koudewind pays by the hour of the chamber and may use the report as it likes."
                ),
                "in_force",
                -1195,
                "johan",
                (Signature("koudewind", "joost", -1190), Signature("hallgren", "johan", -1189)),
            ),
        ),
    ),
)

ICE = Partnership(
    key="ice",
    title="Ice from the sun for fishing villages",
    summary=(
        "Two villages on the lower Amazon had an ice machine that ran on solar power for a season. The fund that paid for more "
        "of them has closed. We keep the machines running and wait for the next call."
    ),
    form="bilateral",
    mode="cooperative",
    purposes=("innovation", "other"),
    ubc_types=("joint-research", "student-mobility"),
    disciplines=("energy", "mechanical-engineering"),
    participations=(
        Participation("hallgren", "university", unit="Department of Water and Ground Systems"),
        Participation("varzea", "community"),
    ),
    identified=-1000,
    path=(Step("exploring", -960), Step("negotiating", -870), Step("active", -790), Step("dormant", -205)),
    starts=-790,
    ends=60,
    next_review=88,
    seats=(
        Seat("mats", "representative", -960),
        Seat("luciana", "representative", -950),
        Seat("raimundo", "contributor", -790),
    ),
    contents=Contents(
        drivers=(Driver("Ice costs more than fish", "In the dry season ice comes 140 kilometres by boat.", party="varzea"),),
        value_cases=(
            ValueCase(
                "varzea",
                "Ice in the village.",
                "A roof, a well and two people who watch the machine.",
                "The price of ice fell by two thirds.",
            ),
            ValueCase(
                "hallgren",
                "A year of data from machines in use.",
                "Two machines and three theses.",
                "No chamber can replace a village.",
            ),
        ),
        objectives=(
            Objective(
                key="ice-villages",
                state="partly_achieved",
                title="Ten villages with ice of their own",
                text="Ten villages make their own ice with solar machines.",
                direction="Machines built in Belém.",
                term="long",
                work_area="pilot",
                responsible="varzea",
                lead="raimundo",
                feasibility="Two have it. For eight more there is no money.",
                outcome="Two villages of ten. Where the machine stands, ice costs a third of what it did.",
                starts=-790,
                due=60,
                measures=(
                    Measure("Villages with ice", "villages", 0, 10, (Reading(-600, 1), Reading(-380, 2), Reading(-215, 2))),
                ),
                progress=(
                    ProgressCheck(
                        -215,
                        "raimundo",
                        "off_track",
                        "The fund has closed. Both machines run, and the villages pay for the upkeep.",
                    ),
                ),
            ),
            Objective(
                key="varzea-upkeep",
                party="varzea",
                title="Keep both machines running",
                text="Both machines run at least 300 days a year.",
                term="medium",
                work_area="community",
                responsible="varzea",
                lead="raimundo",
                feasibility="Spare parts for two years are there.",
                due=300,
            ),
            Objective(
                key="hallgren-ice-thesis",
                party="hallgren",
                state="achieved",
                title="Three theses on cooling by the sun",
                text="Three master's theses with measurements of a whole year.",
                term="medium",
                work_area="students",
                responsible="hallgren",
                lead="mats",
                feasibility="Done.",
                outcome="Three theses, one of them with a paper.",
                due=-240,
            ),
        ),
        sections=(
            Section("purpose", "Solar ice machines for villages without a grid."),
            Section(
                "exit", "The machines belong to the villages. The university answers questions about them as long as they run."
            ),
        ),
        plan=(
            PlanVersion(
                (
                    "Two villages try an ice machine for a year. The villages give roof, well and watch, the university the "
                    "machines and the measurements. After a year we decide together about eight more."
                ),
                "in_force",
                -815,
                "johan",
                (Signature("varzea", "luciana", -806), Signature("hallgren", "johan", -804)),
            ),
        ),
    ),
)

BEHIND = (HUMIDITY, ICE)
