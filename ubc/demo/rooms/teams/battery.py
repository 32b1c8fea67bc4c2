"""The team of the Battery Loop Laboratory: full on both sides, with what it works with and two changes of people."""

from ubc.demo.rooms.teams.shapes import Development, Handover, Place, Resource, Review, Team

INTRODUCE = "Introduce the successor to the training people of Hallgren"
RECORDS = "Hand over the list of trained people, with dates"
BADGE = "Return the badge of Hall 4"
CLEARED = "Go through the batch records that wait for clearance"
CLOCK = "Explain the clock of 45 days and its two exceptions"
MEET = "Meet the technology transfer office in Malmö together"
LIST = "Pass on the list of patent notices"

TEAM = Team(
    since=-534,
    mandate=(
        "It runs the laboratory from week to week: what is tried next, who is on the line, what is bought up to 25,000 euro. It "
        "keeps the joint plan. What goes beyond a year's budget, and every change of objectives, it brings to both houses."
    ),
    leadership=(
        "Annika Sjöholm and Katrin Vogelsang lead it, each for her house; Leyla Demir and Thomas Reuss act for them in the "
        "laboratory. The four speak every second Friday."
    ),
    working="The whole team meets on the first Tuesday of the month, by turns in Malmö and Kassel. Nobody is outvoted.",
    first_review=-350,
    places=(
        Place(
            *("hallgren", "senior", "annika", -532),
            responsibilities="Answers for the university's part: people, Hall 4, and that what was promised is given.",
            powers="Commits the university up to 50,000 euro a year; signs the plan.",
            deputy="johan",
        ),
        Place(
            *("hallgren", "designate", "leyla", -532),
            responsibilities="Scientific lead. Decides with Thomas Reuss what the line tries next.",
            powers="Purchases up to 10,000 euro; stops the line when it is not safe.",
            deputy="ingrid",
        ),
        Place(
            *("hallgren", "manager", "johan", -530),
            responsibilities="Looks after the relationship, the dates and the joint plan for the university.",
            powers="Invites people of the university; opens and closes reviews.",
            keeps_plan=True,
        ),
        Place(
            *("hallgren", "lead", "ingrid", -415),
            responsibilities="Leads the training: places, terms, the practical test.",
            powers="Admits students and operators to the course.",
        ),
        Place(
            *("lahnberg", "senior", "katrin", -530),
            responsibilities="Answers for Lahnberg's part: running costs, black mass, the people from Kassel.",
            powers="Commits Lahnberg up to 200,000 euro a year; signs the plan.",
            deputy="thomas",
        ),
        Place(
            *("lahnberg", "manager", "thomas", -530),
            responsibilities="Looks after the relationship for Lahnberg; leads the pilot line and the handover to Kassel.",
            powers="Shift plan of the line; purchases up to 15,000 euro.",
            keeps_plan=True,
        ),
        Place(
            *("lahnberg", "lead", "dieter", -530),
            responsibilities="Leads the training at the plant: mentors, dates, and who is sent to Malmö.",
            powers="Names operators and mentors.",
        ),
        Place(
            *("lahnberg", "adviser", "miriam", -528),
            responsibilities="Contracts, clearance of batch records, patent notices.",
            powers="Clears or holds back a batch record within five working days.",
        ),
        Place(
            *("lahnberg", "member", "felix", -528),
            responsibilities="Runs the line with the technicians and brings what the shifts say to the team.",
            powers="Changes a recipe within the agreed window.",
        ),
        Place(
            *("", "secretary", "maja", -520),
            name="Maja Lindqvist",
            position="Coordinator of the laboratory, paid by both houses",
            responsibilities="Minutes within three days, the calendar, the list of open points.",
            powers="Calls the team together when two members ask for it.",
        ),
        Place(
            *("hallgren", "lead", "vera", -16),
            name="Vera Ahlgren",
            position="Safety officer",
            responsibilities="Would lead the work on the night watch, if her faculty lets her.",
            powers="",
            shared=False,
        ),
    ),
    reviews=(
        Review(
            -352,
            "johan",
            "Two leaders decide quickly, but nobody wrote down what they decided. Training had no lead on the university's side.",
            "A secretary paid by both; the Dual Study Centre joins the team.",
            -170,
        ),
        Review(
            -168,
            "thomas",
            "People fit. The line needs a provision for standstills, and the limits for purchases were too low.",
            "Limits raised to 10,000 and 15,000 euro; both houses put 20,000 euro aside for standstills.",
            27,
        ),
    ),
    resources=(
        Resource(
            *("hallgren", "property", "Hall 4 in Malmö"),
            purpose="310 square metres with power, extraction and waste water; open to both teams around the clock.",
            written=-526,
            available=-500,
        ),
        Resource(
            *("lahnberg", "equipment", "Pilot line with furnace and second wash"),
            purpose="All trials. It belongs to Lahnberg and stays in Malmö until the process package is handed over.",
            written=-526,
            available=-270,
        ),
        Resource(
            *("hallgren", "equipment", "Fluorine analyser of the chemistry department"),
            purpose="Tuesdays and Fridays, until an instrument of our own is there.",
            written=-410,
            available=-405,
            withdrawn=-60,
            why_withdrawn="The department needs all five days; the outside laboratory takes over.",
        ),
        Resource(
            *("lahnberg", "means", "Running costs of the laboratory"),
            purpose="Power, chemicals, maintenance, up to 240,000 euro a year.",
            written=-526,
            available=-520,
            until=555,
        ),
        Resource(
            *("hallgren", "personnel", "Three laboratory technicians"),
            purpose="One shift on the line, five days a week.",
            written=-300,
            available=-150,
        ),
        Resource(
            *("lahnberg", "personnel", "A second shift leader from Kassel"),
            purpose="For the long runs over a weekend.",
            written=-40,
            planned=24,
        ),
        Resource(
            *("", "risk", "Reserve for standstills"),
            purpose="40,000 euro, half from each house; the secretary keeps the account, both leaders release.",
            written=-165,
            available=-150,
        ),
        Resource(
            *("lahnberg", "risk", "Insurance of the line against fire and water"),
            purpose="Covers damage to Hall 4, too.",
            written=-510,
            available=-500,
        ),
        Resource(
            *("lahnberg", "other", "Batch records of Kassel"),
            purpose="For comparison with the pilot line, after clearance.",
            kind="data",
            written=-430,
            available=-400,
        ),
        Resource(
            *("lahnberg", "means", "A second year of running costs beyond the contract"),
            purpose="Only if the five hundred cycles are reached; not promised to anybody yet.",
            written=-35,
            planned=560,
            shared=False,
        ),
    ),
    development=(
        Development(
            "Two weeks in Kassel for the technicians of Hall 4",
            "hallgren",
            "The technicians have run flasks, not furnaces: filters clog because the fill level is judged by eye.",
            "thomas",
            -330,
            -240,
            started=-310,
            done=-236,
            result="Three technicians read the fill level as the plant does. Stops for filters fell from nine to three a month.",
        ),
        Development(
            "Sampling by the book at the three cell factories",
            "lahnberg",
            "samples from the factories differ by up to four per cent, so that a batch says little about the next one.",
            "leyla",
            -46,
            55,
            started=-30,
        ),
    ),
    handovers=(
        Handover(
            person="dieter",
            successor="sabine",
            last_day=-405,
            note="The shift plan allows two mentors at a time, never three. Ask the works council before changing that.",
            items=(INTRODUCE, RECORDS, BADGE),
            planned=-455,
            begun=-418,
            ticked=((-414, INTRODUCE, "dieter"), (-410, RECORDS, "dieter"), (-406, BADGE, "sabine")),
            completed=-405,
        ),
        Handover(
            person="miriam",
            successor="julian",
            last_day=16,
            note="The 45 days were hard won: hold to them even in the summer. The second factory is an exception: ask its lawyers first.",
            items=(CLEARED, CLOCK, MEET, LIST),
            planned=-30,
            begun=-9,
            ticked=((-4, CLOCK, "miriam"), (-2, LIST, "julian")),
        ),
        Handover(
            person="ingrid",
            successor="",
            last_day=70,
            note="The craft scheme will take all her time from the autumn. To be spoken of with Lahnberg when a successor is found.",
            items=("Find a successor in the Dual Study Centre", "Agree the date with Lahnberg"),
            planned=-6,
        ),
    ),
)
