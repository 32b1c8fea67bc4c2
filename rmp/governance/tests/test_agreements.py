"""The register of agreements: their course, into force by the signatures of all, their end, their file."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from partnerships.accounts.presence import FRESH, Proof
from partnerships.accounts.tests.proving import forget
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.records.refusals import Refused, Unproven
from partnerships.records.services import delete_record, save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import decline, proven
from rmp.governance.models import Agreement, AgreementTopic, NoAgreement
from rmp.governance.services import agreements as services
from rmp.governance.tests import factories as f
from rmp.governance.tests.conftest import again, signed_by_both
from ubc.tests.answers import RECORDS

State = Agreement.State
terminate, end_reason = proven(services.terminate), proven(services.end_reason)
DAY = dt.timedelta(days=1)
PDF = b"%PDF-1.7\n1 0 obj\n"


def pdf(content=PDF, name="../../Vertrag 1.exe"):
    return ContentFile(content, name)


# --- its course -------------------------------------------------------------------------------------------------------
def test_it_goes_only_where_the_way_leads(cast, here):
    agreement = f.AgreementFactory(**here, reference="F-1")
    for before in State.values:
        ended_on = today() if before in (State.EXPIRED, State.TERMINATED) else None
        for to in State.values:
            Agreement.objects.filter(pk=agreement.pk).update(state=before, ended_on=ended_on)
            allowed = to in Agreement.TRANSITIONS[before] and to in Agreement.PENDING
            if allowed:
                services.move_agreement(again(agreement), actor=cast.officer, to=to)
            else:
                with pytest.raises(Refused):
                    services.move_agreement(again(agreement), actor=cast.officer, to=to)
            assert again(agreement).state == (to if allowed else before)


def test_it_is_known_with_whom_it_lies_and_since_when(cast, agreement):
    services.move_agreement(agreement, actor=cast.officer, to=State.NEGOTIATING, with_party=cast.partner, note="Your turn")
    Agreement.objects.update(with_since=today() - 5 * DAY)
    agreement = again(agreement)
    assert (agreement.with_party, agreement.days_there) == (cast.partner, 5)
    with pytest.raises(Refused):
        services.hand_on(agreement, actor=cast.officer, with_party=cast.partner)
    services.hand_on(agreement, actor=cast.officer, with_party=cast.university)
    agreement = again(agreement)
    assert (agreement.with_party, agreement.days_there) == (cast.university, 0)
    assert Event.objects.get(subject_key=agreement.pk, verb="negotiating").note == "Your turn"


def test_what_is_to_be_signed_has_a_reference(cast, agreement):
    Agreement.objects.update(state=State.NEGOTIATING)
    with pytest.raises(Refused):
        services.move_agreement(again(agreement), actor=cast.officer, to=State.AWAITING_SIGNATURE)


def test_into_force_by_both_signatures_and_fixed_from_then_on(cast, agreement):
    Agreement.objects.update(state=State.AWAITING_SIGNATURE, reference="F-1", with_party=cast.partner, with_since=today())
    topic = f.AgreementTopicFactory(agreement=again(agreement))
    notice = f.NoticePeriodFactory(agreement=again(agreement), holder=cast.partner)
    agreement = signed_by_both(cast, again(agreement))
    assert (agreement.state, agreement.starts_on, agreement.signed_on) == (State.IN_FORCE, today(), today())
    assert (agreement.with_party, agreement.is_in_force) == (None, True)
    for record, field, value in ((agreement, "value", 5), (again(topic), "apart", "x"), (again(notice), "days", 1)):
        setattr(record, field, value)
        with pytest.raises(Refused):
            save_record(record, actor=cast.officer)
    with pytest.raises(Refused):
        delete_record(again(agreement), actor=cast.officer)
    with pytest.raises(Refused):
        services.agree_topic(again(topic), actor=cast.officer, settled="Late")
    with pytest.raises(Refused):
        services.attach_file(again(agreement), actor=cast.officer, file=pdf())


def test_a_changed_term_makes_signatures_void_and_no_sends_it_back(cast, agreement):
    Agreement.objects.update(state=State.AWAITING_SIGNATURE, reference="F-1")
    round = open_round(again(agreement), actor=cast.officer)
    notice = f.NoticePeriodFactory.build(agreement=again(agreement), holder=cast.partner)
    save_record(notice, actor=cast.representative)
    round.refresh_from_db()
    assert round.state == SignOffRound.State.VOIDED
    decline(open_round(again(agreement), actor=cast.officer), actor=cast.representative, reason="Liability")
    assert again(agreement).state == State.NEGOTIATING


def test_taken_back_or_ended_nobody_signs_it_any_more(cast, agreement):
    Agreement.objects.update(state=State.AWAITING_SIGNATURE, reference="F-1")
    open_round(again(agreement), actor=cast.officer)
    services.move_agreement(again(agreement), actor=cast.officer, to=State.LEGAL_REVIEW)
    assert not SignOffRound.objects.open().exists()
    terminate(again(agreement), actor=cast.officer, reason="Nothing came of it")
    assert (again(agreement).state, again(agreement).ended_on) == (State.TERMINATED, today())


def test_an_amendment_in_force_amends(cast, here):
    first = f.AgreementFactory(**here, in_force=True, ends_on=today() + 100 * DAY)
    notice = f.NoticePeriodFactory(agreement=first, holder=cast.partner, days=30)
    second = f.AgreementFactory(
        **here, state=State.AWAITING_SIGNATURE, reference="F-2", amends=first, ends_on=today() + 400 * DAY
    )
    signed_by_both(cast, second)
    assert (again(first).state, again(first).ends_on) == (State.AMENDED, today() + 400 * DAY)
    assert (again(notice).last_day, again(first).is_in_force) == (today() + 370 * DAY, True)


# --- its end ----------------------------------------------------------------------------------------------------------
def test_it_expires_after_its_last_day_once(cast, here):
    for ends_in, state in ((0, State.IN_FORCE), (-1, State.EXPIRED), (-40, State.EXPIRED)):
        agreement = f.AgreementFactory(**here, in_force=True, ends_on=today() + ends_in * DAY)
        done = [services.end_of_term(agreement, on=today()) for _ in range(2)]
        assert done == [state == State.EXPIRED, False]
        assert (again(agreement).state, again(agreement).ended_on) == (state, today() + ends_in * DAY if done[0] else None)


def test_one_that_renews_itself_goes_on_however_late_it_is_seen(cast, here):
    start = dt.date(2024, 1, 31)
    agreement = f.AgreementFactory(**here, in_force=True, ends_on=start, renewal="automatic", renewal_months=1)
    notice = f.NoticePeriodFactory(agreement=agreement, holder=cast.partner, days=10)
    assert services.end_of_term(agreement, on=dt.date(2024, 3, 5))
    assert (again(agreement).ends_on, again(agreement).state) == (dt.date(2024, 3, 31), State.AMENDED)
    assert again(notice).last_day == dt.date(2024, 3, 21)
    assert not services.end_of_term(agreement, on=dt.date(2024, 3, 31))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2023, 12, 15), 13, dt.date(2025, 1, 15)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
    ],
)
def test_months_later(day, months, found):
    assert services.months_later(day, months) == found


@pytest.mark.parametrize("state", [State.NEGOTIATING, State.IN_FORCE])
def test_who_ends_it_for_the_own_party_shows_who_he_or_she_is(cast, here, state):
    agreement = f.AgreementFactory(**here, in_force=True)
    reason = f.NoAgreementFactory(**here, state=NoAgreement.State.AGREED, agreed_on=today())
    Agreement.objects.update(state=state)
    old = replace(Proof.just_given(cast.representative), at=timezone.now() - FRESH - DAY)
    for proof in (None, Proof.just_given(cast.officer), old):
        with pytest.raises(Unproven):
            services.terminate(again(agreement), actor=cast.representative, proof=proof, reason="It is ours")
        with pytest.raises(Unproven):
            services.end_reason(again(reason), actor=cast.representative, proof=proof)
    for record, step in ((agreement, "terminate"), (reason, "end")):
        client = cast.client(cast.representative)
        address = reverse(f"rmp_governance:{record._meta.model_name}-{step}", args=[cast.partnership.slug, record.pk])
        forget(client)
        assert client.post(address, {"reason": "It is ours"}).url.startswith(reverse("account_reauthenticate"))
    assert (again(agreement).state, again(reason).state) == (state, "agreed")


def test_its_end_is_noted_when_it_has_come(cast, here):
    agreement = f.AgreementFactory(**here, in_force=True)
    with pytest.raises(Refused):
        terminate(agreement, actor=cast.officer, reason="No", ended_on=today() + DAY)
    terminate(agreement, actor=cast.officer, reason="Sold", ended_on=today() - DAY)
    assert (again(agreement).ended_on, again(agreement).end_reason) == (today() - DAY, "Sold")


# --- its file ---------------------------------------------------------------------------------------------------------
def test_what_is_no_pdf_is_refused_at_the_field(cast, agreement):
    page = reverse("rmp_governance:agreement-attach", args=[cast.partnership.slug, agreement.pk])
    client = cast.client(cast.officer)
    for content in (b"", b"<html>", b"MZ%PDF-"):
        answer = client.post(page, {"file": pdf(content, "a.pdf")})
        assert (answer.status_code, "file" in answer.context["form"].errors) == (422, True)
        with pytest.raises(ValidationError):
            services.attach_file(agreement, actor=cast.officer, file=pdf(content))
    assert again(agreement).file.name == ""


def test_the_file_leaves_as_a_download_for_those_who_read_the_agreement(cast, agreement, django_capture_on_commit_callbacks):
    address = reverse("rmp_governance:agreement-file", args=[cast.partnership.slug, agreement.pk])
    assert cast.client(cast.officer).get(address).status_code == 404
    services.attach_file(agreement, actor=cast.officer, file=pdf())
    found = {}
    for name in cast.PEOPLE:
        answer = cast.client(getattr(cast, name)).get(address)
        found[name] = {200: "ok", 302: "login"}.get(answer.status_code, str(answer.status_code))
        if found[name] == "ok":
            assert b"".join(answer.streaming_content) == PDF
            assert answer["Content-Disposition"] == 'attachment; filename="Vertrag 1.exe.pdf"'
    assert found == {**RECORDS["joint"]["read"], "respondent": "403"}
    elsewhere = reverse("rmp_governance:agreement-file", args=[cast.sibling_partnership.slug, agreement.pk])
    assert cast.client(cast.officer).get(elsewhere).status_code == 404
    first = again(agreement).file
    with django_capture_on_commit_callbacks(execute=True):
        services.attach_file(again(agreement), actor=cast.officer, file=pdf(PDF + b"2"))
    assert (first.storage.exists(first.name), len(again(agreement).file_sha256)) == (False, 64)
    last = again(agreement).file
    with django_capture_on_commit_callbacks(execute=True):
        delete_record(again(agreement), actor=cast.officer)
    assert not last.storage.exists(last.name)


# --- topics, and none at all ------------------------------------------------------------------------------------------
def test_topics_are_agreed_and_opened_again(cast, agreement):
    topic = f.AgreementTopicFactory(agreement=agreement, since=today() - 9 * DAY)
    assert topic.days_open == 9
    services.agree_topic(topic, actor=cast.officer, settled="60 days")
    assert (again(topic).state, again(topic).days_open, again(topic).settled) == ("agreed", None, "60 days")
    services.reopen_topic(again(topic), actor=cast.representative)
    assert (again(topic).state, again(topic).days_open) == ("open", 0)
    with pytest.raises(Refused):
        services.reopen_topic(again(topic), actor=cast.officer)
    assert list(AgreementTopic.objects.waiting_longer_than(0)) == []
    AgreementTopic.objects.update(since=today() - DAY)
    assert list(AgreementTopic.objects.waiting_longer_than(0)) == [topic]


def test_a_reason_for_none_is_agreed_by_all_and_a_newer_one_takes_its_place(cast, here):
    first, second = (signed_by_both(cast, f.NoAgreementFactory(**here)) for _ in range(2))
    assert [again(reason).state for reason in (first, second)] == ["over", "agreed"]
    end_reason(again(second), actor=cast.officer)
    assert not NoAgreement.objects.filter(state="agreed").exists()


# --- forms ------------------------------------------------------------------------------------------------------------
BAD = [
    ({"title": ""}, "title"),
    ({"kind": "00000000-0000-0000-0000-000000000000"}, "kind"),
    ({"signatories": []}, "signatories"),
    ({"value": "-1"}, "value"),
    ({"value": "9" * 20}, "value"),
    ({"currency": "E1"}, "currency"),
    ({"signed_on": "2999-01-01"}, "signed_on"),
    ({"starts_on": "2027-01-01", "ends_on": "2026-01-01"}, "__all__"),
    ({"renewal": "automatic", "renewal_months": "12"}, "ends_on"),
    ({"renewal": "automatic", "ends_on": "2030-01-01"}, "renewal_months"),
    ({"renewal_months": "0"}, "renewal_months"),
    ({"amends": "nonsense"}, "amends"),
]


def test_bad_input_is_told_at_the_field_and_nothing_is_written(cast):
    good = {
        "title": "Framework",
        "kind": f.term("agreement_type", "framework").pk,
        "signatories": [cast.university.pk, cast.partner.pk],
        "currency": "EUR",
        "renewal": "none",
    }
    client, page = cast.client(cast.officer), reverse("rmp_governance:agreement-create", args=[cast.partnership.slug])
    for change, field in BAD:
        answer = client.post(page, good | change)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Agreement.objects.exists()
    assert client.post(page, good).status_code == 302
    made = Agreement.objects.get()
    assert (made.party, set(made.signatories.all())) == (None, {cast.university, cast.partner})


def test_foreign_parties_and_foreign_agreements_are_no_choice(cast, agreement):
    theirs = f.AgreementFactory(partnership=cast.sibling_partnership, author=cast.officer, in_force=True)
    page = reverse("rmp_governance:agreement-update", args=[cast.partnership.slug, agreement.pk])
    data = {"title": "x", "kind": agreement.kind_id, "currency": "EUR", "renewal": "none"}
    answer = cast.client(cast.officer).post(
        page, data | {"signatories": [cast.sibling_partner.pk], "amends": theirs.pk, "seen_version": agreement.version}
    )
    assert set(answer.context["form"].errors) == {"signatories", "amends"}
    move = reverse("rmp_governance:agreement-hand-on", args=[cast.partnership.slug, agreement.pk])
    answer = cast.client(cast.officer).post(move, {"with_party": cast.sibling_partner.pk})
    assert set(answer.context["form"].errors) == {"with_party"}
    assert Partnership.objects.count() == 3
