"""The relationship behind the Battery Loop Laboratory."""

from ubc.demo.rooms.relationships.battery_engagement import ENGAGED, LINES
from ubc.demo.rooms.relationships.shapes import (
    Appraised,
    Expected,
    Factor,
    Gain,
    Interested,
    Lasting,
    Learnt,
    Linked,
    Outcome,
    Ranked,
    Relationship,
)

INTERESTED = (
    Interested(
        "Doctoral and master's students on the line",
        "students",
        2,
        4,
        "Without them the line does not run. They can decide little and mind everything: the hours, the topics, the name on a paper.",
        (
            Expected(
                "A thesis that is finished on time and may be read by others",
                "Students' talk in the spring, two candidates in person",
                "hallgren",
                "Clearance within sixty days; a second topic is agreed with each candidate at the start.",
                "partly",
            ),
            Expected(
                "Real work at the line and not only watching",
                "Course survey",
                "lahnberg",
                "Each student runs at least one batch alone, with a mentor within call.",
                "met",
            ),
        ),
    ),
    Interested(
        "National research council",
        "funders",
        4,
        3,
        "Pays for the two grants that rest on the laboratory and looks at open data first.",
        (
            Expected(
                "Open data from the part it pays for",
                "Letter of award, point 7",
                "hallgren",
                "Batch records without names of suppliers, once a year.",
                "met",
            ),
        ),
    ),
    Interested(
        "Town of Malmö, environmental office",
        "government",
        4,
        2,
        "Gives the permit for waste water and the store of black mass. Content as long as nothing happens.",
        (
            Expected(
                "Clean waste water and quiet nights in the harbour quarter",
                "Permit, and a visit of two officers",
                "hallgren",
                "Readings every week, sent without being asked for. No runs after ten in the evening.",
                "met",
            ),
            Expected(
                "To know within an hour when something burns",
                "Fire brigade after the drill",
                "lahnberg",
                "One list of numbers for both houses hangs at the gate.",
                "not_met",
            ),
        ),
    ),
    Interested(
        "Cell makers who send scrap",
        "customers",
        3,
        4,
        "They buy recovered graphite only if they trust the numbers, and ask for them every month.",
        (
            Expected(
                "Numbers they can check themselves", "Three customer talks", "lahnberg", "Samples are sealed and split in two."
            ),
        ),
    ),
    Interested(
        "Operators of the plant in Kassel",
        "business-staff",
        2,
        3,
        "Will run what is developed here. Some fear the new line, most are curious.",
        (
            Expected(
                "To be trained before the line arrives and not after it",
                "Works council",
                "lahnberg",
                "The first six come in the summer.",
                "partly",
            ),
        ),
    ),
    Interested("Small recyclers of the region", "suppliers", 1, 4, "They would like hours on the line and have no voice here."),
    Interested("Trade press", "media"),
    Interested(
        "Faculty board",
        "university-leadership",
        4,
        2,
        "Lends us Hall 4 and has asked twice what the next group would get for it.",
        (Expected("The hall back in better order, in five years", "Dean", "hallgren", "A fund for the floor, filled yearly."),),
        party="hallgren",
        shared=False,
    ),
    Interested(
        "Board member for raw materials",
        "business-leadership",
        4,
        3,
        "Wants to see the price per tonne, and soon.",
        party="lahnberg",
        shared=False,
    ),
    Interested("Gdynia and Pune, our sister plants", "business-staff", 2, 2, "They will copy what works.", party="lahnberg"),
)

FACTORS = (
    Factor(
        "European rules for recovered content",
        "external",
        "helps",
        "From 2031 new batteries need recovered material. Demand for what we make is written into law.",
        "Both houses speak with one voice in the standards group.",
        "lahnberg",
        70,
    ),
    Factor(
        "Price of new graphite",
        "external",
        "either",
        "It swings with export licences. Below six euro a kilo nobody would buy ours.",
        "Two prices are calculated in every decision; quarterly look at the lower one.",
        "lahnberg",
        20,
    ),
    Factor(
        "Technicians are hard to find",
        "internal",
        "hinders",
        "Two posts at the line stood empty for five months in each house.",
        "The practical test is open to apprentices of both houses; leavers name a successor four weeks before.",
        "hallgren",
        -12,
    ),
    Factor(
        "A hall that both know",
        "internal",
        "helps",
        "Everybody works in one room, and quarrels are over by lunch.",
        "No meeting by video if both are in Malmö.",
    ),
    Factor(
        "Budget round of the university",
        "internal",
        "hinders",
        "The technicians' posts are up for discussion every second year.",
        "Two of them are to be paid by the faculty for good.",
        "hallgren",
        95,
        party="hallgren",
        shared=False,
    ),
    Factor(
        "Talks about a sale of the furnace business",
        "external",
        "either",
        "If it is sold the new owner decides about Kassel.",
        "Say nothing, and finish the graphite step before the summer.",
        "lahnberg",
        40,
        party="lahnberg",
        shared=False,
    ),
)

