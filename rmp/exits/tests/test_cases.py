"""From a proposal to the archive: decided together or by notice, told, carried out, looked back on, closed; and what outlives it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from partnerships.archive.models import Archive
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.records.refusals import Refused, Unproven
from partnerships.records.services import save_record
from partnerships.reminders.models import Reminder
from partnerships.reminders.services import remind
from partnerships.services import move_partnership
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import proven, sign
from partnerships.tests.factories import MembershipFactory
from rmp.exits import services
from rmp.exits.models import DisengagementCase, ExitStrategy, SurvivingObligation
from rmp.exits.tests import factories as f
from rmp.relationship.models import RelationshipLink

State, Kind = DisengagementCase.State, DisengagementCase.Kind
give_notice = proven(services.give_notice)
PDF = b"%PDF-1.7 proof"


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


def again(record):
    return type(record).objects.get(pk=record.pk)


def decided(cast, here, **fields):
    """All parties have signed it."""
    case = f.DisengagementCaseFactory(**here, **fields)
    services.assess_case(case, actor=cast.officer)
    round = services.ask_to_decide(case, actor=cast.officer)
    sign(round, actor=cast.officer)
    assert again(case).state == State.JOINT_ASSESSMENT
    sign(round, actor=cast.representative)
    return again(case)


def looked_back(cast, here, **fields):
    """Decided, carried out, and looked back on by both parties and together."""
    case = decided(cast, here, **fields)
    services.notify(case, actor=cast.officer, told="Staff by letter, then students.")
    services.begin_transition(case, actor=cast.representative)
    services.clear_obligations(again(case), actor=cast.officer)
    services.evaluate_case(again(case), actor=cast.officer)
    for party, person in ((cast.university, cast.officer), (cast.partner, cast.representative)):
        f.CaseEvaluationFactory(case=case, party=party, author=person)
    DisengagementCase.objects.filter(pk=case.pk).update(outcome="Reached.", lessons="Begin earlier.", effective_on=today())
    return again(case)


# --- deciding ---------------------------------------------------------------------------------------------------------
def test_all_decide_and_what_they_decided_stays(cast, here):
    case = decided(cast, here)
    assert (case.state, case.decided_on, case.by_notice) == (State.DECIDED, today(), None)
    case.terms = "Everything is ours."
    with pytest.raises(Refused):
        save_record(case, actor=cast.officer)
    with pytest.raises(Refused):  # none takes it back alone
        services.withdraw_case(again(case), actor=cast.officer, reason="No")


def test_a_change_of_the_decision_makes_the_signatures_void(cast, here):
    case = f.DisengagementCaseFactory(**here)
    services.assess_case(case, actor=cast.officer)
    round = services.ask_to_decide(case, actor=cast.officer)
    sign(round, actor=cast.officer)
    case = again(case)
    case.terms = "Otherwise."
    save_record(case, actor=cast.officer)
    assert SignOffRound.objects.get(pk=round.pk).state == "voided"


@pytest.mark.parametrize("fields", [{"terms": ""}, {"effective_on": None}, {"kind": Kind.TRANSFER}])
def test_what_is_not_complete_is_not_put_to_anybody(cast, here, fields):
    case = f.DisengagementCaseFactory(**here, **fields)
    with pytest.raises(Refused):  # not assessed either
        services.ask_to_decide(case, actor=cast.officer)
    services.assess_case(case, actor=cast.officer)
    with pytest.raises(Refused):
        services.ask_to_decide(case, actor=cast.officer)


def test_one_case_is_decided_at_a_time(cast, here):
    decided(cast, here, kind=Kind.EXTEND)
    other = f.DisengagementCaseFactory(**here)
    services.assess_case(other, actor=cast.officer)
    with pytest.raises(Refused, match="Another case"):
        services.ask_to_decide(other, actor=cast.officer)


# (kind, days until it takes effect, days of notice agreed, whether the notice holds)
NOTICES = [
    (Kind.ONE_SIDED_END, 90, 90, True),
    (Kind.ONE_SIDED_END, 89, 90, False),
    (Kind.ONE_SIDED_END, 400, None, False),
    (Kind.BREACH, 30, None, True),
    (Kind.FORCE_MAJEURE, 29, 90, False),
    (Kind.MUTUAL_END, 400, 90, False),
]


@pytest.mark.parametrize(("kind", "days", "period", "holds"), NOTICES)
def test_notice_instead_of_the_others_signatures(cast, here, kind, days, period, holds):
    strategy = f.ExitStrategyFactory(**here, agreed=True)
    if period:
        f.NoticePeriodFactory(strategy=strategy, giver=cast.partner, days=period)
    case = f.DisengagementCaseFactory(**here, kind=kind, effective_on=today() + dt.timedelta(days=days))
    services.assess_case(case, actor=cast.officer)
    if not holds:
        with pytest.raises(Refused):
            give_notice(case, actor=cast.representative, note="We leave.")
        return
    with pytest.raises(Unproven):  # whoever finds the session open ends nothing
        services.give_notice(again(case), actor=cast.representative, proof=None)
    give_notice(case, actor=cast.representative, note="We leave.")
    case = again(case)
    assert (case.state, case.by_notice, case.decided_on) == (State.DECIDED, cast.partner, today())
    page = cast.client(cast.officer).get(case.get_absolute_url()).content.decode()
    assert "the signatures of the others were not asked" in page
    with pytest.raises(PermissionDenied):  # who gave it takes it back
        services.withdraw_case(case, actor=cast.officer, reason="No")
    services.withdraw_case(case, actor=cast.representative, reason="We stay.")
    assert again(case).state == State.WITHDRAWN


def test_without_an_agreed_strategy_there_is_no_notice(cast, here):
    f.NoticePeriodFactory(strategy=f.ExitStrategyFactory(**here), giver=cast.partner)
    case = f.DisengagementCaseFactory(**here, kind=Kind.ONE_SIDED_END)
    services.assess_case(case, actor=cast.officer)
    with pytest.raises(Refused):
        give_notice(case, actor=cast.representative)
    for person in (cast.contributor, cast.partner_contributor, cast.stranger):
        with pytest.raises(PermissionDenied):
            give_notice(case, actor=person)


# --- closing ----------------------------------------------------------------------------------------------------------
def test_nothing_closes_while_something_is_open(cast, here):
    case = decided(cast, here)
    services.notify(case, actor=cast.officer, told="All.")
    services.begin_transition(case, actor=cast.officer)
    services.clear_obligations(again(case), actor=cast.officer)
    item = f.ExitPlanItemFactory(**here, responsible=cast.university, state="done", title="Data moved")
    owed = f.SurvivingObligationFactory(**here, holder=cast.partner, until=None, title="Silence")
    asset = f.DispositionFactory(case=case, holder=cast.partner, what="Test bench")
    assert services.lacking(again(case)) == ["Not confirmed: Test bench.", "Not accepted: Data moved.", "No last day: Silence."]
    with pytest.raises(Refused, match="Data moved"):
        services.evaluate_case(again(case), actor=cast.officer)
    # Nor by going round the case.
    cast.partnership.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        move_partnership(cast.partnership, "closed", actor=cast.officer)
    assert len(refusal.value.messages) == 4
    for wrong, person in ((services.accept_item, cast.officer), (services.confirm_disposition, cast.representative)):
        with pytest.raises(PermissionDenied):  # who did it does not accept it
            wrong(item if wrong is services.accept_item else asset, actor=person)
    services.accept_item(item, actor=cast.representative)
    SurvivingObligation.objects.filter(pk=owed.pk).update(until=today())
    receipt = ContentFile(PDF, name="receipt.pdf")
    services.finish_disposition(again(asset), actor=cast.representative, proof="Receipt 12", file=receipt)
    services.confirm_disposition(again(asset), actor=cast.officer)
    services.evaluate_case(again(case), actor=cast.officer)
    assert services.lacking(again(case)) == []


def test_an_end_closes_the_partnership_and_asks_for_the_joint_archive(cast, here):
    case = looked_back(cast, here)
    cast.partnership.refresh_from_db()
    assert cast.partnership.state == "exiting"
    services.close_case(case, actor=cast.representative)
    cast.partnership.refresh_from_db()
    [archive] = Archive.objects.all()
    assert (again(case).state, cast.partnership.state, archive.party, archive.visibility) == (
        "closed",
        "closed",
        None,
        "shared",
    )


@pytest.mark.parametrize(
    ("kind", "goes_to"),
    [(Kind.RENEW, "active"), (Kind.SCALE_DOWN, "active"), (Kind.SUSPEND, "dormant"), (Kind.TRANSFORM, "active")],
)
def test_what_is_no_end_lets_the_partnership_go_on_or_rest(cast, here, kind, goes_to):
    f.ExitPlanItemFactory(**here, responsible=cast.partner)  # open, and no hindrance
    services.close_case(looked_back(cast, here, kind=kind), actor=cast.officer)
    cast.partnership.refresh_from_db()
    assert (cast.partnership.state, Archive.objects.count()) == (goes_to, 0)


def test_both_look_back_before_it_is_closed(cast, here):
    case = looked_back(cast, here)
    case.evaluations.filter(party=cast.partner).delete()
    with pytest.raises(Refused, match="Adler"):
        services.close_case(case, actor=cast.officer)
    f.CaseEvaluationFactory(case=case, party=cast.partner)
    with pytest.raises(PermissionDenied):
        services.close_case(again(case), actor=cast.contributor)


@pytest.mark.parametrize(("days", "closes"), [(1, False), (0, True), (-1, True)])
def test_it_is_closed_from_the_day_on_which_it_takes_effect(cast, here, days, closes):
    case = looked_back(cast, here)
    DisengagementCase.objects.update(effective_on=today() + dt.timedelta(days=days))
    address = reverse("rmp_exits:disengagementcase-close", args=[cast.partnership.slug, case.pk])
    assert (address in cast.client(cast.officer).get(case.get_absolute_url()).content.decode()) is closes
    if closes:
        services.close_case(again(case), actor=cast.officer)
    else:
        with pytest.raises(Refused, match="takes effect on"):
            services.close_case(again(case), actor=cast.officer)
    assert again(case).state == (State.CLOSED if closes else State.EVALUATION)


# --- plan, assets, strategy -------------------------------------------------------------------------------------------
def test_an_item_is_done_by_one_side_and_accepted_by_the_other(cast, here):
    first = f.ExitPlanItemFactory(**here, responsible=cast.partner)
    item = f.ExitPlanItemFactory(**here, responsible=cast.university, after=first)
    for state in ("ready", "in_progress"):
        services.advance_item(item, actor=cast.officer, state=state)
    with pytest.raises(Refused):  # in the right order, and with a proof
        services.finish_item(item, actor=cast.officer, proof="Seen")
    type(first).objects.filter(pk=first.pk).update(state="done")
    with pytest.raises(ValidationError):
        services.finish_item(item, actor=cast.officer, proof=" ")
    services.finish_item(item, actor=cast.officer, proof="Seen")
    for state in ("accepted", "done", "in_progress"):
        with pytest.raises(Refused):
            services.advance_item(item, actor=cast.representative, state=state)
    # What another party is to accept stays as it was done, and whose it was.
    for name, value in {"responsible": cast.partner, "then": "Less", "due_on": today()}.items():
        changed = type(item).objects.get(pk=item.pk)
        setattr(changed, name, value)
        with pytest.raises(Refused):
            save_record(changed, actor=cast.contributor)
    services.return_item(item, actor=cast.representative, reason="Half of it.")
    services.finish_item(item, actor=cast.officer, proof="All of it")
    services.accept_item(item, actor=cast.partner_contributor)
    item.refresh_from_db()
    assert (item.state, item.accepted_by, item.accepted_on, item.proof) == ("accepted", cast.partner, today(), "All of it")
    item.title = "Other"
    with pytest.raises(Refused):
        save_record(item, actor=cast.officer)


def test_who_stands_for_two_parties_has_each_right_for_its_own_party_only(cast, here):
    """The person reads for the partner, and writes for the university that did the item: nobody accepts what is one's own."""
    person = MembershipFactory(party=cast.partner, partnership=cast.partnership, role="reader").user
    MembershipFactory(user=person, party=cast.university, partnership=cast.partnership, role="contributor")
    item = f.ExitPlanItemFactory(**here, responsible=cast.university, state="done")
    with pytest.raises(PermissionDenied):
        services.accept_item(item, actor=person)


