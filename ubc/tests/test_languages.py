"""The history keeps codes and values: what each step of each service writes in it holds no word of the language that the actor reads.

Each runs in a language in which every word that the product translates is marked.
"""

import gettext
import json

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import trans_real

from objectives.services import draft_summary
from partnerships.history.models import Event
from partnerships.signoff.tests.signing import proven, takes_proof
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.test_services import arranged_calls

# In which language it is written does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.pages]


class Marked(gettext.NullTranslations):
    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, singular, plural, number):
        return f"⟦{singular if number == 1 else plural}⟧"

    def language(self):
        return "de"

    to_language = language


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast, once for all these tests: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def marked(monkeypatch):
    monkeypatch.setitem(trans_real._translations, "de", Marked())
    return translation.override("de")


# It writes a text for people to go on with, in the language of the one who asked: the record's own, like what they type.
DRAFTING = {draft_summary}


@pytest.mark.parametrize(
    "function", one_in(12, [call.values[0] for call in arranged_calls() if call.values[0] not in DRAFTING])
)
def test_what_a_step_writes_is_in_no_language(cast, marked, function):
    with transaction.atomic():
        cast.partnership.refresh_from_db()
        arranged = ARRANGEMENTS[function](cast)
        actor = None if arranged.by == SYSTEM else getattr(cast, arranged.by)
        before = set(Event.objects.values_list("pk", flat=True))
        taken = proven(function) if takes_proof(function) else function
        with marked:
            assert translation.gettext("Yes") == "⟦Yes⟧"
            taken(*arranged.args, actor=actor, **arranged.kwargs)
        told = list(Event.objects.exclude(pk__in=before).values_list("verb", "note", "changes"))
        transaction.set_rollback(True)
    assert [entry for entry in told if "⟦" in json.dumps(entry, ensure_ascii=False)] == []
