"""The joint plan of the leak partnership, in the words of its team."""

from ubc.demo.shapes import PlanVersion, Section, Signature

SECTIONS = (
    Section(
        "purpose",
        (
            "Together we make the drinking water network of Valle Claro lose less: by listening, by calmer pressure and by "
            "people who know both pipes and models. Treatment, tariffs and waste water stay outside."
        ),
    ),
    Section(
        "parties",
        (
            "Aguas del Valle Claro, for which Marta Echeverría speaks, and Hallgren Technical University, for which Annika "
            "Sjöholm and Professor Mats Hedlund speak. Sergio Aznar and Nuria Calvo lead the work in the network. Theresa "
            "Moosbrugger of Drittblick audits once a year."
        ),
        earlier=(
            "Aguas del Valle Claro, for which Marta Echeverría speaks, and Hallgren Technical University, for which Annika "
            "Sjöholm and Professor Mats Hedlund speak. Sergio Aznar and Nuria Calvo lead the work in the network."
        ),
        since=-59,
    ),
    Section(
        "environment",
        (
            "The river gives less water than it did, energy is dear, and pipes laid in the seventies grow old at the same "
            "time. In the company many will retire; at the university few students have ever seen a trench."
        ),
    ),
    Section(
        "expectations",
        (
            "People expect water at every hour and no holes in the street without need. Mayors expect numbers for their own "
            "town. The works council expects that no place is lost. The health authority expects that pressure never falls too "
            "low."
        ),
    ),
    Section(
        "visions",
        (
            "A valley in which water is not lost for want of listening. We treat the network as a common good, the people who "
            "mend it as experts, and households' habits as nobody's business."
        ),
    ),
    Section(
        "objectives",
        (
            "Five common objectives: fewer losses, quick repair, calm pressure, a way from technician to engineer, open "
            "sounds. The first phase, the eastern district, was reached. Between open sounds and privacy a conflict is open."
        ),
        earlier=(
            "Five common objectives: fewer losses, quick repair, calm pressure, a way from technician to engineer, open "
            "sounds. The eastern district comes first, as a phase of its own."
        ),
        since=-279,
    ),
    Section(
        "leadership",
        (
            "Marta Echeverría and Annika Sjöholm answer for the partnership. Mats Hedlund and Sergio Aznar decide what is "
            "tried where. Each has a deputy who is named in the monthly letter."
        ),
    ),
    Section(
        "governance",
        (
            "A steering meeting every quarter, in turn in Zaragoza and Malmö or by video. A working talk every Tuesday at "
            "nine. Spending above 15,000 euro needs both leaders."
        ),
    ),
    Section(
        "competence",
        (
            "Researchers go out with a crew before they train a model on its work. Foremen are asked before and not after. "
            "Talks are in English, notes in both languages."
        ),
    ),
    Section(
        "trust",
        "A false alarm is counted and not hidden. When a crew doubts the model, the crew is right until the trench is open.",
    ),
    Section(
        "value",
        (
            "Cubic metres saved are counted every month and valued at the cost of the last litre. Degrees, theses and fewer "
            "night calls are counted beside them, not turned into money."
        ),
    ),
    Section(
        "knowledge",
        (
            "Sensor data stay in the control centre and are used there by the university. The model is open. What may be "
            "published of the recordings is being settled."
        ),
        earlier=(
            "Sensor data stay in the control centre and are used there by the university. The model is open. Recordings are "
            "published after ninety days."
        ),
        since=-30,
    ),
    Section(
        "risks",
        (
            "We look each quarter at wrong alarms in old towns, the old control system that two people understand, a summer "
            "without rain, and the loss of students between the second and third year."
        ),
    ),
    Section(
        "assessment",
        (
            "Losses are read monthly, the relationship once a year. The last review was to take place last week and has to be "
            "set again."
        ),
        earlier=("Losses are read monthly, the relationship once a year."),
        since=-8,
    ),
    Section(
        "exit",
        (
            "The agreement runs for five years and can be ended with nine months' notice. Students finish under the same "
            "conditions, whatever happens. Sensors belong to the company, the model stays open to both."
        ),
    ),
    Section(
        "revision",
        (
            "Objectives change by a written proposal, an answer within fifteen days and the decision of both leaders. One "
            "revision was approved, one is waiting for an answer."
        ),
        earlier=("Objectives change by a written proposal, an answer within fifteen days and the decision of both leaders."),
        since=-20,
    ),
)

VERSIONS = (
    PlanVersion(
        summary=(
            "We begin in the eastern district, with four hundred sensors and one crew, and see whether listening finds leaks. "
            "The company opens its network and its data, the university brings the model. No place in the crews is lost by it."
        ),
        state="superseded",
        day=-665,
        by="annika",
        signatures=(
            Signature("valleclaro", "marta", -651),
            Signature("hallgren", "annika", -650),
        ),
    ),
    PlanVersion(
        summary=(
            "What worked in the east goes to all six districts. New is the way from technician to engineer, with eight people "
            "a year, and a corrected target for bursts. Pressure is lowered at night where nobody needs it."
        ),
        state="in_force",
        day=-283,
        by="annika",
        signatures=(
            Signature("hallgren", "annika", -276),
            Signature("valleclaro", "marta", -270),
        ),
    ),
    PlanVersion(
        summary=(
            "The other districts follow in an order that everybody can read. Sounds recorded near houses count as private "
            "until there is an opinion on them. The trunk main is surveyed as soon as the canal authority agrees. All else "
            "stays as it is."
        ),
        state="awaiting_signatures",
        day=-8,
        by="annika",
        signatures=(Signature("hallgren", "annika", -6),),
    ),
)
