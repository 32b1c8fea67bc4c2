"""Requests, disclosures, property, incidents and what is kept: every step, and those that are refused."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.documents.tests.factories import DocumentFactory, level
from partnerships.models import Party, Role
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign
from partnerships.tests.factories import MembershipFactory
from rmp.governance.tests.factories import AgreementFactory
from rmp.knowledge.models import DisclosureEvent, DisclosureRequest, InfoCategory, IPRecord
from rmp.knowledge.services import keeping, property, sharing
from rmp.knowledge.tests import factories as f

TOMORROW, YESTERDAY = today() + dt.timedelta(1), today() - dt.timedelta(1)


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def state(record, field="state"):
    record.refresh_from_db()
    return getattr(record, field)


# --- categories -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sharing", "rank", "condition", "said"),
    [
        ("can", 1, "", None),
        ("can", 0, "", None),
        ("condition", 2, "After filing", None),
        ("cannot", 3, "", None),
        ("cannot", 4, "", None),
        ("cannot", 1, "", "for the own party at most"),
        ("can", 3, "", "lets no other party have it"),
        ("condition", 4, "x", "lets no other party have it"),
        ("condition", 1, "", "on which condition"),
    ],
)
def test_what_is_said_of_sharing_and_the_level_fit_together(cast, sharing, rank, condition, said):
    category = InfoCategory(
        partnership=cast.partnership,
        author=cast.officer,
        party=cast.university,
        owner=cast.university,
        name="Bench data",
        sharing=sharing,
        condition=condition,
        level=level(rank),
    )
    if said is None:
        category.full_clean()
    else:
        with pytest.raises(ValidationError, match=said):
            category.full_clean()


def test_a_category_stands_on_an_agreement_all_can_read(cast, here):
    private = AgreementFactory(**here, party=cast.university)
    category = f.CategoryFactory(**here, party=cast.university, sharing="condition", condition="NDA", agreement=private)
    with pytest.raises(Refused, match="It refers to what they may not read"):
        share_record(category, actor=cast.officer)
    with pytest.raises(Refused, match="still to come"):
        sharing.confirm_category(category, actor=cast.officer, review_on=today())
    sharing.confirm_category(category, actor=cast.officer, review_on=TOMORROW)
    assert state(category, "review_on") == TOMORROW
    category.owner = cast.partner
    with pytest.raises(ValidationError, match="your own party is the owner"):
        category.full_clean()


# --- requests ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def request_(cast, here):
    """The university asks the partner."""
    return f.RequestFactory(**here, party=cast.university, of=cast.partner)


State = DisclosureRequest.State


def test_a_request_is_considered_granted_with_limits_and_handed_over(cast, request_):
    sharing.consider(request_, actor=cast.representative)
    assert (state(request_), request_.locked_fields()) == (State.CONSIDERED, frozenset(DisclosureRequest.FIXED))
    with pytest.raises(Refused, match="what the limits are"):
        sharing.decide(request_, actor=cast.representative, to=State.LIMITED)
    with pytest.raises(Refused, match="has not been granted"):
        sharing.hand_over(request_, actor=cast.representative, what="x", at=today())
    sharing.decide(request_, actor=cast.representative, to=State.LIMITED, limits="Bench 3 only")
    document = DocumentFactory(partnership=cast.partnership)
    event = sharing.hand_over(request_, actor=cast.representative, what="Bench 3", at=today(), document=document)
    assert (event.party, event.visibility, list(event.to.all())) == (cast.partner, "shared", [cast.university])
    assert (event.basis, event.ground, event.request, event.document) == ("request", "Bench 3 only", request_, document)
    assert (state(request_), request_.decided_on) == (State.CLOSED, today())


def test_nobody_grants_what_is_asked_of_another(cast, request_):
    for person in ("officer", "partner_contributor", "partner_reader", "stranger"):
        with pytest.raises(PermissionDenied):
            sharing.consider(request_, actor=getattr(cast, person))
    with pytest.raises(Refused):
        sharing.decide(request_, actor=cast.representative, to=State.GRANTED)  # not considered yet
    sharing.consider(request_, actor=cast.representative)
    with pytest.raises(Refused, match="Say why"):
        sharing.decide(request_, actor=cast.representative, to=State.DECLINED)
    with pytest.raises(Refused):  # closing it is for the party that asked
        sharing.decide(request_, actor=cast.representative, to=State.CLOSED, answer="We are busy.")
    sharing.decide(request_, actor=cast.representative, to=State.DECLINED, answer="It is another customer's.")
    with pytest.raises(PermissionDenied):
        sharing.close_request(request_, actor=cast.representative)
    sharing.close_request(request_, actor=cast.contributor)
    with pytest.raises(Refused):
        sharing.close_request(request_, actor=cast.officer)
    request_.of = cast.university
    with pytest.raises(ValidationError, match="Ask another party"):
        request_.full_clean()


def test_who_only_reads_for_the_party_that_is_asked_decides_nothing_for_it_whatever_else_one_may(cast, request_):
    MembershipFactory(user=cast.partner_reader, party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    here = standing(cast.partner_reader, cast.partnership)
    assert (here.party, here.may(Right.SHARE)) == (cast.partner, True)
    with pytest.raises(PermissionDenied):
        sharing.consider(request_, actor=cast.partner_reader)


# --- disclosures ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "basis", "said"),
    [
        ("can", "category", None),
        ("condition", "condition", None),
        ("can", "condition", "Of this category it is said"),
        ("condition", "category", "Of this category it is said"),
        ("cannot", "category", "Of this category it is said"),
        ("cannot", "condition", "Of this category it is said"),
        ("cannot", "law", None),
        (None, "category", "Name the category"),
        (None, "agreement", "Name the agreement"),
    ],
)
def test_the_basis_is_what_the_category_says(cast, here, kind, basis, said):
    category = None
    if kind is not None:
        more = {"condition": {"condition": "NDA"}, "cannot": {"level": level(3)}}.get(kind, {})
        category = f.CategoryFactory(**here, party=cast.university, visibility="shared", sharing=kind, **more)
    event = DisclosureEvent(**here, party=cast.university, what="x", basis=basis, category=category, ground="So it is")
    if said is None:
        event.full_clean()
    else:
        with pytest.raises(ValidationError, match=said):
            event.full_clean()


def test_a_disclosure_is_not_of_anothers_and_not_of_tomorrow_and_is_recalled_once(cast, here):
    theirs = f.CategoryFactory(**here, party=cast.partner, visibility="shared")
    event = DisclosureEvent(**here, party=cast.university, what="x", basis="category", category=theirs)
    with pytest.raises(ValidationError, match="only its owner"):
        event.full_clean()
    event = f.DisclosureFactory(**here, party=cast.university, visibility="shared")
    for values, said in (({"at": TOMORROW}, "not come yet"), ({"ground": " "}, "which law")):
        with pytest.raises(ValidationError, match=said):
            DisclosureEvent(**here, party=cast.university, what="x", basis="law", **values).full_clean()
    narrowed = DocumentFactory(**here, party=cast.university, visibility="shared", level=level(3))
    event.document = narrowed
    with pytest.raises(ValidationError, match="keep this private"):
        event.full_clean()
    event.document = None
    sharing.recall(event, actor=cast.officer, reason="Wrong drawing: delete it.")
    assert (state(event, "recalled_on"), event.recall) == (today(), "Wrong drawing: delete it.")
    with pytest.raises(Refused, match="already"):
        sharing.recall(event, actor=cast.officer, reason="x")


# --- property ---------------------------------------------------------------------------------------------------------
def shares(cast, ours, theirs):
    return {cast.university: Decimal(ours), cast.partner: Decimal(theirs)}


def owned(ip):
    return {share.owner.short_name: share.percent for share in ip.shares.select_related("owner")}


def agreed(cast, ip):
    property.ask_shares(ip, actor=cast.officer)
    waiting = SignOffRound.objects.open().get(subject_key=ip.pk)
    for person in (cast.officer, cast.representative):
        sign(waiting, actor=person)
    return state(ip, "agreed_on")


def test_shares_add_up_to_a_hundred(cast, here):
    ip = f.PropertyFactory(**here)
    for ours, theirs, other, said in (
        ("50", "49.99", None, "99.99"),
        ("60", "50", None, "110"),
        ("0", "0", None, "0"),
        ("50", "50", "0.01", "100.01"),
    ):
        more = {"other_owner": "Fund", "other_percent": Decimal(other)} if other else {}
        with pytest.raises(Refused, match=f"add up to {said}"):
            property.set_shares(ip, actor=cast.officer, shares=shares(cast, ours, theirs), **more)
    with pytest.raises(Refused, match="a name and a share"):
        property.set_shares(ip, actor=cast.officer, shares=shares(cast, "50", "50"), other_owner="Fund")
    assert owned(ip) == {}
    property.set_shares(ip, actor=cast.officer, shares=shares(cast, "60", "40"))
    assert owned(ip) == {"Rivermouth": 60, "Adler": 40}
    fund = {"other_owner": "Fund", "other_percent": Decimal("0.5")}
    property.set_shares(ip, actor=cast.representative, shares=shares(cast, "99.5", "0"), **fund)
    ip.refresh_from_db()
    assert (owned(ip), ip.total(), ip.owners()) == ({"Rivermouth": Decimal("99.5")}, 100, "Rivermouth 99.5 %, Fund 0.5 %")


def test_all_parties_sign_the_shares_and_then_they_stay(cast, here):
    ip = f.PropertyFactory(**here)
    with pytest.raises(Refused, match="whose it is"):
        property.ask_shares(ip, actor=cast.officer)
    property.set_shares(ip, actor=cast.officer, shares=shares(cast, "60", "40"))
    # A change while it is being signed makes the signatures void.
    property.ask_shares(ip, actor=cast.officer)
    property.set_shares(ip, actor=cast.representative, shares=shares(cast, "50", "50"))
    assert SignOffRound.objects.get().state == "voided"
    assert agreed(cast, ip) == today()
    with pytest.raises(Refused, match="make a revision"):
        property.set_shares(ip, actor=cast.officer, shares=shares(cast, "60", "40"))
    with pytest.raises(Refused):
        delete_record(ip.shares.first(), actor=cast.officer)
    ip.access_rights = "All of it"
    with pytest.raises(Refused, match="Fixed"):
        save_record(ip, actor=cast.officer)
    with pytest.raises(Refused, match="already"):
        property.ask_shares(ip, actor=cast.officer)
    own = f.PropertyFactory(**here, party=cast.university, visibility="shared", owned={cast.university: 100})
    with pytest.raises(Refused, match="Only a joint"):
        property.ask_shares(own, actor=cast.officer)


def test_a_revision_takes_the_place_of_what_was_agreed(cast, here):
    ip = f.PropertyFactory(**here, agreed=True, owned={cast.university: 100}, protection="filed", reference="EP 1")
    draft = property.revise(ip, actor=cast.representative)
    assert (draft.title, owned(draft), draft.agreed_on) == (ip.title, {"Rivermouth": 100}, None)
    with pytest.raises(Refused, match="a revision already"):
        property.revise(ip, actor=cast.officer)
    with pytest.raises(Refused, match="the entry that holds now"):
        property.protect(draft, actor=cast.officer, to="disclosed", on=today())
    property.set_shares(draft, actor=cast.officer, shares=shares(cast, "70", "30"))
    assert list(IPRecord.objects.arising()) == [ip]
    agreed(cast, draft)
    assert (state(ip, "replaced_on"), draft.protection, draft.reference) == (today(), "filed", "EP 1")
    assert list(IPRecord.objects.arising()) == [draft]
    with pytest.raises(Refused):
        property.revise(ip, actor=cast.officer)


def test_protection_goes_step_by_step_and_costs_nothing_before_it_is_owned(cast, here):
    ip = f.PropertyFactory(**here)
    with pytest.raises(Refused, match="cannot go from"):
        property.protect(ip, actor=cast.officer, to="evaluating", on=today())
    for bad, said in (
        ({"on": TOMORROW}, "not come yet"),
        ({"on": today(), "next_on": TOMORROW}, "which step"),
    ):
        with pytest.raises(Refused, match=said):
            property.protect(ip, actor=cast.officer, to="disclosed", **bad)
    for step in ("disclosed", "evaluating"):
        property.protect(ip, actor=cast.officer, to=step, on=today(), next_step="File", next_on=TOMORROW)
    with pytest.raises(Refused, match="do not add up"):
        property.protect(ip, actor=cast.officer, to="filed", on=today())
    property.set_shares(ip, actor=cast.officer, shares=shares(cast, "60", "40"))
    with pytest.raises(Refused, match="first agree"):
        property.protect(ip, actor=cast.officer, to="filed", on=today())
    agreed(cast, ip)
    for step in ("filed", "granted", "licensed", "abandoned"):
        property.protect(ip, actor=cast.officer, to=step, on=today(), reference="EP 1" if step == "filed" else "")
    assert (state(ip, "protection"), ip.reference, ip.next_on) == ("abandoned", "EP 1", None)
    with pytest.raises(Refused):
        property.protect(ip, actor=cast.officer, to="disclosed", on=today())


# --- data and communication -------------------------------------------------------------------------------------------
def test_that_data_are_gone_says_who_received_them(cast, here):
    data = f.DataFactory(**here, giver=cast.university, recipient=cast.partner)
    with pytest.raises(PermissionDenied):
        keeping.note_disposal(data, actor=cast.officer, on=today(), disposal="x")
    keeping.note_disposal(data, actor=cast.representative, on=today(), disposal="x")
    assert state(data, "disposed_on") == today()


def test_data_are_gone_once(cast, here):
    data = f.DataFactory(**here, delete_by=YESTERDAY)
    with pytest.raises(Refused, match="not come yet"):
        keeping.note_disposal(data, actor=cast.officer, on=TOMORROW, disposal="x")
    keeping.note_disposal(data, actor=cast.officer, on=today(), disposal="Shredded; attested by IT")
    assert state(data, "disposed_on") == today()
    with pytest.raises(Refused, match="already"):
        keeping.note_disposal(data, actor=cast.officer, on=today(), disposal="x")
    personal = f.DataFactory.build(
        partnership=cast.partnership, author=cast.officer, personal=True, giver=Party.objects.first()
    )
    personal.recipient = personal.giver
    with pytest.raises(ValidationError) as errors:
        personal.full_clean()
    assert {"recipient"} <= set(errors.value.message_dict)


def test_a_line_of_the_plan_is_told_and_told_again(cast, here):
    line = f.LineFactory(**here, next_on=YESTERDAY)
    for bad, said in (({"on": TOMORROW}, "not come yet"), ({"on": today(), "next_on": today()}, "after this one")):
        with pytest.raises(Refused, match=said):
            keeping.note_told(line, actor=cast.officer, **bad)
    keeping.note_told(line, actor=cast.representative, on=today(), next_on=TOMORROW)
    assert (state(line, "last_on"), line.next_on) == (today(), TOMORROW)
