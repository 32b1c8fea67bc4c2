"""Visions and values of the Battery Loop Laboratory."""

from ubc.demo.rooms.visions.shapes import (
    Assessment,
    Check,
    Clash,
    Commitment,
    Focus,
    Handling,
    Profile,
    Rating,
    Screening,
    Vision,
    Visions,
)

OPENLY = "We say what did not work as clearly as what did"
THESIS = "No patent stands in the way of a thesis"
SAFE = "Nobody works alone on the line"

PROFILES = (
    Profile(
        "hallgren",
        (
            "A university to which people come because its laboratories are of the size of the problem. In ten years we want our "
            "chemists to be asked before a plant is planned, and not after it has failed."
        ),
        (
            "Results belong to the public sooner or later, and sooner is better",
            "A student is not a cheap worker",
            "Whoever finds a mistake is thanked",
        ),
        "A technical university with 11,000 students in a harbour town. The department has 60 people, half of them doctoral students.",
        (
            "We decide in meetings that anybody may attend, and we take our time. Between June and August little moves. We write "
            "things down."
        ),
        "Hall 4 with its permits, the analysis centre, people who have worked with graphite for fifteen years, and students.",
    ),
    Profile(
        "lahnberg",
        (
            "To be the company that gives back what a battery was made of, at a price at which nobody digs for it any more. Kassel "
            "first; then every place where cells are made."
        ),
        (
            "A promise has a date",
            "Safety before output",
            "We share what makes the trade better, and keep what makes us better",
        ),
        "A family-owned materials company, 2,400 people, four plants. Recycling is a third of the turnover and all of the growth.",
        (
            "We decide quickly and correct ourselves quickly. Quarters count. Who has the responsibility has the last word, and "
            "stands for it."
        ),
        "Black mass of known origin, the pressure vessel, four engineers, and a plant in which a result can be tried the next month.",
    ),
)

VISION = Vision(
    "hallgren",
    -640,
    (
        "In ten years nobody burns the graphite of an old battery. From one laboratory in Malmö we show that graphite and lithium "
        "can be won back with little heat and little acid, clean enough for new cells, and by people who have learned it there."
    ),
    (
        "We plan in semesters and report in quarters. Whoever is responsible decides, after asking the other. Bad news travels "
        "the same day."
    ),
    (OPENLY, THESIS, SAFE),
    (
        "Less waste burned and less ore dug, for all. For Lahnberg a process that pays in Kassel; for Hallgren research of real "
        "size and graduates whom the trade knows; for the region a plant-ready technology and the jobs that come with it."
    ),
    (
        "Graphite at battery grade and lithium without acid stand for the direction; the dual study places for the people. Hallgren's "
        "theses and Lahnberg's line in Kassel both live from them."
    ),
    signatures=(("annika", -634), ("katrin", -631)),
    acknowledged=(
        *(("annika", -630), ("leyla", -628), ("katrin", -628), ("thomas", -611), ("miriam", -605)),
        *(("ingrid", -402),),
    ),
    published=(-520, "Web page of the laboratory, and on the wall of Hall 4"),
)

RATINGS = (
    Rating(
        "hallgren", "direction", 5, "They want the same thing out of a battery as we do, and they put their own plant on it."
    ),
    Rating("hallgren", "culture", 2, "Two days' notice for a decision of years. In July nobody here can answer."),
    Rating("hallgren", "reputation", 4, "To be named beside a plant that closes the loop helps us with applicants."),
    Rating("hallgren", "ethics", 4, "They opened their supplier list before we asked."),
    Rating("hallgren", "behaviour", 4, "What Thomas says on Monday is done on Friday."),
    Rating("lahnberg", "direction", 4, "Some of the theses lead further than we need. That is what a university is for."),
    Rating("lahnberg", "culture", 4, "Slow, but what is decided stays decided. We have learned to ask early."),
    Rating("lahnberg", "reputation", 5, "Customers believe a number from Malmö."),
    Rating("lahnberg", "ethics", 4),
    Rating("lahnberg", "behaviour", 3, "Good people; agreed dates are sometimes taken as suggestions."),
)

HANDLINGS = (
    Handling(
        "lahnberg",
        "culture",
        "What feels quick in Kassel feels rushed in Malmö. Neither meant harm.",
        "Decisions that bind for more than a quarter are announced four weeks ahead, and none falls between midsummer and mid-August.",
    ),
)

