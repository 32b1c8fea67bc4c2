"""How the two houses of the Battery Loop Laboratory understand each other: restatements, alignment, differences, revisions."""

from ubc.demo.shapes import (
    AlignmentCell,
    Communication,
    Difference,
    Mechanism,
    Restatement,
    Revision,
    RevisionMechanism,
    RevisionStep,
    Summary,
)

RESTATEMENTS = (
    Restatement(
        objective="lahnberg-capacity",
        by_party="hallgren",
        by="leyla",
        day=-380,
        text=(
            "You want to treat 6,000 tonnes a year in Kassel, with our graphite step inside the line. The board decides once "
            "the pilot line shows the purity and the cost. So what counts for you is a process that runs in a plant, more than "
            "the last tenth of purity."
        ),
        state="confirmed",
        answer="Yes. Thank you for the last sentence, we had not said it so clearly ourselves.",
        answered_by="katrin",
    ),
    Restatement(
        objective="hallgren-open-line",
        by_party="lahnberg",
        by="thomas",
        day=-140,
        text="You want to rent out the pilot line to other firms, so that the hall earns money.",
        state="corrected",
        answer=(
            "Not to earn: at cost. Small firms of the region have nowhere to try such things, and as a public university we "
            "owe them that. The rules keep your batches and records out of sight."
        ),
        answered_by="annika",
    ),
    Restatement(
        objective="lahnberg-patents",
        by_party="hallgren",
        by="johan",
        day=-70,
        text=(
            "You want two patent families, one for the second wash and one for taking out the fluorine, both filed before we "
            "publish on them, and you are ready to license them to others."
        ),
    ),
    Restatement(
        objective="hallgren-theses",
        by_party="lahnberg",
        by="miriam",
        day=-50,
        text=(
            "You want six doctoral theses from the laboratory, and you want our clearance of each chapter within sixty days at "
            "most, in the summer too."
        ),
        state="confirmed",
        answer="Yes, in the summer too.",
        answered_by="leyla",
    ),
    Restatement(
        objective="hallgren-master",
        by_party="lahnberg",
        by="sabine",
        day=-24,
        text=(
            "You are building a master's track of thirty credits. You need us for two weeks in Kassel for each group, and for "
            "two or three guest lectures a term."
        ),
    ),
)

ALIGNMENT = (
    AlignmentCell("lahnberg-capacity", "battery-graphite", "supports_strongly", "Without the step there is no line."),
    AlignmentCell(
        "lahnberg-capacity",
        "battery-pilot",
        "supports_strongly",
        "Hours on the pilot line are the proof the board wants.",
    ),
    AlignmentCell("lahnberg-capacity", "battery-lithium", "supports"),
    AlignmentCell("lahnberg-capacity", "battery-people", "supports", "The line needs operators who have seen one."),
    AlignmentCell("lahnberg-capacity", "battery-open", "neutral"),
    AlignmentCell("lahnberg-patents", "battery-graphite", "supports"),
    AlignmentCell("lahnberg-patents", "battery-lithium", "neutral", "The lithium step stays free of patents, by agreement."),
    AlignmentCell(
        "lahnberg-patents",
        "battery-open",
        "tension",
        "What is published cannot be patented any more, and what waits for a patent cannot be published.",
        (
            "File first, publish next: a notice of invention starts a clock of 45 days. When it has run out the paper goes "
            "out, filed or not. Miriam Aslan and Johan Ekdal look at the list on the first Monday of every month."
        ),
    ),
    AlignmentCell(
        "lahnberg-talent", "battery-people", "supports_strongly", "Those who passed the test are those we want to hire."
    ),
    AlignmentCell("lahnberg-talent", "battery-pilot", "supports"),
    AlignmentCell("lahnberg-cost", "battery-lithium", "supports"),
    AlignmentCell(
        "lahnberg-cost",
        "battery-graphite",
        "tension",
        "The second wash gives purity and costs water.",
        "We ask for a cost line in every report of the pilot line.",
    ),
    AlignmentCell("hallgren-theses", "battery-graphite", "supports_strongly", "Four of the six theses are about graphite."),
    AlignmentCell("hallgren-theses", "battery-lithium", "supports"),
    AlignmentCell("hallgren-theses", "battery-open", "supports_strongly"),
    AlignmentCell("hallgren-theses", "battery-pilot", "neutral"),
    AlignmentCell(
        "hallgren-open-line",
        "battery-pilot",
        "conflict",
        "Forty hours a week for the laboratory leave none for anybody else as long as there is one shift. Both cannot be had.",
    ),
    AlignmentCell("hallgren-open-line", "battery-people", "supports", "Outside users could take trainees along."),
    AlignmentCell("hallgren-master", "battery-people", "supports_strongly"),
    AlignmentCell("hallgren-master", "battery-open", "supports", "Open data sets are good course material."),
    AlignmentCell("hallgren-income", "battery-pilot", "supports", "Every hour the line runs is an hour somebody pays for."),
)