def test_a_proof_is_a_pdf_and_is_fetched_by_who_reads_the_case(cast, here):
    asset = f.DispositionFactory(case=f.DisengagementCaseFactory(**here), holder=cast.university)
    client = cast.client(cast.officer)
    finish = reverse("rmp_exits:disposition-finish", args=[cast.partnership.slug, asset.pk])
    wrong = client.post(finish, {"proof": "Receipt", "file": ContentFile(b"MZ", name="receipt.pdf")})
    assert wrong.status_code == 422
    assert client.post(finish, {"proof": "Receipt", "file": ContentFile(PDF, name="../../receipt.pdf")}).status_code == 302
    asset.refresh_from_db()
    assert (asset.state, asset.file_name, len(asset.file_sha256)) == ("done", "receipt.pdf", 64)
    address = reverse("rmp_exits:disposition-file", args=[cast.partnership.slug, asset.pk])
    answers = {}
    for name in cast.PEOPLE:
        response = cast.client(getattr(cast, name)).get(address)
        answers[name] = response.status_code
        if response.status_code == 200:
            assert b"".join(response.streaming_content) == PDF
            for closer in response._resource_closers:  # response.close() would end the connection to the database, too
                closer()
    readers = ("officer", "contributor", "representative", "partner_contributor", "partner_reader", "facilitator", "auditor")
    wanted = dict.fromkeys(cast.PEOPLE, 404) | dict.fromkeys(readers, 200) | {"anonymous": 302}
    assert answers == wanted


