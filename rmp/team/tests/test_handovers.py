"""The course of a handover: who may take which step, what holds it up, and what becomes of the person's access."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Membership, Partnership, Role
from partnerships.records.models import Disclosure
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record
from partnerships.signoff.tests.signing import Proven
from partnerships.tests.factories import MembershipFactory
from rmp.team import services
from rmp.team.models import Handover, TeamMember
from rmp.team.tests import factories as f

State = Handover.State


def url(name, cast, *args):
    return reverse(f"rmp_team:{name}", args=[cast.partnership.slug, *args])


def plan(cast, leaving, **data):
    fields = {"space": "ours_private", "person": leaving.pk, "last_day": "2030-03-31", "items": ["plan", "files"]}
    return cast.client(cast.officer).post(url("handover-create", cast), fields | data)


class TestPlan:
    def test_it_takes_the_chosen_suggestions(self, cast):
        response = plan(cast, cast.contributor)
        handover = Handover.objects.get()
        assert response.url == handover.get_absolute_url()
        assert (handover.party, handover.visibility, handover.state) == (cast.university, "private", State.PLANNED)
        items = handover.items.order_by("position").values_list("text", "done_on")
        assert [(text[:10], done) for text, done in items] == [("Read the j", None), ("Pass on fi", None)]

    @pytest.mark.parametrize(
        ("data", "field", "said"),
        [
            ({"successor": "contributor"}, "successor", "Somebody else"),
            ({"person": "representative"}, "person", "valid choice"),
            ({"successor": "partner_contributor"}, "successor", "valid choice"),
            ({"person": "sibling"}, "person", "valid choice"),
            ({"last_day": "soon"}, "last_day", "valid date"),
            ({"items": ["nonsense"]}, "items", "valid choice"),
        ],
    )
    def test_what_cannot_be_is_said_at_the_field(self, cast, data, field, said):
        data = {name: getattr(cast, value).pk if hasattr(cast, str(value)) else value for name, value in data.items()}
        response = plan(cast, cast.contributor, **data)
        assert (response.status_code, said in str(response.context["form"].errors[field])) == (422, True)
        assert Handover.objects.count() == 0

    def test_one_at_a_time(self, cast, handover):
        response = plan(cast, cast.contributor)
        assert (response.status_code, "open already" in str(response.context["form"].errors)) == (422, True)

    def test_the_person_is_fixed_once_the_others_know(self, cast, under_way, successor):
        data = {"person": successor.pk, "last_day": "2030-03-31", "seen_version": under_way.version}
        cast.client(cast.officer).post(url("handover-update", cast, under_way.pk), data)
        under_way.refresh_from_db()
        assert (under_way.person, under_way.last_day, under_way.successor) == (cast.contributor, dt.date(2030, 3, 31), None)
        with pytest.raises(Refused):
            delete_record(under_way, actor=cast.officer)


class TestSteps:
    def test_what_all_were_told_of_is_not_taken_back(self, cast, under_way):
        assert cast.client(cast.officer).post(url("handover-withdraw", cast, under_way.pk)).status_code == 403

    def test_beginning_shares_it(self, cast, handover):
        services.begin_handover(handover, actor=cast.officer)
        assert (handover.state, handover.visibility, handover.begun_on) == (State.UNDER_WAY, "shared", today())
        assert Disclosure.objects.get().subject == handover

    @pytest.mark.parametrize("name", ["contributor", "representative", "partner_reader", "facilitator", "sibling", "stranger"])
    @pytest.mark.parametrize("step", ["begin", "hand_over", "complete", "cancel"])
    def test_steps_are_for_those_who_manage_the_partys_people(self, cast, under_way, name, step):
        if step == "begin":
            Handover.objects.update(state=State.PLANNED)
        given = {"hand_over": {"choices": {}}, "cancel": {"reason": "x"}}.get(step, {})
        do = getattr(Proven(services), step if step == "hand_over" else f"{step}_handover")
        with pytest.raises(PermissionDenied):
            do(under_way, actor=getattr(cast, name), **given)

    @pytest.mark.parametrize(
        ("state", "step"),
        [
            *(("planned", step) for step in ("hand_over", "complete")),
            *(("under_way", step) for step in ("begin",)),
            *((state, step) for state in ("completed", "cancelled") for step in ("begin", "hand_over", "complete", "cancel")),
        ],
    )
    def test_forbidden_ways(self, cast, under_way, state, step):
        Handover.objects.update(state=state)
        given = {"hand_over": {"choices": {}}, "cancel": {"reason": "x"}}.get(step, {})
        do = getattr(Proven(services), step if step == "hand_over" else f"{step}_handover")
        with pytest.raises(Refused):
            do(under_way, actor=cast.officer, **given)
        assert Handover.objects.get().state == state
        assert Membership.objects.current().filter(user=cast.contributor).exists()

    def test_nothing_happens_in_a_closed_partnership(self, cast, under_way):
        Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
        with pytest.raises(PermissionDenied):
            services.complete_handover(Handover.objects.get(), actor=cast.officer)

    def test_cancelling_keeps_the_person(self, cast, under_way):
        services.cancel_handover(under_way, actor=cast.officer, reason="She stays.")
        assert (under_way.state, under_way.ended_on) == (State.CANCELLED, today())
        assert Event.objects.filter(subject_key=under_way.pk, note="She stays.").count() == 1

    def test_items_are_ticked_by_somebody_on_a_day(self, cast, under_way):
        item = f.ChecklistItemFactory(handover=under_way)
        services.tick_item(item, actor=cast.contributor)
        assert (item.done_by, item.done_on) == (cast.contributor, today())
        services.untick_item(item, actor=cast.officer)
        assert (item.done_by, item.done_on) == (None, None)
        Handover.objects.update(state=State.CANCELLED)
        item.handover.refresh_from_db()
        with pytest.raises(Refused):
            services.tick_item(item, actor=cast.officer)


class TestCompletion:
    def test_access_is_gone_at_the_next_request(self, cast, under_way):
        client = cast.client(cast.contributor)
        pages = [cast.partnership.get_absolute_url(), url("teammember-list", cast), under_way.get_absolute_url()]
        assert [client.get(page).status_code for page in pages] == [200, 200, 200]
        cast.client(cast.officer).post(url("handover-complete", cast, under_way.pk))
        assert [client.get(page).status_code for page in pages] == [404, 404, 404]
        under_way.refresh_from_db()
        assert (under_way.state, under_way.ended_on) == (State.COMPLETED, today())
        ended = Event.objects.get(verb="membership ended")
        assert (ended.actor_key, ended.note) == (cast.officer.pk, "a private record")  # a facilitator reads of it

    def test_only_the_place_in_this_partnership_ends(self, cast, under_way):
        MembershipFactory(user=cast.contributor, party=cast.university, partnership=cast.sibling_partnership)
        services.complete_handover(under_way, actor=cast.officer)
        current = Membership.objects.current().filter(user=cast.contributor)
        assert [membership.partnership for membership in current] == [cast.sibling_partnership]

    def test_a_place_in_all_partnerships_is_not_ended_and_the_page_and_the_history_say_so(self, cast, successor):
        MembershipFactory(user=cast.contributor, party=cast.university, partnership=None, role=Role.OFFICER)
        leaving = f.HandoverFactory(
            partnership=cast.partnership, party=cast.university, person=cast.officer, successor=successor, under_way=True
        )
        page = cast.client(cast.contributor).get(leaving.get_absolute_url()).content.decode()
        assert "in all its partnerships as Officer. A handover in one of them does not end that" in page
        services.complete_handover(leaving, actor=cast.contributor)
        assert Membership.objects.current().filter(user=cast.officer).exists()
        assert "for an administrator" in Event.objects.get(subject_key=leaving.pk, verb="completed").note
        assert cast.client(cast.officer).get(cast.partnership.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize(
        ("spoil", "said"),
        [
            (lambda handover: Handover.objects.update(successor=None), "Name the person"),
            (lambda handover: Membership.objects.filter(user=handover.successor).delete(), "does not stand"),
            (lambda handover: f.ChecklistItemFactory(handover=handover, text="Keys"), "Still to be done: Keys."),
            (
                lambda handover: f.TeamMemberFactory(
                    partnership=handover.partnership, party=handover.party, visibility="shared", person=handover.person
                ),
                "Still in the hands of Conrad",
            ),
        ],
    )
    def test_what_holds_it_up(self, cast, under_way, spoil, said):
        spoil(under_way)
        response = cast.client(cast.officer).post(url("handover-complete", cast, under_way.pk))
        assert (response.status_code, said in response.content.decode()) == (422, True)
        assert Membership.objects.current().filter(user=cast.contributor).exists()

    def test_nobody_completes_his_own(self, cast):
        leaving = f.HandoverFactory(
            partnership=cast.partnership, party=cast.university, person=cast.officer, successor=cast.contributor, under_way=True
        )
        with pytest.raises(Refused, match="his or her own"):
            services.complete_handover(leaving, actor=cast.officer)

    def test_a_party_keeps_somebody_to_represent_it(self, cast, successor):
        """The kernel's rule holds: the last representative does not go, and nothing of the completion stays."""
        second = MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)
        leaving = f.HandoverFactory(
            partnership=cast.partnership,
            party=cast.partner,
            person=cast.representative,
            successor=cast.partner_contributor,
            under_way=True,
        )
        services.complete_handover(leaving, actor=second.user)
        last = f.HandoverFactory(
            partnership=cast.partnership,
            party=cast.partner,
            person=second.user,
            successor=cast.partner_contributor,
            under_way=True,
        )
        deputy = MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)
        Membership.objects.filter(pk=deputy.pk).update(ends_on=today())
        services.complete_handover(last, actor=deputy.user)
        assert Handover.objects.filter(state=State.COMPLETED).count() == 2

    def test_places_that_end_with_the_last_day_do_not_hold_it_up(self, cast, under_way):
        place = {"partnership": cast.partnership, "party": cast.university, "visibility": "shared", "person": cast.contributor}
        f.TeamMemberFactory(**place, ends_on=under_way.last_day)
        services.complete_handover(under_way, actor=cast.officer)
        assert TeamMember.objects.get().ends_on == under_way.last_day
