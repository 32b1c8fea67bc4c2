"""A partnership in negotiation: speech technology for Swahili, with Lugha Mpya."""

from ubc.demo.data.swahili.objectives import OBJECTIVES
from ubc.demo.shapes import (
    AlignmentCell,
    Contents,
    Difference,
    Driver,
    Participation,
    Partnership,
    PlanVersion,
    Restatement,
    RevisionMechanism,
    RevisionStep,
    Seat,
    Section,
    SectionReview,
    Step,
    ValueCase,
)

CONTENTS = Contents(
    drivers=(
        Driver(
            "Two hundred million speakers, few machines that listen",
            "Nurses write by hand at night what patients told them during the day.",
        ),
        Driver(
            "We are sixteen people",
            "We have the voices and the clinics. We do not have the computing or the time for research.",
            party="lugha",
        ),
    ),
    value_cases=(
        ValueCase(
            "lugha",
            "A better recogniser, a doctoral student who may join us, a name that investors know.",
            "Recordings, access to clinics, two engineers.",
            "Without it we would need three years for what we can do in one and a half.",
        ),
        ValueCase(
            "hallgren",
            "Speech that nobody else has, with consent we can stand by, and a real use.",
            "Computing time, a doctoral student, Associate Professor Wikström for half a day a week.",
            "It is the best data for our question, and it is used for something good.",
        ),
    ),
    objectives=OBJECTIVES,
    restatements=(
        Restatement(
            "lugha-models",
            "hallgren",
            "johan",
            -12,
            (
                "Models trained on your recordings should be yours to license. Does that hold for a model that was also "
                "trained on other speech?"
            ),
        ),
        Restatement(
            "hallgren-dialects",
            "lugha",
            "baraka",
            -9,
            "You want methods for languages with little speech, and ours is the first of many.",
            "corrected",
            (
                "The first, yes, and the one we test all others on. Please keep that second half in mind when you plan the "
                "releases."
            ),
            "sara",
        ),
    ),
    alignment=(
        AlignmentCell("lugha-product", "swahili-clinic", "supports_strongly"),
        AlignmentCell("hallgren-dialects", "swahili-clinic", "supports"),
        AlignmentCell("lugha-models", "swahili-voices", "tension", "A share for the speakers needs a price for the model."),
        AlignmentCell(
            "hallgren-open-models",
            "swahili-voices",
            "tension",
            "Free models leave nothing to share.",
            "Free for research, paid for business: the share comes from the second.",
        ),
    ),
    differences=(
        Difference(
            "goals",
            "What openness is for",
            (
                ("hallgren", "Open models make science quicker and can be checked."),
                ("lugha", "Open has often meant that others earned from our voices."),
            ),
        ),
        Difference(
            "time",
            "A start-up's month",
            (
                ("hallgren", "An ethics application takes three months."),
                ("lugha", "Three months are a fifth of our life."),
            ),
            "Recordings outside clinics begin now, under the consent that exists.",
        ),
    ),
    revision_mechanism=RevisionMechanism(
        (
            ("resources", "Money or computing changes by more than a quarter."),
            ("legal", "Consent or law ask for it."),
        ),
        ("senior",),
        (RevisionStep("Write down both texts."), RevisionStep("Talk.", 7), RevisionStep("Decide.", 7, "Both leaders.")),
    ),
    sections=(
        Section(
            "purpose",
            (
                "We teach machines to understand Swahili as people speak it, first in clinics, and we pay those whose voices "
                "make it possible."
            ),
        ),
        Section(
            "parties",
            (
                "Lugha Mpya Ltd, for which Wanjiku Mwangi speaks, and Hallgren Technical University, for which Sara Wikström "
                "and Annika Sjöholm speak."
            ),
        ),
        Section("visions", "People should be understood in the language they dream in, and should own their voice."),
        Section("knowledge", "Still open: who may license a model trained on recordings of both."),
        Section(
            "exit",
            (
                "If the partnership ends, recordings go back to Lugha Mpya, and speakers are told. The doctoral thesis is "
                "finished with what has been recorded until then."
            ),
        ),
    ),
    plan=(
        PlanVersion(
            (
                "Lugha Mpya brings recordings and clinics, Hallgren brings computing time and research. Speakers are paid and "
                "may withdraw. Who may license a model that was trained by both is still to be settled."
            ),
            "joint_review",
            -16,
            "johan",
            reviews=(
                SectionReview("purpose", "lugha", "wanjiku", "accepted"),
                SectionReview("purpose", "hallgren", "sara", "accepted"),
                SectionReview("visions", "lugha", "wanjiku", "accepted", "Thank you for the voice."),
                SectionReview(
                    "knowledge",
                    "lugha",
                    "wanjiku",
                    "changes_requested",
                    "Still open is not an agreement. Please write down what holds if we do not settle it.",
                ),
                SectionReview("exit", "hallgren", "sara", "accepted"),
            ),
        ),
    ),
)

PARTNERSHIP = Partnership(
    key="swahili",
    title="Swahili as it is spoken: speech recognition for clinics",
    summary=(
        "A start-up in Nairobi and speech researchers in Malmö want machines to understand Swahili as it is spoken in clinics, "
        "with English and Sheng in one sentence, so that nurses can look at the patient and not at the form."
    ),
    form="bilateral",
    mode="cooperative",
    purposes=("innovation", "knowledge-development", "employment-promotion"),
    ubc_types=("joint-research", "academic-entrepreneurship", "staff-mobility"),
    disciplines=("computer-science", "languages-linguistics", "health-sciences"),
    participations=(
        Participation("hallgren", "university", unit="School of Computing and Language"),
        Participation("lugha", "business"),
    ),
    identified=-240,
    path=(Step("exploring", -190), Step("negotiating", -62)),
    starts=45,
    ends=1140,
    next_review=30,
    seats=(
        Seat("sara", "representative", -190),
        Seat("wanjiku", "representative", -180),
        Seat("baraka", "contributor", -150),
        Seat("amina", "respondent", -62),
    ),
    contents=CONTENTS,
)
