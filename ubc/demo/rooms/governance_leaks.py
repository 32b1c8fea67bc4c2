"""How the network of Valleclaro is watched together: two bodies, agreements, and an issue that went to the top."""

from ubc.demo.rooms.governance_shapes import (
    Agreement,
    Body,
    Decision,
    Governance,
    Issue,
    Item,
    Line,
    Meeting,
    Process,
    Rule,
    RuleChange,
    Seat,
    Topic,
)

BOARD, GROUP = "Joint board", "Working group on the network"

GOVERNANCE = Governance(
    since=-634,
    agreements=(
        Agreement(
            title="Collaboration agreement on leak detection",
            kind="research-collaboration",
            subject="Sensors in two districts, readings for the university, results for the network; students in both cities.",
            written=-735,
            reference="VC-2024-31",
            value=640000,
            starts=-645,
            ends=62,
            renewal="decision",
            notice=60,
            topics=(
                Topic("data", "Whether readings of single streets leave the company.", "By district, never by street.", -690),
                Topic("publication", "Who reads first, and for how long.", "Thirty days; silence is consent.", -670),
            ),
            states=((-728, "drafting", "hallgren"), (-700, "negotiating", "valleclaro"), (-655, "awaiting_signature", "")),
            signed=-648,
        ),
        Agreement(
            title="Continuation for three more districts",
            kind="amendment",
            subject="Three more years and three more districts, with the company's own staff in the data room.",
            written=-60,
            value=910000,
            topics=(
                Topic("budget", "The company pays by district, the university asks by year."),
                Topic("foreground-ip", "Whether the company may sell the method to other networks."),
            ),
            states=(
                (-55, "drafting", "valleclaro"),
                (-41, "negotiating", "valleclaro"),
                (-20, "negotiating again", "hallgren"),
            ),
        ),
    ),
    lines=(
        Line(
            *("valleclaro", "budget", "Pay by district that is watched.", "Half by district, half by year."),
            limit="Paying for a district in which nothing is measured.",
            day=-38,
            agreement="Continuation for three more districts",
        ),
    ),
    bodies=(
        Body(
            name=BOARD,
            level="strategic",
            terms="Objectives, money, and whether the work goes on.",
            since=-628,
            cadence=182,
            chair_rule="fixed",
            seats=(
                Seat("hallgren", "member", "mats"),
                Seat("valleclaro", "chair", "marta"),
                Seat("valleclaro", "member", "sergio"),
            ),
        ),
        Body(
            name=GROUP,
            level="management",
            terms="Which districts, which sensors, which students; what the readings mean.",
            since=-626,
            cadence=91,
            escalates_to=BOARD,
            seats=(
                Seat("hallgren", "co_chair", "mats"),
                Seat("valleclaro", "chair", "nuria"),
                Seat("valleclaro", "alternate", "sergio", for_key="nuria"),
            ),
        ),
    ),
    meetings=(
        Meeting(
            body=BOARD,
            day=-122,
            hour=10,
            place="Zaragoza, town hall",
            planned=-150,
            items=(
                Item("Two years of listening", "review", 45, "Mats Hedlund", "The board has the figures it asked for."),
                Item("Three more districts", "decision", 45, "Marta Echeverría Lanuza", "The amendment is to be negotiated."),
            ),
            minuted=-118,
            minutes="The board wants to go on. Money is negotiated by district; the method stays where it was made.",
            agreed=-112,
            closed=True,
        ),
        Meeting(
            body=GROUP,
            day=-115,
            hour=11,
            place="Zaragoza, control centre",
            planned=-130,
            items=(
                Item("Readings of the winter", "review", 40, "Mats Hedlund", "Nine leaks found, two of them by chance."),
                Item("Sensors that fell silent", "discussion", 20, "Nuria Calvo", "Batteries are changed before the frost."),
            ),
            minuted=-110,
            minutes="Nine leaks, seven of them seen by the method. The company will say so in public.",
            agreed=-100,
            closed=True,
        ),
        Meeting(
            body=GROUP,
            day=-26,
            hour=11,
            place="Malmö, by video",
            planned=-40,
            items=(
                Item("Access to the control room", "discussion", 30, "Mats Hedlund"),
                Item("Plan for the dry months", "decision", 30, "Nuria Calvo"),
            ),
        ),
    ),
    decisions=(
        Decision(
            title="Two students a term in the control centre",
            text="From the coming term two students work in the control centre, each for ten weeks, with a guide of the company.",
            body=GROUP,
            day=-115,
            implement_by=-12,
            responsible="valleclaro",
            positions=((-115, "mats", "for", ""), (-113, "marta", "for", "")),
        ),
    ),
    rules=(
        Rule("Sensors and batteries", "money", amount=8000, body=GROUP),
        Rule("Changing a district", "scope", limit="Within the city", body=GROUP),
    ),
    rule_changes=(
        RuleChange(
            "Sensors and batteries",
            {"amount": 12000},
            "A sensor costs a third more since the spring; the group asked the board four times for one battery.",
            by="sergio",
            asked=-120,
            signed=-112,
        ),
    ),
    activities=(
        ("Keeping the sensors running", "C", "AR"),
        ("Reading the signals", "AR", "I"),
        ("Telling the public", "R", ""),
    ),
    processes=(
        Process(
            name="Letting students into the control centre",
            ways=(
                ("hallgren", "Students are insured by the university and briefed by the supervisor.", ""),
                (
                    "valleclaro",
                    "A guard checks identity; a day of training before the first shift.",
                    "Law on critical infrastructure.",
                ),
            ),
            written=-600,
            gap="The day of training was never planned into the term.",
            compared=-580,
            way="Names eight weeks before; the day of training is the first day of the term.",
            owner="nuria",
            asked=-575,
            agreed=-566,
            used=-560,
            review=-5,
        ),
    ),
    ladder=((1, "mats", "nuria"), (2, "johan", "sergio"), (4, "annika", "marta")),
    issues=(
        Issue(
            title="Readings of the eastern district are held back",
            kind="knowledge",
            facts="Since March the readings of the eastern district arrive without times. The method needs them to the second.",
            by="mats",
            raised=-62,
            positions=(
                (-60, "mats", "The agreement names times. Without them two theses stand still."),
                (-58, "nuria", "Times show when the network is weak: after the incident in March we must not give them out."),
                (-50, "johan", "We can take them in a closed room of yours."),
                (-25, "annika", "A closed room, by the end of the month, or we stop the eastern district."),
            ),
            sweeps=(-57, -47, -32),
        ),
    ),
)
