"""Where one party has the chair, which one is part of what all agreed, and only that one seats a chair."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.clock import today
from partnerships.records.refusals import Refused
from partnerships.records.services import end_term, save_record
from partnerships.rules.services import propose_change
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign
from rmp.governance.models import BodyMember, GovernanceBody
from rmp.governance.services import meetings as services
from rmp.governance.tests import factories as f
from rmp.governance.tests.conftest import again


@pytest.fixture
def board(here, cast):
    """Agreed; the university has the chair, and its officer sits there."""
    board = f.GovernanceBodyFactory(**here, chair_rule="fixed", chair_party=cast.university, agreed_on=today())
    f.BodyMemberFactory(body=board, seat_of=cast.university, person=cast.officer, name=cast.officer.name, role="chair")
    return board


def new(board, party, role="chair"):
    return BodyMember(body=board, seat_of=party, role=role, name="Of our choice")


def chair(here, board):
    return services.chair_in_turn(f.MeetingFactory(**here, body=board))


def test_another_party_does_not_seat_the_chair(cast, here, board):
    for seat in (new(board, cast.partner), f.BodyMemberFactory(body=board, seat_of=cast.partner)):
        seat.role = "chair"
        with pytest.raises(ValidationError) as refusal:
            save_record(seat, actor=cast.partner_contributor)
        assert list(refusal.value.message_dict) == ["role"]
    with pytest.raises(PermissionDenied):
        save_record(new(board, cast.university), actor=cast.partner_contributor)
    save_record(new(board, cast.partner, "co_chair"), actor=cast.partner_contributor)
    save_record(new(board, cast.university), actor=cast.contributor)
    assert list(board.members.filter(role="chair").values_list("seat_of", flat=True).distinct()) == [cast.university.pk]
    assert chair(here, board) == cast.university


def test_the_party_that_has_it_has_it_also_while_its_seat_is_vacant(cast, here, board):
    board.members.all().delete()
    assert chair(here, board) == cast.university
    with pytest.raises(ValidationError):
        save_record(new(board, cast.partner), actor=cast.partner_contributor)


def test_it_passes_to_another_by_the_signatures_of_all(cast, here, board):
    board.chair_party = cast.partner
    with pytest.raises(Refused):
        save_record(board, actor=cast.partner_contributor)
    change = propose_change(again(board), actor=cast.partner_contributor, reason="Our turn.", chair_party=cast.partner)
    round = SignOffRound.objects.open().of_record(change).get()
    sign(round, actor=cast.representative)
    assert chair(here, again(board)) == cast.university
    sign(round, actor=cast.officer)
    assert chair(here, again(board)) == cast.partner
    end_term(board.members.get(), today(), actor=None)  # whose chair it was before: a seat that ends is let go
    assert board.members.get().ends_on == today()
    assert again(board).chair_text() == f"{cast.partner.name} has the chair"
    save_record(new(again(board), cast.partner), actor=cast.partner_contributor)


@pytest.mark.parametrize("sits", [True, False])
def test_agreed_before_that_was_asked_it_stays_with_the_party_that_has_it(cast, here, board, sits):
    GovernanceBody.objects.update(chair_party=None)
    if not sits:
        board.members.all().delete()
    with pytest.raises(ValidationError):
        save_record(new(board, cast.partner), actor=cast.partner_contributor)
    assert chair(here, again(board)) == (cast.university if sits else None)


def test_while_nothing_is_agreed_each_party_names_its_own(cast, here):
    body = f.GovernanceBodyFactory(**here, chair_rule="fixed")
    for party, actor in ((cast.university, cast.contributor), (cast.partner, cast.partner_contributor)):
        save_record(new(body, party), actor=actor)
    taking_turns = f.GovernanceBodyFactory(**here, agreed_on=today())
    for party, actor in ((cast.university, cast.contributor), (cast.partner, cast.partner_contributor)):
        save_record(new(taking_turns, party), actor=actor)
    assert BodyMember.objects.filter(role="chair").count() == 4


def test_which_party_is_named_where_one_has_it_and_only_there(cast, here):
    for rule, party in (("fixed", None), ("alternating", cast.university)):
        with pytest.raises(ValidationError) as refusal:
            f.GovernanceBodyFactory.build(**here, chair_rule=rule, chair_party=party).clean()
        assert list(refusal.value.message_dict) == ["chair_party"]
    f.GovernanceBodyFactory.build(**here, chair_rule="fixed", chair_party=cast.university).clean()