DIFFERENCES = (
    Difference(
        kind="time",
        title="A term and a quarter",
        views=(
            (
                "hallgren",
                (
                    "Between May and September exams, holidays and conferences slow us down. A doctoral student needs four "
                    "years."
                ),
            ),
            (
                "lahnberg",
                (
                    "Our board looks at the laboratory four times a year. A quarter without news is read as a quarter without "
                    "progress."
                ),
            ),
        ),
        handling=(
            "A one-page note on the fifth of January, April, July and October, also when there is little to tell. No milestone "
            "falls into July or August."
        ),
    ),
    Difference(
        kind="goals",
        title="What a good result is",
        views=(
            ("hallgren", "We want to understand why the fluorine stays, even if a stronger wash would hide it."),
            ("lahnberg", "We want a recipe that a shift leader can run. Why it works may come later."),
        ),
        handling=(
            "Each campaign of runs has a page with two questions: what does the plant need to know, and what does the thesis "
            "need to know?"
        ),
    ),
    Difference(
        kind="rules",
        title="How safe is safe",
        views=(
            ("hallgren", "Students work under the strictest rules we have. A night watch alone is not allowed."),
            ("lahnberg", "Our operators run larger vessels at night with one person and an alarm."),
        ),
        handling="The stricter rule holds in Hall 4. The two safety officers write the night watch rules together.",
    ),
    Difference(
        kind="risk",
        title="Showing results that may not hold",
        views=(
            ("hallgren", "We show early numbers in seminars; being wrong in public is part of our work."),
            ("lahnberg", "A number that leaves the house moves customers. We would like three runs before it does."),
        ),
    ),
)

WAYS = (
    Mechanism(
        "meeting",
        "Steering group",
        "Both leaders, both leads and one guest. Half of the time is for what worries us.",
        "Four times a year",
    ),
    Mechanism("group", "Joint team", "Everybody who plans runs, in Hall 4 or by video.", "Every second week"),
    Mechanism("platform", "Batch record", "One record of every batch, open to both teams from the first minute.", "Daily"),
    Mechanism(
        "exchange",
        "Exchange days",
        "Two people of each house spend two days in the other, with no visitor's badge and with work to do.",
        "Every quarter",
    ),
)

MECHANISM = RevisionMechanism(
    conditions=(
        ("context", "A law, a price or a market has changed so that the objective no longer fits."),
        ("attainment", "Two progress checks in a row say that it cannot be reached as written, or it was reached early."),
        ("resources", "A party can no longer give what it committed, or can give considerably more."),
        ("legal", "Safety, law or research ethics ask for it."),
        ("review", "The yearly joint review proposes it."),
    ),
    initiators=("senior", "officer", "responsible"),
    steps=(
        RevisionStep("Write down what should change and why, with the text before and after.", 5),
        RevisionStep("Check whether one of the conditions is met.", 10, "The joint team, by agreement of both sides."),
        RevisionStep("Note what the change means for each party's own objectives, people and money.", 15),
        RevisionStep(
            "Approve, reject or defer, with a reason.", 10, "Both senior leaders; without both of them the old text stands."
        ),
        RevisionStep("Bring the plan up to date and tell everybody in the laboratory.", 7),
    ),
)

REVISIONS = (
    Revision(
        objective="battery-lithium",
        condition="attainment",
        by="thomas",
        day=-244,
        reason=(
            "With iron phosphate cells in the mix we stay below 78 per cent in fourteen runs, whatever the pressure. For "
            "nickel-rich cells alone 92 is realistic. We propose to aim at those, and to treat the others in a later phase."
        ),
        before=(("target", 95), ("due", 150)),
        after=(("target", 92), ("due", 240)),
        impact=(
            "Hallgren: the third thesis changes its title, nothing else. Lahnberg: about eight per cent of the scrap stays "
            "with the old process for two more years."
        ),
        state="communicated",
        effective=-225,
        decisions=(("lahnberg", "katrin", "for", -229), ("hallgren", "annika", "for", -226)),
    ),
    Revision(
        objective="battery-people",
        condition="resources",
        by="katrin",
        day=-18,
        reason=(
            "Kassel will need three shifts and not two. We can send operators from next term and pay for a second mentor. The "
            "course has room if it runs in the summer as well."
        ),
        before=(("target", 40), ("due", 330)),
        after=(("target", 55), ("due", 430)),
        impact="Hallgren: one more technician over the summer. Lahnberg: 38,000 euro and a second mentor.",
        state="joint_decision",
        decisions=(("lahnberg", "katrin", "for", -11),),
    ),
)

SUMMARIES = (
    Summary(
        -184,
        -93,
        -86,
        (
            "The line ran its first full shift. Purity at 99.1 per cent. Two graduates hired. One paper out, one waiting for "
            "clearance for ten weeks."
        ),
        "leyla",
        -87,
    ),
    Summary(-92, -1, 6, "", "leyla"),
)

COMMUNICATIONS = (
    Communication(
        -222,
        "annika",
        "Everybody in the laboratory",
        "Meeting in Hall 4",
        "Why the lithium target is now 92 per cent, and what that means for the next runs.",
        ("battery-lithium",),
    ),
    Communication(
        -180,
        "sabine",
        "Apprentices and operators in Kassel",
        "Works magazine",
        "Six weeks in Malmö: what one learns at the line and how to apply.",
        ("battery-people",),
    ),
    Communication(
        -60,
        "leyla",
        "Faculty board",
        "Yearly report",
        "Objectives, results and the open question of outside users.",
        ("battery-graphite", "battery-open"),
    ),
)
