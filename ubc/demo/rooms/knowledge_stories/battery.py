"""Information, property and publications in the Battery Loop Laboratory."""

from ubc.demo.rooms.knowledge_stories.shapes import Incident, Paper, Property, Record, Request, Story, Work, category

H, L = "hallgren", "lahnberg"

BATTERY = Story(
    categories=(
        category(
            -500, H, "Methods of analysis", "can", 1, description="How we measure purity, and what it costs.", review_on=120
        ),
        category(
            -500,
            H,
            "Inventions not yet filed",
            "condition",
            1,
            condition="Written down, dated, and not before the Innovation Office has read it.",
            review_on=40,
        ),
        category(-498, H, "Student records and marks", "cannot", 3, description="Names, marks, illness.", review_on=300),
        category(
            -495,
            L,
            "Batch records of the pilot line",
            "condition",
            1,
            condition="Customer names removed, and cleared by Miriam's office.",
            review_on=-9,
        ),
        category(-495, L, "Material data sheets", "can", 0, review_on=200),
        category(-495, L, "Prices and customers", "cannot", 3, description="Of graphite, lithium and scrap.", review_on=200),
        category(-90, L, "Cost of the second wash in Kassel", "cannot", 4, shared=False, review_on=90),
    ),
    requests=(
        Request(
            -150,
            H,
            {
                "what": "Batch records 63 to 102",
                "why": "For the data set of the first hundred batches.",
                "of": L,
                "answer_by": -120,
            },
            (
                (-146, "consider", {}),
                (-131, "limited", {"limits": "Without the names of customers and without temperatures above 600 degrees."}),
                (-118, "hand_over", {"what": "Batch records 63 to 80, cleared"}),
            ),
        ),
        Request(
            -12,
            L,
            {
                "what": "Raw spectra of the second wash",
                "why": "Our plant sees another line width and wants to know why.",
                "of": H,
                "answer_by": 9,
            },
            ((-8, "consider", {}),),
        ),
        Request(
            -3,
            H,
            {
                "what": "Temperatures above 600 degrees",
                "why": "The reviewers of our paper ask for them.",
                "of": L,
                "answer_by": 21,
            },
        ),
    ),
    disclosures=(
        (
            Record(
                -300,
                {
                    "what": "Batch records 1 to 62",
                    "basis": "condition",
                    "category": "Batch records of the pilot line",
                    "ground": "Names removed; cleared by letter of the legal office.",
                },
                L,
            ),
            (H,),
        ),
        (
            Record(
                -240, {"what": "Protocol for purity below 50 ppm", "basis": "category", "category": "Methods of analysis"}, H
            ),
            (L,),
        ),
    ),
    property=(
        Property(
            Record(
                -520,
                {
                    "title": "Low-heat leaching of graphite",
                    "kind": "background",
                    "description": "Patent family of 2021.",
                    "access_rights": "Free for the laboratory; a licence for plants on fair terms.",
                    "restrictions": "",
                },
                H,
            ),
            {H: 100},
        ),
        Property(
            Record(
                -520,
                {
                    "title": "Rotating vessel and its control",
                    "kind": "background",
                    "access_rights": "For work in the laboratory.",
                    "restrictions": "Control software is licensed from a third house and stays in the vessel.",
                },
                L,
            ),
            {L: 100},
        ),
        Property(
            Record(
                -330,
                {
                    "title": "Second wash of black mass",
                    "kind": "foreground",
                    "description": "A wash at 40 degrees that takes the binder off without acid.",
                    "access_rights": "Lahnberg uses it in its plants; Hallgren teaches and studies all of it.",
                },
            ),
            {H: 60, L: 40},
            -310,
            (
                (-300, {"to": "disclosed"}),
                (-280, {"to": "evaluating"}),
                (
                    -230,
                    {"to": "filed", "reference": "EP 24 000 001.7", "next_step": "Answer to the search report", "next_on": 38},
                ),
            ),
        ),
        Property(
            Record(
                -60,
                {
                    "title": "Recovery of separator foil",
                    "kind": "foreground",
                    "description": "Floats when the bath is turned off. Found by a student.",
                    "next_step": "Decide whether to file",
                    "next_on": 20,
                },
            ),
            {H: 50, L: 50},
        ),
        Property(
            Record(-45, {"title": "Camera that tells black mass from dust", "kind": "sideground"}, H, shared=False), {H: 100}
        ),
    ),
    works=(
        Work(
            -260,
            H,
            {
                "title": "Graphite without acid: a second wash",
                "authors": "L. Demir, I. Nordahl, K. Vogt",
                "abstract": "The wash, its yield and what is left in the water.",
                "venue": "Journal of Circular Materials",
                "days": 30,
            },
            "second-wash",
            (
                (-258, "submit", H, {}),
                (-240, "ask_delay", L, {"until": -200, "note": "We file first."}),
                (-198, "clocks", "", {}),
                (-187, "note_publication", H, {"where": "Journal of Circular Materials 12, 44"}),
            ),
        ),
        Work(
            -120,
            H,
            {
                "title": "A hundred batches: what a pilot line can tell",
                "authors": "L. Demir, M. Adler",
                "abstract": "Statistics of the first batches.",
                "venue": "Open data workshop",
                "kind": "conference",
                "days": 30,
            },
            "hundred-batches",
            ((-118, "submit", H, {}), (-86, "clocks", "", {})),
        ),
        Work(
            -21,
            H,
            {
                "title": "Where the lithium goes",
                "authors": "I. Nordahl, F. Berg",
                "abstract": "A balance of lithium over eleven washes.",
                "venue": "Journal of Circular Materials",
                "days": 30,
            },
            "lithium",
            ((-19, "submit", H, {}), (-11, "take_up", L, {})),
        ),
        Work(
            -4,
            L,
            {
                "title": "Stand at the Hanover fair",
                "authors": "Communications, Kassel",
                "abstract": "A poster with photographs of the line and two figures.",
                "kind": "press",
                "days": 14,
            },
        ),
    ),
    lines=(
        Record(
            -400,
            {
                "addressees": "Operators in Kassel",
                "message": "What changes on the line, and why.",
                "channel": "meeting",
                "frequency": "monthly",
                "speaker": L,
                "approval": "none",
                "next_on": 8,
            },
        ),
        Record(
            -400,
            {
                "addressees": "Students and applicants",
                "message": "That one can learn this here, and how to apply.",
                "channel": "event",
                "frequency": "yearly",
                "speaker": H,
                "approval": "own",
                "next_on": 70,
            },
        ),
        Record(
            -390,
            {
                "addressees": "Press",
                "message": "What was found, with both names.",
                "channel": "press",
                "frequency": "on_event",
                "speaker": H,
                "approval": "all",
            },
        ),
    ),
    assets=(
        (
            Record(
                -200,
                {
                    "title": "How to start the line after a stop",
                    "form": "tacit",
                    "holding": H,
                    "place": "Two people in the laboratory",
                    "risk": "high",
                    "why": "One of the two retires next summer.",
                    "review_on": 60,
                },
            ),
            {"title": "Write and film the start with both of them", "responsible": H, "due_on": 45},
        ),
        (
            Record(
                -190,
                {
                    "title": "Recipes of the second wash",
                    "form": "explicit",
                    "holding": L,
                    "place": "Process archive in Kassel",
                    "risk": "low",
                    "review_on": 150,
                },
            ),
            None,
        ),
    ),
    data=(
        Record(
            -380,
            {
                "title": "Attendance and test results of operators",
                "giver": L,
                "recipient": H,
                "personal": True,
                "purpose": "To issue the joint certificate.",
                "basis": "contract",
                "roles": "joint",
                "safeguards": "Encrypted, seen by three people.",
                "retention": "Until three years after the test, then deleted.",
                "delete_by": 400,
            },
        ),
    ),
    incidents=(
        Incident(
            Record(
                -170,
                {
                    "title": "A key with batch records left on a train",
                    "kind": "loss",
                    "facts": "Encrypted stick, records 1 to 40, left on the train to Kassel.",
                    "category": "Batch records of the pilot line",
                    "personal": False,
                    "notify_by": -168,
                },
            ),
            (
                (-170, "confirm", L, {"how": "By telephone, the same evening"}),
                (-169, "contain", H, {"containment": "The key was reported lost and its password voided."}),
                (-165, "assess", H, {"assessment": "Encrypted; nobody can read it. Nothing personal on it."}),
                (-150, "close", H, {"lesson": "Records travel by the shared platform only."}),
            ),
        ),
    ),
    papers=(
        Paper(
            "Confidentiality in the laboratory, in one page",
            "",
            1,
            ("What is said in the laboratory stays in the laboratory.", "Who is in doubt asks Leyla or Katrin."),
            ((-350, ""), (-120, "With the rule about sticks")),
        ),
        Paper("Ceiling for the licence talks", L, 3, ("Not above four per cent of sales.",), ((-40, ""),), shared=False),
    ),
)
