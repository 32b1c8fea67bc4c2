"""Saving, moving, removing and sharing: by whom, from what, to what, and what the history says of it."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.access.spaces import Visibility
from partnerships.actions import services as actions
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.records.models import Disclosure
from partnerships.records.refusals import Refused
from partnerships.records.services import Stale, advance, delete_record, record_changed, save_record
from partnerships.records.sharing import share_record, withdraw_record


@pytest.fixture
def joint(cast):
    return ActionFactory(partnership=cast.partnership, author=cast.officer)


@pytest.fixture
def private(cast):
    return ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, title="Ask the dean")


def history(subject):
    return list(Event.objects.filter(subject_key=subject.pk).in_order().values_list("verb", "visibility", "changes"))


class TestSave:
    def test_a_new_record_has_its_author_and_its_entry(self, cast):
        action = Action(partnership=cast.partnership, visibility="shared", title="Book the bench", responsible=cast.partner)
        save_record(action, actor=cast.representative)
        assert (action.author, action.version) == (cast.representative, 1)
        assert history(action) == [("created", "shared", {})]

    def test_a_change_raises_the_version_and_is_told_field_by_field(self, cast, joint):
        joint.title, before = "Book two benches", joint.title
        save_record(joint, actor=cast.representative, seen_version=1)
        joint.refresh_from_db()
        assert (joint.title, joint.version, joint.author) == ("Book two benches", 2, cast.officer)
        assert history(joint) == [("changed", "shared", {"title": [before, "Book two benches"]})]

    def test_nothing_changed_is_nothing_told(self, cast, joint):
        save_record(joint, actor=cast.officer, seen_version=1)
        assert history(joint) == []

    def test_what_was_read_before_the_lock_is_not_written_back(self, cast, joint):
        """Saved unchanged while the last signature came, it would be open again, and what was taken back shared."""
        held = Action.objects.get(pk=joint.pk)
        advance(joint, Action.State.DONE, actor=cast.officer)
        with pytest.raises(Refused, match="changed meanwhile"):
            save_record(held, actor=cast.representative)
        assert Action.objects.get(pk=joint.pk).state == "done"

    def test_a_stale_version_is_refused_and_nothing_written(self, cast, joint):
        Action.objects.filter(pk=joint.pk).update(version=2, title="Theirs")
        joint.title = "Mine"
        with pytest.raises(Stale) as caught:
            save_record(joint, actor=cast.officer, seen_version=1)
        assert caught.value.current.title == "Theirs"
        assert Action.objects.get(pk=joint.pk).title == "Theirs"
        assert history(joint) == []

    @pytest.mark.parametrize(
        "name",
        ["partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger", "administrator"],
    )
    def test_those_who_may_not_write_write_nothing(self, cast, joint, name):
        joint.title = "Changed"
        with pytest.raises(PermissionDenied):
            save_record(joint, actor=getattr(cast, name), seen_version=1)
        assert Action.objects.get(pk=joint.pk).title != "Changed"

    def test_nobody_writes_into_another_partys_space(self, cast):
        action = Action(partnership=cast.partnership, party=cast.university, title="Planted", responsible=cast.university)
        with pytest.raises(PermissionDenied):
            save_record(action, actor=cast.representative)
        assert not Action.objects.exists()

    def test_nobody_writes_in_a_closed_partnership(self, cast, joint):
        Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
        joint.title = "Changed"
        with pytest.raises(PermissionDenied):
            save_record(joint, actor=cast.officer)

    def test_listeners_learn_of_it_inside_the_transaction(self, cast, joint):
        heard = []

        def listen(sender, record, changed, actor, **kwargs):
            heard.append((sender, record.pk, changed.pk, actor))

        record_changed.connect(listen)
        try:
            joint.title = "Heard"
            save_record(joint, actor=cast.officer)
        finally:
            record_changed.disconnect(listen)
        assert heard == [(Action, joint.pk, joint.pk, cast.officer)]


class TestAdvance:
    STATES = ("open", "doing", "done", "cancelled")
    ALLOWED = {
        ("open", "doing"),
        ("open", "done"),
        ("open", "cancelled"),
        ("doing", "open"),
        ("doing", "done"),
        ("doing", "cancelled"),
        ("done", "open"),
        ("cancelled", "open"),
    }

    @pytest.mark.parametrize("to", STATES)
    @pytest.mark.parametrize("state", STATES)
    def test_every_way_from_state_to_state(self, cast, joint, state, to):
        Action.objects.filter(pk=joint.pk).update(state=state)
        if (state, to) in self.ALLOWED:
            advance(joint, to, actor=cast.officer)
            assert Action.objects.get(pk=joint.pk).state == to
            assert history(joint)[-1] == (to, "shared", {"state": [state, to]})
        else:
            with pytest.raises(Refused):
                advance(joint, to, actor=cast.officer)
            assert Action.objects.get(pk=joint.pk).state == state
            assert history(joint) == []

    def test_it_looks_at_the_state_the_row_has_now(self, cast, joint):
        other = Action.objects.get(pk=joint.pk)
        actions.finish_action(other, actor=cast.representative, outcome="Booked")
        with pytest.raises(Refused):
            actions.start_action(joint, actor=cast.officer)
        joint.refresh_from_db()
        assert (joint.state, joint.outcome) == ("done", "Booked")


class TestDelete:
    def test_what_was_there_stays_in_the_history(self, cast, joint):
        title = joint.title
        delete_record(joint, actor=cast.officer)
        assert not Action.objects.exists()
        event = Event.objects.get(verb="deleted")
        assert (event.subject_label, event.changes["title"]) == (title, [title, None])


class TestShare:
    def test_sharing_is_an_act_with_a_person_a_time_and_a_reason(self, cast, private):
        share_record(private, actor=cast.officer, note="Agreed by the dean")
        act = Disclosure.objects.get()
        assert (act.kind, act.by, act.party, act.note, act.subject) == (
            "shared",
            cast.officer,
            cast.university,
            "Agreed by the dean",
            private,
        )
        assert list(Action.objects.visible_to(cast.representative)) == [private]

    def test_what_happened_in_private_stays_private_after_sharing(self, cast, private):
        private.title = "Ask the rector"
        save_record(private, actor=cast.officer)
        share_record(private, actor=cast.officer)
        visible = Event.objects.visible_to(cast.representative).filter(subject_key=private.pk)
        assert [event.verb for event in visible] == ["shared"]
        own = Event.objects.visible_to(cast.officer).filter(subject_key=private.pk)
        assert sorted(event.verb for event in own) == ["changed", "shared"]

    def test_taking_back_hides_what_comes_after_and_keeps_what_was(self, cast, private):
        share_record(private, actor=cast.officer)
        withdraw_record(private, actor=cast.officer, note="Too early")
        private.title = "Ask nobody"
        save_record(private, actor=cast.officer)
        assert not Action.objects.visible_to(cast.representative).exists()
        kept = Disclosure.objects.visible_to(cast.representative).get(kind="withdrawn")
        assert kept.content["title"] == "Ask the dean"
        verbs = Event.objects.visible_to(cast.representative).filter(subject_key=private.pk).in_order()
        assert [event.verb for event in verbs] == ["shared", "withdrawn"]

    def test_it_is_not_shared_or_taken_back_twice(self, cast, private):
        with pytest.raises(Refused):
            withdraw_record(private, actor=cast.officer)
        share_record(private, actor=cast.officer)
        with pytest.raises(Refused):
            share_record(private, actor=cast.officer)
        assert Disclosure.objects.count() == 1

    def test_a_joint_record_is_nobodys_to_take_back(self, cast, joint):
        with pytest.raises(Refused):
            withdraw_record(joint, actor=cast.officer)
        assert Action.objects.get(pk=joint.pk).visibility == Visibility.SHARED

    def test_what_exists_for_something_private_is_not_shared_before_it(self, cast, private):
        action = actions.add_action(private, actor=cast.officer, title="Call her", responsible=cast.university)
        with pytest.raises(Refused, match="Ask the dean"):
            share_record(action, actor=cast.officer)
        share_record(private, actor=cast.officer)
        share_record(Action.objects.get(pk=action.pk), actor=cast.officer)
        assert set(Action.objects.visible_to(cast.representative)) == {private, action}