def test_a_strategy_is_signed_by_itself_and_revised_by_the_next_version(cast, here):
    strategy = services.start_strategy(ExitStrategy(partnership=cast.partnership, extent="All"), actor=cast.officer)
    with pytest.raises(Refused):
        services.start_strategy(ExitStrategy(partnership=cast.partnership, extent="More"), actor=cast.representative)
    notice = f.NoticePeriodFactory(strategy=strategy, giver=cast.partner, days=60)
    from partnerships.signoff.services import open_round

    round = open_round(strategy, actor=cast.officer)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    strategy.refresh_from_db()
    assert (strategy.state, services.notice_days(cast.partnership, cast.partner, Kind.ONE_SIDED_END)) == ("agreed", 60)
    notice.refresh_from_db()
    notice.days = 1
    with pytest.raises(Refused):
        save_record(notice, actor=cast.officer)
    draft = services.revise_strategy(strategy, actor=cast.representative)
    assert (draft.number, draft.extent, [n.days for n in draft.notices.all()]) == (2, "All", [60])
    services.agree_strategy(draft, actor=None)
    assert [s.state for s in ExitStrategy.objects.order_by("number")] == ["superseded", "agreed"]


# --- after the end ----------------------------------------------------------------------------------------------------
def test_obligations_go_on_when_all_else_is_frozen(cast, here):
    kept, broken, past = (
        f.SurvivingObligationFactory(**here, holder=cast.university, until=today() + dt.timedelta(days=days))
        for days in (30, 400, -1)
    )
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    partner, ours = cast.client(cast.representative), cast.client(cast.officer)

    def address(one, step):
        return reverse(f"rmp_exits:survivingobligation-{step}", args=[cast.partnership.slug, one.pk])

    # Who owes does not say that it was kept; nothing else is written any more.
    assert [ours.post(address(kept, step)).status_code for step in ("fulfil", "breach", "update")] == [403, 403, 403]
    assert partner.post(address(kept, "update")).status_code == 403
    assert "It was kept" in partner.get(kept.get_absolute_url()).content.decode()
    assert "It was kept" not in ours.get(kept.get_absolute_url()).content.decode()
    assert partner.post(address(kept, "fulfil"), {"note": "Kept."}).status_code == 302
    assert partner.post(address(broken, "breach"), {"reason": "A slide."}).status_code == 302
    assert services.expire_obligations() == 1
    assert services.expire_obligations() == 0
    states = {one.pk: SurvivingObligation.objects.get(pk=one.pk).state for one in (kept, broken, past)}
    assert list(states.values()) == ["fulfilled", "breached", "expired"]
    assert partner.post(address(broken, "reinstate"), {"reason": "Mended."}).status_code == 302
    assert SurvivingObligation.objects.get(pk=broken.pk).state == "active"