ASSESSMENTS = (
    Assessment(
        "hallgren",
        -760,
        "They measure before they speak, they know our field, and they let us see their plant.",
        "They have never worked with doctoral students. Their contracts know confidentiality and no end of it.",
        "with_care",
        "Agree on a time limit for silence before anything else.",
    ),
    Assessment(
        "",
        -700,
        "Same direction, same strictness with data, respect for each other's craft. Both have something that the other cannot buy.",
        "Sense of time, and what may be told when.",
        "with_care",
        "Sixty days for clearance of texts; reports by quarter, plans by semester.",
        by="lahnberg",
    ),
)

CLASHES = (
    Clash(
        "",
        -735,
        "A thesis must be public; a process step worth a patent must not be, yet",
        "freedom",
        "Doctoral students must publish to graduate. Lahnberg must file before anything is public.",
        due=-660,
        state="handled",
        handling=(
            "Every text is laid before Lahnberg sixty days before it goes out. What is not answered in that time may be published. "
            "Chapters of theses come first."
        ),
        settled=-668,
        by="hallgren",
    ),
    Clash(
        "",
        -480,
        "Part of the black mass comes from a customer who also builds for armed forces",
        "use",
        "Some students asked whether they work for that. The material is the same as from cars.",
        state="accepted",
        handling="We say where each batch comes from. Nobody has to work on a batch he or she does not want to work on.",
        settled=-455,
        by="lahnberg",
    ),
    Clash(
        "lahnberg",
        -60,
        "We cannot yet prove how one supplier of black mass treats its people",
        "society",
        "An audit is ordered. Until it is there nothing is said to the outside.",
        due=35,
    ),
    Clash(
        "hallgren",
        -28,
        "A member of the examination committee has advised Lahnberg for a fee",
        "interest",
        "It was reported by himself. The faculty decides next month whom it names instead.",
        due=20,
        shared=True,
    ),
)

SCREENING = Screening(
    (
        "Money: both sides' own, and two public grants. Use: batteries; no restricted technology. People: students under eighteen "
        "do not work on the line. Solvents and fine dust are the open point of safety."
    ),
    "The safety officer of Hallgren releases each new solvent. The origin of every batch of black mass is on file.",
    (("beings", "not_applicable"), ("conduct", "clear"), ("society", "condition")),
    until=24,
)

FOCUS = (
    Focus(
        "hallgren",
        "quality",
        "Research at a scale at which it counts, and courses in which students stand at a real line.",
        commitments=(
            Commitment("hallgren", "Four doctoral posts and a laboratory course of five credits each spring"),
            Commitment("lahnberg", "Two engineers teach, six afternoons a semester", "They prepare it in working time."),
        ),
    ),
    Focus(
        "lahnberg",
        "users",
        "Whoever may use the result sits at the table while it is made: plants, small recyclers, the town.",
        commitments=(
            Commitment(
                "hallgren", "An open day on the line every half year", "Small firms of the region are invited by letter."
            ),
            Commitment("lahnberg", "A place in the plant for one researcher at any time"),
        ),
    ),
    Focus(
        "hallgren",
        "funding",
        "Public money for what all may use later; company money for what only one will use.",
        ethics_approval="Ethics council of Hallgren, no. 2024-118, renewed each year",
        commitments=(
            Commitment("hallgren", "No application names Lahnberg before Lahnberg has read it"),
            Commitment("lahnberg", "Every euro given to the laboratory is named in its yearly report"),
        ),
    ),
    Focus(
        "lahnberg",
        "rights",
        "Each keeps what it brought. What is found in the laboratory belongs to who found it, and both may use it.",
        ip_reference="Laboratory agreement, clauses 9 to 12, with the list of background rights",
        commitments=(
            Commitment("hallgren", "Inventions are reported within two weeks, with the names of students"),
            Commitment("lahnberg", THESIS, "Texts are read within sixty days, chapters of theses first."),
        ),
    ),
)

CHECKS = (
    Check(
        "hallgren",
        "annika",
        -118,
        OPENLY,
        "lived",
        "The failed run of the second reactor was on the slides for the funder, with the reason. Nobody had to be asked.",
        next=64,
    ),
    Check(
        "lahnberg",
        "katrin",
        -52,
        THESIS,
        "partly",
        "One chapter waited seventy-seven days for us because nobody in Kassel was there to read it in the summer.",
        "Miriam has a deputy for July and August from this year on.",
        next=18,
    ),
    Check(
        "hallgren",
        "leyla",
        -50,
        THESIS,
        "partly",
        "Seventy-seven days for one chapter. The student lost a conference.",
        "We ask again before the next summer.",
        next=90,
        shared=False,
    ),
)

BATTERY = Visions(
    profiles=PROFILES,
    visions=(VISION,),
    ratings=RATINGS,
    handlings=HANDLINGS,
    assessments=ASSESSMENTS,
    clashes=CLASHES,
    screening=SCREENING,
    focus=FOCUS,
    checks=CHECKS,
)
