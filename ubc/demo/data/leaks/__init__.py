"""The leak partnership of Hallgren and Valle Claro: the second of the two partnerships told in full."""

from ubc.demo.data.leaks import hallgren, plan, ties, valleclaro
from ubc.demo.data.leaks.learning import LEARNING
from ubc.demo.data.leaks.network import NETWORK
from ubc.demo.shapes import Contents, Participation, Partnership, Seat, Step

PARTNERSHIP = Partnership(
    key="leaks",
    title="Listening to the network: leaks and pressure in Valle Claro",
    summary=(
        "One litre in four that leaves the treatment works of Valle Claro never reaches a tap. We listen to the pipes with "
        "sensors, learn from the repair crews where leaks begin, lower the pressure at night, and help technicians to become "
        "engineers."
    ),
    form="framework",
    mode="coordinated",
    purposes=("innovation", "capacity-building", "workforce-development"),
    ubc_types=("joint-research", "dual-education", "curriculum-co-design", "student-mobility"),
    disciplines=("civil-engineering", "environmental-engineering", "computer-science"),
    participations=(
        Participation("hallgren", "university", unit="Department of Water and Ground Systems"),
        Participation("valleclaro", "business", unit="Innovation and Assets"),
        Participation("drittblick", "neutral"),
    ),
    identified=-960,
    path=(Step("exploring", -900), Step("planned", -800), Step("negotiating", -740), Step("active", -640)),
    starts=-640,
    ends=1185,
    next_review=-9,
    seats=(
        Seat("mats", "representative", -900),
        Seat("ingrid", "contributor", -480),
        Seat("sara", "reader", -300),
        Seat("marta", "representative", -880),
        Seat("sergio", "contributor", -740),
        Seat("nuria", "contributor", -740),
        Seat("pablo", "respondent", -480),
        Seat("elena", "reader", -740),
        Seat("theresa", "auditor", -60, 30),
    ),
    contents=Contents(
        drivers=(*hallgren.DRIVERS, *valleclaro.DRIVERS),
        value_cases=(hallgren.VALUE_CASE, valleclaro.VALUE_CASE),
        objectives=(*NETWORK, *LEARNING, *hallgren.OWN, *valleclaro.OWN),
        restatements=ties.RESTATEMENTS,
        alignment=ties.ALIGNMENT,
        differences=ties.DIFFERENCES,
        summaries=ties.SUMMARIES,
        communications=ties.COMMUNICATIONS,
        mechanisms=ties.WAYS,
        revision_mechanism=ties.MECHANISM,
        revisions=ties.REVISIONS,
        sections=plan.SECTIONS,
        plan=plan.VERSIONS,
    ),
)
