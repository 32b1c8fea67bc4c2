"""Who reads what is joint or shared: those at the table when it was written, and those to whom it was shown since. Nobody else."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from objectives.models import Objective
from objectives.tests.factories import AlignmentFactory, ObjectiveFactory
from partnerships.access.names import Person, read_by
from partnerships.access.policy import standing
from partnerships.access.spaces import InSpace
from partnerships.actions.services import add_action
from partnerships.archive.reading import Reader
from partnerships.audience import MOST_PARTIES, bit, covers
from partnerships.documents.models import Document
from partnerships.documents.tests.factories import DocumentFactory
from partnerships.history.anchors import ends, readable_chains
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, faults, take_stock
from partnerships.models import Ledger, Participation
from partnerships.records.actors import acting
from partnerships.records.models import Disclosure
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.records.sharing import share_many, share_record, show, withdraw_record
from partnerships.services import admit_party
from partnerships.signoff.services import open_round
from partnerships.tests.cast import Cast, seat_left_out, seat_newcomer
from partnerships.tests.factories import MembershipFactory, NeutralFactory, ParticipationFactory, PartyFactory
from risks.models import Risk
from risks.tests.factories import RiskFactory

pytestmark = pytest.mark.django_db


def here(cast, party):
    return Participation.objects.get(partnership=cast.partnership, party=party)


def bits(cast, *parties):
    return sum(here(cast, party).bit for party in parties)


def new(cast, title="Quieter gears", party=None, visibility="shared", **values):
    objective = Objective(partnership=cast.partnership, party=party, visibility=visibility, title=title, term="short", **values)
    return save_record(objective, actor=cast.officer)


def reads(person, record):
    return type(record).objects.visible_to(person).filter(pk=record.pk).exists()


def readers(cast, record, *more):
    return {name for name in Cast.PEOPLE if getattr(cast, name) and reads(getattr(cast, name), record)} | {
        person.name for person in more if reads(person, record)
    }


# --- numbers ----------------------------------------------------------------------------------------------------------
def test_a_number_is_given_once(cast):
    assert [seat.number for seat in cast.partnership.participations.order_by("number")] == [1, 2, 3]
    newcomer, _user = seat_newcomer(cast)
    Participation.objects.filter(party=newcomer).update(state="left")
    left_out, _user = seat_left_out(cast)
    assert (here(cast, newcomer).number, here(cast, left_out).number) == (4, 5)
    ledger = Ledger.objects.get(partnership=cast.partnership)
    assert (ledger.seated, ledger.joined) == (0b101110, 0b101110)


def test_past_sixty_it_is_refused_clearly(cast):
    Participation.objects.filter(partnership=cast.partnership, party=cast.neutral).update(number=MOST_PARTIES)
    with pytest.raises(ValidationError, match="has had 60 parties"):
        ParticipationFactory(partnership=cast.partnership, party=PartyFactory())
    assert bit(MOST_PARTIES) < 2**63


def test_who_is_only_asked_is_at_the_table_and_has_not_joined(cast):
    ParticipationFactory(partnership=cast.partnership, party=PartyFactory(), state="invited")
    ledger = Ledger.objects.get(partnership=cast.partnership)
    assert (ledger.seated, ledger.joined) == (0b11110, 0b1110)


@pytest.mark.parametrize(("visibility", "audience"), [("private", 2), ("shared", 0)])
def test_the_database_keeps_space_and_audience_together(cast, visibility, audience):
    objective = new(cast, party=cast.university)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.filter(pk=objective.pk).update(visibility=visibility, audience=audience)


def test_everything_that_lies_in_a_space_has_an_audience():
    for model in apps.get_models():
        if issubclass(model, InSpace) and not model._meta.proxy:
            names = [constraint.name for constraint in model._meta.constraints]
            assert f"{model._meta.app_label}_{model._meta.model_name}_shown_to_somebody" in names


# --- from then on -----------------------------------------------------------------------------------------------------
def test_a_newcomer_reads_what_is_written_afterwards(cast):
    before = new(cast, "Before")
    newcomer, user = seat_newcomer(cast)
    after = new(cast, "After")
    assert (reads(user, before), reads(user, after)) == (False, True)
    assert covers(after.audience, here(cast, newcomer).bit)
    assert Event.objects.visible_to(user).filter(subject_key=after.pk).exists()
    before.title = "Before, changed"
    save_record(before, actor=cast.officer)
    assert not Event.objects.visible_to(user).filter(subject_key=before.pk).exists()
    assert list(chain_faults(cast.partnership)) == []


def test_the_chain_of_a_newcomer_is_whole_from_its_first_entry(cast):
    new(cast, "Before")
    _party, user = seat_newcomer(cast)
    assert ends(readable_chains(standing(user, cast.partnership))) == []
    new(cast, "After")
    [end] = ends(readable_chains(standing(user, cast.partnership)))
    assert (end["entries"], "Nordwind Energie" in end["readers"]) == (1, True)
    assert len(ends(readable_chains(standing(cast.representative, cast.partnership)))) == 2


def test_an_owner_shows_it_many_at_once(cast):
    """What refers to another is shown with it, whatever comes first."""
    first, second = new(cast, "First", party=cast.university), new(cast, "Second", party=cast.university)
    AlignmentFactory(objective=second, common=first, author=cast.officer)
    newcomer, user = seat_newcomer(cast)
    share_many(here(cast, newcomer), actor=cast.officer, records=[second, first])
    assert reads(user, first)
    assert reads(user, second)
    acts = Disclosure.objects.visible_to(user).values_list("kind", "subject_label")
    assert set(acts) == {("shared", "First"), ("shared", "Second")}
    with pytest.raises(Refused, match="shared already"):
        share_record(first, actor=cast.officer, parties=[newcomer])


def test_nobody_else_shows_it(cast):
    ours, joint = new(cast, party=cast.university), new(cast)
    newcomer, user = seat_newcomer(cast)
    for person in (cast.representative, cast.contributor, cast.partner_reader, user, cast.stranger):
        with pytest.raises(PermissionDenied):
            share_record(ours, actor=person, parties=[newcomer])
    with pytest.raises(PermissionDenied):
        show(cast.partnership, seat=here(cast, newcomer), actor=cast.officer, records=[joint])
    assert not reads(user, ours)
    assert not reads(user, joint)


def test_joint_records_are_shown_by_a_joint_decision_with_their_parts_and_documents(cast):
    joint = new(cast)
    document = DocumentFactory(partnership=cast.partnership, author=cast.officer, party=None, visibility="shared", source=joint)
    action = add_action(joint, actor=cast.officer, title="Measure it", responsible=cast.partner)
    newcomer, user = seat_newcomer(cast)
    with acting(cast.officer, cast.partnership):
        show(cast.partnership, seat=here(cast, newcomer), actor=cast.officer, records=[joint])
    assert (reads(user, joint), reads(user, document), reads(user, action)) == (True, True, False)
    told = Event.objects.visible_to(user).filter(subject_key=joint.pk)
    assert [(event.verb, event.note) for event in told] == [("shown", "Nordwind Energie")]
    assert list(chain_faults(cast.partnership)) == []


def test_what_is_shown_later_stays_everybodys_to_edit(cast):
    """It reads a joint risk and not the objective that is named there: all still write, and name nothing more that it does not read."""
    named, another = (new(cast, title, party=cast.university) for title in ("Named before", "Another"))
    risk = RiskFactory(partnership=cast.partnership, author=cast.officer)
    save_record(risk, actor=cast.officer, related={"objectives": [named]})
    newcomer, user = seat_newcomer(cast)
    with acting(cast.officer, cast.partnership):
        show(cast.partnership, seat=here(cast, newcomer), actor=cast.officer, records=[risk])
    assert (reads(user, risk), reads(user, named)) == (True, False)
    for person in (cast.representative, user):
        risk = Risk.objects.get(pk=risk.pk)
        risk.title = f"As {person} says"
        save_record(risk, actor=person)
    assert list(risk.objectives.all()) == [named]
    with pytest.raises(Refused, match="not all who read it may read: Another"):
        save_record(risk, actor=cast.representative, related={"objectives": [named, another]})


# --- named parties ----------------------------------------------------------------------------------------------------
@pytest.fixture
def left_out(cast):
    return seat_left_out(cast)


def test_shared_with_one_it_is_kept_from_the_other(cast, left_out):
    record = new(cast, party=cast.university, visibility="private")
    everybody = {"officer", "contributor", "representative", "partner_contributor", "partner_reader"}
    share_record(record, actor=cast.officer, parties=[cast.partner], note="Before we ask the others.")
    assert readers(cast, record, left_out[1]) == everybody  # nor the auditor
    assert record.audience == bits(cast, cast.university, cast.partner)
    assert not Disclosure.objects.visible_to(left_out[1]).exists()
    assert not Event.objects.visible_to(left_out[1]).filter(subject_key=record.pk).exists()
    assert not type(record).objects.disclosed().filter(pk=record.pk).exists()
    record.title = "Changed since"
    save_record(record, actor=cast.officer)
    assert Event.objects.visible_to(cast.representative).filter(subject_key=record.pk, verb="changed").exists()
    assert not Event.objects.visible_to(left_out[1]).filter(subject_key=record.pk).exists()
    share_record(record, actor=cast.officer)
    assert readers(cast, record, left_out[1]) == everybody | {"auditor", "Lena Leftout"}
    assert list(chain_faults(cast.partnership)) == []


@pytest.mark.parametrize("whom", ["nobody", "itself", "a stranger"])
def test_whom_it_is_shown_to_takes_part(cast, left_out, whom):
    parties = {"nobody": [], "itself": [cast.university], "a stranger": [cast.other_university, cast.partner]}[whom]
    record = new(cast, party=cast.university, visibility="private")
    with pytest.raises(Refused, match="Name the parties"):
        share_record(record, actor=cast.officer, parties=parties)
    record.refresh_from_db()
    assert (record.visibility, record.audience) == ("private", 0)


def test_taken_back_it_is_remembered_by_those_who_read_it(cast, left_out):
    record = new(cast, "Known to two", party=cast.university, visibility="private")
    share_record(record, actor=cast.officer, parties=[cast.partner])
    withdraw_record(record, actor=cast.officer)
    Objective.objects.filter(pk=record.pk).update(title="Secret")
    for person, name in ((cast.representative, "Known to two"), (left_out[1], "a private record")):
        with read_by(Person(person)):
            assert str(Objective.objects.get(pk=record.pk)) == name
    kept = Disclosure.objects.filter(kind="withdrawn")
    assert (kept.visible_to(cast.representative).count(), kept.visible_to(left_out[1]).count()) == (1, 0)


def test_what_all_read_cannot_refer_to_what_some_read(cast, left_out):
    first = new(cast, "For two", party=cast.university, visibility="private")
    share_record(first, actor=cast.officer, parties=[cast.partner])
    common = new(cast, "For all")
    alignment = AlignmentFactory.build(objective=first, common=common, author=None)
    save_record(alignment, actor=cast.officer)  # it lies with the first, and names what all read
    mine = new(cast, "Ours", party=cast.university, visibility="private")
    AlignmentFactory(objective=mine, common=first, author=cast.officer)
    with pytest.raises(Refused, match="refers to what they may not read: For two"):
        share_record(mine, actor=cast.officer)
    share_record(mine, actor=cast.officer, parties=[cast.partner])
    assert (reads(cast.representative, mine), reads(left_out[1], mine)) == (True, False)


def test_an_owner_is_not_told_of_what_others_share_without_it(cast, left_out):
    """What refers to a record out of its owner's sight does not keep the owner from taking it back; where the owner reads it, it does."""
    ours = new(cast, "Ours", party=cast.university)
    theirs = ObjectiveFactory(
        partnership=cast.partnership, author=cast.representative, party=cast.partner, visibility="private"
    )
    AlignmentFactory(objective=theirs, common=ours, author=cast.representative)
    share_record(theirs, actor=cast.representative, parties=[left_out[0]])
    withdraw_record(ours, actor=cast.officer)
    share_record(ours, actor=cast.officer)
    share_record(theirs, actor=cast.representative, parties=[cast.university])
    with pytest.raises(Refused, match="What is shared refers to it"):
        withdraw_record(ours, actor=cast.officer)


