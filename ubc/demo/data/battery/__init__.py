"""The Battery Loop Laboratory of Hallgren and Lahnberg: the first of the two partnerships told in full."""

from ubc.demo.data.battery import hallgren, lahnberg, plan, ties
from ubc.demo.data.battery.people import PEOPLE
from ubc.demo.data.battery.process import PROCESS
from ubc.demo.shapes import Contents, Participation, Partnership, Seat, Step

PARTNERSHIP = Partnership(
    key="battery",
    title="Battery Loop Laboratory: graphite and lithium from spent batteries",
    summary=(
        "Old car batteries hold graphite, lithium, nickel and cobalt. In a shared laboratory in Malmö we look for ways to win "
        "them back with little heat and little acid, clean enough for new batteries, and we train the people who will run such "
        "plants."
    ),
    form="joint_lab",
    mode="collaborative",
    purposes=("innovation", "knowledge-development", "workforce-development"),
    ubc_types=("joint-research", "shared-resources", "student-mobility", "commercialisation"),
    disciplines=("materials", "chemical-engineering", "chemistry"),
    participations=(
        Participation("hallgren", "university", unit="Department of Materials and Processes"),
        Participation("lahnberg", "business", unit="Circular Materials"),
        Participation("drittblick", "neutral"),
    ),
    identified=-900,
    path=(Step("exploring", -820), Step("negotiating", -690), Step("active", -540)),
    starts=-540,
    ends=555,
    next_review=12,
    seats=(
        Seat("leyla", "representative", -820),
        Seat("ingrid", "contributor", -420),
        Seat("katrin", "representative", -800),
        Seat("thomas", "contributor", -690),
        Seat("sabine", "contributor", -420),
        Seat("miriam", "contributor", -690),
        Seat("felix", "respondent", -540),
        Seat("dieter", "contributor", -690, -405),
        Seat("julian", "contributor", -20),
        Seat("clemens", "facilitator", -200, 165),
    ),
    contents=Contents(
        drivers=(*hallgren.DRIVERS, *lahnberg.DRIVERS),
        value_cases=(hallgren.VALUE_CASE, lahnberg.VALUE_CASE),
        objectives=(*PROCESS, *PEOPLE, *hallgren.OWN, *lahnberg.OWN),
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
