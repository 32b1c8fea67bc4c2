"""Two worlds that differ only in what one party keeps to itself give the other the same pages, byte by byte.

Each page of this room, with its filters, searches, exports, choices and history, and each page elsewhere on which risks show.
"""

import re

import pytest
from django.urls import reverse

from objectives.tests.factories import ObjectiveFactory
from partnerships.history.models import Chain, Event
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, measured
from partnerships.practices.registry import practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.models import Disclosure
from partnerships.records.services import save_record
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from risks.models import Indicator, PartyStance, Risk, RiskLink, RiskOwner, RiskRating, RiskReview, Treatment
from risks.scale import Phase
from risks.tests import factories as f
from risks.tests.proven import services
from risks.tests.test_pages import LISTS, PAGES, TABS, url
from risks.tests.worlds import fill

CANARY = "marzipan"


def hide(cast):
    """What the university keeps to itself, with everything that can hang on it, at the joint objective and linked with what is shared."""
    joint, aim = Risk.objects.joint().first(), Risk.objects.joint().first().objectives.get()
    own_aim = ObjectiveFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, title=f"{CANARY} aim")
    for kind, title in (("threat", "ruin"), ("opportunity", "luck")):
        risk = Risk(
            partnership=cast.partnership,
            party=cast.university,
            visibility="private",
            kind=kind,
            title=f"{CANARY} {title}",
            event=CANARY,
            review_on="2020-01-01",
        )
        save_record(risk, actor=cast.officer, related={"objectives": [aim, own_aim]})
        for phase, likelihood in zip(Phase.values, (2, 5, 4), strict=True):
            reading = RiskRating(risk=risk, party=cast.university, phase=phase, likelihood=likelihood, impact=5, reason=CANARY)
            services.rate(reading, actor=cast.officer)
        save_record(RiskOwner(risk=risk, party=cast.university, person=cast.contributor, note=CANARY), actor=cast.officer)
        for link_kind in ("feeds", "fed_by"):
            save_record(RiskLink(risk=risk, kind=link_kind, target=joint, note=CANARY), actor=cast.officer)
        strategy = "reduce" if kind == "threat" else "enhance"
        planned = Treatment(
            risk=risk, strategy=strategy, what=f"{CANARY} plan", responsible=cast.university, due_on="2020-01-01"
        )
        services.plan_treatment(planned, actor=cast.officer)
        save_record(Indicator(risk=risk, name=CANARY, watch_at=1, act_at=2, next_on="2020-01-01"), actor=cast.officer)
        services.add_review(RiskReview(risk=Risk.objects.get(pk=risk.pk), result="grown", finding=CANARY), actor=cast.officer)
        expires_on = risk.created_at.date().replace(year=risk.created_at.year + 1, day=1)
        services.propose_acceptance(risk, actor=cast.officer, reason=CANARY, expires_on=expires_on)
        services.escalate(Risk.objects.get(pk=risk.pk), actor=cast.officer, reason=CANARY)
    gone = f.RiskFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, title=f"{CANARY} gone")
    services.occur(gone, actor=cast.officer, on=gone.created_at.date(), outcome=CANARY)


def addresses(cast):
    slug = cast.partnership.slug
    found = [url(cast, name) for name in (*LISTS, *PAGES, "risk-create")]
    for phase in Phase.values:
        found += [url(cast, "map", phase=phase, kind=kind) for kind in Risk.Kind.values]
    queries = [{"view": "table"}, {"q": CANARY}, {"export": "csv"}, {"sort": "-review_on"}, {"space": "theirs"}]
    queries += [{"level": 4}, {"level": 2}, {"state": "accepted"}, {"state": "occurred"}, {"state": "escalated"}]
    queries += [{"kind": "opportunity"}, {"origin": "work"}, {"export": "csv", "level": 4}]
    found += [url(cast, "risk-list", **query) for query in queries]
    for risk in Risk.objects.disclosed().order_by("title"):
        tabs = TABS if risk.is_joint else ("", "risklink", "bowtie")
        found += [url(cast, "risk-detail", risk.pk, tab=tab) for tab in tabs]
        if risk.is_joint:
            found += [url(cast, f"{part}-create", risk.pk) for part in ("risklink", "riskrating", "treatment", "riskowner")]
    places = ("objectives:objective-list", "rmp_plan:living", "history:list", "records:sharing", "signoff:list")
    places += ("actions:action-list", "partnerships:detail", "scorecards:evidence")
    found += [reverse(place, args=[slug]) for place in places]
    found += [reverse("partnerships:guidance", args=[slug, number]) for number in (3, 10)]
    found += [reverse("actions:action-list", args=[slug]) + "?export=csv", reverse("partnerships:list"), "/"]
    objectives = {one.pk for risk in Risk.objects.joint() for one in risk.objectives.all()}
    found += [reverse("objectives:objective-detail", args=[slug, key]) for key in sorted(objectives)]
    return found


