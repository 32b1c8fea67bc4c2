"""What Lahnberg Materials wants from the Battery Loop Laboratory."""

from ubc.demo.shapes import Commitment, Driver, Measure, Milestone, Objective, ProgressCheck, Reading, ValueCase

DRIVERS = (
    Driver(
        "Cell factories bring their scrap now",
        (
            "Production scrap from three cell factories already fills our furnace in Kassel for ten months of the year. We "
            "burn graphite that customers would like to have back."
        ),
        party="lahnberg",
    ),
    Driver(
        "A competitor has announced a graphite line",
        (
            "A competitor in Scandinavia has announced a line for next year. If it holds, our customers will ask us the same "
            "question within two quarters."
        ),
        party="lahnberg",
        shared=False,
    ),
)

VALUE_CASE = ValueCase(
    party="lahnberg",
    expected_value=(
        "A graphite process we may use in all our plants, lithium without acid in the first step, and people who have stood at "
        "such a line before their first day with us."
    ),
    cost=(
        "640,000 euro of running costs, black mass, the pressure vessel, and the time of four engineers. We also give up the "
        "first two months of silence about results."
    ),
    reason=(
        "Kassel alone saves about 2.1 million euro a year once half of its graphite is recovered. Even if only the lithium "
        "step works, the laboratory pays for itself in four years."
    ),
)

OWN = (
    Objective(
        key="lahnberg-capacity",
        party="lahnberg",
        title="Feed Kassel with 6,000 tonnes of black mass a year",
        text="The recovery line in Kassel runs at 6,000 tonnes a year with the graphite step built in.",
        direction="Kassel first, then the sister plants in Gdynia and Pune.",
        term="long",
        work_area="pilot",
        responsible="lahnberg",
        lead="katrin",
        feasibility="The board releases the money if the pilot line shows 99.5 per cent and the cost holds.",
        progress=(
            ProgressCheck(-40, "katrin", "on_track", "The old line is full. Everything hangs on the purity of the next runs."),
        ),
        starts=-540,
        due=720,
        measures=(
            Measure(
                "Black mass treated in a year",
                "t",
                2300,
                6000,
                (Reading(-400, 2450), Reading(-220, 2700), Reading(-40, 2900)),
            ),
        ),
        milestones=(Milestone("Board paper on the graphite step", 210),),
    ),
    Objective(
        key="lahnberg-patents",
        party="lahnberg",
        title="Hold the key patents on the graphite step",
        text=(
            "Two patent families protect the second wash and the removal of fluorine, filed before anything about them is "
            "published."
        ),
        direction="Protect the step, license the rest.",
        term="medium",
        work_area="transfer",
        responsible="lahnberg",
        lead="miriam",
        feasibility="One family is filed. The second depends on the ten comparison batches.",
        progress=(ProgressCheck(-30, "miriam", "on_track", "One family filed, the second in draft."),),
        starts=-400,
        due=150,
        measures=(Measure("Patent families filed", "families", 0, 2, (Reading(-300, 0), Reading(-170, 1), Reading(-30, 1))),),
        milestones=(Milestone("Second family filed", 100),),
    ),
    Objective(
        key="lahnberg-talent",
        party="lahnberg",
        title="Hire twelve graduates who know the line",
        text=(
            "Twelve graduates of the laboratory work for Lahnberg three years from now, at least four of them in operations "
            "and not in research."
        ),
        direction="A steady stream of three to four a year.",
        term="medium",
        work_area="students",
        responsible="lahnberg",
        lead="sabine",
        feasibility="Four have signed. Salaries in Malmö are higher than ours in Kassel, so we must make the work attractive.",
        starts=-540,
        due=555,
        measures=(Measure("Graduates hired", "people", 0, 12, (Reading(-300, 1), Reading(-150, 2), Reading(-20, 4))),),
        commitments=(Commitment("lahnberg", "funding", "Two scholarships a year", 28, "thousand euro", 28),),
        progress=(ProgressCheck(-20, "sabine", "on_track", "Four hired, two more have asked for a second talk."),),
    ),
    Objective(
        key="lahnberg-cost",
        party="lahnberg",
        shared=False,
        title="Bring the graphite step under 1.90 euro a kilogram",
        text="Full cost of recovered graphite below 1.90 euro a kilogram at 6,000 tonnes, which is our limit for building it.",
        direction="Down to 1.60 with heat from the furnace.",
        term="medium",
        work_area="pilot",
        responsible="lahnberg",
        lead="thomas",
        feasibility="Today we calculate 2.35. Half of the distance is water and heat, the other half is yield.",
        progress=(
            ProgressCheck(
                -60, "thomas", "at_risk", "2.35 euro. The second wash costs 19 cents of it, which nobody had planned."
            ),
        ),
        starts=-400,
        due=240,
        measures=(
            Measure(
                "Full cost of recovered graphite",
                "€/kg",
                3.1,
                1.9,
                (Reading(-330, 2.9), Reading(-200, 2.6), Reading(-60, 2.35)),
            ),
        ),
    ),
    Objective(
        key="lahnberg-second",
        party="lahnberg",
        shared=False,
        state="agreed",
        title="Keep a second laboratory possible",
        text=(
            "If the Hall 4 lease is not renewed, we can move the vessel and the records to another university within six "
            "months."
        ),
        direction="Insurance, not a plan.",
        term="long",
        work_area="facilities",
        responsible="lahnberg",
        lead="katrin",
        feasibility="Two universities have said that they would talk. Nothing is in writing.",
        due=555,
    ),
)
