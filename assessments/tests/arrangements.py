"""Each service of this room, ready to be called."""

import io

from django.core.files.base import ContentFile
from openpyxl import load_workbook

from assessments import workbook
from assessments.models import Cycle, CycleSide, Improvement, Instrument, Respondent
from assessments.services import analysis, cycles, handing, improving, instruments, rhythm
from assessments.tests import factories as make
from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call

# Nobody of the neutral house takes part: neither asks nor decides.
READING = (*DENIED, "facilitator", "auditor")
# Who may write and not sign.
UNSIGNING = (*READING, "contributor", "partner_contributor")
# Whom a party asks is its own, down to the names: nobody of the partner.
NOT_THE_UNIVERSITY = (*READING, "representative", "partner_contributor")
# Questions are edited by officers of the party they belong to, and by nobody else.
NO_OFFICERS = (*UNSIGNING, "representative")


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def by_contributor(*args, **said):
    return call(*args, by="contributor", denied=READING, **said)


def by_signer(*args, **said):
    return call(*args, by="representative", denied=UNSIGNING, **said)


def by_signatures(*args, **said):
    """What follows: from the signatures of all, or from the last answer."""
    return call(*args, by=SYSTEM, denied=UNSIGNING, **said)


def by_university(*args, **said):
    return call(*args, by="contributor", denied=NOT_THE_UNIVERSITY, **said)


def by_officer(*args, **said):
    return call(*args, denied=NO_OFFICERS, **said)


# --- cycles, and whom a party asks ------------------------------------------------------------------------------------
State = Cycle.State


def cycle(cast, state=State.PLANNED, **fields):
    """With both sides, and a question."""
    found = joint(cast, make.CycleFactory, state=state, **fields)
    make.ItemFactory(dimension__instrument=found.instrument)
    for party in (cast.university, cast.partner):
        CycleSide.objects.create(cycle=found, party=party)
    return found


def planned(cast):
    return joint(cast, make.CycleFactory)


def respondent(cast, of=None):
    """Whom the university asks in a cycle that takes answers."""
    of = of or cycle(cast, State.OPEN)
    return joint(cast, make.RespondentFactory, party=cast.university, cycle=of)


def to_name(cast):
    place = {"partnership": cast.partnership, "party": cast.university, "visibility": "private"}
    return Respondent(**place, cycle=cycle(cast, State.INVITING), email="ida@example.org")


def asked_before(cast):
    respondent(cast, cycle(cast, State.FINISHED, opened_on=today()))
    return cycle(cast, State.INVITING)


def to_open(cast):
    """Each side has named enough people."""
    found = cycle(cast, State.INVITING)
    for party in (cast.university, cast.partner):
        for _ in range(found.min_group):
            joint(cast, make.RespondentFactory, party=party, cycle=found)
    return found


def workbook_of(cast):
    person = respondent(cast)
    book = load_workbook(io.BytesIO(workbook.write(person.questionnaire, with_answers=False)))
    book["Questions"].cell(5, 5).value = 4
    file = io.BytesIO()
    book.save(file)
    return by_university(person, file=ContentFile(file.getvalue()))


def discussed(cast):
    found = cycle(cast, State.WORKSHOP)
    make.ConsensusFactory(cycle=found)
    return found


def improvement(cast, state=Improvement.State.PROPOSED, of=None):
    return joint(cast, make.ImprovementFactory, state=state, **({"cycle": of} if of else {}))


def to_agree(cast):
    found = cycle(cast, State.CONSENSUS)
    improvement(cast, of=found)
    return found


