"""The same organisation named by two people in the very same moment. SQLite lets one writer in at a time, so this needs PostgreSQL."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.invitations.tests.test_at_once import at_once, pytestmark  # noqa: F401
from partnerships.models import Party
from partnerships.pages.forms import PartnerForm
from partnerships.parties import TAKEN_NAME
from partnerships.records.refusals import Refused
from partnerships.tests.cast import make_cast
from rmp.relationship.services import describe_party


def tried(step):
    """The step, in a transaction, that says Refused where the name is taken."""

    @transaction.atomic
    def run():
        try:
            step()
        except ValidationError as refusal:
            if str(TAKEN_NAME) in refusal.messages:
                raise Refused("taken") from None
            raise

    return run


def filled(cast, name):
    form = PartnerForm({"partner_name": name, "partner_kind": "business"}, user=cast.officer, partnership=cast.partnership)
    assert form.is_valid()
    return form


@pytest.mark.parametrize("names", [("Falke", "FALKE."), ("Falke Maschinenbau", "falke-maschinenbau")])
def test_it_is_made_once(names):
    cast = make_cast()
    assert at_once(*(tried(filled(cast, name).the_partner) for name in names)) == ["Refused", "done"]
    assert Party.objects.filter(name__in=names).count() == 1


def test_nor_does_another_take_the_name_meanwhile():
    cast = make_cast()
    renamed = partial(describe_party, cast.partnership, cast.partner, actor=cast.representative, name="Falke")
    assert at_once(tried(renamed), tried(filled(cast, "Falke").the_partner)) == ["Refused", "done"]
    assert Party.objects.filter(name="Falke").count() == 1
