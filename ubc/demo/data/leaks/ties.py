"""How Hallgren and Valle Claro understand each other: restatements, alignment, differences, revisions."""

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
        objective="hallgren-field",
        by_party="valleclaro",
        by="sergio",
        day=-330,
        text=(
            "Every student of your water programmes should be two weeks with people like us, and we take thirty of them a "
            "year. The students work, they do not only look."
        ),
        state="confirmed",
        answer="Exactly so. They come with their own boots.",
        answered_by="ingrid",
    ),
    Restatement(
        objective="valleclaro-crews",
        by_party="hallgren",
        by="mats",
        day=-320,
        text="You do not want to dismiss anybody from the crews while the partnership lasts.",
        state="corrected",
        answer=(
            "It goes further: places are kept, not only people. When somebody retires the place is filled again, and the work "
            "changes from searching to renewing."
        ),
        answered_by="sergio",
    ),
    Restatement(
        objective="valleclaro-privacy",
        by_party="hallgren",
        by="mats",
        day=-27,
        text=(
            "Nothing that shows when somebody is at home may leave the control centre. For meters this is clear. For sounds "
            "recorded near houses you are waiting for an opinion, and until then you want us to assume that they are covered."
        ),
    ),
    Restatement(
        objective="hallgren-model",
        by_party="valleclaro",
        by="nuria",
        day=-84,
        text="You want a leak model with open code that also works in networks other than ours, after listening for two weeks.",
        state="confirmed",
        answer="Yes, with plastic pipes as the hard part.",
        answered_by="mats",
    ),
)

ALIGNMENT = (
    AlignmentCell("valleclaro-energy", "leaks-loss", "supports_strongly", "Water that is not lost need not be pumped."),
    AlignmentCell("valleclaro-energy", "leaks-pressure", "supports_strongly"),
    AlignmentCell("valleclaro-energy", "leaks-days", "supports"),
    AlignmentCell("valleclaro-energy", "leaks-learn", "neutral"),
    AlignmentCell(
        "valleclaro-crews",
        "leaks-days",
        "tension",
        "The quicker leaks are found, the less there is to search. Crews hear this and wonder.",
        (
            "Every hour of search that is saved goes into renewing pipes, and the plan for the year shows it by name of the "
            "street. The foremen see the model first and may strike out an alarm."
        ),
    ),
    AlignmentCell("valleclaro-crews", "leaks-learn", "supports_strongly", "Half of the first group comes from the crews."),
    AlignmentCell("valleclaro-crews", "leaks-loss", "supports"),
    AlignmentCell(
        "valleclaro-privacy",
        "leaks-data",
        "conflict",
        (
            "A sound recorded in front of a house at night may tell that a tap was opened. As written, the open data set and "
            "our promise to customers cannot both be kept."
        ),
    ),
    AlignmentCell("valleclaro-privacy", "leaks-days", "neutral", "The model runs in our own control centre."),
    AlignmentCell("valleclaro-concession", "leaks-loss", "supports_strongly"),
    AlignmentCell(
        "valleclaro-concession",
        "leaks-data",
        "tension",
        "Open numbers can be read by those who want the concession.",
        "Publish only sums by pipe material until the decision.",
    ),
    AlignmentCell("hallgren-model", "leaks-days", "supports_strongly", "The model is the tool."),
    AlignmentCell("hallgren-model", "leaks-data", "supports_strongly"),
    AlignmentCell("hallgren-model", "leaks-pressure", "neutral"),
    AlignmentCell("hallgren-field", "leaks-learn", "supports"),
    AlignmentCell("hallgren-field", "leaks-east", "supports", "Two thesis projects and the first field weeks took place here."),
    AlignmentCell("hallgren-water-theses", "leaks-loss", "supports"),
    AlignmentCell("hallgren-water-theses", "leaks-data", "supports"),
    AlignmentCell("hallgren-grant", "leaks-data", "supports", "The data set would be our ticket."),
)

