"""Every public service asks its actor: who has no right to the step gets nothing done, whatever he or she calls.

The services come from the packages themselves, and with them whatever else takes an actor, wherever it stands: one without an arrangement
fails. A denial counts only because the same call, arranged the same way, succeeds for the right person and changes the database.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction

from assessments.trust.services import concerns
from partnerships.access.policy import Right, standing
from partnerships.accounts.presence import Proof
from partnerships.administration.models import AddressChange
from partnerships.archive import services as archive
from partnerships.invitations import memberships
from partnerships.models import Partnership, Role
from partnerships.records.refusals import Refused
from partnerships.records.views import ActView
from partnerships.signoff.subjects import Signable
from partnerships.signoff.tests.signing import takes_proof
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.cast import make_cast
from partnerships.tests.factories import MembershipFactory, UserFactory
from rmp.plan import services as plan
from rmp.visions import services as visions
from ubc.tests.arrangements import ARRANGEMENTS, UNASKED
from ubc.tests.test_access_matrix import ADDRESSES

# Who is refused does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.pages]

WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
PACKAGES = ("partnerships", "objectives", "risks", "assessments", "rmp")
# They write down, or tell, what a service does, and ask nobody: the service has.
WRITERS = {
    "partnerships.administration.lost.tell_end",
    "partnerships.history.services.record",
    "partnerships.history.services.chain_for",
    "partnerships.history.services.lock",
    "partnerships.invitations.services.mail_or_ask",
    "partnerships.records.services.follow",
    "partnerships.invitations.memberships.record_membership",
    "partnerships.invitations.recording.record_invitation",
    "partnerships.invitations.told.tell_ended",
    "partnerships.journal.enter",
    "partnerships.signoff.letters.tell",
}
# What takes an actor and is no service, by full name or, with a dot before it, by the name of its modules.
NO_SERVICES = {
    ".receivers": "hears, as the system or inside the step, what a service has done; by itself it is called by nobody",
    "partnerships.administration.rights.may_administer": "answers whether the person may",
    "partnerships.administration.rights.check_administers": "refuses who may not",
    "partnerships.records.actors.admitted": "is how a service asks",
    "partnerships.records.actors.acting": "is how a service says that it has asked",
    "partnerships.signoff.letters.concerned": "lists people, and writes nothing",
}
WRITING = {
    *("save", "create", "bulk_create", "update", "delete", "set", "update_or_create", "get_or_create", "create_user"),
    *("advance", "save_record", "share_record", "write_history", "set_verified", "_claim", "_refuse", "_settle"),
}


def modules():
    """Every module of the product, without its tests and migrations."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if not {"tests", "migrations"} & set(found.name.split(".")):
                yield importlib.import_module(found.name)


def offered(module):
    """{full name: function} of what the module offers."""
    return {
        f"{module.__name__}.{name}": function
        for name, function in vars(module).items()
        if inspect.isfunction(function) and not name.startswith("_") and function.__module__ == module.__name__
    }


def is_service(name):
    """Whether what takes an actor asks it, or must."""
    return name not in WRITERS | set(NO_SERVICES) and f".{name.split('.')[-2]}" not in NO_SERVICES


OFFERED = {module.__name__: offered(module) for module in modules()}
ASKING = {
    name: function
    for functions in OFFERED.values()
    for name, function in functions.items()
    if "actor" in inspect.signature(function).parameters and is_service(name)
}
# What stands where services stand: in `services`, in a package of that name, or beside another that asks.
PUBLIC = {
    name: function
    for module, functions in OFFERED.items()
    if "services" in module.split(".") or ASKING.keys() & functions
    for name, function in functions.items()
}


def writes(function):
    """Whether its text calls something that writes."""
    calls = [node.func for node in ast.walk(ast.parse(inspect.getsource(function))) if isinstance(node, ast.Call)]
    names = {called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "") for called in calls}
    return bool(names & WRITING)


def test_every_service_that_takes_an_actor_has_an_arrangement():
    missing = {name for name, function in ASKING.items() if function not in ARRANGEMENTS}
    assert missing == set()
    assert set(ARRANGEMENTS) <= set(ASKING.values())


