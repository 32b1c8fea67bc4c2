"""The cast is what its docstring says: who sees which partnership."""

from partnerships.access.policy import standing
from partnerships.models import Partnership
from partnerships.tests.cast import Cast


def test_who_sees_which_partnership(cast):
    seen = {
        name: set(Partnership.objects.visible_to(getattr(cast, name)).values_list("title", flat=True))
        for name in Cast.PEOPLE
        if name != "anonymous"
    }
    here = {"Quiet gearboxes"}
    assert seen == {
        "officer": here | {"Cold chains"},
        "contributor": here,
        "representative": here,
        "partner_contributor": here,
        "partner_reader": here,
        "respondent": here,
        "facilitator": here,
        "auditor": here,
        "sibling": {"Cold chains"},
        "stranger": {"Tidal power"},
        "administrator": set(),
    }


def test_sides(cast):
    assert standing(cast.officer, cast.partnership).party == cast.university
    assert standing(cast.representative, cast.partnership).party == cast.partner
    assert standing(cast.auditor, cast.partnership).party is None


def test_client(cast):
    assert cast.client(cast.officer).session["_auth_user_id"] == str(cast.officer.pk)
    assert "_auth_user_id" not in cast.client().session
