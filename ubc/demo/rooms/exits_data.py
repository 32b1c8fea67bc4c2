"""What the parties of the demo world wrote about an end. Days count from today; the parties are named by their keys."""

from ubc.demo.rooms.exits_shapes import Assessment, Asset, Item, Obligation, Position, Told, Trigger

MISSED = Trigger("A common objective missed", "missed", "metric", -200, "objectives.missed", "at_least", 2, 1)
END = Trigger("The term is coming to its end", "term", "date", -200, warn_days=180)
OWNER = Trigger(
    "A party changes hands", "control", "event", -200, reading="A notice in the trade register, or word from a board."
)

BATTERY = Told(
    notice=180,
    triggers=(
        Trigger("Objectives off track", "missed", "metric", -215, "objectives.off_track", "at_least", 2, 1),
        Trigger("Trust falls below the floor", "trust", "metric", -215, "trust.pulse", "at_most", 2.5, 3),
        END,
        Trigger("The funding programme ends", "funding", "event", -215, reading="The ministry's call is not renewed."),
        OWNER,
        Trigger(
            "The chair of hydrometallurgy is vacant", "key_person", "judgement", -215, reading="Both leaders judge it together."
        ),
    ),
    assessments=(
        Assessment(
            "The funding programme ends",
            -130,
            "leyla",
            "The ministry has said that there will be no call in the coming year.",
            (
                ("leyla", "Two doctoral posts hang on it. The rest of the work does not.", "change"),
                ("katrin", "We can bridge a year if the plan for the pilot plant is kept.", "change"),
            ),
            "Two posts of eleven are paid from the programme, until the end of next year.",
            "change",
            "Lahnberg bridges one post, the faculty the other. We apply in Brussels together.",
            150,
            -104,
        ),
    ),
    items=(
        Item(
            "Doctoral candidates finish",
            "people",
            "Four candidates work in both houses.",
            "Each has a written promise of supervision, desk and data until the defence.",
            "hallgren",
            "ready",
            (("hallgren", "Leyla Demir"), ("lahnberg", "Sabine Holtkamp")),
            weight=5,
        ),
        Item(
            "Process data of the pilot plant",
            "data",
            "They lie in Kassel; copies of parts in Hallgren.",
            "A complete copy without names at each house, the rest erased with a protocol.",
            "lahnberg",
            "in_progress",
            (("hallgren", "Ingrid Nordahl"), ("lahnberg", "Thomas Reuss")),
            90,
            4,
        ),
        Item(
            "Licence for the graphite process",
            "ip",
            "Joint patent family, costs shared.",
            "Lahnberg has an exclusive licence in its field; the university may teach and do research with it.",
            "hallgren",
            "ready",
            (("hallgren", "Johan Ekdal"), ("lahnberg", "Miriam Aslan")),
            weight=4,
        ),
        Item(
            "Papers under way",
            "publications",
            "Three manuscripts.",
            "All are submitted, or given up in writing.",
            "hallgren",
            "not_started",
            (("hallgren", "Leyla Demir"),),
            weight=2,
        ),
        Item(
            "Shredder and glove box",
            "equipment",
            "On loan to the university.",
            "They are back in Kassel, cleaned and tested.",
            "hallgren",
            "ready",
            (("hallgren", "Workshop"), ("lahnberg", "Thomas Reuss")),
            weight=2,
        ),
        Item(
            "Badges and accounts",
            "access",
            "Nineteen people have a badge of the other house.",
            "None has, and the lists of both gates say so.",
            "lahnberg",
            "accepted",
            (("hallgren", "Ingrid Nordahl"), ("lahnberg", "Julian Ostermann")),
            -40,
            1,
            "The list of the gate in Kassel of last month.",
        ),
        Item(
            "What we say together",
            "communication",
            "No words yet.",
            "One text, seen by both leaders, for staff and for the press.",
            "lahnberg",
            "not_started",
            (("lahnberg", "Katrin Vogelsang"),),
            weight=2,
        ),
    ),
    obligations=(
        Obligation(
            "Silence about process parameters",
            "confidentiality",
            "Temperatures, reagents and yields of the pilot plant.",
            "hallgren",
            1650,
            "lahnberg",
        ),
        Obligation("Supervision of doctoral candidates", "support", "Until each has defended.", "hallgren", 1100),
        Obligation("Keeping of raw data", "records", "Ten years, readable.", "lahnberg", 3600, "hallgren"),
    ),
    positions=(
        Position(
            "hallgren",
            "high",
            "The right to publish what we measured, and a place for four doctoral candidates.",
            "If publication were held back for more than ninety days again.",
            False,
        ),
        Position(
            "lahnberg",
            "medium",
            "Freedom to run the process, and silence about its parameters.",
            "If results went to a competitor.",
            True,
        ),
    ),
    rehearsals=(
        (
            -95,
            "People and students, data, access.",
            "Nobody knew who erases the copies at the institute's server. Now it is Ingrid's.",
            270,
        ),
    ),
    ideas=(
        ("Cathodes next", "What was learnt about anodes, tried on cathode foil.", ""),
        ("A summer school of our own", "Without a sponsor, if need be.", "hallgren"),
    ),
)

LEAKS = Told(
    triggers=(
        MISSED,
        END,
        Trigger("The concession changes", "legal", "event", -200, reading="A decision of the region's council."),
    ),
    items=(
        Item(
            "Leak records",
            "data",
            "With the utility, copies at the department.",
            "The utility keeps all, the department the anonymous part.",
            "valleclaro",
            "ready",
            (("hallgren", "Mats Hedlund"), ("valleclaro", "Nuria Calvo")),
            300,
            3,
        ),
        Item(
            "Listening posts in the network",
            "equipment",
            "Forty-two, of the university.",
            "They stay; the utility pays what is left.",
            "hallgren",
            "not_started",
            (("valleclaro", "Sergio Aznar"),),
            300,
            2,
        ),
    ),
    obligations=(Obligation("Privacy of households", "data", "No record names a household.", "hallgren", 2000, "valleclaro"),),
    positions=(Position("valleclaro", "low", "Our records, and the trained crews.", "If a household were ever named.", True),),
)

