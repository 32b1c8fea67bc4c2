"""What the marks and the plan are dated by: entries of which all that have joined are told."""

import pytest

from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.models import Event
from partnerships.models import Ledger
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.tests.cast import seat_left_out


@pytest.mark.parametrize(
    ("parties", "counted"), [(("partner",), 0), (("partner", "neutral"), 0), (("partner", "neutral", "left_out"), 1), (None, 1)]
)
def test_an_entry_is_disclosed_when_all_that_have_joined_are_told(cast, parties, counted):
    cast.left_out = seat_left_out(cast)[0]
    action = ActionFactory.build(partnership=cast.partnership, party=cast.university, responsible=cast.university, author=None)
    save_record(action, actor=cast.officer)

    def disclosed():
        return Ledger.objects.get(partnership=cast.partnership).disclosed

    before = disclosed()
    share_record(action, actor=cast.officer, parties=parties and [getattr(cast, name) for name in parties])
    told = Event.objects.get(subject_key=action.pk, verb="shared")
    assert (told.disclosed, disclosed() - before) == (bool(counted), counted)
