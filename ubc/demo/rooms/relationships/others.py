"""The relationships behind other partnerships of the demo world, told more briefly."""

from ubc.demo.rooms.relationships.battery import BATTERY
from ubc.demo.rooms.relationships.shapes import (
    Appraised,
    Engaged,
    EngagedStep,
    Expected,
    Factor,
    Gain,
    Interested,
    Lasting,
    Learnt,
    Line,
    Linked,
    Outcome,
    Ranked,
    Relationship,
)

LEAKS = Relationship(
    interested=(
        Interested(
            "Mayors of the 43 municipalities",
            "government",
            4,
            3,
            "They own the network and hear of every hole in a street.",
            (
                Expected(
                    "Fewer holes in streets", "Yearly assembly", "valleclaro", "A crew listens before anybody digs.", "partly"
                ),
                Expected(
                    "Numbers they can show to voters", "Two mayors", "valleclaro", "District figures each January.", "met"
                ),
            ),
        ),
        Interested(
            "Repair crews",
            "business-staff",
            3,
            4,
            "They know where it leaks, and wonder what will be left to search for.",
            (
                Expected(
                    "That no place is lost",
                    "Morning talks at three depots",
                    "valleclaro",
                    "Hours saved go into renewing pipes.",
                ),
            ),
        ),
        Interested("People who pay for water", "customers", 2, 2, "Mind the price, not the pipe."),
        Interested(
            "Students of the dual courses",
            "students",
            1,
            4,
            "Two weeks in the field decide whether they stay.",
            (Expected("Boots and a real task", "Ingrid Nordahl", "hallgren", "A task sheet for each week.", "met"),),
        ),
        Interested(
            "Bidders for the concession", "suppliers", 3, 4, "They read every open number.", party="valleclaro", shared=False
        ),
    ),
    factors=(
        Factor(
            "Drought years",
            "external",
            "helps",
            "Every litre counts, and everybody listens.",
            "Results before each summer.",
            "",
            60,
        ),
        Factor(
            "Permits for digging",
            "external",
            "hinders",
            "Six days on average, nine in old towns.",
            "A standing permit for small holes is being negotiated.",
            "valleclaro",
            -4,
        ),
        Factor(
            "August",
            "internal",
            "hinders",
            "One side is away while the other measures.",
            "No campaign between 20 July and 1 September.",
        ),
    ),
    appraisals=(
        Appraised(
            -610,
            "current",
            "coordinated",
            "Two houses with one map and separate budgets. Good in the field, slow on data.",
            "More than coordination would need a common data room, and that waits for an opinion.",
            "Where sensors, crews and models look at the same pipe. Pumps are bought.",
            45,
            (
                Outcome(-610, -246, "Nine zones with calm nights."),
                Outcome(-245, 120, "Losses below twenty per cent in the east."),
            ),
            signed=(-606, -598),
        ),
    ),
    gains=(
        Gain("A network as a laboratory", "2,140 kilometres that really leak.", "hallgren"),
        Gain("Engineers from our own crews", "They stay, because they come from here.", "valleclaro"),
        Gain("A model that holds in a trench", "It is wrong on paper only once."),
        Gain("An argument in the tender", "", "valleclaro", False),
    ),
    lasting=(
        Lasting(
            "The dual course",
            "It fills places that nobody applies for.",
            "Two foremen teach; places are promised for six years.",
            "valleclaro",
            90,
        ),
    ),
    learnt=(
        Learnt(
            -200,
            "A letter of one page",
            "A river trust in Wales",
            "Every month one page that a neighbour would read.",
            "Who is told does not rumour.",
            "The monthly letter in two languages.",
            "adopted",
            -170,
            "Mayors forward it.",
        ),
    ),
    links=(
        Linked(-60, "depends_on", "openwater", "nuria", "The exchange of data formats would spare us a year.", "valleclaro"),
    ),
    ranked=(
        Ranked(
            -148, "hallgren", "a_strategic", (3, 4, 3, 3), (3, 2, 2, 2), "Teaching, theses and a network, for a fair price.", 30
        ),
        Ranked(-100, "valleclaro", "a_strategic", (4, 3, 4, 3), (3, 2, 3, 2), "Nobody else listens as well.", 100),
    ),
    engaged=Engaged(
        "parallel",
        "Each house runs its part; the Tuesday talk and the steering meeting keep them together.",
        (
            EngagedStep(5, "Tuesday talk", "Researchers and foremen", "", "Notes by the control centre"),
            EngagedStep(7, "Yearly assembly with the municipalities", "Director of Innovation", "valleclaro", "Minutes"),
        ),
    ),
    lines=(
        Line(
            "What the sensors heard",
            "Nuria Calvo",
            "valleclaro",
            "Mats Hedlund",
            "hallgren",
            "weekly",
            "Video, Tuesday at nine",
        ),
        Line("Where one may dig", "Foremen", "valleclaro", "Researchers", "hallgren", "as_needed", "Telephone until three"),
    ),
)

