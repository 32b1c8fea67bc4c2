"""Competence and behaviour in the Battery Loop Laboratory: both sides have rated, published and signed."""

from ubc.demo.rooms.competence_shapes import (
    Asked,
    Charter,
    Competences,
    Finding,
    Measure,
    Newcomer,
    Observation,
    Published,
    Rated,
    Role,
    Worker,
)

ROLES = (
    Role(
        "operative",
        "Runs the recovery line and the analyses, in both houses, in shifts that mix students, technicians and plant people.",
        (Asked("AT4", 3, 3), Asked("AD2", 3, 3), Asked("AB4", 2), Asked("AT3", 2)),
        "hallgren",
        -500,
    ),
    Role(
        "joint-team",
        "Keeps the work of both houses together and settles what need not go to the leaders.",
        (Asked("AT1", 3, 3), Asked("AB3", 3, 3), Asked("AD1", 3)),
        "lahnberg",
        -495,
    ),
    Role(
        "commercial",
        "Writes and reads contracts so that research and plant can work, and theses can be published.",
        (Asked("AT3", 4, 3), Asked("AB2", 3)),
        "lahnberg",
        -490,
    ),
)


def line(party: str, since: int, *people: tuple[str, str, str]) -> tuple[Worker, ...]:
    """People of the line with two rounds of ratings, a year apart."""
    return tuple(
        Worker(party, "operative", name, since, (Rated(-405, first), Rated(-38, second))) for name, first, second in people
    )


WORKERS = (
    *line(
        "hallgren",
        -480,
        ("Oskar Lindqvist", "3221", "3332"),
        ("Fatou Camara", "2321", "3332"),
        ("Elin Bäckman", "3232", "4342"),
        ("Petter Aronsson", "2111", "3221"),
        ("Hui Min Tan", "3322", "4332"),
        ("Rasmus Falk", "1211", "2222"),
    ),
    *line(
        "lahnberg",
        -480,
        ("Uwe Steinmetz", "3211", "3321"),
        ("Birgit Naumann", "4221", "4332"),
        ("Kemal Yildirim", "3312", "3322"),
        ("Anja Richter-Lenz", "2321", "3331"),
        ("Torsten Wiese", "3111", "3221"),
        ("Lukas Immel", "2221", "2321"),
        ("Sandra Pohl", "3221", "3321"),
    ),
    Worker("hallgren", "joint-team", "leyla", -480, (Rated(-36, "434"),), own=((-37, "AB3", 2), (-37, "AT1", 4))),
    Worker(
        "hallgren",
        "joint-team",
        "ingrid",
        -420,
        (Rated(-36, "323"),),
        own=((-37, "AB3", 2),),
        step=(
            "coaching",
            "AB3",
            "Speak about delays with the plant while they are small. Six talks with an outside coach.",
            60,
        ),
    ),
    Worker("lahnberg", "joint-team", "thomas", -480, (Rated(-35, "324"),), own=((-34, "AT1", 3),)),
    Worker(
        "lahnberg",
        "joint-team",
        "sabine",
        -420,
        (Rated(-35, "233"),),
        step=("shadowing", "AT1", "Two days with the Dual Study Centre when the coming term is planned.", 25),
    ),
    Worker("lahnberg", "commercial", "miriam", -490, (Rated(-35, "43"),)),
    Worker("lahnberg", "commercial", "julian", -20),
)

PUBLISHED = (
    Published("hallgren", -395, "First round, soon after the shifts were mixed."),
    Published("lahnberg", -388),
    Published("lahnberg", -30, "All seven of the line were rated anew in autumn."),
    Published("hallgren", -28, "The year with the coaching. The rules of knowledge are taught in the coming term."),
)

MEASURES = (
    Measure(
        "Two days in each other's shifts",
        "joint_workshop",
        "lahnberg",
        -370,
        -300,
        by="lahnberg",
        code="AD2",
        role="operative",
        aim="Everybody on the line has told a mistake of the own side to the other side once, and seen that nothing bad comes of it.",
        steps=(
            ("in_progress", -330, "sabine", ""),
            ("done", -305, "sabine", "Twelve people took part, in two groups."),
            ("verified", -210, "ingrid", "The shift book names eleven mistakes since; before it was two in the same time."),
        ),
    ),
    Measure(
        "What may be told to whom: an afternoon with cases",
        "training",
        "hallgren",
        -26,
        32,
        party="hallgren",
        shared=True,
        code="AT3",
        role="operative",
        aim="People class simple cases rightly and know whom to ask about the others.",
        steps=(("in_progress", -12, "ingrid", ""),),
    ),
    Measure(
        "Cases of confidentiality in the shift talk",
        "coaching",
        "lahnberg",
        -25,
        55,
        by="lahnberg",
        code="AT3",
        role="operative",
        aim="Ten minutes a week, with a case from the week before.",
    ),
    Measure(
        "Explaining the own work: a day with a teacher of apprentices",
        "training",
        "lahnberg",
        -80,
        -9,
        party="lahnberg",
        code="AB4",
        role="operative",
        aim="Whoever leads a shift can show a student the line without doing it for him.",
        steps=(("in_progress", -40, "sabine", ""),),
    ),
)

