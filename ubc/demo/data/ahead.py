"""What may come: one partnership that is planned, one being explored, one only identified."""

from ubc.demo.shapes import (
    Contents,
    Difference,
    Driver,
    Measure,
    Milestone,
    Objective,
    Participation,
    Partnership,
    Restatement,
    Seat,
    Section,
    Step,
    ValueCase,
)

GEOTHERMAL = Partnership(
    key="geothermal",
    title="Drilling in hot rock without harm to hot springs",
    summary=(
        "In northern Honshu heat for whole towns lies under hot springs that people have used for centuries. We want to learn "
        "to drill for one without cooling the other, with measurements that bath owners can read themselves."
    ),
    form="bilateral",
    mode="cooperative",
    purposes=("knowledge-development", "innovation"),
    ubc_types=("joint-research", "staff-mobility", "lifelong-learning"),
    disciplines=("earth-sciences", "energy", "mechanical-engineering"),
    participations=(
        Participation("hallgren", "university", unit="Department of Water and Ground Systems"),
        Participation("hokuto", "government", unit="Drilling Programmes"),
    ),
    identified=-330,
    path=(Step("exploring", -270), Step("planned", -58)),
    starts=110,
    ends=1200,
    next_review=41,
    seats=(
        Seat("mats", "representative", -270),
        Seat("kenji", "representative", -255),
        Seat("yuki", "contributor", -200),
        Seat("haruka", "reader", -200),
    ),
    contents=Contents(
        drivers=(
            Driver("Towns want heat of their own", "Three towns have asked for district heating without oil.", party="hokuto"),
            Driver(
                "Springs have owners",
                (
                    "Nothing is drilled as long as the owners of hot springs fear for them. They have reason: in the eighties "
                    "two springs ran dry."
                ),
            ),
        ),
        value_cases=(
            ValueCase(
                "hokuto",
                "A way to show bath owners what happens underground, and drill bits that last longer in hot granite.",
                "Two test wells, drilling crews, forty years of temperature logs.",
                "A single well that is not contested saves two years.",
            ),
            ValueCase(
                "hallgren",
                "Wells of 2,400 metres to measure in, and temperature records that exist nowhere else.",
                "A group of four, fibre-optic sensors, the model of the aquifer.",
                "To measure in such a well costs more than our yearly budget.",
            ),
        ),
        objectives=(
            Objective(
                key="geo-springs",
                state="proposed",
                title="See any effect on a spring within one day",
                text=(
                    "Sensors in the test well and in twelve springs show a change of a tenth of a degree within one day, on a "
                    "page that owners can open."
                ),
                direction="A rule for all wells of the region.",
                term="medium",
                work_area="research",
                responsible="hallgren",
                lead="mats",
                feasibility="The sensors exist. Placing them in baths needs the owners.",
                due=560,
                measures=(Measure("Springs with sensors", "springs", 0, 12),),
                milestones=(Milestone("Owners of the first four springs agree", 140),),
            ),
            Objective(
                key="geo-bits",
                state="proposed",
                title="Drill bits that last twice as long",
                text="Bits with a new coating last 80 hours in granite at 250 degrees.",
                direction="To be made in the region.",
                term="long",
                work_area="pilot",
                responsible="hokuto",
                lead="yuki",
                feasibility="Forty-five hours have been reached at 200 degrees.",
                due=900,
                measures=(Measure("Life of a bit", "h", 41, 80),),
            ),
            Objective(
                key="hokuto-trust",
                party="hokuto",
                state="proposed",
                title="An agreement with the owners of springs",
                text="A written agreement with nine in ten owners before the first production well.",
                term="long",
                work_area="community",
                responsible="hokuto",
                lead="kenji",
                feasibility="Four towns have begun to talk.",
                due=800,
            ),
            Objective(
                key="hokuto-budget",
                party="hokuto",
                shared=False,
                state="proposed",
                title="Enter the next budget in time",
                text="The programme is in the agency's request of the coming fiscal year.",
                term="short",
                work_area="funding",
                responsible="hokuto",
                lead="kenji",
                feasibility="The request closes soon; a letter of the university would help.",
                due=34,
            ),
            Objective(
                key="hallgren-wells",
                party="hallgren",
                state="proposed",
                title="Two years of measurements in a deep well",
                text="Temperature and strain along the whole well for two years without a gap.",
                term="long",
                work_area="research",
                responsible="hallgren",
                lead="mats",
                feasibility="The cable stands 300 degrees.",
                due=1000,
            ),
        ),
        restatements=(
            Restatement(
                "hokuto-trust",
                "hallgren",
                "mats",
                -20,
                (
                    "Before you build a well that delivers heat, nine owners in ten should have agreed in writing. Our "
                    "measurements are to help them to decide, not to persuade them."
                ),
            ),
        ),
        differences=(
            Difference(
                "time",
                "How long an agreement takes",
                (
                    ("hallgren", "A letter of intent is a matter of weeks."),
                    (
                        "hokuto",
                        (
                            "Before a letter is signed every office that it concerns has read it. That takes until all have "
                            "agreed."
                        ),
                    ),
                ),
                "We plan with four months and send texts in both languages from the start.",
            ),
        ),
        sections=(
            Section("purpose", "We study how drilling for heat and hot springs can live side by side, in two test wells."),
            Section("visions", "Heat for a town and a bath for a village, from the same ground."),
            Section("expectations", "Owners of springs expect to be asked first and told everything. Towns expect a date."),
        ),
    ),
)

