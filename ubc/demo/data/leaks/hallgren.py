"""What Hallgren Technical University wants from the leak partnership."""

from ubc.demo.shapes import Commitment, Driver, Measure, Milestone, Objective, ProgressCheck, Reading, ValueCase

DRIVERS = (
    Driver(
        "Models need real pipes",
        (
            "Our leak models worked on a test loop of ninety metres. On real pipes, with traffic above and a pump next door, "
            "they failed. We need a network and the people who know it."
        ),
        party="hallgren",
    ),
    Driver(
        "Nobody trains water network engineers any more",
        (
            "Half of the network engineers in the region retire within eight years, and no university nearby teaches the "
            "subject as a whole."
        ),
    ),
)

VALUE_CASE = ValueCase(
    party="hallgren",
    expected_value=(
        "Sound and pressure from 2,140 kilometres of pipe, foremen who tell us what we hear, a study programme with safe "
        "places, and a proof that our models are of use."
    ),
    cost=(
        "A postdoctoral researcher, a doctoral student, lectures in Spanish and at a distance, and Professor Hedlund for one "
        "day a week."
    ),
    reason="No grant would pay for such a network. The study programme brings students we would never have met.",
)

OWN = (
    Objective(
        key="hallgren-model",
        party="hallgren",
        title="A leak model that others can use",
        text="The model is published with its code and works on a network it has never heard, after two weeks of listening.",
        direction="A model that small water companies run themselves.",
        term="medium",
        work_area="research",
        responsible="hallgren",
        lead="mats",
        feasibility="Works on iron pipes of two other networks. Plastic is open.",
        starts=-560,
        due=260,
        measures=(
            Measure("Leaks found on an unknown network", "%", 22, 70, (Reading(-400, 31), Reading(-240, 44), Reading(-90, 57))),
        ),
        milestones=(Milestone("Code released", -110, -118), Milestone("Test in a third network", 80)),
    ),
    Objective(
        key="hallgren-field",
        party="hallgren",
        title="Two weeks in the field for every water student",
        text="Every student of the water programmes spends two weeks with a crew, a control room or a treatment works.",
        direction="Field weeks as a fixed part of the curriculum.",
        term="medium",
        work_area="students",
        responsible="hallgren",
        lead="ingrid",
        feasibility="Valle Claro takes thirty a year, another sixty places are needed elsewhere.",
        starts=-480,
        due=240,
        measures=(
            Measure("Students with field weeks", "%", 15, 100, (Reading(-380, 22), Reading(-200, 38), Reading(-30, 46))),
        ),
        commitments=(Commitment("hallgren", "travel", "Travel and lodging", 40, "thousand euro", 19),),
    ),
    Objective(
        key="hallgren-water-theses",
        party="hallgren",
        title="Two doctoral and twelve master's theses",
        text="Two doctoral and twelve master's theses rest on data of the network, each with a reader from the company.",
        direction="A small school of network science in Malmö.",
        term="long",
        work_area="research",
        responsible="hallgren",
        lead="mats",
        feasibility="Seven are done. Readers from the company are hard to find in summer.",
        starts=-560,
        due=700,
        measures=(Measure("Theses finished", "theses", 0, 14, (Reading(-380, 1), Reading(-200, 4), Reading(-30, 7))),),
        progress=(ProgressCheck(-30, "mats", "on_track", "Seven, two of them with prizes."),),
    ),
    Objective(
        key="hallgren-grant",
        party="hallgren",
        shared=False,
        state="agreed",
        title="A European grant with two further water companies",
        text="An application with Valle Claro and two other water companies, led by us, for the next call.",
        direction="From one partner to a network of four.",
        term="short",
        work_area="funding",
        responsible="hallgren",
        lead="johan",
        feasibility="One company in Portugal wants to join. We have not asked Valle Claro yet whether it would share its lead.",
        due=230,
        milestones=(Milestone("Decide whom to ask", 26), Milestone("Draft of the application", 150)),
    ),
)
