"""A link to another partnership tells nobody of it who does not stand there: not its name, and not that there is one."""

import pytest
from django.urls import reverse

from partnerships.history.models import Event
from partnerships.models import Membership, Participation, Partnership
from partnerships.practices.registry import practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.models import Disclosure
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.tests.factories import MembershipFactory
from rmp.relationship.models import RelationshipLink
from rmp.relationship.tests import factories as f
from rmp.relationship.tests.samples import known_to_all

NAME, NOTE = "Canary alliance", "The canary sang there first."
PAGES = ("relationship", "relationshiplink-list", "interestedparty-list", "engagement")


def url(name, cast, *args, place=None):
    return reverse(f"rmp_relationship:{name}", args=[(place or cast.partnership).slug, *args])


def text_of(cast, person, address):
    response = cast.client(person).get(address)
    return response.content.decode() if response.status_code == 200 else ""


@pytest.fixture
def secret(cast):
    """A partnership of the same houses in which only the officer and the partner's representative stand."""
    other = known_to_all(cast)
    Membership.objects.filter(partnership=other).exclude(user=cast.representative).delete()
    Partnership.objects.filter(pk=other.pk).update(title=NAME)
    other.refresh_from_db()
    return other


def joint(cast, other):
    link = RelationshipLink(partnership=cast.partnership, visibility="shared", kind="grew_from", other=other, note=NOTE)
    return save_record(link, actor=cast.officer)


def private(cast, other):
    link = RelationshipLink(
        partnership=cast.partnership, party=cast.university, visibility="private", kind="depends_on", other=other, note=NOTE
    )
    return save_record(link, actor=cast.officer)


def test_it_is_there_for_those_who_stand_in_both(cast, secret):
    for link in (joint(cast, secret), private(cast, secret)):
        readers = {name for name in cast.PEOPLE[:-1] if sees(getattr(cast, name), link)}
        assert readers == ({"officer", "representative"} if link.is_joint else {"officer"})
        writers = {
            name
            for name in cast.PEOPLE[:-1]
            if RelationshipLink.objects.editable_by(getattr(cast, name)).filter(pk=link.pk).exists()
        }
        assert writers == readers


def sees(user, link):
    return RelationshipLink.objects.visible_to(user).filter(pk=link.pk).exists()


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_for_others_no_page_no_export_no_search_and_no_history_names_it(cast, secret):
    before = {name: pages_of(cast, name) for name in ("contributor", "partner_contributor", "auditor", "facilitator")}
    links = [joint(cast, secret), private(cast, secret)]
    share_record(
        f.RelationshipLinkFactory(
            partnership=cast.partnership, author=cast.officer, party=cast.university, other=secret, note=NOTE
        ),
        actor=cast.officer,
    )
    for name, pages in before.items():
        person = getattr(cast, name)
        now = pages_of(cast, name)
        assert [address for address, page in now.items() if NAME in page or "sang there" in page] == []
        assert {address: rows(page) for address, page in now.items()} == {
            address: rows(page) for address, page in pages.items()
        }
        for link in links:
            assert cast.client(person).get(url("relationshiplink-detail", cast, link.pk)).status_code == 404
        history = text_of(cast, person, reverse("history:list", args=[cast.partnership.slug]))
        assert (NAME in history, "canary" in history) == (False, False)


def pages_of(cast, name):
    query = ("", "?q=canary", "?export=csv", "?sort=other", "?kind=grew_from")
    addresses = [url(page, cast) for page in PAGES] + [url("relationshiplink-list", cast) + q for q in query]
    return {address: text_of(cast, getattr(cast, name), address) for address in addresses}


def rows(page):
    return page.count("<tr>"), page.count("\n") if page.startswith("\ufeff") else 0


