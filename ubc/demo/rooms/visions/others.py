"""Visions and values of the other partnerships: thinner, and some at their beginning."""

from ubc.demo.rooms.visions.battery import BATTERY
from ubc.demo.rooms.visions.shapes import (
    Assessment,
    Check,
    Clash,
    Commitment,
    Focus,
    Profile,
    Rating,
    Screening,
    Vision,
    Visions,
)

PRIVACY = "The habits of households are nobody's business"

LEAKS = Visions(
    profiles=(
        Profile(
            "hallgren",
            "To hear what a valley's pipes say, and to teach people who can listen.",
            ("Data of people stay with people", "Methods are open"),
            culture="Small groups, long projects, everything written down.",
            brings="Signal processing, two doctoral students, a programme beside the job.",
        ),
        Profile(
            "valleclaro",
            "A network in which no litre is lost for want of attention, run by the people of the valley.",
            ("Water is a common good", "Who mends the pipe knows it best", "No job is lost to a machine"),
            culture="Foremen decide in the street; the board decides twice a year.",
            brings="1,900 kilometres of pipes, their data, and crews who know every valve.",
        ),
    ),
    visions=(
        Vision(
            "valleclaro",
            -700,
            "A valley in which water is not lost for want of listening. The network is common, and those who mend it are its experts.",
            "Those who dig are asked before anybody calculates. We meet on site as often as on a screen.",
            (PRIVACY, "Who mends the pipe is asked first", "Open methods"),
            "Water that need not be pumped, technicians who become engineers, and methods that other valleys may use.",
            "Fewer losses and the study programme for crews; on the university's side open methods and theses.",
            signatures=(("mats", -694), ("marta", -690)),
            acknowledged=(("mats", -690), ("marta", -690), ("sergio", -650), ("nuria", -648), ("annika", -640)),
        ),
    ),
    ratings=(
        Rating("hallgren", "direction", 5),
        Rating("hallgren", "ethics", 4, "They asked about privacy before we did."),
        Rating("hallgren", "behaviour", 4),
        Rating("valleclaro", "direction", 4),
        Rating("valleclaro", "culture", 3, "They speak late, but well."),
        Rating("valleclaro", "ethics", 5),
    ),
    assessments=(
        Assessment(
            "",
            -760,
            "Both sides think in decades, and both depend on trust of people who never see them.",
            "Languages, and who may see consumption data.",
            "with_care",
            "Consumption data are read only by the minute of a whole street.",
            by="valleclaro",
        ),
    ),
    clashes=(
        Clash(
            "",
            -780,
            "Night consumption shows who is at home",
            "data",
            "What finds a leak also finds an empty house.",
            state="handled",
            handling="Readings are added up by street before they leave the control centre. No single meter goes to Hallgren.",
            settled=-752,
            by="valleclaro",
        ),
    ),
    screening=Screening(
        "Data about households were the only concern.",
        "Readings are added up by street before they are handed over; the data officer looks at it once a year.",
        (("data", "condition"),),
        until=150,
    ),
    focus=(
        Focus(
            "valleclaro",
            "users",
            "Crews and researchers find leaks together.",
            commitments=(
                Commitment("hallgren", "A doctoral student goes out with a crew one day a week"),
                Commitment("valleclaro", "Foremen are paid for the hours in which they teach"),
            ),
        ),
    ),
    checks=(
        Check(
            "valleclaro",
            "nuria",
            -70,
            PRIVACY,
            "lived",
            "The request for single meters was turned down on the same day, by both.",
            next=110,
        ),
    ),
)

COLDCHAIN = Visions(
    profiles=(
        Profile(
            "koudewind",
            "Cold without a grid, built so that a village can mend it.",
            ("What we sell can be opened with a spanner",),
        ),
        Profile(
            "varzea",
            "Fishers who set their own price, because their fish can wait.",
            ("Who made the data owns them", "Nobody speaks for the communities but they"),
        ),
    ),
    visions=(
        Vision(
            "varzea",
            -30,
            "Technology that is mended where it is used, and data that belong to those who made them.",
            "",
            ("Who made the data owns them", "What breaks is mended on site"),
            "Fish that keeps, and a trade that stays in the villages.",
            "",
        ),
    ),
    ratings=(
        Rating("varzea", "ethics", 3, "Who owns the readings is written nowhere yet."),
        Rating("koudewind", "direction", 5),
        Rating("hallgren", "culture", 4, shared=False),
    ),
    clashes=(
        Clash(
            "",
            -40,
            "The makers of the boxes want readings that the cooperatives regard as theirs",
            "data",
            due=26,
            by="varzea",
        ),
    ),
)

SWAHILI = Visions(
    profiles=(
        Profile(
            "lugha",
            "People are understood in the language they dream in.",
            ("A voice belongs to who speaks", "Pay for recordings is pay"),
            culture="Twelve people, one table, decisions by lunch.",
        ),
        Profile("hallgren", "Speech research that the speakers themselves would sign.", shared=False),
    ),
    screening=Screening(
        "Recordings are data about people; consent was the long talk.",
        "Every speaker can have his or her recordings deleted, for ever and without a reason.",
        (("data", "condition"), ("beings", "condition")),
        until=400,
    ),
)

# Looking at each other still: no screening yet, and so no way to negotiations.
OPENWATER = Visions(
    profiles=(
        Profile(
            "varzea",
            "Rivers that are measured by those who live on them.",
            ("Who made the data owns them",),
            brings="Sixty-four cooperatives, each with a gauge and somebody who reads it.",
        ),
        Profile("hallgren", "One format for water data that nobody owns.", ("Methods are open",), shared=False),
    ),
)

TOLD = {"battery": BATTERY, "leaks": LEAKS, "coldchain": COLDCHAIN, "swahili": SWAHILI, "openwater": OPENWATER}
