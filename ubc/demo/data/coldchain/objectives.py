"""What the river consortium wants, together and each for itself."""

from ubc.demo.shapes import Action, CapabilityCheck, Commitment, Measure, Milestone, Objective, ProgressCheck, Reading

COMMON = (
    Objective(
        key="cold-fish",
        title="Half as much fish spoilt between boat and market",
        text=(
            "In the 64 cooperatives the share of fish that is thrown away on its way to market falls by half, because somebody "
            "sees in time that the ice is melting."
        ),
        direction="From fish to açaí and vaccines, with the same box.",
        term="medium",
        work_area="pilot",
        responsible="varzea",
        lead="raimundo",
        feasibility="Works in 19 cooperatives. In the high-water months boats are three days without a network.",
        starts=-430,
        due=290,
        measures=(
            Measure(
                "Fish spoilt on the way",
                "%",
                28,
                14,
                (Reading(-340, 27), Reading(-240, 24.5), Reading(-150, 22), Reading(-50, 21.5)),
            ),
        ),
        milestones=(Milestone("Twenty cooperatives equipped", -75), Milestone("All 64 equipped", 260)),
        commitments=(
            Commitment("koudewind", "equipment", "Sensor boxes at cost", 320, "boxes", 118),
            Commitment("varzea", "network", "Cooperatives, boats and ice houses", 64, "cooperatives", 19),
            Commitment("hallgren", "expertise", "Analysis of the season", 2, "reports", 1),
        ),
        actions=(
            Action(
                "Equip the cooperatives on the left bank before high water",
                "raimundo",
                -20,
                "doing",
                done_when="Twelve more cooperatives with a box.",
            ),
            Action("Ship sixty boxes with the new seal", "femke", 15, done_when="Received in Belém."),
        ),
        capability=(
            CapabilityCheck(
                "varzea",
                "luciana",
                -410,
                "with_conditions",
                "Two people and one boat. For 64 cooperatives we need a second boat.",
            ),
            CapabilityCheck("koudewind", "joost", -408, "capable", "Production has room for forty boxes a month."),
            CapabilityCheck("hallgren", "sara", -405, "capable", "One doctoral student until the end of next year."),
        ),
        progress=(
            ProgressCheck(
                -50,
                "raimundo",
                "at_risk",
                "Nineteen of the twenty planned. Seals fail in the rain, and a box that failed once is not trusted again.",
            ),
        ),
    ),
    Objective(
        key="cold-box",
        title="A box that lasts five years in river air",
        text=(
            "The sensor box survives five years of heat, rain and bleach on one battery, and can be opened and mended with a "
            "screwdriver."
        ),
        direction="A drawing that others may build from.",
        term="medium",
        work_area="research",
        responsible="koudewind",
        lead="femke",
        feasibility="The battery is solved, the seal is not.",
        progress=(
            ProgressCheck(
                -40, "femke", "on_track", "Eighty-seven of a hundred after 200 days. The new seal goes into the salt chamber."
            ),
        ),
        starts=-430,
        due=170,
        measures=(
            Measure(
                "Boxes still working after 200 days", "%", 61, 97, (Reading(-230, 72), Reading(-130, 84), Reading(-40, 87))
            ),
        ),
        milestones=(Milestone("New seal passes the salt chamber", 22),),
    ),
    Objective(
        key="cold-message",
        title="A warning people understand without reading",
        text="A light and a spoken message in Portuguese and Nheengatu tell what to do, tested with people who do not read.",
        direction="More languages of the river.",
        term="short",
        work_area="data",
        responsible="hallgren",
        lead="sara",
        feasibility="The voices are recorded with the cooperatives. Meaning is tested at the landing stage.",
        progress=(
            ProgressCheck(-70, "sara", "on_track", "Four of five act rightly. The light is understood sooner than the voice."),
        ),
        starts=-300,
        due=60,
        measures=(Measure("People who act rightly on the warning", "%", 44, 90, (Reading(-190, 63), Reading(-70, 81))),),
    ),
)

OWN = (
    Objective(
        key="koudewind-food",
        party="koudewind",
        title="A second market beside reefers",
        text="A tenth of our sales comes from small cold chains in warm countries.",
        term="long",
        work_area="transfer",
        responsible="koudewind",
        lead="joost",
        feasibility="Only with a box under 40 euro.",
        due=800,
        direction="Sales in three countries.",
        measures=(Measure("Share of sales", "%", 0, 10, (Reading(-200, 1.5), Reading(-30, 2.2))),),
    ),
    Objective(
        key="koudewind-price",
        party="koudewind",
        shared=False,
        title="Lose no more than 60,000 euro on the pilot",
        text="The pilot costs us no more than 60,000 euro beyond what is paid for.",
        term="medium",
        work_area="funding",
        responsible="koudewind",
        lead="joost",
        feasibility="Forty-one thousand are gone.",
        progress=(ProgressCheck(-30, "joost", "at_risk", "Forty-one thousand spent, and the seals are not paid for yet."),),
        due=290,
    ),
    Objective(
        key="varzea-own",
        party="varzea",
        title="Cooperatives that own their data",
        text="Each cooperative decides who sees its catches and temperatures, and can take its data along.",
        term="long",
        work_area="data",
        responsible="varzea",
        lead="luciana",
        feasibility="Depends on where the data are kept.",
        due=600,
        direction="A data house of the river.",
    ),
    Objective(
        key="varzea-repair",
        party="varzea",
        title="Repair in Belém and not in Groningen",
        text="Boxes are mended by a workshop in Belém with spare parts in stock.",
        term="medium",
        work_area="staff-training",
        responsible="varzea",
        lead="raimundo",
        feasibility="Two technicians have been trained.",
        due=200,
        direction="Three workshops along the river.",
        measures=(Measure("Boxes mended locally", "%", 0, 90, (Reading(-120, 12), Reading(-30, 35))),),
    ),
    Objective(
        key="hallgren-plain",
        party="hallgren",
        title="Know how warnings work without text",
        text="Two papers on spoken and lit warnings, written with people of the cooperatives.",
        term="medium",
        work_area="research",
        responsible="hallgren",
        lead="sara",
        feasibility="One paper is accepted.",
        due=330,
        direction="A guideline for others.",
        measures=(Measure("Papers", "papers", 0, 2, (Reading(-60, 1),)),),
    ),
    Objective(
        key="hallgren-amazon",
        party="hallgren",
        shared=False,
        state="proposed",
        title="A field station with a partner university in Pará",
        text="Find out whether a field station is wanted and by whom.",
        term="long",
        work_area="relationship",
        responsible="hallgren",
        lead="johan",
        feasibility="Early talk only.",
        due=500,
    ),
)