@pytest.mark.parametrize(("days", "told"), [(31, False), (30, True), (0, True), (-1, True), (-2, True)])
def test_both_sides_are_reminded_of_an_obligation_after_the_end(cast, here, days, told):
    f.SurvivingObligationFactory(**here, holder=cast.university, until=today() + dt.timedelta(days=days))
    f.ExitPlanItemFactory(**here, responsible=cast.university, due_on=today())  # frozen with the rest
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    remind()
    people = set(Reminder.objects.filter(kind="exits.obligation").values_list("recipient", flat=True))
    assert people == ({cast.officer.pk, cast.representative.pk} if told else set())
    assert not Reminder.objects.filter(kind="exits.item").exists()


def test_an_idea_becomes_a_possible_partnership_that_grew_from_this_one(cast, here):
    idea = f.FutureOpportunityFactory(**here, description="A second sensor")
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    address = reverse("rmp_exits:futureopportunity-take-up", args=[cast.partnership.slug, idea.pk])
    assert cast.client(cast.representative).post(address, {"title": "No officer"}).status_code == 403
    assert cast.client(cast.officer).post(address, {"title": "Second sensor"}).status_code == 302
    grown = Partnership.objects.get(title="Second sensor")
    idea.refresh_from_db()
    link = RelationshipLink.objects.get(partnership=grown)
    assert (grown.state, idea.state, idea.opened) == ("identified", "opened", grown)
    assert (link.kind, link.other, link.party) == ("grew_from", cast.partnership, None)
    assert {(p.party.short_name, p.state) for p in grown.participations.all()} == {
        ("Rivermouth", "joined"),
        ("Adler", "invited"),
    }
    assert "Second sensor" in cast.client(cast.officer).get(idea.get_absolute_url()).content.decode()
    # The partner is invited and does not stand there yet: the page tells it nothing of the new one.
    assert "Second sensor" not in cast.client(cast.representative).get(idea.get_absolute_url()).content.decode()


def test_a_private_idea_invites_nobody(cast, here):
    idea = f.FutureOpportunityFactory(**here, party=cast.university)
    with pytest.raises(Refused):
        services.take_up_opportunity(idea, actor=cast.officer, title="Alone")
