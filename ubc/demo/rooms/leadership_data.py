"""What is said of leaders in the demo world."""

from dataclasses import dataclass

from ubc.demo.shapes import Day

Number = float
ALL_LEVELS = ("top", "middle", "working")
ALL_KINDS = ("supervision", "management", "resources")


@dataclass(frozen=True)
class Power:
    kind: str
    what: str
    limit: Number | None = None
    unit: str = ""
    words: str = ""


@dataclass(frozen=True)
class Profile:
    day: Day
    by: str
    title: str
    requirements: str
    responsibilities: str
    powers: tuple[Power, ...]
    filled_by: str = "each"
    wanted: int = 1


@dataclass(frozen=True)
class Support:
    """One person of a party who stands for a level, in some respects."""

    party: str
    level: str
    kinds: tuple[str, ...]
    by: str
    day: Day


@dataclass(frozen=True)
class Resource:
    party: str
    kind: str
    required: Number
    allocated: Number
    unit: str
    note: str = ""
    further: str = ""


@dataclass(frozen=True)
class Review:
    party: str
    day: Day
    finding: str
    next: Day | None = None


@dataclass(frozen=True)
class Leader:
    """A nomination, and what came of it. The steps follow each other by a few days from `day` on."""

    party: str
    person: str
    day: Day
    evidence: str
    since: Day
    until: Day | None
    by: str = ""  # who put the name forward, where somebody else could
    commitment: str = ""
    reference: str = ""
    objected: tuple[str, str] = ()  # type: ignore[assignment]  # (by whom, why): then it was given up
    given_up: str = ""
    private: bool = False  # still in preparation
    ended: Day | None = None
    end_note: str = ""
    review: Day | None = None
    support: tuple[Support, ...] = ()
    resources: tuple[Resource, ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True)
class Decision:
    title: str
    kind: str
    amount: Number | None = None
    unit: str = ""
    extent: str = ""
    reading: str = ""


@dataclass(frozen=True)
class Activity:
    day: Day
    kind: str
    what: str
    leaders: tuple[str, ...]
    others: str = ""
    effect: str = ""


