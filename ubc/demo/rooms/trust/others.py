"""Trust in the other partnerships: thinner, and some at their beginning."""

from ubc.demo.rooms.trust.battery import BATTERY
from ubc.demo.rooms.trust.shapes import Concern, Contact, Promise, Pulse, Review, Signal, Trust, View

LEAKS = Trust(
    promises=(
        Promise(
            "valleclaro",
            "hallgren",
            "Flow data of the north quarter, hour by hour",
            -320,
            -280,
            ((-284, "reported", "All of last year."), (-283, "kept", "")),
        ),
        Promise(
            "hallgren",
            "valleclaro",
            "A method that names a leak to within fifty metres",
            -300,
            -90,
            ((-70, "reported", "Forty metres in eight of ten cases."), (-66, "kept", "The crews tried it for two weeks.")),
        ),
        Promise("hallgren", "valleclaro", "A course for six foremen, in the evening", -120, -12),
        Promise("valleclaro", "hallgren", "Two digging crews for the trial in spring", -60, 40),
    ),
    pulses=(
        Pulse(
            "valleclaro",
            -60,
            -46,
            "Half-yearly",
            (
                *(("mats", "444344"), ("ingrid", "443444")),
                *(("marta", "444345"), ("sergio", "343334"), ("nuria", "444344"), ("pablo", "343234")),
            ),
        ),
        Pulse(
            "hallgren", -3, 11, "After the change of the chair", (("mats", "444344"), ("marta", "444445"), ("sergio", "343334"))
        ),
    ),
    watched=-58,
    read=(-57, -45, -11, 0),
    concerns=(
        Concern(
            "own",
            "nuria",
            -20,
            "Crews fear that the model counts their hours",
            "data",
            "Two foremen ask whether the model will be used to measure how fast a crew digs.",
            "One sentence from the board, on paper.",
        ),
    ),
    contacts=(Contact("valleclaro", "Secretary of the board", "secretaria@valleclaro.example", 14),),
    reviews=(
        Review(
            "hallgren",
            -40,
            -400,
            -45,
            30,
            views=(
                View(
                    "hallgren",
                    -25,
                    "Two doctoral students, the programme beside the job.",
                    "Data nobody else has, a network to try methods on.",
                    "even",
                    4,
                ),
            ),
        ),
    ),
    signals=(
        Signal(
            "valleclaro",
            "hallgren",
            -80,
            "exemplary",
            "The model's misses were shown to the crews as openly as its hits",
            "They believe its hits since then.",
            put=-78,
            reply=(-75, "The misses taught us more. We shall go on like this."),
        ),
    ),
)

CRAFTS = Trust(
    promises=(
        Promise(
            "warta",
            "hallgren",
            "Places in the workshop for ten students each autumn",
            -200,
            -60,
            ((-64, "reported", "Ten places, ten names."), (-61, "kept", "")),
        ),
        Promise("hallgren", "warta", "Recognition of the master's certificate, in writing", -90, 15),
    ),
    watched=-85,
    read=(-84, 0),
)

# By the key of the partnership.
TOLD: dict[str, Trust] = {"battery": BATTERY, "leaks": LEAKS, "crafts": CRAFTS}
