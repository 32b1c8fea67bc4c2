"""Ratings of persons and what they learn: who writes, who reads, and how little is told of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Membership, Partnership
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record
from rmp.competence import services
from rmp.competence.gaps import gaps
from rmp.competence.models import Assessment, DevelopmentStep, RoleHolder
from rmp.competence.tests import factories as f
from rmp.competence.tests.worlds import DAY, Team

PEOPLE = (
    *("officer", "contributor", "representative", "partner_contributor", "partner_reader"),
    *("respondent", "facilitator", "auditor", "sibling", "stranger", "administrator"),
)


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer, "party": cast.university}


@pytest.fixture
def holder(cast, here):
    """The university's contributor in a role."""
    return f.RoleHolderFactory(**here, person=cast.contributor)


def unsaved(holder, **values):
    words = {"rater": "manager", "level": 2, "evidence": "Seen in May."}
    return Assessment(holder=holder, competence=f.CompetenceFactory(), **words | values)


# --- who reads --------------------------------------------------------------------------------------------------------
def test_the_person_and_the_managers_of_the_own_party_read_and_nobody_else(cast, here, holder):
    rows = (f.AssessmentFactory(holder=holder), f.DevelopmentStepFactory(holder=holder))
    colleague = Membership.objects.create(user=cast.sibling, party=cast.university, partnership=cast.partnership, role="reader")
    for row in rows:
        model = type(row)
        assert {name for name in PEOPLE if model.objects.visible_to(getattr(cast, name)).exists()} == {"officer", "contributor"}
        assert {name for name in PEOPLE if model.objects.editable_by(getattr(cast, name)).exists()} == {"officer"}
        assert not model.objects.disclosed().exists()
    # That the person works here, the own party knows.
    assert {name for name in PEOPLE if RoleHolder.objects.visible_to(getattr(cast, name)).exists()} == {
        *("officer", "contributor", "sibling")
    }
    # Who is no longer here reads nothing, even of himself.
    Membership.objects.filter(user=cast.contributor).update(starts_on=today() - 9 * DAY, ends_on=today() - DAY)
    colleague.delete()
    assert not Assessment.objects.visible_to(cast.contributor).exists()


def test_it_lies_in_private_and_stays_there(cast, here, holder):
    f.AssessmentFactory(holder=holder)
    with pytest.raises(PermissionDenied):
        share_record(holder, actor=cast.officer)
    for place in ({"party": None, "visibility": "shared"}, {"visibility": "shared"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            f.RoleHolderFactory(**here | place)
    where = standing(cast.officer, cast.partnership)
    assert [row.may(where, "share") for row in (holder, holder.assessments.get())] == [False, False]


# --- who writes -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "rater", "outcome"),
    [
        ("officer", "manager", None),
        ("officer", "peer", None),
        ("officer", "partner", None),
        ("officer", "self", Refused),
        ("contributor", "self", None),
        ("contributor", "manager", Refused),
        ("contributor", "peer", Refused),
        *((name, "manager", PermissionDenied) for name in PEOPLE[2:]),
        *((name, "self", PermissionDenied) for name in PEOPLE[2:]),
    ],
)
def test_who_rates_as_what(cast, holder, name, rater, outcome):
    rating = unsaved(holder, rater=rater)
    if outcome is None:
        services.rate(rating, actor=getattr(cast, name))
        assert (rating.author, Assessment.objects.count()) == (getattr(cast, name), 1)
        return
    with pytest.raises(outcome):
        services.rate(rating, actor=getattr(cast, name))
    assert not Assessment.objects.exists()


def test_a_reader_rates_herself_and_takes_it_back_and_nothing_else(cast, here):
    reader = Membership.objects.get(user=cast.partner_reader)
    holder = f.RoleHolderFactory(**here | {"party": cast.partner}, person=reader.user)
    own = services.rate(unsaved(holder, rater="self", evidence=""), actor=reader.user)
    managers = services.rate(unsaved(holder), actor=cast.representative)
    mine = Assessment.objects.editable_by(reader.user)
    assert list(mine) == [own]
    where = standing(reader.user, cast.partnership)
    assert (own.may(where, "write"), managers.may(where, "write")) == (True, False)


def test_evidence_days_and_closed_partnerships(cast, holder):
    with pytest.raises(Refused, match="rests on"):
        services.rate(unsaved(holder, evidence=" "), actor=cast.officer)
    with pytest.raises(ValidationError):
        unsaved(holder, assessed_on=today() + DAY).clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        f.AssessmentFactory(holder=holder, level=5)
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    holder.partnership.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.rate(unsaved(holder), actor=cast.officer)


def test_of_somebody_without_an_account_a_manager_notes_what_he_says(cast, here):
    nobody = f.RoleHolderFactory(**here)
    assert services.rate(unsaved(nobody, rater="self"), actor=cast.officer).rater == "self"


# --- the list ---------------------------------------------------------------------------------------------------------
def test_managers_keep_the_list_for_whoever_could_enter_himself_would_read(cast, here, holder):
    f.AssessmentFactory(holder=f.RoleHolderFactory(**here))
    other = RoleHolder.objects.get(person=None)
    other.person, other.name = cast.sibling, ""
    for actor in (cast.contributor, cast.representative):
        with pytest.raises(PermissionDenied), transaction.atomic():
            save_record(f.RoleHolderFactory.build(**here, name="X", role=f.role()), actor=actor)
    with pytest.raises(Refused, match="Fixed"):
        save_record(other, actor=cast.officer)  # its ratings are about somebody


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "Both", "person": True}, {"name": "ADA"}])
def test_an_entry_names_one_person_once(cast, here, values):
    f.RoleHolderFactory(**here, name="Ada")
    person = cast.contributor if values.pop("person", None) else None
    with pytest.raises(ValidationError) as error:
        RoleHolder(partnership=cast.partnership, party=cast.university, person=person, **values).clean()
    assert set(error.value.error_dict) == {"name"}
    RoleHolder(partnership=cast.partnership, party=cast.partner, name="Ada").clean()