COLDCHAIN = Relationship(
    interested=(
        Interested(
            "Families of fishers",
            "community",
            3,
            4,
            "Their catch is at stake in every trial.",
            (
                Expected(
                    "That a lost catch is paid",
                    "Talks at eleven landing stages",
                    "koudewind",
                    "A common fund of 6,000 euro.",
                    "met",
                ),
            ),
        ),
        Interested("Shipping lines", "customers", 2, 1, "Look on, and would buy later.", party="koudewind"),
    ),
    factors=(
        Factor("High and low water", "external", "either", "Sets the calendar of all three.", "Milestones follow the river."),
    ),
    appraisals=(
        Appraised(
            -18,
            "current",
            "collaborative",
            "Three houses that trust each other and a product that is not tight yet. Under review for that reason.",
            next=70,
        ),
    ),
    gains=(
        Gain("A reference in a hard climate", "", "koudewind"),
        Gain("A tool that belongs to the cooperatives", "", "varzea"),
        Gain("A question one cannot study elsewhere", "", "hallgren"),
    ),
    links=(
        Linked(
            -400,
            "grew_from",
            "humidity",
            "annika",
            "The sensor was tested first; the river came into the talk at the last meeting.",
            "hallgren",
        ),
        Linked(-395, "grew_from", "humidity", "joost", "", "koudewind"),
    ),
    ranked=(
        Ranked(
            -140, "hallgren", "b_key", (3, 3, 2, 2), (3, 3, 4, 4), "Much travel, much heart; look again after the review.", 15
        ),
        Ranked(-90, "koudewind", "c_project", (3, 3, 1, 2), (4, 3, 3, 3)),
    ),
)

# What Hallgren thinks of others, in a few figures.
FEW = {
    "chair": Ranked(-146, "hallgren", "c_project", (2, 3, 3, 2), (1, 1, 2, 3), "It ends; keep the friendship."),
    "crafts": Ranked(-144, "hallgren", "b_key", (2, 2, 4, 2), (2, 1, 2, 1), "Much for little."),
    "swahili": Ranked(-40, "hallgren", "b_key", (3, 4, 2, 1), (2, 3, 2, 3)),
    "geothermal": Ranked(-38, "hallgren", "c_project", (2, 3, 2, 2), (3, 2, 4, 2)),
    "ice": Ranked(-142, "hallgren", "d_occasional", (1, 2, 1, 1), (2, 2, 3, 2)),
    "openwater": Ranked(-36, "hallgren", "d_occasional", (2, 2, 1, 1), (3, 1, 4, 2), "Many at the table, nobody pays."),
}

RELATIONSHIPS = {"battery": BATTERY, "leaks": LEAKS, "coldchain": COLDCHAIN} | {
    key: Relationship(ranked=(ranked,)) for key, ranked in FEW.items()
}