CRAFTS = Told(
    triggers=(END, MISSED),
    items=(
        Item(
            "Students in dual study",
            "people",
            "Fourteen have a contract with a workshop.",
            "Each finishes at the same workshop.",
            "hallgren",
            "ready",
            (("hallgren", "Ingrid Nordahl"),),
            weight=5,
        ),
    ),
    obligations=(Obligation("Places until the degree", "support", "For everybody who has begun.", "hallgren", 900),),
)

COLDCHAIN = Told(
    principles="Boxes and drawings stay on the river. What was tried on people's income is told to them first.",
    triggers=(
        Trigger("A party cannot go on paying", "funding", "event", -400, reading="A party says so in a call of all three."),
        END,
    ),
    assessments=(
        Assessment(
            "A party cannot go on paying",
            -19,
            "joost",
            "One of our five shipping lines has left. We can pay the engineers until the summer, not longer.",
            (
                ("joost", "We want to go on, with one engineer less.", "change"),
                ("luciana", "The cooperatives have begun to trust the box. They must not be left with half of it.", "change"),
            ),
        ),
    ),
    items=(
        Item(
            "Boxes and spare parts",
            "equipment",
            "64 boxes on the river.",
            "They belong to the cooperatives, with parts for three years.",
            "koudewind",
            "ready",
            (("koudewind", "Femke Hoekstra"), ("varzea", "Raimundo Farias")),
            290,
            4,
        ),
        Item(
            "Drawings",
            "ip",
            "With Koudewind.",
            "Open, under a licence that the cooperatives understand.",
            "koudewind",
            "not_started",
            (("hallgren", "Johan Ekdal"),),
            290,
            3,
        ),
    ),
    obligations=(
        Obligation("Answers to questions about the box", "support", "By message, within a week.", "koudewind", 1400, "varzea"),
    ),
)

CHAIR = Told(
    items=(
        Item(
            "Assistants",
            "people",
            "Two are paid by the chair.",
            "One goes to the faculty, one to the Battery Loop Laboratory.",
            "hallgren",
            "accepted",
            (("hallgren", "Leyla Demir"), ("lahnberg", "Miriam Aslan")),
            -20,
            5,
            "Both contracts are signed.",
        ),
        Item(
            "Teaching collection",
            "equipment",
            "Samples of eleven firms.",
            "With the university, as a gift.",
            "lahnberg",
            "done",
            (("hallgren", "Leyla Demir"), ("lahnberg", "Miriam Aslan")),
            20,
            2,
            "Deed of gift of last week.",
        ),
        Item(
            "Name of the chair",
            "communication",
            "Lahnberg Chair.",
            "Chair of Circular Materials.",
            "hallgren",
            "in_progress",
            (("hallgren", "Annika Sjöholm"), ("lahnberg", "Katrin Vogelsang")),
            40,
            1,
        ),
    ),
    obligations=(
        Obligation("A talk on the anniversary", "other", "Once a year, for five years.", "hallgren", 1825, "lahnberg"),
        Obligation(
            "Silence about the firm's samples",
            "confidentiality",
            "What was measured stays with us.",
            "hallgren",
            1095,
            "lahnberg",
        ),
    ),
    assets=(
        Asset("Electron microscope", "asset", "hallgren", "keep", "Stays by deed of gift", "Deed no. 12", True),
        Asset("Sample database", "data", "hallgren", "return", "To Kassel, on two discs"),
    ),
    positions=(Position("lahnberg", "low", "Good terms with the department.", "", True),),
)

HUMIDITY = Told(
    items=(
        Item(
            "Sensor samples",
            "equipment",
            "Sixty in the climate chambers.",
            "Back in Groningen.",
            "hallgren",
            "accepted",
            (("hallgren", "Sara Wikström"), ("koudewind", "Femke Hoekstra")),
            -640,
            2,
            "Waybill of the carrier.",
        ),
        Item(
            "Raw data of 5,000 hours",
            "data",
            "On the department's server.",
            "A copy with each party.",
            "hallgren",
            "accepted",
            (("hallgren", "Sara Wikström"), ("koudewind", "Femke Hoekstra")),
            -640,
            3,
            "Checksums compared in a call.",
        ),
    ),
    obligations=(
        Obligation("Silence about the coating", "confidentiality", "Composition and supplier.", "hallgren", 500, "koudewind"),
        Obligation("Answers about the report", "support", "To shipping lines that ask.", "hallgren", 120, "koudewind"),
        Obligation("Payment of the last invoice", "payment", "Within sixty days.", "koudewind", -560, "hallgren"),
    ),
    assets=(Asset("Sixty sensors", "asset", "hallgren", "return", "Groningen", "Waybill of the carrier", True),),
    ideas=(("Sensors on the river", "The same sensor where it is hot and wet all year.", ""),),
    outcome="Sixty sensors, 5,000 hours, two failures, one report. The sensor is on sale.",
    lessons="A test with one report and one price was quickly agreed. We should have said earlier who answers questions about it.",
)

TOLD: dict[str, Told] = {
    "battery": BATTERY,
    "leaks": LEAKS,
    "crafts": CRAFTS,
    "coldchain": COLDCHAIN,
    "chair": CHAIR,
    "humidity": HUMIDITY,
}