CYCLES: Arrangements = {
    cycles.start_inviting: lambda cast: by_signer(planned(cast)),
    cycles.add_respondent: lambda cast: by_university(to_name(cast)),
    cycles.ask_the_same: lambda cast: by_contributor(asked_before(cast)),
    cycles.open_cycle: lambda cast: by_signer(to_open(cast)),
    cycles.resend_link: lambda cast: by_university(respondent(cast)),
    handing.take_in_workbook: workbook_of,
    cycles.close_side: lambda cast: by_signer(cycle(cast, State.OPEN)),
    analysis.analyse: lambda cast: by_signatures(cycle(cast, State.CLOSED)),
    cycles.release: lambda cast: by_signer(cycle(cast, State.ANALYSED)),
    cycles.hold_workshop: lambda cast: by_contributor(cycle(cast, State.RELEASED), on=today()),
    cycles.ask_for_consensus: lambda cast: by_contributor(discussed(cast)),
    cycles.consensus_found: lambda cast: by_signatures(discussed(cast)),
    cycles.agree_actions: lambda cast: by_signer(to_agree(cast)),
    cycles.follow_up: lambda cast: by_contributor(cycle(cast, State.ACTIONS), conclusion="Good"),
    cycles.finish: lambda cast: by_signer(cycle(cast, State.RELEASED)),
    cycles.cancel: lambda cast: by_signer(cycle(cast), reason="Wrong time"),
    rhythm.set_usual: lambda cast: by_contributor(cast.partnership),
    rhythm.lay_out_rhythm: lambda cast: by_contributor(cast.partnership, None),
}


# --- what follows -----------------------------------------------------------------------------------------------------
def claim(cast, **fields):
    return joint(cast, make.MaturityClaimFactory, **fields)


IMPROVING: Arrangements = {
    improving.agree_improvement: lambda cast: by_signer(improvement(cast)),
    improving.start_improvement: lambda cast: by_contributor(improvement(cast, Improvement.State.AGREED)),
    improving.finish_improvement: lambda cast: by_contributor(improvement(cast, Improvement.State.DOING)),
    improving.check_effect: lambda cast: by_contributor(
        improvement(cast, Improvement.State.DONE), helped=True, effect="A week."
    ),
    improving.drop_improvement: lambda cast: by_contributor(improvement(cast), reason="Not now."),
    improving.ask_for_maturity: lambda cast: by_contributor(claim(cast, level=3)),
    improving.settle_maturity: lambda cast: by_signer(claim(cast)),
    improving.maturity_agreed: lambda cast: by_signatures(claim(cast, level=3)),
    improving.optimization_agreed: lambda cast: by_signatures(joint(cast, make.OptimizationReviewFactory)),
}


# --- questions --------------------------------------------------------------------------------------------------------
def instrument(cast, state=Instrument.State.DRAFT):
    """Questions of the university."""
    return make.InstrumentFactory(party=cast.university, state=state)


def question(cast, instrument_state=Instrument.State.DRAFT):
    return make.ItemFactory(dimension__instrument=instrument(cast, instrument_state))


def reworded(thing, **words):
    for name, value in words.items():
        setattr(thing, name, value)
    return thing


QUESTIONS: Arrangements = {
    instruments.create_instrument: lambda cast: by_officer(Instrument(title="Ours"), party=cast.university),
    instruments.save_draft: lambda cast: by_officer(reworded(instrument(cast), title="Ours")),
    instruments.new_version: lambda cast: by_officer(instrument(cast, Instrument.State.ACTIVE)),
    instruments.activate: lambda cast: by_officer(question(cast).dimension.instrument),
    instruments.retire: lambda cast: by_officer(instrument(cast, Instrument.State.ACTIVE)),
    instruments.delete_draft: lambda cast: by_officer(instrument(cast)),
    instruments.save_part: lambda cast: by_officer(reworded(question(cast), text="Otherwise")),
    instruments.remove_part: lambda cast: by_officer(question(cast)),
}

ARRANGEMENTS = CYCLES | IMPROVING | QUESTIONS
_OWN = "the questionnaire is the person's own, found by the account or by the link that was mailed"
UNASKED = {f"assessments.services.answering.{name}": _OWN for name in ("save_answers", "hand_in")}
