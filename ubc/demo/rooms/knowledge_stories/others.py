"""Information, property and publications in the leak partnership and in the crafts scheme."""

from ubc.demo.rooms.knowledge_stories.shapes import Incident, Property, Record, Request, Story, Work, category

H, V, W = "hallgren", "valleclaro", "warta"

LEAKS = Story(
    categories=(
        category(
            -600, V, "Sensor data of the districts", "condition", 1, condition="Used in the control centre only.", review_on=30
        ),
        category(-600, V, "Addresses and meters of customers", "cannot", 3, review_on=90),
        category(-590, H, "The model of leaks", "can", 0, review_on=180),
        category(
            -590,
            H,
            "Recordings of the floating microphone",
            "condition",
            1,
            condition="Ninety days after they were made, unless Valle Claro says no.",
            review_on=-4,
        ),
    ),
    requests=(
        Request(
            -40,
            V,
            {
                "what": "Source of the ranking of pipes",
                "why": "The municipalities ask how it was made.",
                "of": H,
                "answer_by": -10,
            },
            (
                (-36, "consider", {}),
                (-30, "granted", {"answer": "With pleasure: it is open."}),
                (-28, "hand_over", {"what": "Source of the ranking, version 4"}),
            ),
        ),
    ),
    property=(
        Property(Record(-620, {"title": "Model of leaks, version 1", "kind": "background"}, H), {H: 100}),
        Property(
            Record(
                -620,
                {"title": "Map of the network since 1911", "kind": "background", "restrictions": "Not to be published."},
                V,
            ),
            {V: 100},
        ),
        Property(
            Record(-210, {"title": "Microphone that floats in a main", "kind": "foreground"}),
            {H: 70, V: 30},
            -190,
            ((-180, {"to": "disclosed"}),),
        ),
    ),
    works=(
        Work(
            -35,
            H,
            {
                "title": "What a leak sounds like in clay pipes",
                "authors": "M. Lindqvist, S. Ortega",
                "abstract": "Recordings of 41 leaks with their place.",
                "venue": "Water and Sound",
                "days": 45,
            },
            "clay-pipes",
            ((-33, "submit", H, {}), (-15, "ask_changes", V, {"note": "Leave out the streets: thieves of copper read too."})),
        ),
    ),
    lines=(
        Record(
            -300,
            {
                "addressees": "The 43 municipalities",
                "message": "Which pipes come first, and why.",
                "channel": "meeting",
                "frequency": "yearly",
                "speaker": V,
                "approval": "all",
                "next_on": 66,
            },
        ),
    ),
    assets=(
        (
            Record(
                -150,
                {
                    "title": "The old control system",
                    "form": "tacit",
                    "holding": V,
                    "place": "Two people in the control centre",
                    "risk": "high",
                    "why": "Nobody else understands its scripts.",
                    "review_on": 20,
                },
            ),
            None,
        ),
    ),
    incidents=(
        Incident(
            Record(
                -5,
                {
                    "title": "Streets visible in a public notebook",
                    "kind": "leak",
                    "facts": "A student put a notebook with street names on a public page for two days.",
                    "notify_by": -2,
                },
                H,
            ),
            ((-4, "contain", H, {"containment": "The page was taken down and the copies of search engines removed."}),),
        ),
    ),
)
CRAFTS = Story(
    categories=(
        category(-370, H, "Teaching material", "can", 0, review_on=150),
        category(-370, W, "Teaching material of the workshops", "can", 0, review_on=150),
        category(
            -368,
            W,
            "Names and marks of apprentices",
            "condition",
            1,
            condition="With the consent of the apprentice.",
            review_on=100,
        ),
    ),
    property=(
        Property(
            Record(
                -300,
                {
                    "title": "Course on why timber moves",
                    "kind": "foreground",
                    "access_rights": "Both use and change it freely.",
                },
            ),
            {H: 50, W: 50},
        ),
    ),
    lines=(
        Record(
            -360,
            {
                "addressees": "Masters of the association",
                "message": "Who is ready for a degree, and how it goes on.",
                "channel": "event",
                "frequency": "yearly",
                "speaker": W,
                "approval": "none",
                "next_on": 110,
            },
        ),
    ),
    data=(
        Record(
            -350,
            {
                "title": "Marks of apprentices who apply",
                "giver": W,
                "recipient": H,
                "personal": True,
                "purpose": "To admit them to the second year.",
                "basis": "consent",
                "roles": "separate",
                "retention": "Until the end of the studies, then deleted.",
                "delete_by": 700,
            },
        ),
    ),
)
