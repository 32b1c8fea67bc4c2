"""What Aguas del Valle Claro wants from the leak partnership."""

from ubc.demo.shapes import Commitment, Driver, Measure, Milestone, Objective, ProgressCheck, Reading, ValueCase

DRIVERS = (
    Driver(
        "Two dry years and a river with less to give",
        "For two summers we had to bring water by lorry to nine villages, while a quarter of ours ran into the ground.",
        party="valleclaro",
    ),
    Driver(
        "The concession ends in four years",
        "The municipalities decide in four years whether we go on. Losses are the first number they will look at.",
        party="valleclaro",
        shared=False,
    ),
)

VALUE_CASE = ValueCase(
    party="valleclaro",
    expected_value=(
        "Three and a half million cubic metres of water a year that we need not pump and treat, fewer night calls, and "
        "technicians who become engineers and stay."
    ),
    cost="890,000 euro, the data of our network, hours of our foremen, and paid study days for twenty-four colleagues.",
    reason=(
        "The water saved is worth about 1.3 million euro a year at full effect. The study programme costs less than recruiting "
        "outside, and we know whom we get."
    ),
)

OWN = (
    Objective(
        key="valleclaro-energy",
        party="valleclaro",
        title="Use twelve per cent less power for pumping",
        text="Pumping takes twelve per cent less electricity than in the year before the partnership, at the same supply.",
        direction="A network that runs mostly on the sun at noon.",
        term="medium",
        work_area="pilot",
        responsible="valleclaro",
        lead="nuria",
        feasibility="Less loss brings eight points, lower night pressure the rest.",
        starts=-640,
        due=300,
        measures=(
            Measure(
                "Electricity for pumping",
                "GWh a year",
                21.4,
                18.8,
                (Reading(-400, 20.9), Reading(-220, 20.2), Reading(-40, 19.7)),
            ),
        ),
        progress=(ProgressCheck(-40, "nuria", "on_track", "Eight per cent so far."),),
    ),
    Objective(
        key="valleclaro-crews",
        party="valleclaro",
        title="Keep every job in the repair crews",
        text=(
            "No place in the repair crews is lost because leaks are found by a model. Who searched yesterday mends and renews "
            "tomorrow."
        ),
        direction="Crews that plan their own week.",
        term="long",
        work_area="staff-training",
        responsible="valleclaro",
        lead="sergio",
        feasibility=(
            "Agreed with the works council. There are 240 kilometres of pipe to be renewed, so there is work for fifteen years."
        ),
        starts=-600,
        due=900,
        measures=(
            Measure(
                "Crew members trained to renew pipes", "people", 5, 46, (Reading(-400, 9), Reading(-200, 21), Reading(-30, 34))
            ),
        ),
        commitments=(Commitment("valleclaro", "training", "Courses for crews on sensors and tablets", 300, "days", 165),),
    ),
    Objective(
        key="valleclaro-privacy",
        party="valleclaro",
        title="No data of households leaves the house",
        text=(
            "Nothing that tells when a family is at home leaves our control centre, in whatever form, also when the law would "
            "allow it."
        ),
        direction="A rule that customers can read on the bill.",
        term="long",
        work_area="data",
        responsible="valleclaro",
        lead="nuria",
        feasibility="Easy for meters. For sensors near houses we do not know yet what the sound gives away.",
        starts=-640,
        due=700,
        milestones=(Milestone("Rule printed on the bill", -250, -243), Milestone("Opinion on sounds near houses", 30)),
    ),
    Objective(
        key="valleclaro-concession",
        party="valleclaro",
        shared=False,
        title="Have a result to show before the concession is decided",
        text="Eighteen months before the decision losses are below 19 per cent in every one of the ten largest municipalities.",
        direction="To be asked again, and by all 43.",
        term="long",
        work_area="relationship",
        responsible="valleclaro",
        lead="marta",
        feasibility="Seven of ten will make it. In three the pipes are older than the plans.",
        progress=(
            ProgressCheck(-40, "marta", "at_risk", "Four of ten. In three old towns the pipes will decide, not the sensors."),
        ),
        starts=-500,
        due=620,
        measures=(
            Measure(
                "Large municipalities below 19 per cent",
                "of ten",
                1,
                10,
                (Reading(-400, 1), Reading(-200, 3), Reading(-40, 4)),
            ),
        ),
    ),
)
