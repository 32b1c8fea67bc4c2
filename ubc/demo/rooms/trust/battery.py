"""Trust in the Battery Loop Laboratory: good for a year, then a summer in which the university heard too little."""

from ubc.demo.rooms.trust.shapes import Concern, Contact, Promise, Pulse, Response, Review, Signal, Trust, View

PROMISES = (
    Promise(
        "hallgren",
        "lahnberg",
        "A second slot on the analysis bench every week",
        -380,
        -340,
        ((-346, "reported", "Tuesdays since the second week of the month, see the bench's book."), (-344, "kept", "")),
    ),
    Promise(
        "lahnberg",
        "hallgren",
        "Forty kilograms of black mass of known origin for the first campaign",
        -360,
        -310,
        ((-300, "reported", "Delivered to hall 4 with its papers."), (-298, "kept", "Ten days late; the campaign could wait.")),
    ),
    Promise(
        "hallgren",
        "lahnberg",
        "Answer to every request for publication within ten working days",
        -300,
        -200,
        ((-201, "reported", "Seven requests, the longest took nine days."), (-199, "kept", "")),
        details="For half a year, then both look at it again.",
    ),
    Promise(
        "lahnberg",
        "hallgren",
        "Mentors for six students in the summer term",
        -250,
        -190,
        ((-192, "reported", "Six names, six desks."), (-190, "kept", "")),
    ),
    Promise(
        "lahnberg",
        "hallgren",
        "A deputy for our leader who may sign for deliveries",
        -160,
        -100,
        ((-60, "broken", "Nobody was named, and two deliveries waited at the gate."),),
    ),
    Promise(
        "hallgren",
        "lahnberg",
        "Raw data of the seventh run, with the calibration",
        -90,
        -45,
        (
            (-47, "reported", "On the shared drive."),
            (-46, "disputed", "The calibration is missing."),
            (-44, "reported", "Now with the calibration."),
            (-43, "kept", ""),
        ),
    ),
    Promise(
        "lahnberg",
        "hallgren",
        "Word on the patent question of the binder before we submit",
        -75,
        -30,
        ((-34, "moved", 12), (-31, "agreed", "")),
        details="The paper is written; it can be submitted the day after.",
    ),
    Promise(
        "lahnberg",
        "hallgren",
        "Travel and rooms for six students in the plant",
        -40,
        6,
        ((-2, "reported", "Booked for all six, the confirmation is in your mail."),),
    ),
    Promise("hallgren", "", "A safety walk through hall 4 for everybody who comes newly", -30, 25),
    Promise(
        "hallgren",
        "lahnberg",
        "Two places for the plant's operators at the open day",
        -4,
        30,
        noted_by="lahnberg",
    ),
)

# Ability, benevolence, integrity, predictability, openness, commitment.
PULSES = (
    Pulse(
        "hallgren",
        -280,
        -270,
        "First quarter after the second plan",
        (
            *(("annika", "444444"), ("leyla", "544445"), ("ingrid", "434444"), ("johan", "444434")),
            *(("katrin", "544455"), ("thomas", "443444"), ("sabine", "443445"), ("miriam", "443344"), ("felix", "544444")),
        ),
    ),
    Pulse(
        "lahnberg",
        -190,
        -180,
        "Second quarter",
        (
            *(("annika", "444445"), ("leyla", "544455"), ("ingrid", "544444"), ("johan", "444444")),
            *(("katrin", "544445"), ("thomas", "433344"), ("sabine", "443344"), ("miriam", "443344"), ("felix", "443434")),
        ),
    ),
    Pulse(
        "hallgren",
        -100,
        -90,
        "Third quarter",
        (
            *(("annika", "443344"), ("leyla", "544345"), ("ingrid", "443344"), ("johan", "444334")),
            *(("katrin", "544455"), ("thomas", "544444"), ("sabine", "454445"), ("miriam", "443444"), ("felix", "544445")),
        ),
    ),
    Pulse(
        "lahnberg",
        -16,
        -6,
        "Fourth quarter",
        (
            *(("annika", "432213"), ("leyla", "433214"), ("ingrid", "432224"), ("johan", "332213")),
            *(("katrin", "554455"), ("thomas", "544444"), ("sabine", "454445"), ("miriam", "444444"), ("felix", "544445")),
        ),
    ),
)

