"""What Hallgren and Valle Claro see coming."""

from ubc.demo.rooms.risks.shapes import Link, Reading, Review, Risk, Risks, Stance, Treatment

SOUNDS = "Sounds recorded near houses tell too much"
DROUGHT = "A dry summer takes the crews away"
MODEL = "The model fails in the old quarter"

RISKS = Risks(
    stances=(
        Stance(
            "valleclaro", -600, 1, "Water for a city is no experiment. We bear that a trial fails, not that a tap runs dry."
        ),
        Stance("hallgren", -590, 3, "A method that does not work is a result too."),
    ),
    risks=(
        Risk(
            "",
            -580,
            SOUNDS,
            "Sensors hear pipes, and now and then a voice.",
            "A recording with somebody's words in it is opened with the others.",
            "A complaint, a fine, and no household lets us in any more.",
            "data",
            by="valleclaro",
            objectives=("leaks-data",),
            owners=("mats", "marta"),
            readings=(
                Reading("hallgren", "inherent", 4, 4, -575),
                Reading("valleclaro", "inherent", 4, 5, -574),
                Reading("hallgren", "current", 2, 4, -300, "Everything above four kilohertz is cut off."),
                Reading("valleclaro", "current", 2, 5, -298),
                Reading("hallgren", "target", 1, 4, -296),
                Reading("valleclaro", "target", 1, 5, -295),
            ),
            treatments=(
                Treatment(
                    "hallgren",
                    -560,
                    "avoid",
                    "Cut off what a voice needs before a sound is stored",
                    "hallgren",
                    due=-400,
                    done=-420,
                ),
            ),
            reviews=(Review("hallgren", -30, "unchanged", "Two hundred recordings heard by two people: no word.", next=150),),
        ),
        Risk(
            "",
            -500,
            DROUGHT,
            "The last three summers were the driest on record.",
            "All crews are needed for tank lorries from June to September.",
            "No leak is dug up, so that no sound is checked against what was found.",
            "capacity",
            by="valleclaro",
            origin="outside",
            proximity="soon",
            objectives=("leaks-days", "leaks-loss"),
            owners=("marta",),
            readings=(
                Reading("hallgren", "current", 2, 2, -490),
                Reading("valleclaro", "current", 4, 4, -488, "In two of the last three summers."),
            ),
            review=-15,
        ),
        Risk(
            "hallgren",
            -450,
            MODEL,
            "It learned from iron pipes; the old quarter has lead and asbestos cement.",
            "It names the wrong street.",
            "Digging for nothing, and doubt about the rest.",
            "delivery",
            shared=True,
            objectives=("leaks-loss",),
            owners=("mats",),
            readings=(Reading("hallgren", "current", 3, 3, -445), Reading("hallgren", "target", 2, 2, -444)),
            review=60,
        ),
        Risk(
            "valleclaro",
            -430,
            "The council turns against the price that pays for it",
            "Elections are in spring, and water is dear.",
            "The budget for sensors is cut in half.",
            "The northern districts wait three more years.",
            "finance",
            shared=True,
            origin="outside",
            objectives=("leaks-loss",),
            owners=("marta",),
            readings=(Reading("valleclaro", "current", 3, 4, -425), Reading("valleclaro", "inherent", 3, 4, -425)),
            review=30,
        ),
        Risk(
            "valleclaro",
            -200,
            "Our own engineers fear to be replaced",
            "A machine finds in a night what took them a week.",
            "They do not mark what they find.",
            "The model learns from nothing, and nobody says why.",
            "culture",
            origin="relationship",
            objectives=("leaks-learn",),
            readings=(Reading("valleclaro", "current", 4, 3, -195),),
            review=20,
        ),
    ),
    links=(
        Link("valleclaro", -180, "Our own engineers fear to be replaced", "feeds", MODEL, "Without marks it does not learn."),
    ),
)
