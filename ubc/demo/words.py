"""Word lists for the generated partnerships of ubc.demo.scale: what they are about and what they want."""

from typing import NamedTuple


class Subject(NamedTuple):
    """What a partnership is about: as it stands within a title, its disciplines, and one line on why it matters."""

    name: str
    disciplines: tuple[str, ...]
    why: str


class Frame(NamedTuple):
    """What the parties do about a subject."""

    title: str
    summary: str
    form: str
    mode: str
    purposes: tuple[str, ...]
    ubc_types: tuple[str, ...]


class Aim(NamedTuple):
    """An objective with one measure; `{subject}` and `{target}` are filled in."""

    title: str
    text: str
    work_area: str
    term: str
    measure: str
    unit: str
    baseline: int
    targets: tuple[int, ...]


SUBJECTS = (
    Subject(
        "timber construction", ("civil-engineering", "materials"), "Houses of wood are quick to build and hard to keep dry."
    ),
    Subject(
        "heat from waste water",
        ("energy", "environmental-engineering"),
        "What leaves a kitchen warm could heat the next house.",
    ),
    Subject(
        "robots for narrow greenhouses",
        ("mechanical-engineering", "agriculture"),
        "Picking is hard work for which few people can be found.",
    ),
    Subject(
        "early signs of bearing failure",
        ("mechanical-engineering", "computer-science"),
        "A bearing tells of its end for weeks, to those who listen.",
    ),
    Subject(
        "plant proteins for baking", ("food-science", "chemistry"), "Bread without egg and milk still falls apart in the hand."
    ),
    Subject("quiet heat pumps", ("energy", "physics"), "Neighbours hear what saves the climate."),
    Subject(
        "hospital logistics at night",
        ("health-sciences", "business"),
        "Half of all walks on a ward are for things that were in the wrong place.",
    ),
    Subject("safe hydrogen in small ports", ("chemical-engineering", "energy"), "A port of twelve boats has no fire engineer."),
    Subject(
        "textile sorting by light",
        ("materials", "physics"),
        "Old clothes can be new thread if one knows what they are made of.",
    ),
    Subject(
        "flood warnings for allotments",
        ("environmental-engineering", "earth-sciences"),
        "Small rivers rise faster than warnings travel.",
    ),
    Subject(
        "digital twins of paper mills",
        ("chemical-engineering", "computer-science"),
        "A mill that stops for an hour loses what a lecturer earns in a year.",
    ),
    Subject("sea grass in harbour basins", ("biology", "environmental-engineering"), "Where sea grass grows, water clears."),
    Subject(
        "accounts that small firms can read",
        ("business", "economics"),
        "Three in four founders cannot say what they earned last month.",
    ),
    Subject(
        "braille displays at a fair price",
        ("electrical-engineering", "architecture-design"),
        "A display costs more than the computer beside it.",
    ),
    Subject("sleep on night shifts", ("medicine", "psychology-sociology"), "Tired people make mistakes that nobody records."),
    Subject(
        "machine translation for courts",
        ("languages-linguistics", "law"),
        "A hearing waits for weeks when no interpreter is free.",
    ),
    Subject("bio-based binders for chipboard", ("chemistry", "materials"), "Glue is the last fossil part of a cupboard."),
    Subject(
        "charging buses in the cold", ("electrical-engineering", "energy"), "At minus twenty a bus loses a third of its way."
    ),
    Subject(
        "reading skills of apprentices",
        ("education", "psychology-sociology"),
        "Who cannot read a data sheet will not become a foreman.",
    ),
    Subject("vaccines without a cold chain", ("biotechnology", "medicine"), "Half of the cost of a vaccine is ice."),
)

