"""What the other partnerships put in and got out: thinner, and one that runs well."""

from ubc.demo.rooms.value.battery import BATTERY
from ubc.demo.rooms.value.shapes import (
    Benefit,
    Found,
    Gift,
    Idea,
    Lesson,
    Meaning,
    Move,
    Output,
    Receipt,
    Score,
    Target,
    Terms,
    Told,
    Worth,
)

CREWS = "Crews mark on the telephone where they heard a leak"

LEAKS = Told(
    meanings=(
        Meaning("hallgren", "Data of a whole valley, gathered with the consent of those who live there", 1),
        Meaning("valleclaro", "Water that need not be pumped", 1, "Pumped minus billed, by month"),
        Meaning("valleclaro", "Technicians who stay because they can become engineers", 2),
    ),
    ideas=(
        Idea(
            CREWS,
            "quality",
            "valleclaro",
            -420,
            "A map and one button. The ear of a foreman is a sensor.",
            "Labels for the model, and respect for those who know the pipes.",
            objective="leaks-loss",
            scores=(Score("hallgren", 5, 4, 4), Score("valleclaro", 4, 4, 5)),
            moves=(
                Move("screen", -410),
                Move("assess", -390),
                Move("approve", -380),
                Move("pilot", -370, review=-280),
                Move("realise", -285),
            ),
        ),
        Idea(
            "Sell the model to neighbouring valleys",
            "new_market",
            "hallgren",
            -130,
            scores=(
                Score("hallgren", 4, 3, 4),
                Score("valleclaro", 1, 3, 2, "Water is a common good, and so is what finds leaks."),
            ),
            moves=(
                Move("screen", -120),
                Move("reject", -95, "Valle Claro will not earn from other valleys' leaks. The method is published instead."),
            ),
        ),
        Idea("Night pressure by weather forecast", "efficiency", "valleclaro", -30, objective="leaks-pressure"),
    ),
    benefits=(
        Benefit(
            "Leaks found before anybody calls",
            "problem-solved",
            "valleclaro",
            -360,
            beneficiary="valleclaro",
            giver="hallgren",
            idea=CREWS,
            objective="leaks-loss",
            baseline=12,
            target=40,
            unit="% of all leaks",
            method="Repair orders against calls",
            due=-15,
            found=(Found(-240, 22, "Repair orders of the summer"), Found(-100, 31, "Repair orders of the autumn", -12)),
            worth=(Worth("valleclaro", 180, 95),),
            forecast=-300,
            emerging=-240,
        ),
        Benefit(
            "A set of labelled recordings no other group has",
            "research-quality",
            "hallgren",
            -350,
            beneficiary="hallgren",
            giver="valleclaro",
            target=3000,
            unit="recordings",
            method="Count in the archive",
            due=-60,
            found=(Found(-75, 3400, "Count in the archive"),),
            worth=(Worth("hallgren", 60, 70),),
            emerging=-200,
            realised=-70,
            attested=(("hallgren", -64, "Two theses rest on it."),),
        ),
    ),
    gifts=(
        Gift("hallgren", -600, "personnel", "Two doctoral students", 72, 40, "months", worth=310, objective="leaks-loss"),
        Gift(
            "valleclaro",
            -590,
            "data",
            "Pressure and flow by the minute, without names",
            36,
            21,
            "months",
            worth=40,
            receipts=(Receipt("hallgren", -80, 21, 120, "We could not buy it anywhere."),),
        ),
    ),
    outputs=(
        Output(
            "Open code for acoustic leak detection", "software", "hallgren", -150, attribution="Hallgren, with the crews named"
        ),
    ),
    lessons=(
        Lesson(
            "Ask the crews before the model is built",
            "people",
            "valleclaro",
            -230,
            "The first model looked for leaks where the pipes are old. The crews knew that they begin where the road is heavy.",
            "One day with a crew before one day with data.",
            agreed=-215,
        ),
    ),
    targets=(
        Target("Days from an alarm to a repair", "time", "valleclaro", -300, 9, 3, "days", -20, readings=((-90, 6, ""),)),
    ),
)

CRAFTS = Told(
    meanings=(
        Meaning("hallgren", "Students who know material with their hands", 1),
        Meaning("warta", "Young people for whom a craft is not a dead end", 1, "Apprentices who say they stay"),
    ),
    terms=Terms(
        "warta",
        -300,
        "points",
        25,
        "A hundred points are a master's working year. Everything else is set against it.",
        review=90,
    ),
    ideas=(
        Idea(
            "Masters teach one day of every laboratory week",
            "quality",
            "warta",
            -300,
            scores=(Score("hallgren", 5, 5, 4), Score("warta", 4, 4, 5)),
            moves=(
                Move("screen", -295),
                Move("assess", -285),
                Move("approve", -276),
                Move("pilot", -260, review=-200),
                Move("realise", -205),
                Move("measure", -90),
                Move("close", -60),
            ),
        ),
    ),
    benefits=(
        Benefit(
            "Practitioners who finish their degree",
            "employability",
            "hallgren",
            -255,
            idea="Masters teach one day of every laboratory week",
            baseline=61,
            target=80,
            unit="% of a year",
            method="Register of the Dual Study Centre",
            due=-80,
            found=(Found(-180, 72, "Register, first year"), Found(-95, 82, "Register, second year")),
            worth=(Worth("hallgren", 120, 110), Worth("warta", 100, 105)),
            emerging=-180,
            realised=-92,
            attested=(("hallgren", -90, "As the register says."), ("warta", -85, "Eleven of them are back in our workshops.")),
        ),
    ),
    gifts=(
        Gift(
            "hallgren",
            -370,
            "personnel",
            "One coordinator and laboratory days",
            4000,
            2300,
            "hours",
            worth=180,
            receipts=(Receipt("warta", -70, 2300, 170),),
        ),
        Gift(
            "warta",
            -365,
            "expertise",
            "Masters as teachers",
            260,
            150,
            "days",
            worth=150,
            receipts=(Receipt("hallgren", -72, 150, 190),),
        ),
    ),
    outputs=(Output("Bridging course: statics for joiners", "curriculum", "hallgren", -210, attribution="I. Berg, A. Nowak"),),
    lessons=(
        Lesson(
            "Plan by the building season, not by the semester",
            "collaboration",
            "warta",
            -190,
            "In June no workshop can spare a master.",
            "Laboratory weeks lie between November and March.",
            agreed=-180,
            passed_on=(-175, "The other chambers of crafts"),
            applied=(("The plan of the second year", -150, "No master was missing."),),
        ),
    ),
)

TOLD = {"battery": BATTERY, "leaks": LEAKS, "crafts": CRAFTS}