def test_documents_follow_and_can_be_narrower(cast, left_out):
    record = new(cast, party=cast.university, visibility="private")
    document = DocumentFactory(
        partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="private", source=record
    )
    share_record(record, actor=cast.officer, parties=[cast.partner])
    document.refresh_from_db()
    assert document.audience == record.audience
    assert readers(cast, document, left_out[1]) == readers(cast, record, left_out[1])
    share_record(record, actor=cast.officer)
    assert reads(left_out[1], Document.objects.get(pk=document.pk))


def test_those_sign_who_read_it(cast, left_out):
    old = new(cast, "Of before")
    newcomer, _user = seat_newcomer(cast)
    round = open_round(old, actor=cast.officer)
    assert {slot.party for slot in round.slots.all()} == {cast.university, cast.partner, left_out[0]}
    assert round.audience == old.audience
    later = open_round(new(cast, "Of now"), actor=cast.officer)
    assert {slot.party for slot in later.slots.all()} == {cast.university, cast.partner, left_out[0], newcomer}


# --- marks, archives --------------------------------------------------------------------------------------------------
def test_a_mark_counts_what_every_joined_party_reads(cast):
    for party in (cast.university, cast.partner):
        ObjectiveFactory(partnership=cast.partnership, author=cast.officer, party=party, visibility="shared")
    count = Objective.objects.disclosed().filter(partnership=cast.partnership).count
    assert count() == 2
    invited = ParticipationFactory(partnership=cast.partnership, party=PartyFactory(), state="invited")
    assert count() == 2
    invited.state = "joined"
    invited.save()
    assert count() == 0
    invited.state = "left"
    invited.save()
    assert count() == 2