@dataclass(frozen=True)
class Story:
    profile: Profile
    leaders: tuple[Leader, ...]
    decisions: tuple[Decision, ...] = ()
    decided: Day = -60
    activities: tuple[Activity, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()


BATTERY = Story(
    Profile(
        -660,
        "katrin",
        "UBC Manager",
        "Has led people in a plant or a faculty for five years, knows both worlds from inside, and is listened to at the top of "
        "the own house.",
        "Answers for the relationship: that promises are kept, that the joint team has what it needs, and that a question which "
        "reaches the lead has an answer within ten days.",
        (
            Power("money", "Spend together without asking", 25_000, "euro"),
            Power("time", "Move a milestone", 20, "working days"),
            Power("people", "Send people of the own house to the laboratory", 2, "people"),
            Power("scope", "Change the order of the work", words="Not the common objectives, and not what is published."),
        ),
    ),
    (
        Leader(
            "hallgren",
            "johan",
            -640,
            "Has carried eleven licences and three joint laboratories through the house.",
            -590,
            None,
            "annika",
            objected=(
                "katrin",
                "He looks after five partnerships already. We would not get the day a week that this one needs.",
            ),
            given_up="Lahnberg is right about the day a week. We nominate Annika Sjöholm instead.",
        ),
        Leader(
            "hallgren",
            "annika",
            -622,
            "Built the partnership with the steel works in Oxelösund and led it for six years; speaks at the rector's table.",
            -590,
            160,
            "johan",
            "I am in Malmö every second Friday, and I do not leave a question of Lahnberg's unanswered for more than two days. If "
            "the university has bad news, you hear it from me first.",
            "Rector's decision 2024/311",
            review=-220,
            support=(
                Support("hallgren", "top", ALL_KINDS, "Gunilla Frisk, Rector", -580),
                Support("hallgren", "middle", ("supervision", "management"), "Professor Leyla Demir, Head of Department", -575),
                Support("hallgren", "working", ("management",), "Ingrid Nordahl, for the training team", -400),
                Support("lahnberg", "top", ("supervision", "resources"), "Dr. Henning Lahn, Member of the Board", -570),
                Support("lahnberg", "middle", ("management",), "Thomas Reuss, Pilot Plant Kassel", -570),
            ),
            resources=(
                Resource("hallgren", "time", 20, 20, "per cent of working time"),
                Resource("hallgren", "staff", 0.5, 0.25, "posts", "The assistant's post is half filled."),
                Resource("lahnberg", "budget", 6_000, 6_000, "euro a year", "Travel and rooms in Kassel."),
            ),
            reviews=(
                Review("lahnberg", -214, "She keeps her Fridays. We wish for earlier word when a study year changes.", 20),
                Review("hallgren", -210, "The rector's office is satisfied; the assistant's post must be filled.", 20),
            ),
        ),
        Leader(
            "lahnberg",
            "katrin",
            -630,
            "Set up the plant in Kassel, chaired the first joint trial in 2021, and decides on the budget of Circular Materials.",
            -590,
            41,
            "",
            "I take part in every steering meeting in person. I will not let a thesis wait for a signature of ours, and I say it "
            "when we cannot keep a date.",
            "Letter of appointment, board office, no. 88",
            review=-220,
            support=(
                Support("lahnberg", "top", ALL_KINDS, "Dr. Henning Lahn, Member of the Board", -570),
                Support("lahnberg", "middle", ALL_KINDS, "Thomas Reuss, Pilot Plant Kassel", -570),
                Support("lahnberg", "working", ("supervision", "management"), "Shift council of the pilot plant", -560),
                Support("hallgren", "top", ("supervision",), "Gunilla Frisk, Rector", -580),
                Support("hallgren", "middle", ("management", "resources"), "Professor Leyla Demir, Head of Department", -575),
            ),
            resources=(
                Resource("lahnberg", "time", 15, 10, "per cent of working time", "The board promised 15."),
                Resource("lahnberg", "other", 1, 1, "person", further="A deputy who may sign"),
                Resource("hallgren", "premises", 1, 1, "desk in Hall 4"),
            ),
            reviews=(Review("hallgren", -210, "Decides on the spot, and says no when it is no. That helps.", 20),),
        ),
        Leader(
            "lahnberg",
            "thomas",
            -6,
            "Knows the line better than anybody, and has stood in for Katrin Vogelsang twice. Has not led a budget yet.",
            42,
            772,
            private=True,
        ),
    ),
    (
        Decision("Replace a pump on the line", "money", 8_000, "euro"),
        Decision("Buy a second furnace", "money", 60_000, "euro", "Asked for by the joint team in spring."),
        Decision("Move a milestone over the summer", "time", 30, "working days"),
        Decision("Lend an operator to Malmö for a term", "people", 1, "people"),
        Decision("Which batches are tried next", "scope", extent="Order of the trials", reading="within"),
        Decision("Replace the second wash by another step", "scope", extent="Changes the process"),
        Decision("Speak to the press after an incident", "publicity", extent="Within two hours"),
    ),
    activities=(
        Activity(
            -330, "visit", "A day on the early shift in Hall 4", ("annika", "katrin"), "Both shifts", "Two safety rules went."
        ),
        Activity(
            -214,
            "settled",
            "Dispute over the filter bill",
            ("annika", "katrin"),
            "Miriam Aslan",
            "Paid by halves, the same day.",
        ),
        Activity(-150, "sponsored", "Rector's fund for the open data set", ("annika",), "", "24,000 euro for fees."),
        Activity(-96, "meeting", "Steering meeting in Kassel", ("annika", "katrin"), "The joint team"),
        Activity(-44, "spoke", "Opening talk at the recycling fair in Hanover", ("katrin",), "Ingrid Nordahl and six students"),
        Activity(-12, "visit", "Practical test of the spring course", ("annika",), "Eleven students, two mentors"),
    ),
    kinds=(("A deputy who may sign", "Somebody who decides while the leader is away, with the same powers."),),
)

LEAKS = Story(
    Profile(
        -760,
        "mats",
        "Joint lead",
        "Knows the network or the models behind it, and has the trust of the crews.",
        "That sensors, crews and courses fit together, and that the town hears the truth about its water.",
        (
            Power("money", "Spend without the other leader", 15_000, "euro"),
            Power("publicity", "Answer the local press", words="Facts that are published already."),
        ),
    ),
    (
        Leader(
            "hallgren",
            "mats",
            -730,
            "Thirty years of leak research; led the national network on pressure control.",
            -650,
            None,
            "",
            "I come to Valle Claro four times a year, and the crews may telephone me at night.",
            "Dean's decision 77",
            resources=(Resource("hallgren", "time", 15, 15, "per cent of working time"),),
        ),
        Leader(
            "valleclaro",
            "sergio",
            -725,
            "Has run the network for nine years and brought the crews into the first trial.",
            -650,
            None,
            "",
            "What we promise a crew, we keep by the next shift.",
            "Resolution of the board, 4/12",
            ended=-23,
            end_note="Takes over the regional network in Teruel.",
            resources=(Resource("valleclaro", "time", 20, 10, "per cent of working time"),),
        ),
        Leader(
            "valleclaro",
            "nuria",
            -8,
            "Built the control centre and speaks for the data side of every trial. To be asked whether she wants it.",
            10,
            740,
            private=True,
        ),
    ),
    (
        Decision("Buy forty loggers", "money", 22_000, "euro"),
        Decision("Tell the press about a burst main", "publicity", extent="Facts of the night", reading="within"),
    ),
    activities=(
        Activity(
            -180, "visit", "A night with leak crew east", ("mats", "sergio"), "Pablo Lasierra", "The second logger came of it."
        ),
    ),
)

CRAFTS = Story(
    Profile(
        -460,
        "agnieszka",
        "Scheme lead",
        "Knows workshop and lecture hall.",
        "That nobody who begins in the scheme is left between two stools.",
        (Power("money", "Spend on courses and travel", 4_000, "euro"),),
    ),
    (
        Leader(
            "hallgren",
            "ingrid",
            -440,
            "Founded the dual courses of the university.",
            -385,
            340,
            "",
            "I read every complaint of an apprentice myself.",
            "Dean's decision 12",
        ),
        Leader(
            "warta",
            "agnieszka",
            -436,
            "Master roofer; has led the chamber's schools since 2015.",
            -385,
            340,
            "",
            "No workshop is asked for more than it agreed to.",
            "Resolution of the chamber",
        ),
    ),
)

COLDCHAIN = Story(
    Profile(
        -520,
        "luciana",
        "UBC Project Manager",
        "At home on a river and in a workshop; speaks two of our three languages.",
        "The call of every second Thursday, the common fund, and that all three decide.",
        (Power("money", "Pay for a lost catch from the common fund", 600, "euro"),),
        filled_by="joint",
    ),
    (
        Leader(
            "koudewind",
            "joost",
            -500,
            "Has brought two products from the bench to the sea and lost one on the way.",
            -435,
            300,
            "",
            "I am on the river once a season, and I answer for the box with my name.",
            "Agreement of the three, clause 6",
            resources=(Resource("koudewind", "time", 10, 10, "per cent of working time"),),
        ),
    ),
    (Decision("Repay three lost catches at once", "money", 1_500, "euro"),),
)

STORIES: dict[str, Story] = {"battery": BATTERY, "leaks": LEAKS, "crafts": CRAFTS, "coldchain": COLDCHAIN}
