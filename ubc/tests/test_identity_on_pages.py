"""Who vouches for an organisation is read on every page of its partnerships, and beside its name elsewhere."""

import pytest
from django.db import transaction

from partnerships.models import Party
from partnerships.tests.deep import one_in
from partnerships.tests.factories import ParticipationFactory, PartyFactory
from ubc.tests.expectations import PAGES
from ubc.tests.test_access_matrix import address_of

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

# Pages about the partnership without its frame: there the organisation is marked where it is named.
FRAMELESS = {
    **dict.fromkeys(
        [f"assessments:answer{step}" for step in ("", "-step", "-hand-in")], "The questionnaire, and nothing around it."
    ),
    "emergency:start": "The administrator's own page.",
}
# Where it is named in what was written when nobody vouched for it yet.
AS_WRITTEN = {"home": "The news, in the words of the history."}


@pytest.fixture
def vouched(cast):
    """A party and a neutral organisation, each with what is to be read beside its name."""
    party = PartyFactory(name="Karibu Solar Ltd", short_name="Karibu")
    ParticipationFactory(partnership=cast.partnership, party=party)
    found = {}
    for one, by in ((party, "Olivia"), (cast.neutral, "Renate")):
        Party.objects.filter(pk=one.pk).update(vouched_by=by, vouched_at=cast.officer.date_joined)
        found[one.name] = f"Identity vouched for by {by}"
    return found


def unsaid(text, vouched, *, everywhere):
    """The organisations whose mark is not there, though the page is to name all of them, or names them."""
    return [name for name, words in vouched.items() if words not in text and (everywhere or name in text)]


@pytest.mark.parametrize("part", one_in(8, range(8)))
def test_every_page_says_who_vouches(cast, vouched, part):
    browsers, silent, read = {who: cast.client(getattr(cast, who)) for who in cast.PEOPLE[:-1]}, {}, 0
    for name in sorted(PAGES.keys() - AS_WRITTEN)[part::8]:
        who = next((who for who, answer in PAGES[name][0].items() if answer == "ok"), None)
        if who is None:
            continue
        with transaction.atomic():
            address = address_of(cast, name)
            response = browsers[who].get(address)
            transaction.set_rollback(True)
        # A step that asks nothing leads back to a page; files are tested for themselves.
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            inside = cast.partnership.slug in address and name not in FRAMELESS
            read += inside
            if lacking := unsaid(response.content.decode(), vouched, everywhere=inside):
                silent[name] = lacking
    assert silent == {}
    assert read > 5