def test_the_archive_of_a_newcomer_begins_with_it(cast):
    before = new(cast, "Before")
    newcomer, user = seat_newcomer(cast)
    new(cast, "After")
    found = Reader(cast.partnership, newcomer, user).records(Objective)
    assert [record["title"] for record in found] == ["After"]
    joint = Reader(cast.partnership).records(Objective)
    assert [record["title"] for record in joint] == ["After"]
    assert reads(cast.representative, before)


# --- on pages ---------------------------------------------------------------------------------------------------------
def url(cast, name, *args):
    return reverse(name, args=[cast.partnership.slug, *args])


def test_sharing_offers_parties_where_there_are_several(cast, left_out):
    record = new(cast, party=cast.university, visibility="private")
    client, page = cast.client(cast.officer), url(cast, "objectives:objective-share", record.pk)
    form = client.get(page).context["form"]
    assert {party.short_name for party in form.fields["parties"].queryset} == {"Adler", "Bridge", "Lonergan"}
    refused = client.post(page, {"note": ""})
    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {"parties"}
    client.post(page, {"parties": [cast.partner.pk]})
    assert readers(cast, record, left_out[1]) >= {"representative"}
    assert not reads(left_out[1], record)
    shown = cast.client(cast.representative).get(record.get_absolute_url()).content.decode()
    assert "Read by Adler, Rivermouth" in shown
    assert cast.client(left_out[1]).get(record.get_absolute_url()).status_code == 404


