"""What the tests of this room share."""

import pytest

from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign
from rmp.governance.tests import factories as f


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


@pytest.fixture
def agreement(cast, here):
    """Being drafted between both parties."""
    return f.AgreementFactory(**here, state="drafting", title="Framework", signatories=[cast.university, cast.partner])


def again(record):
    return type(record).objects.get(pk=record.pk)


def signed_by_both(cast, record):
    """The record, put to all parties and signed by both."""
    round = open_round(record, actor=cast.officer)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    return again(record)
