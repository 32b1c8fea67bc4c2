"""Signing asks again: by which proofs a decision is taken, how old they may be, and what is kept of them."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.accounts import presence
from partnerships.accounts.presence import FRESH, Kind, Proof
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.refusals import Refused, Unproven
from partnerships.signoff import services
from partnerships.signoff.models import SignOffSlot
from partnerships.signoff.tests.pages import paper, slot_of, state

SECOND = dt.timedelta(seconds=1)
DECISIONS = {
    "sign": services.sign,
    "reserve": lambda round, **kwargs: services.sign(round, reservation="Not the annex.", **kwargs),
    "decline": lambda round, **kwargs: services.decline(round, reason="Too early.", **kwargs),
    "elsewhere": lambda round, **kwargs: services.sign_elsewhere(
        round, file=paper(), signed_by="Dr Petra Direktor", signed_on=today(), **kwargs
    ),
}
DECIDED = {"sign": "signed", "reserve": "reserved", "decline": "declined", "elsewhere": "signed"}
MISSING = "Show once more who you are: this step needs it."
ANOTHERS = "What was shown proves who another person is."
WEAK = "You have a second factor: the password alone does not do here."
CHANGED = "Your password or your second factor has changed since you showed who you are: show it once more."
TO_COME = "The proof of who you are bears a time to come: show it once more."
OLD = "It is more than ten minutes since you showed who you are: show it once more."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def app(cast):
    """The representative has an authenticator app, with recovery codes."""
    TOTP.activate(cast.representative, generate_totp_secret())
    RecoveryCodes.activate(cast.representative)


@pytest.fixture
def clock():
    """Stands still; `clock(delta)` puts it forward, or back."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller.shift


def refusal(round, person, proof, decide=services.sign):
    """What the decision is refused with; nothing has changed then, also not on the disk."""
    before = state()
    with pytest.raises(Unproven) as refused:
        decide(round, actor=person, proof=proof)
    assert state() == before
    return " ".join(refused.value.messages)


# --- what is kept -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", DECISIONS)
def test_every_decision_keeps_how_and_when_it_was_proved(cast, round, name):
    proof = Proof.just_given(cast.representative)
    DECISIONS[name](round, actor=cast.representative, proof=proof)
    slot, moment = slot_of(round, cast.partner), proof.at.replace(microsecond=0)
    assert (slot.decision, slot.proof, slot.proved_at) == (DECIDED[name], "password", moment)
    told = Event.objects.get(subject_key=slot.pk).changes
    assert (told["proof"], dt.datetime.fromisoformat(told["proved_at"][1])) == ([None, "password"], moment)


@pytest.mark.parametrize("kind", ["totp", "webauthn", "recovery_codes"])
def test_each_second_factor_does(cast, round, app, kind):
    services.sign(round, actor=cast.representative, proof=Proof.just_given(cast.representative, kind))
    assert slot_of(round, cast.partner).proof == kind


def test_one_proof_does_for_many_signatures(cast, round, subject):
    from partnerships.actions.tests.factories import ActionFactory

    proof = Proof.just_given(cast.representative)
    other = services.open_round(
        ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.university), actor=cast.officer
    )
    for asked in (round, other):
        services.sign(asked, actor=cast.representative, proof=proof)
    assert [slot_of(asked, cast.partner).decision for asked in (round, other)] == ["signed", "signed"]


@pytest.mark.parametrize(
    "values",
    [
        {"proof": "", "proved_at": None},
        {"proof": "totp", "proved_at": None},
        {"proof": "unrecorded", "proved_at": timezone.now()},
        {"proof": "", "proved_at": timezone.now()},
    ],
)
def test_the_database_takes_no_decision_without_a_proof(cast, round, values):
    services.sign(round, actor=cast.representative, proof=Proof.just_given(cast.representative))
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOffSlot.objects.filter(round=round, party=cast.partner).update(**values)


def test_and_no_proof_without_a_decision(cast, round):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOffSlot.objects.filter(round=round, party=cast.partner).update(proof="totp", proved_at=timezone.now())


# --- what does not do -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", DECISIONS)
def test_no_decision_without_a_proof(cast, round, name, tmp_path):
    assert refusal(round, cast.representative, None, DECISIONS[name]) == MISSING
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_of_no_known_kind(cast, round):
    for kind in ("", "unrecorded", "socialaccount"):
        assert refusal(round, cast.representative, Proof.just_given(cast.representative, kind)) == MISSING


