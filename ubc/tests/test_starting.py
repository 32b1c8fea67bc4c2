"""A new partnership that begins with the drafts of a kind of collaboration: whole, joint, agreed by nobody; or with nothing at all."""

import pytest
from django.urls import reverse

from assessments.models import Rhythm
from objectives.models import InitiatorRule, Mechanism, RevisionCondition, RevisionStep
from partnerships import starting
from partnerships.history.models import Event
from partnerships.models import Partnership, Party, Term
from partnerships.records.models import record_kinds
from partnerships.services import open_partnership
from partnerships.signoff.models import SignOffRound
from partnerships.starting import KINDS, STARTS, begin
from risks.models import Risk, RiskCriteria
from rmp.exits.models import ExitPlanItem, ExitStrategy
from rmp.governance.models import Activity, GovernanceBody
from rmp.leadership.models import LeaderProfile

NEW = reverse("partnerships:create")
# Written by hand: what of each is laid out; bodies and activities, risks and items differ by kind.
ALWAYS = {
    RevisionCondition: 5,
    InitiatorRule: 2,
    RevisionStep: 4,
    Mechanism: 1,
    LeaderProfile: 1,
    RiskCriteria: 1,
    ExitStrategy: 1,
}
BY_KIND = {
    "research": {GovernanceBody: 2, Activity: 6, Risk: 4, ExitPlanItem: 6},
    "laboratory": {GovernanceBody: 3, Activity: 7, Risk: 4, ExitPlanItem: 7},
    "students": {GovernanceBody: 2, Activity: 7, Risk: 4, ExitPlanItem: 6},
    "transfer": {GovernanceBody: 2, Activity: 6, Risk: 4, ExitPlanItem: 6},
    "alliance": {GovernanceBody: 3, Activity: 6, Risk: 4, ExitPlanItem: 6},
}


def opened(cast, key=""):
    partnership = open_partnership(
        Partnership(title="Begun"), actor=cast.officer, party=cast.university, partners=[cast.sibling_partner]
    )
    if key:
        begin(partnership, key, party=cast.university, actor=cast.officer)
    return partnership


def laid(partnership):
    """{kind of record: how many there are}, of all rooms."""
    found = {model: model.objects.filter(partnership=partnership).count() for model in record_kinds()}
    return {model: count for model, count in found.items() if count}


def data(cast, **more):
    purpose = Term.objects.get(taxonomy="purpose", code="innovation")
    facts = {"title": "Begun", "purposes": [purpose.pk], "form": "bilateral", "mode": "cooperative"}
    return facts | {"party": cast.university.pk, "partner": cast.sibling_partner.pk, "partner_kind": "business"} | more


@pytest.mark.parametrize("key", KINDS)
def test_every_room_lays_out_its_drafts_and_all_of_them_are_joint(cast, key):
    partnership = opened(cast, key)
    assert laid(partnership) == ALWAYS | BY_KIND[key] | {Rhythm: 3}
    client = cast.client(cast.officer)
    for model in laid(partnership):
        for record in model.objects.filter(partnership=partnership):
            assert (record.party, record.visibility, record.author) == (None, "shared", cast.officer)
            record.full_clean()
            if key == "laboratory":  # of each kind of record one has all there is
                assert client.get(record.get_absolute_url()).status_code == 200
    # What the parties agree by signatures is a draft, and nobody was asked to sign.
    states = {record.state for model in (LeaderProfile, RiskCriteria, ExitStrategy) for record in model.objects.all()}
    assert (states, set(Risk.objects.values_list("state", flat=True))) == ({"draft"}, {"identified"})
    assert SignOffRound.objects.count() == 0


def test_each_kind_has_its_own_words(cast):
    risks = {key: set(Risk.objects.filter(partnership=opened(cast, key)).values_list("title", flat=True)) for key in KINDS}
    assert len({frozenset(titles) for titles in risks.values()}) == len(KINDS)
    assert Risk.objects.filter(category=None).count() == 0


def test_a_category_that_was_taken_out_keeps_nobody_from_beginning(cast):
    Term.objects.filter(taxonomy="risk_category").delete()
    assert laid(opened(cast, "research"))[Risk] == 4


def test_nothing_chosen_nothing_laid_out(cast):
    client = cast.client(cast.officer)
    response = client.post(NEW, data(cast))
    partnership = Partnership.objects.get(title="Begun")
    assert (response.url, laid(partnership)) == (reverse("people:invite", args=[partnership.slug]), {})


def test_a_kind_fills_in_the_facts_and_lays_out_when_opened(cast):
    client = cast.client(cast.officer)
    page = client.get(NEW, {"begin_with": "students"})
    form = page.context["form"]
    codes = {
        "purposes": {"workforce-development", "capacity-building"},
        "ubc_types": {"student-mobility", "curriculum-co-delivery"},
    }
    for name, wanted in codes.items():
        assert set(Term.objects.filter(pk__in=form[name].value()).values_list("code", flat=True)) == wanted
    assert (form["form"].value(), form["mode"].value(), form["begin_with"].value()) == (
        "student_scheme",
        "coordinated",
        "students",
    )
    assert [str(one) for one in page.context["laid_out"]] == [str(what) for what, _lay_out in STARTS]
    assert client.post(NEW, data(cast, begin_with="students", form="student_scheme")).status_code == 302
    partnership = Partnership.objects.get(title="Begun")
    assert (partnership.form, laid(partnership)[GovernanceBody]) == ("student_scheme", 2)


@pytest.mark.parametrize("key", ["nonsense", "../x", "\x00", "a" * 5000])
def test_an_unknown_kind_is_no_kind(cast, key):
    client = cast.client(cast.officer)
    assert client.get(NEW, {"begin_with": key}).context["chosen"] is None
    refused = client.post(NEW, data(cast, begin_with=key))
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"begin_with"})
    assert not Partnership.objects.filter(title="Begun").exists()


def test_what_was_chosen_and_typed_stays_when_the_form_is_refused(cast):
    refused = cast.client(cast.officer).post(NEW, data(cast, begin_with="research", title=""))
    assert (refused.status_code, refused.context["chosen"].key) == (422, "research")
    assert 'name="begin_with" value="research"' in refused.content.decode()


def test_all_or_nothing(cast, monkeypatch):
    def broken(partnership, kind, *, party, actor):
        raise LookupError("no such table")

    monkeypatch.setattr(starting, "STARTS", [*STARTS, ("", broken)])
    before = Partnership.objects.count(), Party.objects.count(), Event.objects.count()
    client = cast.client(cast.officer)
    client.raise_request_exception = False
    new = {"partner": "", "partner_name": "Tidal Ltd"}
    assert client.post(NEW, data(cast, begin_with="research", **new)).status_code == 500
    assert (Partnership.objects.count(), Party.objects.count(), Event.objects.count()) == before
    assert sum(model.objects.count() for model in record_kinds()) == 0


def test_who_opens_no_partnership_sees_no_beginnings(cast):
    for person, status in ((cast.representative, 403), (cast.contributor, 403), (None, 302)):
        assert cast.client(person).get(NEW, {"begin_with": "research"}).status_code == status
