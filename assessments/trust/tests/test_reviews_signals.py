"""Reviews of mutual benefit with their joint conclusion, and signals of behaviour with their replies."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.trust.models import BehaviourSignal, NetView, SignalReply
from assessments.trust.services import reviews, signals
from assessments.trust.tests import factories as f
from objectives.value.tests.factories import BalanceTermsFactory, ContributionFactory
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import measured
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.signoff.tests.signing import sign

DAY = dt.timedelta(days=1)


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


# --- mutual benefit ---------------------------------------------------------------------------------------------------
def concluded(cast, review, conclusion="acceptable", fairness=(4, 2)):
    for party, reading in zip((cast.university, cast.partner), fairness, strict=True):
        f.NetViewFactory(review=review, author=cast.officer, party=party, fairness=reading)
    review.conclusion, review.reasons = conclusion, "We know why."
    save_record(review, actor=cast.officer)
    waiting = reviews.ask_to_conclude(review, actor=cast.officer)
    for person in (cast.officer, cast.representative):
        sign(waiting, actor=person)
    review.refresh_from_db()
    return review


def test_all_conclude_by_their_signatures_what_each_side_said(cast, here):
    review = f.BenefitReviewFactory(**here)
    with pytest.raises(Refused, match="Write the conclusion"):
        reviews.ask_to_conclude(review, actor=cast.officer)
    review.conclusion, review.reasons = "balanced", "Even."
    save_record(review, actor=cast.officer)
    with pytest.raises(Refused, match="Adler Maschinenbau GmbH, University of Rivermouth"):
        reviews.ask_to_conclude(review, actor=cast.officer)
    review = concluded(cast, review)
    assert (review.state, review.conclusion, review.lowest_fairness, review.concluded_on) == (
        "concluded",
        "acceptable",
        2,
        today(),
    )
    review.reasons = "Other ones."
    with pytest.raises(Refused):
        save_record(review, actor=cast.officer)
    view = review.views.get(party=cast.university)
    view.fairness = 5
    for write in (lambda: save_record(view, actor=cast.officer), lambda: delete_record(view, actor=cast.officer)):
        with pytest.raises(Refused):
            write()
    with pytest.raises(Refused):
        save_record(
            NetView(review=review, party=cast.partner, gave="x", got="y", balance="even", fairness=3), actor=cast.representative
        )


def test_who_reads_nothing_that_is_shared_is_told_no_sum_of_it(cast, here):
    review = f.BenefitReviewFactory(**here)
    ContributionFactory(**here, party=cast.university, visibility="shared", delivered=100, valuation_by_giver=77_123)
    BalanceTermsFactory(**here)
    told = {}
    for person in (cast.officer, cast.partner_reader, cast.facilitator):
        page = cast.client(person).get(f"{review.get_absolute_url()}?tab=balance")
        assert page.status_code == 200
        told[person] = [words in page.content.decode() for words in ("77,123", "100 %")]
    assert list(told.values()) == [[True, True], [True, True], [False, False]]


def test_a_changed_view_makes_the_signatures_void(cast, here):
    review = f.BenefitReviewFactory(**here, conclusion="balanced", reasons="Even.")
    ours = f.NetViewFactory(review=review, author=cast.officer, party=cast.university)
    f.NetViewFactory(review=review, author=cast.officer, party=cast.partner)
    waiting = reviews.ask_to_conclude(review, actor=cast.officer)
    sign(waiting, actor=cast.representative)
    ours.fairness = 1
    save_record(ours, actor=cast.officer)
    waiting.refresh_from_db()
    assert waiting.state == "voided"


def test_a_party_gives_its_own_view_once(cast, here):
    review = f.BenefitReviewFactory(**here)
    url = reverse("assessments_trust:netview-create", args=[cast.partnership.slug, review.pk])
    data = {"gave": "Time", "got": "Results", "balance": "less", "fairness": "2"}
    client = cast.client(cast.partner_contributor)
    for fairness in ("0", "6", "x", ""):
        assert "fairness" in client.post(url, data | {"fairness": fairness}).context["form"].errors
    assert client.post(url, data).status_code == 302
    assert "given its view" in client.post(url, data).content.decode()
    assert [(view.party, view.fairness) for view in NetView.objects.all()] == [(cast.partner, 2)]
    shown = cast.client(cast.officer).get(review.get_absolute_url()).context
    assert [(side["party"], side["view"] is not None, bool(side["url"])) for side in shown["sides"]] == [
        (cast.university, False, True),
        (cast.partner, True, False),
    ]


def test_what_exit_asks_of_reviews(cast, here):
    for years, conclusion in ((3, "rebalance"), (2, "balanced"), (1, "rebalance")):
        end = today() - years * 365 * DAY
        f.BenefitReviewFactory(**here, concluded=True, conclusion=conclusion, ends_on=end, lowest_fairness=6 - years)
    found = []
    for days in (0, 1):
        figures = measured(Partnership.objects.all(), ["trust.fairness", "trust.rebalance"])
        found.append([int(value) for value in figures[cast.partnership.pk].values()])
        end = today() - days * DAY
        f.BenefitReviewFactory(**here, concluded=True, conclusion="rebalance", ends_on=end, lowest_fairness=1)
    assert found == [[5, 1], [1, 2]]
    assert list(figures[cast.sibling_partnership.pk].values()) == [None, 0]


# --- signals ----------------------------------------------------------------------------------------------------------
def signal(cast, **fields):
    return f.BehaviourSignalFactory(
        partnership=cast.partnership, author=cast.officer, party=cast.university, about=cast.partner, **fields
    )


@pytest.mark.parametrize("text", ["Renate Representative left early", "Then Partner said no.", "By Officer, who knows."])
def test_what_all_read_names_no_person(cast, text):
    noted = signal(cast, what=text)  # in private a party may write what it likes
    with pytest.raises(Refused, match="Write about the party"):
        signals.put(noted, actor=cast.officer)
    noted.refresh_from_db()
    assert (noted.state, noted.visibility) == ("noted", "private")
    answer = SignalReply(signal=signal(cast, put=True), party=cast.partner, text=text)
    with pytest.raises(Refused, match="Write about the party"):
        signals.reply(answer, actor=cast.representative)
    assert not SignalReply.objects.exists()


def test_words_that_only_look_like_names_are_no_names(cast):
    assert signals.people_named(cast.partnership, "our partner and its officers; a reader's view; Partnership") == []


def test_a_signal_is_put_answered_and_closed(cast):
    noted = signal(cast)
    for name in ("contributor", "representative", "partner_reader", "facilitator"):
        with pytest.raises(PermissionDenied):
            signals.put(noted, actor=getattr(cast, name))
    signals.put(noted, actor=cast.officer)
    with pytest.raises(Refused, match="already"):
        signals.put(noted, actor=cast.officer)
    assert (noted.state, noted.visibility, noted.reply_by) == ("put", "shared", today() + 14 * DAY)
    with pytest.raises(Refused, match="can still reply"):
        signals.close(noted, actor=cast.officer, closing="Enough.")
    noted.what = "Something else"
    with pytest.raises(Refused):
        save_record(noted, actor=cast.officer)
    noted.refresh_from_db()
    for party, person in ((cast.university, cast.officer), (cast.partner, cast.officer)):
        with pytest.raises(PermissionDenied):
            signals.reply(SignalReply(signal=noted, party=party, text="x"), actor=person)
    signals.reply(SignalReply(signal=noted, party=cast.partner, text="The train."), actor=cast.partner_contributor)
    assert BehaviourSignal.objects.get(pk=noted.pk).state == "answered"
    noted.refresh_from_db()
    signals.close(noted, actor=cast.officer, closing="We understand.")
    answer = SignalReply.objects.get()
    answer.text = "Something else."
    with pytest.raises(Refused):
        signals.reply(answer, actor=cast.representative)


def test_without_a_reply_in_time_it_can_be_closed(cast):
    late = signal(cast, put=True, reply_by=today() - DAY)
    signals.close(late, actor=cast.officer, closing="No word came.")
    assert late.state == "closed"
    with pytest.raises(Refused):
        signals.reply(SignalReply(signal=late, party=cast.partner, text="Late."), actor=cast.representative)


def test_a_reply_and_its_change_are_written_on_its_page(cast):
    put = signal(cast, put=True)
    create = reverse("assessments_trust:signalreply-create", args=[cast.partnership.slug, put.pk])
    client = cast.client(cast.representative)
    assert client.post(create, {"text": "Olivia Officer was late, too."}).status_code == 422
    assert client.post(create, {"text": "The train."}).status_code == 302
    update = reverse("assessments_trust:signalreply-update", args=[cast.partnership.slug, SignalReply.objects.get().pk])
    assert client.post(update, {"text": "The night train.", "seen_version": 1}).status_code == 302
    assert (
        SignalReply.objects.get().text,
        "The night train." in cast.client(cast.officer).get(put.get_absolute_url()).content.decode(),
    ) == (
        "The night train.",
        True,
    )
