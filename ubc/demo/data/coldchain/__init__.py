"""A consortium under review: cold-chain sensors for river cooperatives, with Koudewind and Várzea Viva."""

from ubc.demo.data.coldchain.objectives import COMMON, OWN
from ubc.demo.shapes import (
    AlignmentCell,
    Contents,
    Difference,
    Driver,
    Mechanism,
    Participation,
    Partnership,
    PlanVersion,
    Restatement,
    RevisionMechanism,
    RevisionStep,
    Seat,
    Section,
    Signature,
    Step,
    ValueCase,
)

CONTENTS = Contents(
    drivers=(
        Driver(
            "A quarter of the catch is lost",
            "Families lose a quarter of their income between the boat and the market.",
            party="varzea",
        ),
        Driver(
            "Reefers are a full market",
            "We sell to five shipping lines. If one leaves we have a bad year.",
            party="koudewind",
        ),
        Driver(
            "Cheap sensors are not yet good sensors",
            "For small cold chains there is nothing between a toy and a laboratory instrument.",
        ),
    ),
    value_cases=(
        ValueCase(
            "koudewind",
            "A robust box, a reference in a hard climate, a second market.",
            "Boxes at cost, two engineers, one trip a year.",
            "If one in ten of such chains in Brazil buys, the pilot is paid back in three years.",
        ),
        ValueCase(
            "varzea",
            "More fish sold, fair prices, and a tool that belongs to the cooperatives.",
            "People who know every landing stage, a boat, patience.",
            "Seven points less loss is a month's income for a family.",
        ),
        ValueCase(
            "hallgren",
            "Research on warnings with the people who need them, and a doctoral thesis.",
            "A doctoral student, analysis, the salt chamber.",
            "There is no other place where we could learn this.",
        ),
    ),
    objectives=(*COMMON, *OWN),
    restatements=(
        Restatement(
            "varzea-own",
            "koudewind",
            "joost",
            -90,
            "Every cooperative keeps its own data and may take them elsewhere; we may use them only when it says yes.",
            "confirmed",
            "Yes, and a yes can be taken back.",
            "luciana",
        ),
        Restatement(
            "koudewind-food",
            "varzea",
            "luciana",
            -35,
            "You want to sell the box in warm countries and need it to cost less than 40 euro.",
        ),
    ),
    alignment=(
        AlignmentCell("koudewind-food", "cold-box", "supports_strongly"),
        AlignmentCell("koudewind-food", "cold-fish", "supports"),
        AlignmentCell(
            "varzea-repair",
            "cold-box",
            "tension",
            "A box that can be opened is harder to seal.",
            (
                "Two lids: a sealed core, and an outer shell with screws. Femke Hoekstra and Raimundo Farias test it together "
                "at the next low water."
            ),
        ),
        AlignmentCell("varzea-own", "cold-message", "neutral"),
        AlignmentCell("varzea-own", "cold-fish", "supports"),
        AlignmentCell("hallgren-plain", "cold-message", "supports_strongly"),
    ),
    differences=(
        Difference(
            "risk",
            "Trying things on people's income",
            (
                ("koudewind", "A pilot may fail; that is what it is for."),
                ("varzea", "A failed box is a lost catch. A family has no pilot budget."),
                ("hallgren", "A trial needs the consent of those whom it may harm."),
            ),
            "A lost catch during the pilot is paid from a common fund of 6,000 euro.",
        ),
        Difference(
            "time",
            "The year of the river",
            (("koudewind", "Our year begins in January."), ("varzea", "Ours begins when the water falls.")),
            "Milestones follow the water.",
        ),
    ),
    mechanisms=(
        Mechanism("meeting", "Thursday call", "All three, with an interpreter.", "Every second Thursday"),
        Mechanism("exchange", "A fortnight on the river", "One engineer from Groningen travels along.", "Once a season"),
    ),
    revision_mechanism=RevisionMechanism(
        (
            ("context", "Water, prices or permits change."),
            ("attainment", "A season shows that it cannot be reached."),
            ("resources", "A party can give less or more."),
        ),
        ("senior", "officer"),
        (
            RevisionStep("Propose it to all three."),
            RevisionStep("Talk about it in one call, with an interpreter.", 14),
            RevisionStep("Decide.", 14, "All three leaders."),
        ),
    ),
    sections=(
        Section(
            "purpose",
            (
                "We make a sensor box and a warning for small cold chains on rivers, and try both with 64 cooperatives on the "
                "lower Amazon."
            ),
        ),
        Section(
            "parties",
            (
                "Koudewind builds, Várzea Viva works with the cooperatives, Hallgren studies and tests. Clemens Auinger chairs "
                "the present review."
            ),
        ),
        Section("visions", "Technology that is mended where it is used, and data that belong to those who made them."),
        Section(
            "governance",
            "A call of all three every second Thursday at three in the afternoon in Belém. Decisions need all three.",
        ),
        Section("value", "Fish sold, money kept in families, boxes sold, and two theses."),
        Section(
            "risks",
            "Seals, high water, import duties on boxes, and fatigue of the cooperatives with things that are tried on them.",
        ),
        Section("exit", "At the end all boxes and spare parts stay with the cooperatives, and the drawings are open."),
    ),
    plan=(
        PlanVersion(
            (
                "Koudewind builds a box, Várzea Viva brings it to the cooperatives, Hallgren finds out whether people act on "
                "its warning. Lost catches are paid from a common fund. At the end boxes, parts and drawings stay on the "
                "river."
            ),
            "in_force",
            -455,
            "johan",
            (
                Signature("koudewind", "joost", -447),
                Signature("varzea", "luciana", -441),
                Signature("hallgren", "johan", -440),
            ),
        ),
    ),
)

PARTNERSHIP = Partnership(
    key="coldchain",
    title="Cold on the river: sensors for fishing cooperatives",
    summary=(
        "A small box tells fishers on the lower Amazon in time that their ice is melting. A sensor maker, a university and an "
        "organisation of the river build it, try it and see to it that it can be mended in Belém."
    ),
    form="consortium",
    mode="collaborative",
    purposes=("innovation", "capacity-building", "other"),
    ubc_types=("joint-research", "consulting", "staff-mobility"),
    disciplines=("electrical-engineering", "food-science", "languages-linguistics"),
    participations=(
        Participation("hallgren", "university", unit="School of Computing and Language"),
        Participation("koudewind", "business"),
        Participation("varzea", "community"),
        Participation("drittblick", "neutral"),
    ),
    identified=-700,
    path=(Step("exploring", -640), Step("negotiating", -540), Step("active", -430), Step("under_review", -21)),
    starts=-430,
    ends=300,
    next_review=5,
    seats=(
        Seat("sara", "representative", -640),
        Seat("joost", "representative", -620),
        Seat("femke", "contributor", -540),
        Seat("ruben", "respondent", -430),
        Seat("luciana", "representative", -600),
        Seat("raimundo", "contributor", -540),
        Seat("beatriz", "reader", -430),
        Seat("clemens", "facilitator", -25, 40),
        Seat("theresa", "auditor", -21, 20),
    ),
    contents=CONTENTS,
)