def test_removing_and_taking_back_leave_no_name_behind(cast, secret):
    link = f.RelationshipLinkFactory(
        partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="shared", other=secret, note=NOTE
    )
    withdraw_record(link, actor=cast.officer)
    delete_record(link, actor=cast.officer)
    delete_record(joint(cast, secret), actor=cast.officer)
    kept = [*Event.objects.filter(subject_key=link.pk), *Event.objects.filter(partnership=cast.partnership)]
    written = [(event.subject_label, event.changes, event.note) for event in kept]
    shown = [(act.subject_label, act.content, act.note) for act in Disclosure.objects.all()]
    assert (NAME in str(written + shown), "canary" in str(written + shown)) == (False, False)


def test_one_can_choose_only_where_one_stands(cast, secret):
    address = url("relationshiplink-create", cast)
    for person, offered in {"officer": True, "representative": True, "contributor": False}.items():
        assert (NAME in text_of(cast, getattr(cast, person), address)) == offered
    answers = []
    for other in (secret.pk, "00000000-0000-0000-0000-000000000000", cast.partnership.pk):
        data = {"space": "ours_private", "kind": "grew_from", "other": other}
        response = cast.client(cast.contributor).post(address, data)
        answers.append((response.status_code, response.context["form"].errors["other"]))
    assert answers[0] == answers[1] == answers[2]
    assert RelationshipLink.objects.count() == 0


def test_joint_or_shared_it_names_only_what_every_party_takes_part_in(cast):
    """The university must not tell its partner of what it does with another business."""
    competitor = cast.sibling_partnership
    with pytest.raises(Refused, match="keep the link private"):
        joint(cast, competitor)
    link = private(cast, competitor)
    with pytest.raises(Refused, match="keep the link private"):
        share_record(link, actor=cast.officer)
    link.refresh_from_db()
    assert (link.visibility, RelationshipLink.objects.count()) == ("private", 1)
    response = cast.client(cast.officer).post(url("relationshiplink-share", cast, link.pk), {})
    assert (response.status_code, "keep the link private" in response.content.decode()) == (422, True)
    assert Event.objects.filter(visibility="shared").count() == 0


def test_who_leaves_the_other_partnership_sees_it_no_more(cast, secret):
    link = joint(cast, secret)
    MembershipFactory(user=cast.partner_contributor, party=cast.partner, partnership=secret, role="contributor")
    assert sees(cast.partner_contributor, link)
    Participation.objects.filter(partnership=secret, party=cast.partner).update(state="left")
    assert [sees(person, link) for person in (cast.officer, cast.representative, cast.partner_contributor)] == [
        True,
        False,
        False,
    ]


def test_the_page_says_who_really_sees_it(cast, secret):
    page = cast.client(cast.officer).get(url("relationshiplink-detail", cast, joint(cast, secret).pk))
    assert sorted(person["name"] for person in page.context["people"]) == ["Olivia Officer", "Renate Representative"]


def test_the_other_way_round_it_is_seen_by_the_same_people(cast, secret):
    """The other partnership shows what hangs on it: to those who may read the link where it was made."""
    MembershipFactory(user=cast.contributor, party=cast.university, partnership=secret, role="contributor")
    joint(cast, secret)
    page = url("relationship", cast, place=secret)
    Membership.objects.filter(partnership=cast.partnership, user=cast.contributor).delete()
    title = "Quiet gearboxes"
    assert {
        name: title in text_of(cast, getattr(cast, name), page) for name in ("officer", "representative", "contributor")
    } == {
        "officer": True,
        "representative": True,
        "contributor": False,
    }


def test_marks_and_the_plan_do_not_tell_of_what_is_private(cast):
    def shown():
        blocks = {key: section.blocks(cast.partnership) for key, section in SECTIONS.items()}
        return statuses(Partnership.objects.filter(pk=cast.partnership.pk), practices_of(1)), blocks

    before = shown()
    private(cast, cast.sibling_partnership)
    assert shown() == before
    joint(cast, known_to_all(cast))
    assert "Earlier gearboxes" not in str(shown())