def test_what_takes_an_actor_and_is_no_service_is_there_and_says_why():
    found = {name for functions in OFFERED.values() for name in functions}
    assert {name for name in WRITERS | set(NO_SERVICES) if not name.startswith(".")} <= found
    assert all(NO_SERVICES.values())


def test_every_service_that_writes_and_asks_nobody_says_why():
    found = {name for name, function in PUBLIC.items() if name not in ASKING and name not in WRITERS and writes(function)}
    assert found == set(UNASKED)
    assert all(UNASKED.values())


def test_every_button_goes_to_a_service_that_asks():
    acts = [
        pattern.callback.view_initkwargs["act"]
        for pattern in ADDRESSES.values()
        if isinstance(getattr(pattern.callback, "view_class", None), type) and issubclass(pattern.callback.view_class, ActView)
    ]
    assert len(acts) > 200
    assert [act.name for act in acts if act.rule is None] == []


# The decisions themselves: who may take them is a rule of the slot, or of the change of an address.
DECISIONS = {
    *(f"partnerships.signoff.services.{name}" for name in ("sign", "decline", "sign_elsewhere")),
    "partnerships.administration.services.addresses.agree_to_change",
}
# They sign nothing; but it must be the person who lets somebody in, or to sign, or begins to read, and not who finds the session open.
PROVEN = {
    "partnerships.administration.services.readings.start_reading",
    "partnerships.administration.services.addresses.change_address",
    *(
        f"partnerships.administration.services.people.{name}"
        for name in ("add_person", "change_rights", "reactivate", "reset_second_factor")
    ),
    *(f"partnerships.administration.services.parties.{name}" for name in ("save_party", "confirm_party")),
    *(f"partnerships.invitations.services.{name}" for name in ("invite", "confirm", "resend")),
    "partnerships.invitations.memberships.change_role",
    "partnerships.invitations.officers.make_officer",
    "partnerships.invitations.pausing.lift_pause",
    "partnerships.signoff.services.delegate",
}


def test_every_service_that_signs_takes_a_proof_and_its_rule_says_so():
    """A service that calls one of these must hand a proof on: it is asked by keyword, without a default."""
    signing = {name for name, function in ASKING.items() if takes_proof(function)}
    saying = {name for name, function in ASKING.items() if getattr(getattr(function, "rule", None), "signs", None)}
    assert signing == saying | DECISIONS | PROVEN
    assert all(inspect.signature(PUBLIC[name]).parameters["proof"].default is inspect.Parameter.empty for name in signing)


# Who reads all that a party has, of either party: a step that asks for no more than reading is one of these.
READERS = {"reader", "partner_reader"}
FOR_READERS = {
    archive.request_own: "everybody takes home what he or she reads",
    archive.request_joint: "everybody takes home what he or she reads",
    concerns.raise_independent: "everybody who stands for a party may turn to the neutral person",
    memberships.leave: "everybody may give up his or her own place",
    visions.acknowledge: "everybody who reads the vision for a party says that he or she understood it",
}


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast and a reader of the university's own, once for all these tests: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_cast()
        made.reader = UserFactory(name="Rhea Reader")
        MembershipFactory(user=made.reader, party=made.university, partnership=made.partnership, role=Role.READER)
        yield made
        transaction.set_rollback(True)


NOT_YET_AGREED = {plan.unfreeze: "the parties are looking at it: it is changed, and laid before them anew"}