FRAMES = (
    Frame(
        "Joint research on {subject}",
        "Researchers and engineers of both houses work on {subject} in one team.",
        "bilateral",
        "collaborative",
        ("innovation", "knowledge-development"),
        ("joint-research",),
    ),
    Frame(
        "A shared laboratory for {subject}",
        "One laboratory, used and paid for by both, for {subject}.",
        "joint_lab",
        "integrated",
        ("innovation", "capacity-building"),
        ("joint-research", "shared-resources"),
    ),
    Frame(
        "Placements in {subject}",
        "Students spend a term with the partner and work on {subject}.",
        "student_scheme",
        "coordinated",
        ("workforce-development", "employment-promotion"),
        ("student-mobility",),
    ),
    Frame(
        "Tests and studies on {subject}",
        "The university tests and reports, the partner asks and pays: {subject}.",
        "bilateral",
        "transactional",
        ("innovation",),
        ("consulting",),
    ),
    Frame(
        "A course on {subject}",
        "Lectures, projects and examinations on {subject}, planned and held by both.",
        "bilateral",
        "coordinated",
        ("capacity-building", "workforce-development"),
        ("curriculum-co-design", "curriculum-co-delivery"),
    ),
    Frame(
        "Framework for work on {subject}",
        "One agreement under which small projects on {subject} can start within a week.",
        "framework",
        "cooperative",
        ("innovation", "knowledge-development"),
        ("joint-research", "consulting"),
    ),
    Frame(
        "Chair for {subject}",
        "A professorship for {subject}, paid for five years by the partner and free in what it finds.",
        "chair",
        "cooperative",
        ("knowledge-development",),
        ("industry-support",),
    ),
    Frame(
        "Founders in {subject}",
        "Students and young staff try out ideas of their own on {subject}, with mentors from practice.",
        "incubator",
        "cooperative",
        ("innovation", "employment-promotion"),
        ("student-entrepreneurship", "academic-entrepreneurship"),
    ),
    Frame(
        "Evening courses on {subject}",
        "People in work learn about {subject} in the evening and earn credits.",
        "bilateral",
        "coordinated",
        ("workforce-development",),
        ("lifelong-learning",),
    ),
    Frame(
        "Network on {subject}",
        "Those who work on {subject} meet, compare and decide what to try together.",
        "network",
        "cooperative",
        ("knowledge-development", "other"),
        ("governance", "shared-resources"),
    ),
)

COMMON_AIMS = (
    Aim(
        "Show it outside the laboratory",
        "What we know about {subject} is tried in ordinary use for {target} weeks, with results that both sides accept.",
        "pilot",
        "medium",
        "Weeks in ordinary use",
        "weeks",
        0,
        (12, 16, 26),
    ),
    Aim(
        "Train people in {subject}",
        "{target} people of both houses can work on {subject} without help.",
        "staff-training",
        "medium",
        "People trained",
        "people",
        0,
        (10, 24, 40),
    ),
    Aim(
        "Finish joint theses",
        "{target} theses on {subject} are supervised by both sides and finished.",
        "students",
        "long",
        "Theses finished",
        "theses",
        0,
        (4, 6, 9),
    ),
    Aim(
        "Answer the first question well",
        "We know how large the effect is, and say so in {target} reports that others can check.",
        "research",
        "short",
        "Reports",
        "reports",
        0,
        (2, 3, 5),
    ),
    Aim(
        "Bring in others",
        "{target} further organisations join the work on {subject}.",
        "relationship",
        "long",
        "Organisations joined",
        "organisations",
        0,
        (3, 5),
    ),
)
UNIVERSITY_AIMS = (
    Aim(
        "Publish what we learn",
        "{target} papers on {subject}, open to all.",
        "research",
        "long",
        "Papers",
        "papers",
        0,
        (2, 4, 6),
    ),
    Aim(
        "Real work for students",
        "{target} students a year work on {subject} with people from practice.",
        "students",
        "medium",
        "Students in a year",
        "students",
        0,
        (12, 20, 30),
    ),
)
PARTNER_AIMS = (
    Aim(
        "Use it in our own work",
        "In {target} of our sites what was learnt about {subject} is daily practice.",
        "transfer",
        "long",
        "Sites",
        "sites",
        0,
        (2, 4, 8),
    ),
    Aim(
        "Find people to hire",
        "{target} people who know {subject} work with us.",
        "students",
        "medium",
        "People hired",
        "people",
        0,
        (2, 4, 6),
    ),
)
PRIVATE_AIM = Aim(
    "Bring the cost down",
    "A day of work on {subject} costs us {target} hundred euro or less.",
    "funding",
    "medium",
    "Cost of a day",
    "hundred euro",
    30,
    (18, 22, 25),
)