CONCERNS = (
    Concern(
        "own",
        "ingrid",
        -70,
        "Students hear of shift changes too late",
        "conduct",
        "Twice in a month the plan for the line changed on the evening before, and two students missed an examination.",
        "A plan that stands a week before.",
        steps=(
            (-62, "leyla", "assessed", "It is so: the plan is made on Fridays for the week that follows."),
            (-50, "leyla", "acted", "Spoken with the plant; the plan is made ten days ahead from now on."),
        ),
    ),
    Concern(
        "own",
        "thomas",
        -8,
        "Samples of ours were shown to visitors",
        "data",
        "Visitors of the department were led past the bench while our labelled samples stood on it.",
    ),
    Concern(
        "both",
        "miriam",
        -130,
        "People work alone on the line after six",
        "safety",
        "On three evenings one person ran the line alone. Both houses have a rule against it.",
        "A second name in the book, or the line stops at six.",
        steps=(
            (-126, "leyla", "assessed", "The book shows it. The rule was known and not kept."),
            (-120, "katrin", "acted", "The line can only be started with two badges."),
            (-90, "katrin", "closed", "No evening alone since then."),
        ),
    ),
    Concern(
        "independent",
        "felix",
        -60,
        "I am asked to leave out two runs",
        "pressure",
        "Before the report to the board somebody of my own house asked me to leave out the two runs with the low yield.",
        "That somebody says to both sides how runs are chosen for a report.",
        steps=(
            (
                -57,
                "clemens",
                "assessed",
                "I believe you, and I shall ask both sides how runs are chosen, without a name and a date.",
            ),
            (-40, "clemens", "acted", "Both leaders agreed that every report lists all runs. Your name was not spoken."),
            (-38, "felix", "", "Thank you. The report was complete."),
            (-36, "clemens", "closed", "Then I close it here. Come again whenever you wish."),
        ),
    ),
    Concern(
        "independent",
        "ingrid",
        -5,
        "A thesis may be held back",
        "pressure",
        "I hear that a thesis is to wait for a patent, against what was agreed. I do not want to be the one who asks.",
    ),
)

REVIEWS = (
    Review(
        "hallgren",
        -190,
        -540,
        -185,
        -150,
        views=(
            View(
                "hallgren",
                -175,
                "Hall 4 for eleven months, two doctoral students, the analysis of 61 samples.",
                "Material of known origin, mentors, a line on which students learn.",
                "less",
                3,
                "The analysis was more than planned; we did it gladly.",
            ),
            View(
                "lahnberg",
                -172,
                "Four engineers for a third of their time, black mass, the pressure vessel.",
                "A process that works on a kilogram, nine people we would hire.",
                "more",
                4,
            ),
        ),
        concluded=(
            -165,
            "acceptable",
            "Uneven for a year in which the bench was new. The plant pays further analyses from now on.",
        ),
        action=("Agree a price for analyses beyond sixty a year", "lahnberg", -120),
    ),
    Review(
        "lahnberg",
        -12,
        -184,
        -10,
        20,
        views=(
            View(
                "lahnberg",
                -5,
                "Travel and rooms for students, 37 days of mentors, two campaigns of material.",
                "Seven runs with their data, one idea for a patent.",
                "even",
                4,
            ),
        ),
    ),
)

SIGNALS = (
    Signal(
        "hallgren",
        "lahnberg",
        -150,
        "exemplary",
        "When the vessel leaked, the plant told us within the hour and stopped its own line, too",
        "We could tell the students the same day, and nobody had to guess.",
        put=-149,
        reply=(-146, "We would want to be told in the same way. The notice is now part of our shift rules."),
        closed=(-140, "Both sides have it in their rules."),
    ),
    Signal(
        "lahnberg",
        "hallgren",
        -11,
        "concern",
        "Twice a meeting on results was moved on the day itself",
        "Our people had come from Kassel.",
        put=-9,
    ),
    Signal(
        "hallgren",
        "lahnberg",
        -3,
        "concern",
        "Questions on the patent go unanswered for weeks",
        "A paper and a thesis wait.",
    ),
)

BATTERY = Trust(
    promises=PROMISES,
    pulses=PULSES,
    watched=-265,
    read=(-264, -179, -89, -59, -28, -5, 0),
    responses=(
        Response(
            -4,
            "trust.pulse_fall",
            "leyla",
            "Both leaders meet next week, with the patent question and the moved meetings on the table.",
        ),
    ),
    concerns=CONCERNS,
    contacts=(
        Contact(
            "hallgren",
            "Ombudsperson for good scientific practice",
            "ombud@hallgren.example",
            10,
            "The ombudsperson keeps no list and tells nobody a name without being allowed to.",
        ),
        Contact("lahnberg", "Works council, office for complaints", "Building C, room 12, or +49 561 555 0144", 14),
    ),
    reviews=REVIEWS,
    signals=SIGNALS,
)