def rows(tables):
    """All that stands in the tables."""
    found = {}
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def attempt(cast, function, arranged, name):
    """(the refusal, whether the database changed, which fields came free) when this person makes the call; all it did is undone."""
    written, subject = set(), arranged.args[0] if arranged.args else None
    fixed = fixed_by_all(subject)

    def watched(execute, sql, *rest):
        written.update(WRITES.findall(sql))
        return execute(sql, *rest)

    actor = None if name == SYSTEM else getattr(cast, name)
    proof = {"proof": Proof.just_given(actor)} if takes_proof(function) else {}
    new = [given for given in arranged.args if isinstance(given, models.Model) and given._state.adding]
    before = transaction.savepoint()
    refusal = None
    try:
        with connection.execute_wrapper(watched), transaction.atomic():
            function(*arranged.args, actor=actor, **proof, **arranged.kwargs)
    except PermissionDenied:
        refusal = PermissionDenied
    after, freed = rows(written), fixed - fixed_by_all(subject)
    transaction.savepoint_rollback(before)
    for record in new:
        record._state.adding = True
    return refusal, after != rows(written), freed


def fixed_by_all(subject):
    """What of a joint record that all sign nobody may write now."""
    if not isinstance(subject, Signable) or subject._state.adding or subject.scope()[1] is not None:
        return frozenset()
    current = type(subject).objects.filter(pk=subject.pk).first()
    return current.locked_fields() if current else frozenset()


def arranged_calls():
    return [pytest.param(function, id=name) for name, function in sorted(ASKING.items()) if function in ARRANGEMENTS]


@contextmanager
def undone():
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


@pytest.mark.parametrize("function", arranged_calls())
def test_nobody_takes_a_step_that_is_not_theirs(cast, function):
    """Arranged once: a refusal leaves everything as it was, in memory too, or the call that succeeds in the end would not.

    Nobody takes it when the partnership has ended, and who has lost the address takes none that speaks for a party, and every other.
    """
    with transaction.atomic():
        cast.partnership.refresh_from_db()  # arrangements may close it, and what is undone in the database stays in memory
        arranged = ARRANGEMENTS[function](cast)
        missing = {"stranger", "sibling", *READERS} - set(arranged.denied)
        assert missing <= (READERS if function in FOR_READERS else set())
        for name in arranged.denied:
            assert (name, *attempt(cast, function, arranged, name)) == (name, PermissionDenied, False, frozenset())
        if ends(function):
            with undone():
                Partnership.objects.update(state=Partnership.State.CLOSED)
                assert attempt(cast, function, arranged, arranged.by) == (PermissionDenied, False, frozenset())
        if speaks(cast, function, arranged):
            with undone():
                lose_address(cast, arranged.by)
                with pytest.raises(Refused, match="your old address is lost"):
                    attempt(cast, function, arranged, arranged.by)
        elif takes_proof(function) and arranged.by != SYSTEM:
            lose_address(cast, arranged.by)  # nothing is signed: it goes on all the same
        *found, freed = attempt(cast, function, arranged, arranged.by)
        assert (arranged.by, *found) == (arranged.by, None, True)
        # What all agreed comes free by who signs, or as a joint decision says.
        signed = arranged.by == SYSTEM or {"contributor", "partner_contributor"} <= set(arranged.denied)
        assert signed or not freed or function in NOT_YET_AGREED
        transaction.set_rollback(True)


def lose_address(cast, name):
    actor = getattr(cast, name)
    AddressChange.objects.create(
        user=actor, old=actor.email, new="lost@example.org", asked_by=cast.administrator, lost_reason="It is gone."
    )


def ends(function):
    """Whether nobody takes the step any more when the partnership has ended."""
    rule = getattr(function, "rule", None)
    return rule is not None and not rule.outlives


def speaks(cast, function, arranged):
    """Whether the step signs for a party, lets somebody in who may, or says what only who signs may say."""
    rule = getattr(function, "rule", None)
    if arranged.by == SYSTEM:
        return False
    if rule is not None and rule.asks_for(arranged.args[0]) == Right.SIGN:
        return True
    here = standing(getattr(cast, arranged.by), cast.partnership)
    return takes_proof(function) and (rule is None or rule.signs(arranged.args[0], here))


def test_there_are_steps_of_each_sort():
    ending = {name for name, function in ASKING.items() if ends(function)}
    speaking = {
        name
        for name, function in ASKING.items()
        if takes_proof(function) or (ends(function) and function.rule.needs == Right.SIGN)
    }
    assert (len(ending) > 200, len(speaking) > 50) == (True, True)
