"""A student scheme that runs well: from the crafts to a degree, with the Warta Valley Crafts Association."""

from ubc.demo.data.crafts.objectives import OBJECTIVES
from ubc.demo.shapes import (
    AlignmentCell,
    Communication,
    Contents,
    Difference,
    Driver,
    Mechanism,
    Participation,
    Partnership,
    PlanVersion,
    Restatement,
    RevisionMechanism,
    RevisionStep,
    Seat,
    Section,
    Signature,
    Step,
    Summary,
    ValueCase,
)

CONTENTS = Contents(
    drivers=(
        Driver(
            "Workshops without successors",
            "Two hundred of our six hundred masters are older than sixty. Young people ask whether a craft is a dead end.",
            party="warta",
        ),
        Driver(
            "Buildings are repaired, not only built",
            "Most of the houses of 2050 stand already. Engineers must learn from those who know old timber and lime.",
        ),
    ),
    value_cases=(
        ValueCase(
            "warta",
            (
                "A way from apprentice to engineer that keeps the workshop in the picture, and a laboratory for material that "
                "fails."
            ),
            "Places in workshops, masters as teachers, and the training house.",
            "If forty apprentices a year stay who would have left, the association has paid for it twice over.",
        ),
        ValueCase(
            "hallgren",
            "Students who know material with their hands, and applicants with ten years of practice.",
            "A bridging course, laboratory days and one coordinator.",
            "Practitioners finish their degree more often than anybody else.",
        ),
    ),
    objectives=OBJECTIVES,
    restatements=(
        Restatement(
            "hallgren-hands",
            "warta",
            "tomasz",
            -15,
            (
                "Every student of building design should spend three weeks with one of us and leave with something he or she "
                "has made."
            ),
        ),
    ),
    alignment=(
        AlignmentCell("warta-young", "crafts-bridge", "supports_strongly"),
        AlignmentCell("warta-young", "crafts-places", "supports_strongly"),
        AlignmentCell("hallgren-hands", "crafts-bridge", "neutral"),
        AlignmentCell(
            "hallgren-hands",
            "crafts-places",
            "tension",
            "In June both want the same benches in the training house.",
            "Apprentices in even weeks, students in odd ones; Paweł Rutkowski keeps the calendar.",
        ),
    ),
    differences=(
        Difference(
            "rules",
            "What a certificate says",
            (
                ("warta", "A master's letter is earned before other masters, at a bench."),
                ("hallgren", "Credits are earned in modules and written in a register."),
            ),
            "A table that sets each part of the master's examination beside a module, renewed every two years.",
        ),
    ),
    summaries=(
        Summary(
            -420,
            -60,
            -40,
            "Two crafts recognised, 51 apprentices in the laboratories, first students in workshops.",
            "ingrid",
            -43,
        ),
    ),
    communications=(
        Communication(
            -90,
            "agnieszka",
            "Member workshops",
            "Yearly meeting in Poznań",
            "What the bridge is, what a place costs, whom to call.",
            ("crafts-bridge", "crafts-places"),
        ),
    ),
    mechanisms=(Mechanism("meeting", "Term meeting", "Poznań and Malmö in turn.", "Once a term"),),
    revision_mechanism=RevisionMechanism(
        (
            ("review", "The review after each school year proposes it."),
            ("legal", "The law on crafts or on degrees changes."),
        ),
        ("officer", "senior"),
        (
            RevisionStep("Propose it at the review."),
            RevisionStep("Hear the examination board and the faculty.", 28),
            RevisionStep("Decide.", 14, "Both leaders."),
        ),
    ),
    sections=(
        Section(
            "purpose",
            "We open a way from the crafts to a degree and back. Wages, tariffs and the law on crafts are not our subject.",
        ),
        Section(
            "parties",
            (
                "The Warta Valley Crafts Association, for which Agnieszka Wolska speaks, and Hallgren Technical University, "
                "for which Ingrid Nordahl and Annika Sjöholm speak."
            ),
        ),
        Section(
            "visions",
            "A joiner who wants to know why timber moves, and an engineer who can plane it, should be able to be one person.",
        ),
        Section(
            "leadership", "Agnieszka Wolska and Annika Sjöholm lead; Tomasz Gajewski and Ingrid Nordahl decide on content."
        ),
        Section(
            "governance",
            (
                "One meeting in each school term, alternately in Poznań and Malmö. Recognition of a craft needs the "
                "examination board and the faculty."
            ),
        ),
        Section(
            "knowledge",
            "Teaching material is shared freely. Names and marks of apprentices stay with the house that gave them.",
        ),
        Section("risks", "Languages, beds in June, and a change of the law on recognition."),
        Section("exit", "Ends with a school year, after twelve months' notice. Whoever is in the programme finishes it."),
    ),
    plan=(
        PlanVersion(
            (
                "Masters of the association enter the second year of a degree after ten weeks of preparation. Apprentices come "
                "to the laboratories, students go to the workshops. Whoever has begun may finish, whatever happens to the "
                "scheme."
            ),
            "in_force",
            -395,
            "annika",
            (Signature("warta", "agnieszka", -388), Signature("hallgren", "annika", -386)),
        ),
    ),
)

PARTNERSHIP = Partnership(
    key="crafts",
    title="From the bench to a degree: crafts apprenticeships that lead on",
    summary=(
        "Joiners, roofers, electricians and restorers can go on to a degree without starting again, and students of building "
        "learn with their hands in workshops along the Warta."
    ),
    form="student_scheme",
    mode="coordinated",
    purposes=("workforce-development", "employment-promotion", "capacity-building"),
    ubc_types=("dual-education", "curriculum-co-delivery", "student-mobility", "lifelong-learning"),
    disciplines=("civil-engineering", "architecture-design", "education"),
    participations=(Participation("hallgren", "university", unit="Dual Study Centre"), Participation("warta", "business")),
    identified=-620,
    path=(Step("exploring", -590), Step("planned", -520), Step("negotiating", -470), Step("active", -380)),
    starts=-380,
    ends=1080,
    next_review=75,
    seats=(
        Seat("ingrid", "representative", -590),
        Seat("agnieszka", "representative", -585),
        Seat("tomasz", "contributor", -470),
        Seat("pawel", "respondent", -380),
    ),
    contents=CONTENTS,
)
