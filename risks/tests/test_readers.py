"""The actions of a risk are read by those who read the risk, also when one of them has left the table."""

from django.db.models import F

from partnerships.actions.models import Action
from partnerships.models import Participation
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.tests.cast import seat_left_out, seat_newcomer
from risks.models import Treatment
from risks.tests.conftest import again
from risks.tests.proven import services


def treat(cast, risk, strategy):
    new = Treatment(risk=again(risk), what="Insure it", responsible=cast.university, strategy=strategy)
    services.plan_treatment(new, actor=cast.officer)


def test_a_risk_is_shown_to_one_more_after_one_of_its_readers_left(cast, private):
    treat(cast, private, "reduce")
    gone, _person = seat_left_out(cast)
    share_record(again(private), actor=cast.officer, parties=[cast.partner, gone])
    Participation.objects.filter(party=gone).update(state="left")
    new, person = seat_newcomer(cast)
    share_record(again(private), actor=cast.officer, parties=[new])
    assert Action.objects.visible_to(person).count() == 1


def test_a_risk_changes_when_all_of_its_readers_who_are_left_read_the_action(cast, private):
    treat(cast, private, "reduce")
    gone, _person = seat_left_out(cast)
    share_record(again(private), actor=cast.officer, parties=[cast.partner, gone])
    Participation.objects.filter(party=gone).update(state="left")
    gone_bit = Participation.objects.get(party=gone).bit
    Action.objects.update(audience=F("audience") - gone_bit)  # shown only when that party was gone
    risk = again(private)
    risk.title = "We run out of cash"
    save_record(risk, actor=cast.officer)
    assert again(private).audience - Action.objects.get().audience == gone_bit