def everything(cast, person, pages):
    client = cast.client(getattr(cast, person))

    def plain(response):
        text = response.content.decode() if not response.streaming else ""
        return response.status_code, re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce-|nonce=")[\w-]+', r"\1", text)

    return {page: plain(client.get(page)) for page in pages}


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_no_page_shows_it_and_no_page_changes_by_it(cast):
    fill(cast, 1)
    pages = addresses(cast)
    # Neutral people see less of the same: the pages that lay much side by side are enough.
    seen = {"representative": pages, "auditor": [url(cast, name) for name in (*LISTS, *PAGES)]}
    seen["facilitator"] = seen["auditor"]
    without = {person: everything(cast, person, those) for person, those in seen.items()}
    assert {status for status, _text in without["representative"].values()} == {200}
    hide(cast)
    for person, those in seen.items():
        with_it = everything(cast, person, those)
        assert [page for page, (_status, text) in with_it.items() if CANARY in typed_out(text)] == []
        assert [page for page in those if with_it[page] != without[person][page]] == []
    assert_its_own_party_reads_it(cast, [url(cast, name) for name in ("risk-list", *PAGES)])


def typed_out(text):
    """Without what the person typed into the search box."""
    return text.replace(f"q={CANARY}", "").replace(f'value="{CANARY}"', "")


def assert_its_own_party_reads_it(cast, pages):
    """The test would notice: the same pages do show it to those whose it is."""
    shown = [page for page, (_status, text) in everything(cast, "contributor", pages).items() if CANARY in text]
    assert shown == pages


def test_neither_marks_nor_figures_nor_the_plan_nor_due_dates_nor_history_tell_of_it(cast):
    fill(cast, 1)

    def shown():
        here = Partnership.objects.filter(pk=cast.partnership.pk)
        remind()
        seen = [str(item) for item in upcoming(cast.representative)]
        events = [str(event) for event in Event.objects.visible_to(cast.representative)]
        acts = list(Disclosure.objects.visible_to(cast.representative))
        marks = statuses(here, [*practices_of(3), *practices_of(10)])
        figures = measured(here, [key for key in METRICS if key.startswith("risks.")])
        return marks, figures, SECTIONS["risks"].blocks(cast.partnership), seen, events, acts

    without, length = shown(), Chain.objects.filter(partnership=cast.partnership, party=None).count()
    hide(cast)
    assert shown() == without
    assert CANARY in str(upcoming(cast.officer)) + str([item.title for item in upcoming(cast.officer)])
    assert length <= 1


def test_the_partner_can_neither_open_nor_name_it(cast):
    fill(cast, 1)
    hide(cast)
    client, joint = cast.client(cast.representative), Risk.objects.joint().first()
    hidden = Risk.objects.filter(title__startswith=CANARY).first()
    for step in (
        "detail",
        "update",
        "delete",
        "share",
        "withdraw",
        "accept",
        "occur",
        "close",
        "raise-issue",
        "propose-consensus",
    ):
        assert client.get(url(cast, f"risk-{step}", hidden.pk)).status_code == 404, step
        assert client.post(url(cast, f"risk-{step}", hidden.pk)).status_code in (404, 405), step
    for part in ("riskrating", "treatment", "risklink", "indicator", "riskreview", "riskowner"):
        assert client.get(url(cast, f"{part}-create", hidden.pk)).status_code == 404, part
    # Naming its key gets the same answer as naming one that never was.
    answers = []
    for key in (hidden.pk, cast.partnership.pk):
        response = client.post(url(cast, "risklink-create", joint.pk), {"kind": "feeds", "target": key, "note": "x"})
        errors = response.context["form"].errors.as_json()
        answers.append((response.status_code, errors, CANARY in response.content.decode()))
    assert answers[0] == answers[1] == (422, answers[0][1], False)


def test_the_same_title_may_be_chosen_by_the_other(cast):
    """No rule about uniqueness reaches over from one space to another."""
    fill(cast, 1)
    hide(cast)
    twin = Risk(partnership=cast.partnership, party=cast.partner, visibility="private", title=f"{CANARY} ruin")
    twin.full_clean(exclude=["author"])
    assert save_record(twin, actor=cast.representative).pk


# --- the count that an owner allows -----------------------------------------------------------------------------------
def test_a_count_is_told_only_while_its_owner_allows_it(cast):
    fill(cast, 1)
    PartyStance.objects.filter(party=cast.university).update(count_shown=False)
    hide(cast)
    said = "Rivermouth keeps 3 risks to itself here."

    def told(person):
        page = cast.client(getattr(cast, person)).get(url(cast, "whole")).content.decode()
        return said in page, CANARY in page

    stance = PartyStance.objects.get(party=cast.university)
    assert told("representative") == (False, False)
    services.allow_count(stance, actor=cast.officer)
    assert [told(person) for person in ("representative", "auditor", "facilitator", "officer")] == [
        (True, False),
        (True, False),
        (False, False),
        (False, True),
    ]
    services.stop_count(PartyStance.objects.get(pk=stance.pk), actor=cast.officer)
    assert told("representative") == (False, False)


def test_the_consistency_page_tells_each_side_of_its_own(cast):
    fill(cast, 1)
    hide(cast)
    for person, shown in (("officer", True), ("representative", False)):
        response = cast.client(getattr(cast, person)).get(url(cast, "consistency"))
        titles = [
            str(one.subject)
            for group in response.context["groups"]
            for one in group["findings"]
            if group["key"] == "undisclosed"
        ]
        assert any(CANARY in title for title in titles) == shown
        assert any(cast.partner.short_name in title for title in titles) != shown
