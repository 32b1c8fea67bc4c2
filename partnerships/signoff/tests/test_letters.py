"""Who is told of the end of a round, and what."""

import pytest
from django.core import mail as sent

from partnerships.models import Membership
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due
from partnerships.signoff.services import expire_rounds, open_round, withdraw_round
from partnerships.signoff.tests.signing import decline, delegate, named, sign


def told():
    return sorted(Mail.objects.filter(kind="signoff.ended").values_list("user__name", flat=True))


@pytest.fixture
def letters(settings):
    """Sends what is queued; {address: message}."""

    def send():
        sent.outbox.clear()
        send_due()
        return {message.to[0]: message for message in sent.outbox}

    return send


def test_nothing_is_said_while_it_goes_on(cast, round):
    sign(round, actor=cast.officer)
    delegate(round, actor=cast.representative, to=cast.partner_contributor)
    assert told() == []


def test_a_change_is_told_to_who_signed_who_was_asked_and_who_opened(cast, subject, round, change, letters):
    sign(round, actor=cast.representative)
    change(subject, title="Charter of trust", actor=cast.contributor)
    assert told() == ["Olivia Officer", "Renate Representative"]
    message = letters()["renate@example.org"]
    assert message.subject == "Signatures void: Charter"
    assert "Changed since: What is to be done." in message.body
    assert "Your signature does not count any more." in message.body
    assert f"/partnerships/{cast.partnership.slug}/sign-off/{round.pk}/" in message.body


def test_who_had_not_signed_is_not_told_that_a_signature_fell(cast, subject, round, change, letters):
    change(subject, title="Charter of trust", actor=cast.contributor)
    assert "does not count" not in letters()["olivia@example.org"].body


def test_who_brings_the_end_about_is_not_told(cast, round):
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    assert told() == ["Olivia Officer"]


def test_a_party_that_named_somebody_is_told_through_that_person(cast, subject):
    round = named(open_round(subject, actor=cast.representative), cast.partner, cast.partner_contributor)
    delegate(round, actor=cast.officer, to=cast.contributor)
    withdraw_round(round, actor=cast.representative)
    assert told() == ["Conrad Contributor", "Paul Partner"]


def test_a_refusal_names_the_party_and_the_reason(cast, round, letters):
    decline(round, actor=cast.representative, reason="Too early.")
    message = letters()["olivia@example.org"]
    assert message.subject == "Declined: Charter"
    assert "Adler Maschinenbau GmbH has declined" in message.body
    assert "Too early." in message.body


def test_a_line_break_in_the_title_stays_out_of_the_header(cast, subject, letters):
    type(subject).objects.filter(pk=subject.pk).update(title="Charter\r\nBcc: all@example.org")
    round = open_round(subject, actor=cast.officer)
    decline(round, actor=cast.representative, reason="No.")
    message = letters()["olivia@example.org"]
    assert message.subject == "Declined: Charter Bcc: all@example.org"
    assert message.recipients() == ["olivia@example.org"]


def test_time_is_told_to_all_who_were_asked(cast, subject, monkeypatch):
    import datetime as dt

    round = open_round(subject, actor=cast.officer, due_on=dt.date(2999, 1, 1))
    expire_rounds(on=dt.date(2999, 1, 2))
    assert told() == ["Olivia Officer", "Renate Representative"]
    assert round.slots.filter(decision="waiting").count() == 2


def test_who_may_not_read_it_any_more_gets_no_letter(cast, round, letters):
    decline(round, actor=cast.representative, reason="Too early.")
    Membership.objects.filter(user=cast.officer).delete()
    assert letters() == {}


def test_a_letter_is_in_its_readers_language(cast, round, letters):
    cast.officer.language = "de"
    cast.officer.save()
    decline(round, actor=cast.representative, reason="Too early.")
    assert letters()["olivia@example.org"].extra_headers["Content-Language"] == "de"


def test_an_undone_end_tells_nobody(cast, round, monkeypatch, subject):
    def refuse(self, round, actor):
        raise RuntimeError

    monkeypatch.setattr(type(subject), "signoff_declined", refuse)
    with pytest.raises(RuntimeError):
        decline(round, actor=cast.representative, reason="Too early.")
    assert told() == []