OPENWATER = Partnership(
    key="openwater",
    title="Open water data: a network of those who measure",
    summary=(
        "A water company on the Ebro, river cooperatives on the Amazon, a geothermal agency in Japan and a university all "
        "measure water. We are finding out whether a network with common formats and a yearly meeting would help each of us."
    ),
    form="network",
    mode="cooperative",
    purposes=("knowledge-development", "capacity-building", "other"),
    ubc_types=("governance", "shared-resources", "lifelong-learning"),
    disciplines=("environmental-engineering", "computer-science", "earth-sciences"),
    participations=(
        Participation("hallgren", "university", unit="Innovation Office"),
        Participation("valleclaro", "business", unit="Data and Control Centre"),
        Participation("varzea", "community"),
        Participation("hokuto", "government", "invited", "International Cooperation Section"),
    ),
    identified=-120,
    path=(Step("exploring", -75),),
    next_review=52,
    seats=(
        Seat("mats", "contributor", -75),
        Seat("nuria", "representative", -70),
        Seat("luciana", "representative", -66),
        Seat("haruka", "representative", -40),
    ),
    contents=Contents(
        drivers=(
            Driver(
                "The same mistake in four languages",
                "Each of us has cleaned the same kind of wrong readings with a script of our own.",
            ),
            Driver(
                "Small organisations cannot afford a data team",
                "We have two people and 64 cooperatives. A format that others keep up would save us half a post.",
                party="varzea",
            ),
        ),
        value_cases=(
            ValueCase(
                "varzea",
                "Tools we need not write, and to be heard when formats are decided.",
                "A week a month of one person.",
                "If it saves half a post it is worth ten times as much.",
            ),
        ),
        objectives=(
            Objective(
                key="openwater-format",
                state="proposed",
                title="One format for what all of us measure",
                text="Level, flow, temperature and quality in one format that a village school can read.",
                direction="A standard, later, if others want it.",
                term="medium",
                work_area="standards",
                responsible="valleclaro",
                lead="nuria",
                feasibility="Three of four parties use something similar already.",
                due=420,
            ),
            Objective(
                key="valleclaro-learn",
                party="valleclaro",
                state="proposed",
                title="Learn from rivers without meters",
                text="Two visits a year to people who measure with little.",
                term="short",
                work_area="staff-training",
                responsible="valleclaro",
                lead="nuria",
                feasibility="Travel money for one visit is there.",
                due=300,
            ),
        ),
    ),
)

FOUNDERS = Partnership(
    key="founders",
    title="Founders' house Nairobi and Malmö",
    summary=(
        "Students with an idea could spend half a year with a start-up in Nairobi, and young founders from Nairobi half a year "
        "in Malmö. Lugha Mpya mentioned it at dinner; nobody has written it down before."
    ),
    form="incubator",
    mode="cooperative",
    purposes=("employment-promotion", "innovation"),
    ubc_types=("student-entrepreneurship", "student-mobility"),
    disciplines=("business", "computer-science"),
    participations=(
        Participation("hallgren", "university", unit="Innovation Office"),
        Participation("lugha", "business", "invited"),
    ),
    identified=-14,
    next_review=24,
    contents=Contents(
        drivers=(
            Driver(
                "Founders learn from founders",
                "Our students know how to write a business plan and have never met a customer who pays with a telephone.",
                party="hallgren",
            ),
        )
    ),
)

AHEAD = (GEOTHERMAL, OPENWATER, FOUNDERS)