def test_the_next_review_is_a_year_after_the_oldest_rating_that_counts(cast, here):
    holder = RoleHolder(partnership=cast.partnership, party=cast.university, visibility="private", name="Eva", role=f.role())
    save_record(holder, actor=cast.officer)
    found = [RoleHolder.objects.get().review_on]
    one, other = f.CompetenceFactory(), f.CompetenceFactory()
    for competence, days, rater in ((one, 300, "manager"), (other, 200, "manager"), (one, 10, "manager"), (one, 1, "peer")):
        rating = unsaved(holder, assessed_on=today() - days * DAY, rater=rater)
        rating.competence = competence
        services.rate(rating, actor=cast.officer)
        found.append(RoleHolder.objects.get().review_on)
    year, now = dt.timedelta(days=365), today()
    assert found == [now + 90 * DAY, now - 300 * DAY + year, now - 300 * DAY + year, now - 200 * DAY + year, found[3]]
    delete_record(Assessment.objects.get(competence=other), actor=cast.officer)
    assert RoleHolder.objects.get().review_on == now - 10 * DAY + year
    assert "review_on" not in str(list(Event.objects.values_list("changes", flat=True)))


# --- what is told of it -----------------------------------------------------------------------------------------------
def test_the_history_says_that_there_was_a_rating_and_no_more(cast, holder):
    rating = services.rate(unsaved(holder, evidence="Marzipan"), actor=cast.officer)
    step = save_record(DevelopmentStep(holder=holder, kind="coaching", aim="Marzipan"), actor=cast.officer)
    step.aim = "More marzipan"
    save_record(step, actor=cast.officer)
    services.start_learning(step, actor=cast.contributor)
    services.finish_learning(step, actor=cast.contributor, result="Marzipan")
    keys = rating.pk, step.pk
    delete_record(rating, actor=cast.officer)
    about = Event.objects.filter(subject_key__in=keys).in_order()
    assert [(event.verb, event.subject_label, event.changes, event.note) for event in about] == [
        ("created", "Rating of a person", {}, ""),
        ("created", "Personal development", {}, ""),
        ("started", "Personal development", {}, ""),
        ("done", "Personal development", {}, ""),
        ("deleted", "Rating of a person", {}, ""),
    ]
    assert {event.visibility for event in about} == {"private"}


# --- learning ---------------------------------------------------------------------------------------------------------
def test_a_person_learns_and_a_manager_verifies(cast, holder):
    step = f.DevelopmentStepFactory(holder=holder)
    with pytest.raises(Refused):
        services.finish_learning(step, actor=cast.officer, result="Too early")
    services.start_learning(step, actor=cast.contributor)
    services.finish_learning(step, actor=cast.contributor, result="I speak up.")
    for name in ("contributor", "representative", "sibling"):
        with pytest.raises(PermissionDenied):
            services.verify_learning(step, actor=getattr(cast, name), result="x")
    services.verify_learning(step, actor=cast.officer, result="She does.")
    step.refresh_from_db()
    assert (step.state, step.result, step.done_by, step.ended_on) == ("verified", "She does.", cast.contributor, today())


def test_gaps_are_derived_for_whom_they_concern(cast):
    team = Team(cast)
    mine, other, unrated = team.join(1, person=cast.contributor) + team.join(2)
    team.rated(1, 2, people=[mine, other])
    team.rated(3, people=[mine], rater="self")
    step = f.DevelopmentStepFactory(holder=other, competence=team.requirement.competence)

    def seen(person):
        return [(gap.holder, gap.missing, gap.own_level, gap.step) for gap in gaps(standing(person, cast.partnership))]

    assert seen(cast.officer) == [
        (mine, 2, "3 does it alone", None),
        (other, 1, "", step),
        (unrated, 0, "", None),
    ]
    assert seen(cast.contributor) == [(mine, 2, "3 does it alone", None)]
    assert [seen(person) for person in (cast.representative, cast.auditor, cast.sibling)] == [[], [], []]
