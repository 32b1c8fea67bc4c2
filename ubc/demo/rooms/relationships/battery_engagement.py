"""How the two houses of the Battery Loop Laboratory engage, and who speaks with whom."""

from ubc.demo.rooms.relationships.shapes import Engaged, EngagedStep, Line

ENGAGED = Engaged(
    "together",
    (
        "One joint team of six runs the laboratory; the two leaders decide what it cannot. A newcomer of either house hears the same "
        "story: look at the line first, read the plan second, ask the guide of the other house third."
    ),
    (
        EngagedStep(
            1,
            "First talk about an idea",
            "Whoever has it, with one person of the other house",
            "",
            "Half a page in the ideas folder",
        ),
        EngagedStep(
            2, "Find out what the other side knows and lacks", "Work leaders", "", "Records here: advantages, expectations"
        ),
        EngagedStep(3, "Ask at home: people, money, rules", "Each leader in the own house", "", "Value case"),
        EngagedStep(
            4,
            "Bring in a third party, if we lack something",
            "The two leaders",
            "hallgren",
            "Checklist of the Innovation Office",
        ),
        EngagedStep(5, "Run the work: shift talk, two-week meeting", "Joint team", "", "Minutes, one page"),
        EngagedStep(
            6, "Sort ideas for value twice a year", "Joint team with training and counsel", "lahnberg", "List of ideas"
        ),
        EngagedStep(7, "Ask each other the yearly questions", "A neutral facilitator", "", "Report of the assessment"),
        EngagedStep(8, "Hand over what belongs to whom", "The two leaders", "", "Exit section of the plan"),
    ),
)

LINES = (
    Line(
        "Where the relationship stands",
        "Katrin Vogelsang",
        "lahnberg",
        "Annika Sjöholm",
        "hallgren",
        "fortnightly",
        "Telephone, Friday at nine",
    ),
    Line("Work of the week", "Thomas Reuss", "lahnberg", "Leyla Demir", "hallgren", "weekly", "At the line"),
    Line(
        "What happened in the shift", "Shift leader", "lahnberg", "Technicians", "hallgren", "daily", "Talk at half past seven"
    ),
    Line("Places, mentors and tests", "Ingrid Nordahl", "hallgren", "Sabine Holtkamp", "lahnberg", "monthly", "Video"),
    Line(
        "Papers waiting for clearance",
        "Leyla Demir",
        "hallgren",
        "Miriam Aslan",
        "lahnberg",
        "weekly",
        "Shared list, and a call if it is late",
    ),
    Line(
        "Waste water and noise", "Laboratory manager", "hallgren", "Environmental office", "", "monthly", "Letter with readings"
    ),
    Line("Trouble", "Anybody", "hallgren", "Katrin Vogelsang", "lahnberg", "as_needed", "Telephone the same day"),
)