DIFFERENCES = (
    Difference(
        kind="expectations",
        title="What the model is for",
        views=(
            ("hallgren", "A model is right in eight of ten cases and we learn from the other two."),
            ("valleclaro", "Two holes in the street for nothing are two calls from a mayor."),
        ),
        handling="Below 60 per cent certainty the crew listens on the spot before anybody digs.",
    ),
    Difference(
        kind="time",
        title="August",
        views=(
            ("hallgren", "In August our researchers are back and want to measure."),
            ("valleclaro", "In August half of the company is away, and the other half keeps the taps running."),
        ),
        handling="No campaign between 20 July and 1 September; the data go on flowing by themselves.",
    ),
    Difference(
        kind="mindset",
        title="Who owns a network",
        views=(
            ("hallgren", "Data paid for by the public should be open to the public."),
            ("valleclaro", "The pipes belong to 43 municipalities, and so do their data. We are trustees."),
        ),
    ),
)

WAYS = (
    Mechanism("meeting", "Steering meeting", "In Zaragoza and Malmö in turn, or by video.", "Every quarter"),
    Mechanism("group", "Tuesday talk", "What the sensors heard, what the trenches showed.", "Every Tuesday at nine"),
    Mechanism(
        "contact",
        "Two named foremen",
        "Pablo Lasierra and his colleague in the west may be called by any researcher until three in the afternoon.",
        "At any time",
    ),
    Mechanism("reporting", "Monthly letter", "One page for crews, students and mayors, in Spanish and English.", "Monthly"),
)

MECHANISM = RevisionMechanism(
    conditions=(
        ("context", "A drought, a new rule or a decision of the municipalities changes what is needed."),
        (
            "attainment",
            "Readings of two quarters show that the target will be missed by more than a fifth, or was met early.",
        ),
        ("resources", "People, money or data are withdrawn or added."),
        ("risk", "A risk has risen to the highest level."),
        ("mistake", "The objective as agreed contains an error."),
    ),
    initiators=("senior", "responsible"),
    steps=(
        RevisionStep("Write the old and the new text side by side and name the condition."),
        RevisionStep("Answer what it would mean.", 15, "The party that did not propose it."),
        RevisionStep("Decide together.", 10, "Both leaders; without agreement the old text stands."),
        RevisionStep("Tell crews, students and municipalities in the next monthly letter.", 30),
    ),
)

REVISIONS = (
    Revision(
        objective="leaks-pressure",
        condition="mistake",
        by="nuria",
        day=-310,
        reason=(
            "The first target counted repairs of house connections as well. Without them 15 would mean fewer bursts than the "
            "newest network in the country. Eighteen is the value we had meant."
        ),
        before=(("target", 15), ("due", 310)),
        after=(("target", 18), ("due", 310)),
        impact="Hallgren: none. Valle Claro: the number in the yearly report is corrected, with a note.",
        state="applied",
        effective=-285,
        decisions=(("hallgren", "annika", "for", -290), ("valleclaro", "marta", "for", -288)),
    ),
    Revision(
        objective="leaks-days",
        condition="attainment",
        by="mats",
        day=-22,
        reason=(
            "A digging permit takes six days on average, and in the old towns nine. We propose ten days where a permit is "
            "needed and seven elsewhere, and to go on working on faster permits."
        ),
        before=(
            (
                "text",
                "From the first sign of a leak to the closed trench no more than seven days pass in nine cases out of ten.",
            ),
        ),
        after=(
            (
                "text",
                (
                    "From the first sign of a leak to the closed trench no more than seven days pass in nine cases out of ten, "
                    "and no more than ten where a digging permit is needed."
                ),
            ),
        ),
        impact="Hallgren: the model needs a mark for streets with permits. Valle Claro has not answered yet.",
        state="submitted",
    ),
)

SUMMARIES = (
    Summary(
        -270,
        -91,
        -80,
        "Losses at 22.5 per cent, nine zones with calm nights, the second group chosen. The trunk main waits for its permit.",
        "nuria",
        -78,
    ),
    Summary(-90, -8, -2, "", "nuria"),
)

COMMUNICATIONS = (
    Communication(
        -470,
        "sergio",
        "Repair crews",
        "Morning talk at three depots",
        "What the sensors hear, what they do not hear, and that nobody loses a place.",
        ("leaks-days", "leaks-east"),
    ),
    Communication(
        -240,
        "marta",
        "Mayors of the 43 municipalities",
        "Yearly assembly",
        "Where the water goes, district by district, and what comes next.",
        ("leaks-loss", "leaks-pressure"),
    ),
    Communication(
        -45,
        "ingrid",
        "Technicians of the company",
        "Open evening by video",
        "How one becomes an engineer in four years, with two who are doing it.",
        ("leaks-learn",),
    ),
)
