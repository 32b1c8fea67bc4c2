"""The joint vision, screenings and clashes on their ways: every step, and those that are refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign
from rmp.visions import services
from rmp.visions.models import Acknowledgement, EthicsCheck, JointVision
from rmp.visions.tests import factories as f


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def unsaved(cast, **fields):
    return JointVision(partnership=cast.partnership, direction="Silence", **fields)


def agreed(cast, vision):
    """Signed by both."""
    waiting = open_round(vision, actor=cast.officer)
    for person in (cast.officer, cast.representative):
        sign(waiting, actor=person)
    vision.refresh_from_db()
    return vision


# --- the joint vision -------------------------------------------------------------------------------------------------
def test_a_version_is_written_signed_and_followed_by_another(cast):
    first = services.start_vision(unsaved(cast), actor=cast.officer)
    assert (first.number, first.state, first.visibility, first.party) == (1, "draft", "shared", None)
    with pytest.raises(Refused, match="a draft already"):
        services.start_vision(unsaved(cast), actor=cast.representative)
    assert (agreed(cast, first).state, first.agreed_on) == ("agreed", today())
    second = agreed(cast, services.start_vision(unsaved(cast), actor=cast.representative))
    first.refresh_from_db()
    assert [(v.number, v.state, v.superseded_on) for v in (first, second)] == [
        (1, "superseded", today()),
        (2, "agreed", None),
    ]


def test_what_was_signed_stays(cast):
    vision = agreed(cast, services.start_vision(unsaved(cast), actor=cast.officer))
    vision.direction = "Noise"
    with pytest.raises(Refused):
        save_record(vision, actor=cast.officer)
    with pytest.raises(Refused):
        delete_record(vision, actor=cast.officer)


def test_a_change_of_the_draft_voids_the_signatures(cast):
    vision = services.start_vision(unsaved(cast), actor=cast.officer)
    waiting = open_round(vision, actor=cast.officer)
    sign(waiting, actor=cast.officer)
    vision.values = "Patience"
    save_record(vision, actor=cast.representative)
    waiting.refresh_from_db()
    vision.refresh_from_db()
    assert (waiting.state, vision.state) == ("voided", "draft")


@pytest.mark.parametrize("name", ["partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger"])
def test_who_may_not_write_starts_no_version(cast, name):
    with pytest.raises(PermissionDenied):
        services.start_vision(unsaved(cast), actor=getattr(cast, name))
    assert not JointVision.objects.exists()


# --- acknowledging ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "may"),
    [
        *((name, True) for name in ("officer", "contributor", "representative", "partner_contributor", "partner_reader")),
        *((name, False) for name in ("respondent", "facilitator", "auditor", "sibling", "stranger", "administrator")),
    ],
)
def test_who_reads_for_a_party_acknowledges(cast, here, name, may):
    vision, person = f.JointVisionFactory(**here, agreed=True), getattr(cast, name)
    if not may:
        with pytest.raises(PermissionDenied):
            services.acknowledge(vision, actor=person)
        assert not Acknowledgement.objects.exists()
        return
    services.acknowledge(vision, actor=person)
    act = Acknowledgement.objects.get()
    ours = name in ("officer", "contributor")
    assert (act.author, act.party) == (person, cast.university if ours else cast.partner)
    assert Event.objects.get().actor_name == person.name
    with pytest.raises(Refused, match="already"):
        services.acknowledge(vision, actor=person)


def test_only_the_agreed_version_of_an_open_partnership_is_acknowledged(cast, here):
    for fields in ({}, {"agreed": True, "state": "superseded"}):
        with pytest.raises(Refused, match="Only the agreed"):
            services.acknowledge(f.JointVisionFactory(**here, **fields), actor=cast.officer)
    vision = f.JointVisionFactory(**here, agreed=True)
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    cast.partnership.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.acknowledge(vision, actor=cast.officer)


def test_a_new_version_is_acknowledged_anew(cast):
    for _round in range(2):
        vision = agreed(cast, services.start_vision(unsaved(cast), actor=cast.officer))
        services.acknowledge(vision, actor=cast.partner_reader)
    assert Acknowledgement.objects.count() == 2


def test_publishing_is_noted_at_the_agreed_version(cast, here):
    vision = f.JointVisionFactory(**here, agreed=True)
    services.publish_vision(vision, actor=cast.officer, where=" Our web page ", on=today())
    vision.refresh_from_db()
    assert (vision.published_where, vision.published_on, vision.state) == ("Our web page", today(), "agreed")
    with pytest.raises(Refused, match="not agreed yet"):
        services.publish_vision(vision, actor=cast.officer, where="Too early", on=today() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="Only the agreed"):
        services.publish_vision(f.JointVisionFactory(**here), actor=cast.officer, where="x", on=today())
    with pytest.raises(PermissionDenied):
        services.publish_vision(vision, actor=cast.partner_reader, where="x", on=today())


# --- screening --------------------------------------------------------------------------------------------------------
def test_a_party_concludes_its_own_screening(cast, here):
    own = f.EthicsScreeningFactory(**here, party=cast.university, answered=True)
    for name in ("contributor", "representative", "stranger"):
        with pytest.raises(PermissionDenied):
            services.conclude_screening(own, actor=getattr(cast, name))
    concluded = services.conclude_screening(own, actor=cast.officer)
    assert (concluded.state, concluded.holds) == ("concluded", True)
    concluded.result = "failed"
    with pytest.raises(Refused):
        save_record(concluded, actor=cast.officer)


def test_all_parties_conclude_the_joint_one(cast, here):
    joint = f.EthicsScreeningFactory(**here, answered=True)
    with pytest.raises(Refused, match="All parties"):
        services.conclude_screening(joint, actor=cast.officer)
    services.ask_to_conclude(joint, actor=cast.contributor)
    waiting = SignOffRound.objects.open().get()
    sign(waiting, actor=cast.officer)
    joint.refresh_from_db()
    assert joint.state == "under_way"
    sign(waiting, actor=cast.representative)
    joint.refresh_from_db()
    assert (joint.state, joint.holds) == ("concluded", True)
    with pytest.raises(Refused):
        services.ask_to_conclude(joint, actor=cast.officer)


def test_without_a_result_nothing_is_concluded(cast, here):
    with pytest.raises(Refused, match="no result"):
        services.ask_to_conclude(f.EthicsScreeningFactory(**here), actor=cast.officer)
    with pytest.raises(Refused, match="no result"):
        services.conclude_screening(f.EthicsScreeningFactory(**here, party=cast.university), actor=cast.officer)


# (answers and result, the field at which it is refused)
WRONG = [
    ({"money": ""}, "result"),
    ({"money": "concern"}, "result"),
    ({"money": "condition"}, "result"),
    ({"valid_until": dt.date(2020, 1, 1)}, "valid_until"),
]


@pytest.mark.parametrize(("fields", "field"), WRONG)
def test_a_result_follows_from_the_answers(cast, here, fields, field):
    screening = f.EthicsScreeningFactory.build(**here, answered=True, **fields)
    with pytest.raises(ValidationError) as error:
        screening.clean()
    assert set(error.value.error_dict) == {field}


@pytest.mark.parametrize(
    "fields",
    [
        {"money": "", "result": ""},
        {"money": "concern", "result": "failed"},
        {"money": "condition", "result": "conditions", "conditions": "Named in the report"},
        {"beings": "not_applicable"},
    ],
)
def test_what_a_screening_may_say(cast, here, fields):
    f.EthicsScreeningFactory.build(**here, answered=True, **fields).clean()


# --- clashes ----------------------------------------------------------------------------------------------------------
WAYS = {
    "open": {"handled", "accepted", "unresolved"},
    "unresolved": {"handled", "accepted"},
    "handled": {"open"},
    "accepted": {"open"},
}


@pytest.mark.parametrize("to", EthicsCheck.State.values)
@pytest.mark.parametrize("state", EthicsCheck.State.values)
def test_every_way_of_a_clash(cast, here, state, to):
    handling = "" if state == "open" else "Sixty days"
    check = f.EthicsCheckFactory(**here, state=state, handling=handling)
    if to == "open":
        step = lambda: services.reopen_clash(check, actor=cast.officer, reason="New facts")  # noqa: E731
    else:
        step = lambda: services.settle_clash(check, actor=cast.officer, state=to, handling="So")  # noqa: E731
    if to in WAYS[state]:
        step()
        check.refresh_from_db()
        assert (check.state, check.settled_on) == (to, today() if to in ("handled", "accepted") else None)
    else:
        with pytest.raises(Refused):
            step()


def test_a_clash_is_not_settled_without_a_word(cast, here):
    check = f.EthicsCheckFactory(**here)
    with pytest.raises(Refused, match="Say how"):
        services.settle_clash(check, actor=cast.officer, state="handled", handling="  ")
    handled = f.EthicsCheckFactory(**here, handled=True)
    handled.handling = ""
    with pytest.raises(ValidationError):
        handled.clean()
