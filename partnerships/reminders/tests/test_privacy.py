"""Nothing of a record reaches anybody who may not read it: in no mail, on no page, in no calendar, at no moment."""

import pytest
from django.core import mail as post

from partnerships.access.spaces import Visibility
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Membership, Participation, Partnership
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due
from partnerships.records.sharing import withdraw_record
from partnerships.reminders.calendar import calendar_of
from partnerships.reminders.models import Reminder
from partnerships.reminders.services import remind
from partnerships.reminders.tests.conftest import TODAY, given, sweep
from partnerships.tests.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "Prepare our exit"


def told_of(cast, secret=SECRET):
    """Who could read the title: in the mail sent, on the reminders page, in the calendar of what comes up."""
    people = [getattr(cast, name) for name in Cast.PEOPLE if name != "anonymous"]
    found = {message.to[0].split("@")[0] for message in post.outbox if secret in str(message.message().as_string())}
    for user in people:
        page = cast.client(user).get("/reminders/").content.decode()
        if secret in page or secret in calendar_of(user).decode():
            found.add(user.email.split("@")[0])
    return found


def test_a_private_record_is_told_to_its_own_party_only(cast):
    ActionFactory(partnership=cast.partnership, title=SECRET, party=cast.partner, due_on=TODAY)
    ActionFactory(partnership=cast.partnership, title=SECRET, party=cast.partner, due_on=TODAY, assignee=cast.partner_reader)
    sweep()
    assert told_of(cast) == {"renate", "rita"}


def test_a_private_record_that_names_a_person_of_another_party(cast):
    """The forms do not allow it; and should it happen, that person learns nothing."""
    ActionFactory(partnership=cast.partnership, title=SECRET, party=cast.partner, due_on=TODAY, assignee=cast.officer)
    sweep()
    assert (post.outbox, Mail.objects.count()) == ([], 0)
    assert told_of(cast) == set()


def test_a_private_record_that_makes_another_party_responsible(cast):
    ActionFactory(partnership=cast.partnership, title=SECRET, party=cast.partner, responsible=cast.university, due_on=TODAY)
    sweep()
    assert told_of(cast) == set()


def test_the_outbox_and_the_reminders_hold_no_word_of_it(cast):
    ActionFactory(partnership=cast.partnership, title=SECRET, party=cast.partner, due_on=TODAY)
    sweep()
    rows = [*Mail.objects.values(), *Reminder.objects.values()]
    assert len(rows) == 2
    assert SECRET not in str(rows)
    assert SECRET not in cast.client(cast.administrator).get("/admin/outbox/mail/").content.decode()


@pytest.fixture
def shared(cast):
    """The partner's, shared, and by assignment the university's to do: Conrad is reminded of it and the mail waits."""
    action = ActionFactory(
        partnership=cast.partnership,
        title=SECRET,
        party=cast.partner,
        visibility=Visibility.SHARED,
        responsible=cast.university,
        assignee=cast.contributor,
        due_on=TODAY,
    )
    remind()
    assert given() == [("Conrad", 0, True)]
    return action


def nothing_left(cast):
    send_due()
    return post.outbox == [] and [m.state for m in Mail.objects.all()] == ["cancelled"] and told_of(cast) == set()


def test_made_private_between_queue_and_sending(cast, shared):
    Action.objects.update(visibility=Visibility.PRIVATE, audience=0)
    assert nothing_left(cast)


def test_withdrawn_between_queue_and_sending(cast, shared):
    withdraw_record(shared, actor=cast.representative)
    assert nothing_left(cast)


def test_membership_ended_between_queue_and_sending(cast, shared):
    Membership.objects.filter(user=cast.contributor).delete()
    send_due()
    assert post.outbox == []
    assert "conrad" not in told_of(cast)


def test_party_left_between_queue_and_sending(cast, shared):
    Participation.objects.filter(partnership=cast.partnership, party=cast.university).update(state="left")
    assert nothing_left(cast)


def test_account_closed_between_queue_and_sending(cast, shared):
    cast.contributor.is_active = False
    cast.contributor.save()
    send_due()
    assert (post.outbox, [mail.state for mail in Mail.objects.all()]) == ([], ["cancelled"])


def test_the_daily_mail_leaves_out_what_became_private(cast):
    cast.contributor.mail = "digest"
    cast.contributor.save()
    kept = ActionFactory(
        partnership=cast.partnership,
        title="Book the hall",
        assignee=cast.contributor,
        responsible=cast.university,
        due_on=TODAY,
    )
    hidden = ActionFactory(
        partnership=cast.partnership,
        title=SECRET,
        party=cast.partner,
        visibility=Visibility.SHARED,
        assignee=cast.contributor,
        due_on=TODAY,
    )
    remind()
    Action.objects.filter(pk=hidden.pk).update(visibility=Visibility.PRIVATE, audience=0)
    send_due()
    (message,) = post.outbox
    assert (message.subject, kept.title in message.body, SECRET in message.message().as_string()) == ("1 reminder", True, False)


def test_a_partnerships_title_stays_in_it(cast):
    Partnership.objects.filter(pk=cast.partnership.pk).update(next_review_on=TODAY, title=SECRET)
    ActionFactory(partnership=cast.partnership, due_on=TODAY, responsible=cast.university)
    sweep()
    assert told_of(cast) == {"olivia", "renate"}