def test_of_another_person(cast, round):
    for person in (cast.officer, cast.partner_contributor, cast.administrator):
        assert refusal(round, cast.representative, Proof.just_given(person)) == ANOTHERS


def test_the_password_where_there_is_a_second_factor(cast, round, app):
    assert refusal(round, cast.representative, Proof.just_given(cast.representative)) == WEAK


@pytest.mark.parametrize(
    ("later", "found"),
    [(dt.timedelta(0), ""), (FRESH - SECOND, ""), (FRESH, ""), (FRESH + SECOND / 1_000_000, OLD), (dt.timedelta(days=1), OLD)],
)
def test_it_holds_for_ten_minutes(cast, round, clock, later, found):
    proof = Proof.just_given(cast.representative)
    clock(later)
    assert presence.flaw(proof, cast.representative) == found
    if found:
        assert refusal(round, cast.representative, proof) == OLD
    else:
        assert services.sign(round, actor=cast.representative, proof=proof).proof == "password"


def test_of_a_time_to_come(cast, round, clock):
    proof = Proof.just_given(cast.representative)
    clock(-SECOND / 1_000_000)
    assert refusal(round, cast.representative, proof) == TO_COME


# --- credentials that changed since -----------------------------------------------------------------------------------
def new_password(person):
    person.set_password("quite another one")
    person.save()


def new_app(person):
    Authenticator.objects.filter(user=person, type="totp").delete()
    TOTP.activate(person, generate_totp_secret())


CHANGES = {
    "password": new_password,
    "another app": new_app,
    "the app goes": lambda person: Authenticator.objects.filter(user=person, type="totp").delete(),
    "new codes": lambda person: (
        Authenticator.objects.filter(user=person, type="recovery_codes").delete(),
        RecoveryCodes.activate(person),
    ),
    "a key comes": lambda person: Authenticator.objects.create(user=person, type="webauthn", data={}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_proved_by_other_credentials(cast, round, app, change):
    proof = Proof.just_given(cast.representative, Kind.TOTP)
    CHANGES[change](type(cast.representative).objects.get(pk=cast.representative.pk))  # the actor in hand knows nothing of it
    assert refusal(round, cast.representative, proof) == CHANGED
    services.sign(round, actor=cast.representative, proof=Proof.just_given(cast.representative, Kind.TOTP))


def test_the_first_factor_makes_the_password_too_weak_and_its_removal_leaves_nothing_proved(cast, round):
    by_password = Proof.just_given(cast.representative)
    TOTP.activate(cast.representative, generate_totp_secret())
    assert refusal(round, cast.representative, by_password) == WEAK
    by_code = Proof.just_given(cast.representative, Kind.TOTP)
    Authenticator.objects.all().delete()
    assert refusal(round, cast.representative, by_code) == CHANGED


def test_a_code_that_was_used_up_changes_no_credentials(cast, round, app):
    codes = Authenticator.objects.get(type="recovery_codes").wrap()
    proof = Proof.just_given(cast.representative, Kind.RECOVERY_CODE)
    assert codes.validate_code(codes.get_unused_codes()[0])
    assert services.sign(round, actor=cast.representative, proof=proof).proof == "recovery_codes"


# --- who is barred, and who never had the right -----------------------------------------------------------------------
@pytest.mark.parametrize("name", DECISIONS)
def test_whoever_is_barred_decides_nothing(cast, round, name, monkeypatch):
    said = {cast.representative.pk: "Your address is being changed: until then you sign nothing."}
    monkeypatch.setattr(presence, "BARS", [lambda person: "", lambda person: said.get(person.pk, "")])
    before = state()
    with pytest.raises(Refused, match="Your address is being changed"):
        DECISIONS[name](round, actor=cast.representative, proof=Proof.just_given(cast.representative))
    assert state() == before
    DECISIONS[name](round, actor=cast.officer, proof=Proof.just_given(cast.officer))


def test_a_proof_gives_no_right(cast, round):
    for name in ("contributor", "partner_contributor", "partner_reader", "auditor", "stranger", "administrator"):
        person = getattr(cast, name)
        with pytest.raises(PermissionDenied):
            services.sign(round, actor=person, proof=Proof.just_given(person))
