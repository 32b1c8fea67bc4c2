"""Nobody becomes the one who may take a step by editing the record: over every service that asks for a certain party.

Who may not take the step tries each other value of each field of the record, and of what it is a part of, that he or she may write, and
then the step. And once the right one has taken it, nobody makes the record say that it was another's.
"""

import pytest

from partnerships.access.policy import standing
from partnerships.models import Party
from partnerships.records.models import Kept, RecordPart
from partnerships.records.services import save_record
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.test_services import ASKING
from ubc.tests.test_what_all_signed import again, call, edits, undone

# What it says does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.pages]

WRITING = ("officer", "contributor", "representative", "partner_contributor")
FEW = 4
# What may be so, with the reason: a field by which somebody becomes the one who may, and one that says later that it was another.
_TAKES_ON = "Who takes it upon itself says so, and stays named from the step on."
_FOR_ITSELF = "Whoever names itself answers itself, and nobody else."
_ANEW = "It is open again, written anew and asked anew."
BECOMING = {
    "risks.services.treating.consent": {"treatment.moves_to": _FOR_ITSELF},
    "risks.services.treating.refuse_consent": {"treatment.moves_to": _FOR_ITSELF},
    "rmp.exits.services.dispositions.finish_disposition": {"disposition.holder": _TAKES_ON},
    "rmp.exits.services.plan.finish_item": {"exitplanitem.responsible": _TAKES_ON},
    "rmp.knowledge.services.sharing.consider": {"disclosurerequest.of": _FOR_ITSELF},
}
RENAMED = {
    "objectives.value.services.benefits.dispute_benefit": {"beneficiary_party_id": _ANEW},
    "risks.services.treating.refuse_consent": {"moves_to_id": _ANEW},
    "rmp.exits.services.dispositions.return_disposition": {"holder_id": _ANEW},
    "rmp.exits.services.plan.return_item": {"responsible_id": _ANEW},
}


def chosen(name):
    rule = getattr(ASKING[name], "rule", None)
    return rule is not None and rule.allowed is not None and ASKING[name] in ARRANGEMENTS


SERVICES = sorted(filter(chosen, ASKING))


def line(record):
    """The record, and what it is a part of, upwards."""
    yield record
    if isinstance(record, RecordPart):
        yield from line(record.parent)


def people(cast):
    return {name: getattr(cast, name) for name in WRITING}


def permitted(function, record, cast):
    """Who of the people may take the step with the record as it is in memory."""
    return {name for name, person in people(cast).items() if function.rule.permits(record, standing(person, cast.partnership))}


def asked_of(function, record, cast):
    """The fields that people write and that say whose the step is."""
    for field in record._meta.concrete_fields:
        if field.editable and field.related_model is Party:
            for party in (cast.university, cast.partner):
                changed = again(record)
                setattr(changed, field.attname, party.pk)
                if permitted(function, changed, cast) != permitted(function, record, cast):
                    yield field.attname, party.pk


def subject_of(name, cast):
    """The arrangement, and the record that is there and of which the step is asked."""
    arranged = ARRANGEMENTS[ASKING[name]](cast)
    subject = arranged.args[0]
    if not isinstance(subject, Kept) or subject._state.adding:
        pytest.skip("It is asked about no record that is there.")
    return arranged, subject


@pytest.mark.parametrize("name", one_in(FEW, SERVICES))
def test_nobody_becomes_the_one_who_may(name):
    cast, function = make_cast(), ASKING[name]
    (arranged, subject), found = subject_of(name, cast), set()
    for person in people(cast).keys() - permitted(function, again(subject), cast):
        actor = getattr(cast, person)
        for row in line(again(subject)):
            for what, step in edits(cast, row):

                def take(step=step, person=person, actor=actor):
                    step(actor)
                    call(function, cast, person, arranged.kwargs, again(subject), *arranged.args[1:])
                    return True

                if undone(take):
                    found.add(what)
    assert found == set(BECOMING.get(name, ()))


@pytest.mark.parametrize("name", one_in(FEW, SERVICES))
def test_who_took_a_step_stays_named(name):
    cast, function = make_cast(), ASKING[name]
    arranged, subject = subject_of(name, cast)
    asked, found = list(asked_of(function, again(subject), cast)), set()
    call(function, cast, arranged.by, arranged.kwargs, subject, *arranged.args[1:])
    for person in people(cast).values():
        for field, party in asked:

            def rename(person=person, field=field, party=party):
                changed = again(subject)
                setattr(changed, field, party)
                save_record(changed, actor=person)
                return True

            if undone(rename):
                found.add(field)
    assert found == set(RENAMED.get(name, ()))