def test_where_there_is_one_other_there_is_nothing_to_choose(cast):
    record = new(cast, party=cast.university, visibility="private")
    client, page = cast.client(cast.officer), url(cast, "objectives:objective-share", record.pk)
    assert "parties" not in client.get(page).context["form"].fields
    client.post(page, {})
    assert reads(cast.representative, record)
    assert reads(cast.auditor, record)


def test_what_a_newcomer_does_not_read_is_shown_from_one_page(cast):
    records = [new(cast, f"Ours {number}", party=cast.university) for number in range(3)]
    theirs = save_record(
        Objective(partnership=cast.partnership, party=cast.partner, visibility="shared", title="Theirs", term="short"),
        actor=cast.representative,
    )
    newcomer, user = seat_newcomer(cast)
    page, client = url(cast, "records:unshown", here(cast, newcomer).pk), cast.client(cast.officer)
    assert page in client.get(url(cast, "records:sharing")).content.decode()
    shown = client.get(page)
    assert {str(record) for record in shown.context["form"].fields["records"].records.values()} == {
        "Ours 0",
        "Ours 1",
        "Ours 2",
    }
    nothing = client.post(page, {})
    assert "Tick what is to be shown." in nothing.content.decode()
    client.post(page, {"records": [records[0].pk, records[2].pk, theirs.pk]}).status_code  # noqa: B018 - another's is not a choice
    assert not any(reads(user, record) for record in [*records, theirs])
    told = client.post(page, {"records": [records[0].pk, records[2].pk]}, follow=True).content.decode()
    assert "Nordwind Energie reads 2 more records." in told
    assert [reads(user, record) for record in [*records, theirs]] == [True, False, True, False]


@pytest.mark.parametrize(
    ("who", "status"), [("contributor", 403), ("partner_reader", 403), ("auditor", 403), ("stranger", 404)]
)
def test_who_may_not_share_has_no_such_page(cast, who, status):
    newcomer, _user = seat_newcomer(cast)
    page = url(cast, "records:unshown", here(cast, newcomer).pk)
    client = cast.client(getattr(cast, who))
    assert (client.get(page).status_code, client.post(page).status_code) == (status, status)
    own = url(cast, "records:unshown", here(cast, cast.university).pk)
    assert cast.client(cast.officer).get(own).status_code == 404


# --- a neutral party ----------------------------------------------------------------------------------------------------
def test_a_neutral_party_reads_what_every_party_reads_and_marks_stand(cast, left_out):
    """All have signed that: each shows it its own. What some keep among themselves it does not read."""
    ours, joint = new(cast, party=cast.university), new(cast)
    for_two = new(cast, party=cast.university, visibility="private")
    share_record(for_two, actor=cast.officer, parties=[cast.partner])
    private = new(cast, party=cast.university, visibility="private")
    disclosed = Objective.objects.disclosed().filter(partnership=cast.partnership).count
    assert disclosed() == 2
    house = NeutralFactory()
    take_stock(cast.partnership)
    with acting(cast.officer, cast.partnership):
        seat = admit_party(cast.partnership, house, actor=cast.officer)
    seat.state = "joined"
    seat.save()
    auditor = MembershipFactory(party=house, partnership=cast.partnership, role="auditor").user
    assert [reads(auditor, record) for record in (ours, joint, for_two, private)] == [True, True, False, False]
    assert disclosed() == 2
    assert not [line for line in faults(cast.partnership) if "objective" in line]
