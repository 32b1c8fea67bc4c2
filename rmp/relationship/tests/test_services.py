"""The mode is fixed, a practice is tried, a party says what it is; and what is not allowed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.services import save_partnership
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.factories import MembershipFactory
from rmp.relationship import services
from rmp.relationship.models import Appraisal, BenchmarkNote, ExpectedOutcome
from rmp.relationship.tests import factories as f


@pytest.fixture
def appraisal(cast):
    """Joint, of the present horizon, for a closer mode than the partnership has."""
    return f.AppraisalFactory(partnership=cast.partnership, author=cast.officer, mode="integrated")


def signed(appraisal, cast):
    round = open_round(appraisal, actor=cast.contributor)
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    appraisal.refresh_from_db()


class TestFixing:
    def test_all_signatures_fix_it_and_give_the_partnership_its_mode(self, cast, appraisal):
        signed(appraisal, cast)
        cast.partnership.refresh_from_db()
        assert (appraisal.state, cast.partnership.mode, cast.partnership.version) == ("fixed", "integrated", 2)
        event = Event.objects.get(subject_key=cast.partnership.pk)
        assert (event.verb, event.changes, event.note) == (
            "changed",
            {"mode": ["cooperative", "integrated"]},
            str(appraisal),
        )

    @pytest.mark.parametrize(("state", "horizon"), [("active", "future"), ("exploring", "current"), ("closed", "current")])
    def test_an_appraisal_of_another_horizon_leaves_the_present_mode(self, cast, state, horizon):
        Partnership.objects.filter(pk=cast.partnership.pk).update(state=state)
        appraisal = f.AppraisalFactory(partnership=cast.partnership, horizon=horizon, mode="integrated")
        services.fix_mode(appraisal, actor=None)
        cast.partnership.refresh_from_db()
        assert (appraisal.state, cast.partnership.mode) == ("fixed", "cooperative")

    def test_what_was_fixed_stays_but_for_the_next_date(self, cast, appraisal):
        outcome = f.ExpectedOutcomeFactory(appraisal=appraisal)
        signed(appraisal, cast)
        appraisal.findings = "Otherwise."
        with pytest.raises(Refused, match="Fixed by a joint decision"):
            save_record(appraisal, actor=cast.officer)
        outcome.appraisal = appraisal
        for act in (
            lambda: save_record(ExpectedOutcome(appraisal=appraisal, starts_on=dt.date(2027, 1, 1)), actor=cast.officer),
            lambda: delete_record(outcome, actor=cast.officer),
            lambda: delete_record(appraisal, actor=cast.officer),
        ):
            with pytest.raises(Refused):
                act()
        appraisal.refresh_from_db()
        appraisal.next_on = dt.date(2027, 3, 1)
        save_record(appraisal, actor=cast.representative)
        assert Appraisal.objects.get().next_on == dt.date(2027, 3, 1)

    def test_the_mode_that_all_signed_no_party_changes_alone(self, cast, appraisal):
        def change(**facts):
            partnership = Partnership.objects.get(pk=cast.partnership.pk)
            for name, value in facts.items():
                setattr(partnership, name, value)
            save_partnership(partnership, actor=cast.officer, seen_version=None)

        change(mode="coordinated")  # nobody signed it yet
        signed(appraisal, cast)
        with pytest.raises(ValidationError) as refusal:
            change(mode="cooperative")
        assert list(refusal.value.message_dict) == ["mode"]
        change(summary="In other words.")
        assert Partnership.objects.get(pk=cast.partnership.pk).mode == "integrated"
        signed(f.AppraisalFactory(partnership=cast.partnership, author=cast.officer, mode="cooperative"), cast)
        assert Partnership.objects.get(pk=cast.partnership.pk).mode == "cooperative"

    def test_a_change_while_it_is_signed_makes_the_signatures_void(self, cast, appraisal):
        round = open_round(appraisal, actor=cast.officer)
        sign(round, actor=cast.officer)
        f.ExpectedOutcomeFactory.build()
        save_record(ExpectedOutcome(appraisal=appraisal, starts_on=dt.date(2027, 1, 1), outcome="More"), actor=cast.contributor)
        round.refresh_from_db()
        assert round.state == "voided"

    def test_declined_it_stays_open(self, cast, appraisal):
        decline(open_round(appraisal, actor=cast.officer), actor=cast.representative, reason="Too close.")
        appraisal.refresh_from_db()
        assert (appraisal.state, Partnership.objects.get(pk=cast.partnership.pk).mode) == ("open", "cooperative")

    def test_not_twice_and_not_for_one_party_alone(self, cast, appraisal):
        services.fix_mode(appraisal, actor=None)
        own = f.AppraisalFactory(partnership=cast.partnership, party=cast.university, visibility="shared")
        for subject in (appraisal, own):
            with pytest.raises(Refused):
                services.fix_mode(subject, actor=None)


class TestGoodPractice:
    @pytest.mark.parametrize(
        ("state", "open_to"),
        [("noted", {"try", "adopt", "drop"}), ("trying", {"adopt", "drop"}), ("adopted", set()), ("dropped", {"try"})],
    )
    def test_the_steps(self, cast, state, open_to):
        acts = {
            "try": lambda note: services.try_practice(note, actor=cast.officer),
            "adopt": lambda note: services.adopt_practice(note, actor=cast.officer, outcome="Fine"),
            "drop": lambda note: services.drop_practice(note, actor=cast.officer, reason="No"),
        }
        found = set()
        for name, act in acts.items():
            note = f.BenchmarkNoteFactory(partnership=cast.partnership, state=state)
            try:
                act(note)
            except Refused:
                assert BenchmarkNote.objects.get(pk=note.pk).state == state
            else:
                found.add(name)
        assert found == open_to

    def test_it_is_not_tried_before_one_says_what_is_changed(self, cast):
        note = f.BenchmarkNoteFactory(partnership=cast.partnership, change="")
        with pytest.raises(Refused, match="what you change"):
            services.try_practice(note, actor=cast.officer)
        note.state = "trying"
        with pytest.raises(ValidationError):
            note.clean()


class TestParty:
    def test_each_says_it_of_its_own(self, cast):
        services.describe_party(cast.partnership, cast.partner, actor=cast.representative, relation_basis="affects")
        cast.partner.refresh_from_db()
        assert cast.partner.relation_basis == "affects"
        told = {(event.partnership, event.party, event.visibility, event.actor_key) for event in Event.objects.all()}
        tables = (cast.partnership, cast.other_partnership)
        assert told == {(table, None, "shared", cast.representative.pk) for table in tables}
        assert [event.changes for event in Event.objects.all()] == [{"relation_basis": ["", "affects"]}] * 2

    def test_saying_the_same_again_is_no_event(self, cast):
        services.describe_party(cast.partnership, cast.university, actor=cast.officer, university_type="")
        assert Event.objects.count() == 0

    def test_its_officers_say_it_and_nobody_else_once_there_are_any(self, cast):
        MembershipFactory(user=cast.partner_contributor, party=cast.partner, partnership=None, role="officer")
        with pytest.raises(PermissionDenied):
            services.describe_party(cast.partnership, cast.partner, actor=cast.representative, city="Ulm")
        page = reverse("rmp_relationship:party", args=[cast.partnership.slug])
        typed = {"name": "Adler", "short_name": "Adler", "city": "Ulm", "country": "DE"}
        assert cast.client(cast.representative).post(page, typed).status_code == 403
        assert cast.client(cast.partner_contributor).post(page, typed).status_code == 302
        cast.partner.refresh_from_db()
        assert (cast.partner.name, cast.partner.city) == ("Adler", "Ulm")
        assert {event.partnership for event in Event.objects.all()} == {cast.partnership, cast.other_partnership}

    def test_nobody_says_it_as_long_as_only_another_party_says_who_it_is(self, cast):
        type(cast.partner).objects.filter(pk=cast.partner.pk).update(vouched_by="Olivia", vouched_at=timezone.now())
        with pytest.raises(PermissionDenied):
            services.describe_party(cast.partnership, cast.partner, actor=cast.representative, city="Ulm")
        page = reverse("rmp_relationship:party", args=[cast.partnership.slug])
        client = cast.client(cast.representative)
        assert [client.get(page).status_code, client.post(page, {"name": "x"}).status_code] == [403, 403]
        assert Event.objects.count() == 0

    def test_it_does_not_take_the_name_of_another(self, cast):
        page = reverse("rmp_relationship:party", args=[cast.partnership.slug])
        typed = {"name": "ADLER - Maschinenbau, GmbH", "short_name": "Rivermouth"}
        answer = cast.client(cast.officer).post(page, typed)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
        with pytest.raises(ValidationError, match="here already"):
            services.describe_party(cast.partnership, cast.university, actor=cast.officer, name="Adler Maschinenbau GmbH")

    @pytest.mark.parametrize("short", ["Rivermouth", "RIVER-MOUTH", "University of Rivermouth", "Hillside"])
    def test_nor_the_short_name_that_most_pages_show(self, cast, short):
        page = reverse("rmp_relationship:party", args=[cast.partnership.slug])
        typed = {"name": "Adler Maschinenbau GmbH", "short_name": short}
        answer = cast.client(cast.representative).post(page, typed)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["short_name"])
        with pytest.raises(ValidationError, match="called so"):
            services.describe_party(cast.partnership, cast.partner, actor=cast.representative, short_name=short)
        cast.partner.refresh_from_db()
        assert cast.partner.short_name == "Adler"

    @pytest.mark.parametrize("name", ["officer", "partner_contributor", "auditor", "stranger", "administrator"])
    def test_nobody_says_it_of_another(self, cast, name):
        with pytest.raises(PermissionDenied):
            services.describe_party(cast.partnership, cast.partner, actor=getattr(cast, name), relation_basis="affects")

    def test_not_in_a_closed_partnership_and_not_what_cannot_be(self, cast):
        with pytest.raises(ValidationError):
            services.describe_party(cast.partnership, cast.partner, actor=cast.representative, university_type="research")
        cast.partnership.state = "closed"
        cast.partnership.save()
        with pytest.raises(PermissionDenied):
            services.describe_party(cast.partnership, cast.partner, actor=cast.representative, relation_basis="affects")
