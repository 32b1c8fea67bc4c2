"""The three spaces, for every person of the cast: what is read, what is written, and that the two sides of the rule agree."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from partnerships.access.policy import Right, standing
from partnerships.access.spaces import Space, Visibility
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Partnership


@pytest.fixture
def records(cast):
    """One record in each space of the partnership, and one in each of the neighbours'."""
    here = {"partnership": cast.partnership}
    return {
        "joint": ActionFactory(**here),
        "university private": ActionFactory(**here, party=cast.university),
        "university shared": ActionFactory(**here, party=cast.university, visibility=Visibility.SHARED),
        "partner private": ActionFactory(**here, party=cast.partner),
        "partner shared": ActionFactory(**here, party=cast.partner, visibility=Visibility.SHARED),
        "sibling joint": ActionFactory(partnership=cast.sibling_partnership),
        "sibling private": ActionFactory(partnership=cast.sibling_partnership, party=cast.university),
        "other joint": ActionFactory(partnership=cast.other_partnership),
        "other private": ActionFactory(partnership=cast.other_partnership, party=cast.partner),
    }


def names(records, queryset):
    keys = set(queryset.values_list("pk", flat=True))
    return {name for name, record in records.items() if record.pk in keys}


def users(cast):
    return {name: getattr(cast, name) or AnonymousUser() for name in cast.PEOPLE}


SHARED = {"joint", "university shared", "partner shared"}
OF_UNIVERSITY = SHARED | {"university private"}
OF_PARTNER = SHARED | {"partner private"}


def test_everybody_reads_what_he_or_she_may_and_nothing_else(cast, records):
    found = {name: names(records, Action.objects.visible_to(user)) for name, user in users(cast).items()}
    assert found == {
        "officer": OF_UNIVERSITY | {"sibling joint", "sibling private"},
        "contributor": OF_UNIVERSITY,
        "representative": OF_PARTNER,
        "partner_contributor": OF_PARTNER,
        "partner_reader": OF_PARTNER,
        "respondent": set(),
        "facilitator": {"joint"},
        "auditor": SHARED,
        "sibling": {"sibling joint", "sibling private"},
        "stranger": {"other joint"},
        "administrator": set(),
        "anonymous": set(),
    }


def test_everybody_writes_joint_and_own_records_and_nothing_else(cast, records):
    found = {name: names(records, Action.objects.editable_by(user)) for name, user in users(cast).items()}
    own = {"joint", "university private", "university shared"}
    theirs = {"joint", "partner private", "partner shared"}
    nobody = ("partner_reader", "respondent", "facilitator", "auditor", "administrator", "anonymous")
    assert found == {
        "officer": own | {"sibling joint", "sibling private"},
        "contributor": own,
        "representative": theirs,
        "partner_contributor": theirs,
        "sibling": {"sibling joint", "sibling private"},
        "stranger": {"other joint"},
        **{name: set() for name in nobody},
    }


def test_the_query_and_the_standing_agree_on_writing(cast, records):
    for state in ("active", "closed", "declined"):
        Partnership.objects.update(state=state)
        for user in users(cast).values():
            by_query = names(records, Action.objects.editable_by(user))
            by_standing = set()
            for name in records:
                record = Action.objects.get(pk=records[name].pk)
                if record.may(standing(user, record.partnership), Right.WRITE):
                    by_standing.add(name)
            assert by_query == by_standing


def test_nothing_is_written_in_a_closed_partnership(cast, records):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    assert names(records, Action.objects.editable_by(cast.officer)) == {"sibling joint", "sibling private"}


def test_disclosed_is_what_all_parties_read(cast, records):
    assert names(records, Action.objects.disclosed().filter(partnership=cast.partnership)) == SHARED


def test_a_space_is_named_from_the_readers_side(cast, records):
    ours, theirs = standing(cast.officer, cast.partnership), standing(cast.representative, cast.partnership)
    neutral = standing(cast.auditor, cast.partnership)
    seen = {
        name: (r.space(ours), r.space(theirs), r.space(neutral))
        for name, r in records.items()
        if r.partnership == cast.partnership
    }
    assert seen == {
        "joint": (Space.JOINT, Space.JOINT, Space.JOINT),
        "university private": (Space.OURS_PRIVATE, Space.THEIRS, Space.THEIRS),
        "university shared": (Space.OURS_SHARED, Space.THEIRS, Space.THEIRS),
        "partner private": (Space.THEIRS, Space.OURS_PRIVATE, Space.THEIRS),
        "partner shared": (Space.THEIRS, Space.OURS_SHARED, Space.THEIRS),
    }


def test_a_joint_record_cannot_be_private(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionFactory(partnership=cast.partnership, party=None, visibility=Visibility.PRIVATE)


def test_the_gate_is_one_query_without_duplicates(cast, records, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = list(Action.objects.visible_to(cast.officer))
    assert len(rows) == len({row.pk for row in rows}) == 6