CHARTER = Charter(
    "So that nobody in Malmö or Kassel has to guess how we want to treat each other, and everybody may say when we do not.",
    (
        (
            "We tell bad news the same day, by telephone first",
            "The other side never hears of a failed batch from a third person.",
        ),
        ("We say what we do not know", "Numbers come with how they were measured, and with what was left out."),
        (
            "We decide where both sit at the table",
            "A decision that touches the other house is not announced to it: it is prepared with it.",
        ),
        (
            "We speak of each other as if the other were in the room",
            "What is said in Kassel about Malmö could be said in Malmö.",
        ),
        ("We thank whoever finds a mistake", "Mistakes stand in the shift book with what was learnt, without a name."),
    ),
    "hallgren",
    -470,
    review=47,
    signatures=(("annika", -462), ("katrin", -459)),
)

OBSERVATIONS = (
    Observation(
        "hallgren",
        "lahnberg",
        "exemplary",
        "Told us within two hours that a drum had been mislabelled, before anybody would have noticed. The batch could be saved.",
        -240,
        statement=0,
        answered=(-238, "We were glad that the call was taken so calmly. The label printer has been moved to the drums."),
        discussed=(-236, "Both shifts heard the story in the Monday talk."),
        closed=(-200, "It has become the way we do it."),
    ),
    Observation(
        "lahnberg",
        "hallgren",
        "concern",
        "The move of the second wash to another week was decided in a department meeting. The plant learnt of it from the calendar.",
        -95,
        statement=2,
        answered=(-90, "That is how it was, and it should not have been. The meeting did not think of the plant."),
        discussed=(-84, "The calendar of the line is changed only by two people, one of each house."),
    ),
    Observation(
        "hallgren",
        "lahnberg",
        "concern",
        "In the trade fair talk our part of the work was named as a service. Some of our doctoral students were hurt.",
        -11,
        statement=3,
    ),
    Observation(
        "lahnberg",
        "hallgren",
        "concern",
        "Questions about the budget are answered late, and only when asked twice.",
        -6,
        shared=False,
    ),
)

NEWCOMERS = (
    Newcomer(
        "hallgren",
        "operative",
        "Rasmus Falk",
        -490,
        -480,
        -430,
        mentor="leyla",
        ticked=tuple(
            (key, -478 + 4 * place)
            for place, key in enumerate(("why", "plan", "charter", "role", "knowledge", "counterparts", "places", "access"))
        ),
        completed=(-440, "Take the newcomer to Kassel in the first week, not in the fourth."),
    ),
    Newcomer(
        "lahnberg",
        "commercial",
        "julian",
        -24,
        -20,
        18,
        mentor="miriam",
        ticked=(("why", -17), ("plan", -13), ("access", -19), ("knowledge", -6)),
    ),
)

FINDINGS = (
    Finding(
        "hallgren",
        "people",
        "strength",
        "Doctoral students and technicians who have run the line for years",
        "They teach the first week of every shift.",
    ),
    Finding(
        "hallgren",
        "process",
        "weakness",
        "Decisions wait for meetings, and between June and August for longer",
        "The deputy of the head of the line may decide alone up to 5,000 euro.",
    ),
    Finding(
        "hallgren",
        "systems",
        "strength",
        "An analysis centre whose numbers customers believe",
        "Open to the plant two days a week.",
    ),
    Finding(
        "hallgren",
        "culture",
        "weakness",
        "We find it easier to add a question than to close one",
        shared=False,
        action="To be talked about in the department first.",
    ),
    Finding(
        "lahnberg",
        "leadership",
        "strength",
        "Whoever has the responsibility decides, and can be asked",
        "Every question of the laboratory has one person who answers it.",
    ),
    Finding(
        "lahnberg",
        "strategy",
        "strength",
        "Recycling is where the company wants to grow",
        "The laboratory is in the five-year plan by name.",
    ),
    Finding(
        "lahnberg",
        "culture",
        "weakness",
        "Quarters count more than semesters",
        "Dates of the laboratory are kept out of the quarterly review since last year.",
    ),
    Finding(
        "lahnberg",
        "people",
        "weakness",
        "Only two of our people have ever worked at a university",
        "One secondment a year to Malmö, the first in spring.",
    ),
)

BATTERY = Competences(ROLES, WORKERS, PUBLISHED, MEASURES, CHARTER, OBSERVATIONS, NEWCOMERS, FINDINGS)
