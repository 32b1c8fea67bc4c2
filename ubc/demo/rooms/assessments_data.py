"""What the people of the demo world answered about their relationship. Levels are by principle, 1 to 12, for each person."""

from dataclasses import dataclass

from ubc.demo.shapes import Day


@dataclass(frozen=True)
class Voice:
    """One person: by key where there is an account, otherwise by a first name; and the middle of what he or she answers."""

    party: str
    who: str
    group: str
    lean: int = 0  # on the whole a little kinder (1) or stricter (-1) than the side
    account: bool = False
    keep: str = ""
    change: str = ""


@dataclass(frozen=True)
class Score:
    principle: int
    score: float
    why: str
    dissent: str = ""


@dataclass(frozen=True)
class Improving:
    principle: int
    title: str
    how: str
    expected: str
    due: Day
    check: Day
    helped: str = ""  # what showed that it helped; empty: not looked at yet


@dataclass(frozen=True)
class Cycle:
    """`levels`: for each party its middle level in the twelve principles. Without levels it is open and half answered."""

    title: str
    opened: Day
    closes: Day
    levels: dict[str, tuple[int, ...]]
    about: str = ""
    workshop: Day | None = None
    moderated: str = ""
    scores: tuple[Score, ...] = ()
    improving: tuple[Improving, ...] = ()
    followed_up: Day | None = None
    conclusion: str = ""


@dataclass(frozen=True)
class Claim:
    party: str  # empty: all together
    day: Day
    principle: int
    level: int
    evidence: str


@dataclass(frozen=True)
class Story:
    voices: tuple[Voice, ...]
    cycles: tuple[Cycle, ...]
    claims: tuple[Claim, ...] = ()
    decision: tuple[Day, str, str] | None = None  # (day, decision, reasons)
    rhythm: Day | None = None


BATTERY = Story(
    voices=(
        Voice(
            "hallgren", "leyla", "leader", 0, True, "That we can test on the real line.", "Decisions about samples take weeks."
        ),
        Voice(
            "hallgren",
            "ingrid",
            "manager",
            1,
            True,
            "The terms of the students are planned early.",
            "Tell us of shift plans sooner.",
        ),
        Voice("hallgren", "Nora", "operative", -1, False, "The people in Kassel.", "Nobody knows who may release data."),
        Voice("hallgren", "Oskar", "operative", 0, False, "Weekly calls.", "Too many versions of the same list."),
        Voice(
            "lahnberg", "katrin", "leader", 1, True, "The openness of the laboratory.", "Publication requests come too late."
        ),
        Voice(
            "lahnberg", "thomas", "manager", 0, True, "The students: they ask the right questions.", "Two budgets for one pump."
        ),
        Voice("lahnberg", "sabine", "manager", 0, True, "The joint practical test.", "More places for operators."),
        Voice("lahnberg", "felix", "operative", 0, True, "We fix things together.", "Tell the night shift what is planned."),
        Voice(
            "lahnberg", "miriam", "support", 0, True, "Questions of rights are settled in a call.", "Ask us before, not after."
        ),
    ),
    cycles=(
        Cycle(
            "Health check, first year",
            -400,
            -379,
            {
                "hallgren": (3, 4, 4, 4, 2, 4, 4, 3, 2, 3, 3, 2),
                "lahnberg": (4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 2),
            },
            about="The first year is over. Before we plan the second we want to know how it is to work together, on both sides.",
            workshop=-365,
            moderated="Jana Ruhl, neutral house",
            scores=(
                Score(5, 3.0, "Decisions are quick in Kassel and slow in the laboratory: nobody had told the plant why."),
                Score(
                    9,
                    3.0,
                    "The plant thought that everything was shared. The laboratory did not know what it may publish.",
                    "One voice of the laboratory finds 2.5 nearer to what happens.",
                ),
                Score(7, 4.0, "Both keep their word; this is what carries the rest."),
            ),
            improving=(
                Improving(
                    5,
                    "Release samples within five working days",
                    "One deputy on each side who may release; a list both see.",
                    "Median of days from request to release, from 17 to 5.",
                    -320,
                    -295,
                    "The median of the last twenty requests is 6 days.",
                ),
                Improving(
                    9,
                    "One page that says what may be published",
                    "Counsel of both write it with two examples each.",
                    "No request comes back with the question whether it is allowed.",
                    -310,
                    -295,
                    "Three requests since, none came back.",
                ),
            ),
            followed_up=-285,
            conclusion="Both improvements helped. Samples are not at five days yet, but nobody waits for a signature any more.",
        ),
        Cycle(
            "Health check, second year",
            -250,
            -229,
            {
                "hallgren": (4, 4, 4, 4, 3, 4, 4, 4, 3, 3, 4, 2),
                "lahnberg": (4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4, 3),
            },
            workshop=-215,
            moderated="Jana Ruhl, neutral house",
            scores=(
                Score(9, 3.5, "The page on publication is used. What is still missing is who tells whom."),
                Score(12, 2.5, "Nobody has thought an end through, on either side."),
            ),
            improving=(
                Improving(
                    12,
                    "Write down how we would part",
                    "The exit part of the plan, with what has to go on for students and samples.",
                    "The part is in the signed plan.",
                    -170,
                    -150,
                    "It is in the plan that was signed in spring.",
                ),
            ),
            followed_up=-145,
            conclusion="The exit part is written. It was easier to talk about than we feared.",
        ),
        Cycle(
            "Health check, this year",
            -120,
            -99,
            {
                "hallgren": (4, 5, 4, 4, 4, 4, 5, 4, 3, 4, 4, 4),
                "lahnberg": (4, 4, 4, 5, 4, 4, 4, 3, 5, 4, 4, 4),
            },
            workshop=-85,
            moderated="Jana Ruhl, neutral house",
            scores=(
                Score(9, 4.0, "The plant is content; the laboratory still hears of changes at the line by accident."),
                Score(8, 3.5, "The laboratory counts papers, the plant counts tonnes. Both want a figure they share."),
            ),
            improving=(
                Improving(
                    9,
                    "A line a week on what changes at the line",
                    "The shift leader writes it, the laboratory answers with what it means for the tests.",
                    "No test is done on a line that was changed unnoticed.",
                    20,
                    80,
                ),
            ),
        ),
        Cycle(
            "Health check, autumn",
            -6,
            15,
            {},
            about="Half a year after the last one, by the same questions. What we changed is meant to show.",
        ),
    ),
    claims=(
        Claim("hallgren", -84, 9, 2, "Our own rules for data and samples.\nThe page on publication."),
        Claim("lahnberg", -82, 9, 3, "The page on publication, signed by both.\nWeekly report of the line."),
        Claim("", -78, 3, 3, "Five common objectives signed by both.\nReview minutes of both years."),
    ),
    decision=(
        -75,
        "expand",
        "Three health checks went up, and both sides have more ideas than places: a second line is worth planning.",
    ),
    rhythm=-47,
)

STORIES = {"battery": BATTERY}
