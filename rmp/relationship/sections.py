"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries.

Rankings and links to other partnerships are in no plan: a plan is read by people who do not stand in those partnerships.
"""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import ORDER, Block, contribute, disclosed, fields_block, table_block, whose
from partnerships.records.describe import text
from rmp.relationship.models import (
    Advantage,
    Appraisal,
    BenchmarkNote,
    CommunicationLine,
    ContextFactor,
    EngagementProcess,
    EngagementStep,
    Expectation,
    ExpectedOutcome,
    InterestedParty,
    Sustainability,
)


def answering(record: Any) -> str:
    return record.answers.name if record.answers else _("all parties")


def purpose(partnership: Partnership) -> list[Block]:
    """In which mode the parties collaborate, what it shall bring when, what each gains, and where it shall last. Four queries."""
    fixed = disclosed(Appraisal, partnership).joint().fixed().order_by("-on", *ORDER).first()
    outcomes = ExpectedOutcome.objects.none()
    if fixed:
        outcomes = ExpectedOutcome.objects.filter(appraisal=fixed).select_related("benefits").order_by("starts_on", *ORDER)
    advantages = disclosed(Advantage, partnership).select_related("party")
    lasting = disclosed(Sustainability, partnership).select_related("answers")
    return [
        *([appraisal_block(fixed)] if fixed else []),
        table_block(
            _("What the relationship shall bring"),
            [_("Period"), _("Expected outcome"), _("For")],
            [[o.period(), o.outcome, o.benefits.name if o.benefits else _("all parties")] for o in outcomes],
        ),
        table_block(
            _("Advantages of working together"),
            [_("Advantage"), _("Of"), _("Why nobody would have it alone")],
            [[a.title, whose(a), a.description] for a in advantages],
        ),
        table_block(
            _("Where the relationship shall last"),
            [_("Where"), _("Why there"), _("Methods"), _("Who answers for it")],
            [[s.where, s.why, s.methods, answering(s)] for s in lasting],
        ),
    ]


def appraisal_block(appraisal: Appraisal) -> Block:
    rows = [
        (_("As of"), text(appraisal.on)),
        (_("Horizon"), str(appraisal.get_horizon_display())),
        (_("Findings"), appraisal.findings),
        (_("Mode of collaboration"), str(appraisal.get_mode_display())),
        (_("Why this mode"), appraisal.mode_reason),
        (_("Where working together gains most"), appraisal.best_where),
    ]
    return fields_block(_("The relationship, as all parties appraised it"), [row for row in rows if row[1]])


def environment(partnership: Partnership) -> list[Block]:
    """What helps and hinders, and what is learnt from others. Two queries."""
    factors = disclosed(ContextFactor, partnership).select_related("answers")
    rows = [
        [f.title, str(f.get_origin_display()), str(f.get_bearing_display()), f.effect, f.response, answering(f)]
        for f in factors
    ]
    notes = disclosed(BenchmarkNote, partnership).exclude(state=BenchmarkNote.State.DROPPED)
    return [
        table_block(
            _("What helps and hinders"),
            [_("Factor"), _("From"), _("What it does"), _("Effect"), _("Response"), _("Who answers for it")],
            rows,
        ),
        table_block(
            _("Good practice seen elsewhere"),
            [_("Good practice"), _("Seen where"), _("What the parties change"), _("State")],
            [[n.title, n.seen_at, n.change, str(n.get_state_display())] for n in notes],
        ),
    ]


def expectations(partnership: Partnership) -> list[Block]:
    """Who is interested, how much, and what is expected. Two queries."""
    parties = list(disclosed(InterestedParty, partnership).select_related("category"))
    parties.sort(key=lambda party: (-(party.influence or 0), -(party.interest or 0), party.name.casefold()))
    places = {party.pk: place for place, party in enumerate(parties)}
    expected = Expectation.objects.disclosed().filter(interested_party__partnership=partnership)
    found = sorted(
        expected.select_related("interested_party", "answers").order_by(*ORDER), key=lambda e: places[e.interested_party_id]
    )
    return [
        table_block(
            _("Interested parties"),
            [_("Interested party"), _("Kind"), _("Influence"), _("Interest"), _("Evaluation")],
            [[p.name, str(p.category), level(p, "influence"), level(p, "interest"), p.evaluation] for p in parties],
        ),
        table_block(
            _("What they expect"),
            [_("Interested party"), _("Expectation"), _("Voiced by"), _("Who answers for it"), _("How"), _("How it stands")],
            [
                [e.interested_party.name, e.text, e.voiced_by, answering(e), e.response, str(e.get_fulfilment_display())]
                for e in found
            ],
        ),
    ]


def level(party: InterestedParty, name: str) -> str:
    return str(getattr(party, f"get_{name}_display")() or "")


def governance(partnership: Partnership) -> list[Block]:
    """How the parties engage, by which steps, and who speaks with whom. Three queries."""
    process = disclosed(EngagementProcess, partnership).first()
    steps = EngagementStep.objects.disclosed().filter(process__partnership=partnership).select_related("answers")
    lines = disclosed(CommunicationLine, partnership).select_related("who_party", "whom_party")
    rows = []
    if process:
        rows = [
            (_("Mode of management"), str(process.get_management_mode_display())),
            (_("In plain words"), process.description),
        ]
    return [
        fields_block(_("How the parties engage"), [row for row in rows if row[1]]),
        table_block(
            _("Steps of the engagement"),
            [_("Stage"), _("What is done"), _("By whom"), _("Who answers for it"), _("Written down in")],
            [
                [str(s.get_stage_display()), s.title, s.who, answering(s), s.documented_in]
                for s in steps.order_by("stage", "order", *ORDER)
            ],
        ),
        table_block(
            _("Who speaks with whom"),
            [_("About what"), _("Who speaks"), _("With whom"), _("How often"), _("By which channel")],
            [[x.topic, x.speaker(), x.listener(), str(x.get_frequency_display()), x.channel] for x in lines],
        ),
    ]


contribute("purpose", purpose, needs=("5.1.3.2-a",))
contribute("environment", environment)
contribute("expectations", expectations, needs=("5.1.3.1-a", "5.1.2-d"))
contribute("governance", governance)