APPRAISALS = (
    Appraised(
        -770,
        "possible",
        "cooperative",
        (
            "The chair has shown that we understand each other. A laboratory would be ten times that: worth it only if both sides "
            "bring what the other cannot buy."
        ),
        "Try a joint project first, with its own money, before we build anything.",
        "In graphite. Lithium could be bought as a service.",
        signed=(-765, -758),
    ),
    Appraised(
        -640,
        "future",
        "coordinated",
        (
            "Scrap, vessel and money from Kassel; hall, people and method from Malmö. The risk is a hall that nobody pays for "
            "after three years."
        ),
        "Work side by side, with one plan and two budgets.",
        "At the line, where a shift of both houses sees the same thing on the same day.",
        outcomes=(
            Outcome(-540, -176, "The line runs a full shift; graphite at 99 per cent."),
            Outcome(-175, 190, "Battery grade; twenty people trained."),
        ),
        signed=(-633, -624),
    ),
    Appraised(
        -290,
        "current",
        "collaborative",
        (
            "Decisions are made in the hall and not between legal departments. What is slow is clearance of papers. What is missing "
            "is an answer for small firms."
        ),
        "Both houses already change their own plans for the sake of the line: that is more than coordination.",
        "In graphite, training and standards. Analyses and transport are ordered, and that is enough.",
        35,
        (
            Outcome(-290, -1, "Lithium before acid at 92 per cent; the first ten operators pass the test.", "lahnberg"),
            Outcome(0, 365, "Open data of a hundred batches; four theses defended.", "hallgren"),
            Outcome(366, None, "A certificate that other employers know, and a second line that pays for the first."),
        ),
        signed=(-284, -275),
    ),
    Appraised(
        -35,
        "current",
        "collaborative",
        "The mood is better than the calendar. Two of four posts hang on single people.",
        "Integration would need one budget, and neither house is ready for that.",
        next=60,
        party="hallgren",
    ),
)

GAINS = (
    Gain("A line of real size", "We would not have built it alone in eleven years.", "hallgren"),
    Gain("Students who are wanted before they finish", "Three job offers came from Kassel last year.", "hallgren"),
    Gain("Method and patience", "Forty trials of one wash are not possible in a plant that earns money.", "lahnberg"),
    Gain("People who have stood at such a line", "Each saves us half a year of training.", "lahnberg"),
    Gain(
        "A say in what counts as recovered graphite",
        "A company alone is taken for a lobby, a university alone for a dreamer. Together we are asked.",
    ),
    Gain("Failures are found early", "Whoever runs the line sees at once what the paper left out."),
    Gain("A reason to keep the hall", "Without the laboratory the faculty would use it for storage.", "hallgren", False),
    Gain("A fence against the competitor", "As long as the group works with us it does not work with him.", "lahnberg", False),
)

LASTING = (
    Lasting(
        "Recovery of graphite, in Hall 4",
        "Nobody else in the region has line, material and people in one place.",
        "Two technicians' posts that outlive projects; a fund for repairs, filled from each run; the Friday talk of the two leaders.",
        "hallgren",
        50,
    ),
    Lasting(
        "Training of operators",
        "People go, and each year brings new ones.",
        "The practical test belongs to both training departments; mentors get the time in their shift plan.",
        "lahnberg",
        110,
    ),
    Lasting(
        "Teaching in the master's programme", "", "One guest professor from Kassel each year.", "hallgren", 140, "hallgren"
    ),
)

LEARNT = (
    Learnt(
        -430,
        "A talk at half past seven, standing",
        "Hospital wards in Lund",
        "Fifteen minutes at the change of shift, with everybody, without slides.",
        "What is said standing is short, and what is short is heard.",
        "The shift talk at the line, every morning.",
        "adopted",
        -395,
        "Two misunderstandings a week have become two a month.",
    ),
    Learnt(
        -240,
        "A clock for the clearance of papers",
        "A membership alliance of three universities and two drug makers",
        "Each paper shows in public how many days it has been waiting.",
        "Nobody wants to be the slow one.",
        "Days waiting stand on the board beside the line.",
        "trying",
        -200,
    ),
    Learnt(
        -60,
        "Exit rehearsed once a year",
        "A joint institute for offshore wind in Denmark",
        "One afternoon: who would take what home tomorrow?",
        "They found two contracts that would have ended the teaching.",
    ),
    Learnt(
        -300,
        "A shared seat in the board",
        "An automotive alliance",
        "The leaders of both sides sit in each other's boards.",
        "Good for trust, bad for secrets.",
        "We invite each other as guests for one point of the agenda.",
        "dropped",
        -270,
        "Counsel of both houses saw more risk than use.",
    ),
)

LINKS = (
    Linked(-500, "grew_from", "chair", "annika", "Leyla Demir held the chair when the first black mass came to Malmö."),
    Linked(
        -380, "depends_on", "crafts", "annika", "The fitters of the line learn there how one teaches at a bench.", "hallgren"
    ),
)

RANKED = (
    Ranked(
        -150,
        "hallgren",
        "a_strategic",
        (4, 4, 4, 3),
        (4, 3, 3, 3),
        "The one we would keep if we could keep only one. Costs more of Professor Demir than is good.",
        25,
    ),
    Ranked(
        -120,
        "lahnberg",
        "b_key",
        (4, 4, 3, 2),
        (3, 3, 2, 2),
        "Strategic if graphite holds; else one of several laboratories.",
        80,
    ),
)

BATTERY = Relationship(INTERESTED, FACTORS, APPRAISALS, GAINS, LASTING, LEARNT, LINKS, RANKED, engaged=ENGAGED, lines=LINES)
