"""A work before the parties: every step, those that are refused, and the clock in the parties' time zones."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.clock import today
from partnerships.documents.models import DocumentVersion
from partnerships.documents.services import add_version, attach
from partnerships.documents.tests.factories import level, upload
from partnerships.history.models import Event
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.records.models import Disclosure
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from partnerships.tests.factories import PartyFactory, UserFactory
from rmp.knowledge.models import PublicationReview
from rmp.knowledge.services import publications as p
from rmp.knowledge.tasks import run_publication_clocks
from rmp.knowledge.tests import factories as f

State = PublicationReview.State
NOON = dt.datetime(2031, 3, 3, 12, tzinfo=dt.UTC)


def utc(*parts):
    return dt.datetime(2031, *parts, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def review(cast):
    return f.PublicationFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, days=10)


@pytest.fixture
def tokyo(cast):
    """A third party, far in the east, and who stands for it; the partner is in the far west."""
    cast.partner.time_zone = "America/Los_Angeles"
    cast.partner.save()
    party = PartyFactory(name="Tokyo Works", short_name="Tokyo", time_zone="Asia/Tokyo")
    Participation.objects.create(partnership=cast.partnership, party=party, side="business", state="joined")
    person = UserFactory(name="Toshi")
    Membership.objects.create(
        user=person, party=party, partnership=cast.partnership, role=Role.REPRESENTATIVE, starts_on=dt.date(2020, 1, 1)
    )
    Membership.objects.update(starts_on=dt.date(2020, 1, 1))
    return person


def now(review):
    review.refresh_from_db()
    return review.state


def answers(review):
    return dict(review.opinions.values_list("party__short_name", "answer"))


# --- submitted --------------------------------------------------------------------------------------------------------
def test_submitting_shows_the_work_and_starts_the_clock(cast, review):
    manuscript = attach(review, actor=cast.officer, file=upload(), level=level())
    assert not PublicationReview.objects.visible_to(cast.representative).exists()
    with pytest.raises(PermissionDenied):
        p.submit(review, actor=cast.contributor)
    p.submit(review, actor=cast.officer)
    assert (now(review), review.respond_by, answers(review)) == (
        State.SUBMITTED,
        today() + dt.timedelta(10),
        {"Adler": "waiting"},
    )
    assert PublicationReview.objects.visible_to(cast.representative).get() == review
    assert DocumentVersion.objects.visible_to(cast.representative).get().document == manuscript
    assert Disclosure.objects.get().kind == "shared"


def test_what_is_being_judged_stays_as_it_is(cast, review):
    document = attach(review, actor=cast.officer, file=upload(), level=level())
    p.submit(review, actor=cast.officer)
    for step in (
        lambda: add_version(document, actor=cast.officer, file=upload()),
        lambda: attach(review, actor=cast.officer, file=upload(), level=level()),
        lambda: delete_record(document, actor=cast.officer),
        lambda: delete_record(review, actor=cast.officer),
    ):
        with pytest.raises(Refused):
            step()
    review.refresh_from_db()
    review.abstract = "Something else"
    with pytest.raises(Refused, match="Fixed"):
        save_record(review, actor=cast.officer)
    p.ask_changes(review, actor=cast.representative, note="Leave out figure 3.")
    add_version(document, actor=cast.officer, file=upload(), remark="Without figure 3")
    assert document.number == 2


def test_there_must_be_somebody_to_ask(cast, review):
    Participation.objects.filter(party=cast.partner, partnership=cast.partnership).update(state="left")
    with pytest.raises(Refused, match="no other party"):
        p.submit(review, actor=cast.officer)


def test_no_party_has_a_day_less_than_the_days_it_was_given(cast, review, tokyo, time_machine):
    time_machine.move_to(utc(3, 3, 20), tick=False)  # in Tokyo it is the fourth already
    review = p.submit(review, actor=cast.officer)
    assert (review.respond_by, answers(review)) == (dt.date(2031, 3, 14), {"Adler": "waiting", "Tokyo": "waiting"})


# --- answered ---------------------------------------------------------------------------------------------------------
def test_all_clear_it_and_it_is_published(cast, review, tokyo):
    p.submit(review, actor=cast.officer)
    p.take_up(review, actor=cast.partner_contributor)
    assert now(review) == State.PARTNER_REVIEW
    p.clear(review, actor=cast.representative, note="Well done.")
    assert now(review) == State.PARTNER_REVIEW
    p.clear(review, actor=tokyo)
    assert (now(review), answers(review)) == (State.CLEARED, {"Adler": "cleared", "Tokyo": "cleared"})
    for on, said in ((today() + dt.timedelta(1), "not come yet"), (today() - dt.timedelta(1), "not cleared yet")):
        with pytest.raises(Refused, match=said):
            p.note_publication(review, actor=cast.officer, on=on, where="Journal")
    p.note_publication(review, actor=cast.officer, on=today(), where="Journal of Gears 3")
    assert (now(review), review.published_where) == (State.PUBLISHED, "Journal of Gears 3")
    verbs = list(Event.objects.filter(verb="cleared the publication").values_list("actor_name", "note"))
    assert verbs == [("Toshi", ""), ("Renate Representative", "Well done.")]


def test_changes_stop_the_clock_and_it_is_submitted_anew(cast, review, tokyo, time_machine):
    time_machine.move_to(NOON, tick=False)
    p.submit(review, actor=cast.officer)
    p.clear(review, actor=tokyo)
    p.ask_changes(review, actor=cast.representative, note="Leave out figure 3.")
    assert (now(review), p.run_clocks(utc(6, 1)), now(review)) == (State.CHANGES_ASKED, 0, State.CHANGES_ASKED)
    with pytest.raises(Refused, match="not before the parties"):
        p.clear(review, actor=tokyo)
    time_machine.move_to(utc(4, 1, 12), tick=False)
    p.submit(review, actor=cast.officer)
    assert (now(review), review.respond_by) == (State.SUBMITTED, dt.date(2031, 4, 11))
    assert answers(review) == {"Adler": "waiting", "Tokyo": "waiting"}


def test_a_delay_ends_on_its_day_or_when_it_is_lifted(cast, review, tokyo, time_machine):
    time_machine.move_to(NOON, tick=False)
    p.submit(review, actor=cast.officer)
    for until in (dt.date(2031, 3, 3), dt.date(2033, 1, 1)):
        with pytest.raises(Refused):
            p.ask_delay(review, actor=cast.representative, until=until, note="Filing")
    p.ask_delay(review, actor=cast.representative, until=dt.date(2031, 5, 1), note="We file a patent.")
    assert (now(review), review.delay_until) == (State.DELAY_ASKED, dt.date(2031, 5, 1))
    # Tokyo has still its own days to answer; its silence does not end the delay.
    assert (p.run_clocks(utc(3, 20)), now(review), answers(review)) == (
        1,
        State.DELAY_ASKED,
        {"Adler": "delay", "Tokyo": "silent"},
    )
    # The first of May ends last in Los Angeles, at seven in UTC.
    assert (p.run_clocks(utc(5, 2, 6, 59)), now(review)) == (0, State.DELAY_ASKED)
    assert (p.run_clocks(utc(5, 2, 7)), now(review)) == (1, State.CLEARED)


def test_who_asked_for_a_delay_can_lift_it(cast, review, tokyo):
    p.submit(review, actor=cast.officer)
    p.ask_delay(review, actor=cast.representative, until=today() + dt.timedelta(90), note="Filing")
    p.clear(review, actor=cast.representative)
    assert (now(review), review.delay_until) == (State.PARTNER_REVIEW, None)
    p.clear(review, actor=tokyo)
    assert now(review) == State.CLEARED


def test_who_may_not_answer(cast, review):
    p.submit(review, actor=cast.officer)
    for person in ("officer", "partner_contributor", "partner_reader", "auditor", "stranger"):
        with pytest.raises(PermissionDenied):
            p.clear(review, actor=getattr(cast, person))
    p.clear(review, actor=cast.representative)
    with pytest.raises(Refused):
        p.ask_changes(review, actor=cast.representative, note="Too late")
    review.refresh_from_db()
    p.withdraw_work(review, actor=cast.officer, reason="The journal closed.")
    with pytest.raises(Refused):
        p.submit(review, actor=cast.officer)
    with pytest.raises(Refused):
        p.note_publication(review, actor=cast.officer, on=today(), where="x")


# --- the clock --------------------------------------------------------------------------------------------------------
# The last day is the thirteenth; it ends in Tokyo at 15:00 UTC, in Los Angeles (summer time since the ninth) at 07:00 UTC of the next.
@pytest.mark.parametrize(
    ("moment", "cleared"),
    [
        (utc(3, 12, 23, 59), False),  # the day before
        (utc(3, 13, 15), False),  # over in Tokyo
        (utc(3, 14, 0), False),  # over where the house is
        (utc(3, 14, 6, 59), False),  # a minute before it is over in Los Angeles
        (utc(3, 14, 7), True),
        (utc(4, 20, 7), True),  # late
    ],
)
def test_deemed_cleared_on_its_day_and_not_before_in_the_parties_zones(cast, review, tokyo, time_machine, moment, cleared):
    time_machine.move_to(NOON, tick=False)
    review = p.submit(review, actor=cast.officer)
    assert review.respond_by == dt.date(2031, 3, 13)
    time_machine.move_to(moment, tick=False)
    run_publication_clocks()
    run_publication_clocks()
    assert now(review) == (State.DEEMED_CLEARED if cleared else State.SUBMITTED)
    assert set(answers(review).values()) == ({"silent"} if cleared else {"waiting"})
    event = Event.objects.filter(verb="deemed_cleared")
    assert [e.note for e in event] == (
        ["No answer by 2031-03-13 from: Adler Maschinenbau GmbH, Tokyo Works."] if cleared else []
    )


def test_each_party_answers_until_its_own_day_has_ended(cast, review, tokyo, time_machine):
    time_machine.move_to(NOON, tick=False)
    p.submit(review, actor=cast.officer)
    time_machine.move_to(utc(3, 13, 15), tick=False)
    with pytest.raises(Refused, match="has ended where your party is"):
        p.ask_changes(review, actor=tokyo, note="We object.")
    time_machine.move_to(utc(3, 14, 6), tick=False)
    p.clear(review, actor=cast.representative)
    # One has cleared it, the other was silent: it waits for the end of the day all the same, for nobody knows before.
    assert (now(review), p.run_clocks(), now(review)) == (State.PARTNER_REVIEW, 0, State.PARTNER_REVIEW)
    assert (p.run_clocks(utc(3, 14, 7)), now(review)) == (1, State.DEEMED_CLEARED)


def test_the_clock_stands_still_in_a_closed_partnership_and_goes_on_after_a_fault(cast, review, monkeypatch):
    p.submit(review, actor=cast.officer)
    other = f.PublicationFactory(partnership=cast.partnership, author=cast.officer, party=cast.university)
    p.submit(other, actor=cast.officer)
    later = timezone.now() + dt.timedelta(400)
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    assert p.run_clocks(later) == 0
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="active")
    silence = p._silence

    def faulty(current, moment):
        if current == review:
            raise RuntimeError
        return silence(current, moment)

    monkeypatch.setattr(p, "_silence", faulty)
    assert (p.run_clocks(later), now(review), now(other)) == (1, State.SUBMITTED, State.DEEMED_CLEARED)


def test_the_party_that_is_to_answer_is_reminded_until_it_has(cast, review):
    p.submit(review, actor=cast.officer)
    remind()
    assert [item.title for item in upcoming(cast.representative)] == [review.title]
    assert upcoming(cast.officer) == upcoming(cast.partner_contributor) == []
    p.clear(review, actor=cast.representative)
    assert upcoming(cast.representative) == []
