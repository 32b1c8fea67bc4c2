"""The demo world holds together, told or generated: whatever is named exists, and whoever acts is entitled to."""

import random
import zoneinfo
from collections import Counter
from dataclasses import fields, is_dataclass
from itertools import pairwise

import pytest
from django.core.validators import URLValidator, validate_email

from partnerships.access.policy import NEUTRAL_ROLES, Right, roles_with
from partnerships.models import Participation as ParticipationModel
from partnerships.models import Partnership as PartnershipModel
from partnerships.models import Party as PartyModel
from partnerships.models import Role, Side
from partnerships.practices.sections import SECTIONS
from partnerships.terms import TERMS
from ubc.demo.data import WORLD
from ubc.demo.scale import further
from ubc.demo.shapes import World

FURTHER = further(random.Random(44006), 40)
ALL = World(WORLD.parties + FURTHER.parties, WORLD.people + FURTHER.people, WORLD.partnerships + FURTHER.partnerships)
PARTIES = {party.key: party for party in ALL.parties}
PEOPLE = {person.key: person for person in ALL.people}
CODES = {taxonomy: {entry.code for entry in entries} for taxonomy, entries in TERMS.items()}
FLAGSHIPS = ("battery", "leaks")
DECIDED = ("applied", "communicated")
WRITERS, SIGNERS = roles_with(Right.WRITE), roles_with(Right.SIGN)

each = pytest.mark.parametrize("one", ALL.partnerships, ids=[one.key for one in ALL.partnerships])
flagship = pytest.mark.parametrize("one", [one for one in WORLD.partnerships if one.key in FLAGSHIPS], ids=FLAGSHIPS)


def repeated(values):
    return sorted(value for value, count in Counter(values).items() if count > 1)


def texts(thing):
    """Every string in the data."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)
    elif is_dataclass(thing):
        for each_field in fields(thing):
            yield from texts(getattr(thing, each_field.name))


def roles(one):
    """Person -> the roles held in the partnership, here or in all of the party's."""
    held = {seat.person: {seat.role} for seat in one.seats}
    for person in ALL.people:
        if person.everywhere and person.party in {p.party for p in one.participations}:
            held.setdefault(person.key, set()).add(person.everywhere)
    return held


def objectives(one):
    return {objective.key: objective for objective in one.contents.objectives}


def test_keys_and_addresses_are_unique():
    assert repeated(party.name for party in ALL.parties) == []
    assert repeated(party.key for party in ALL.parties) == []
    assert repeated(person.key for person in ALL.people) == []
    assert repeated(person.email.lower() for person in ALL.people) == []
    assert repeated(one.key for one in ALL.partnerships) == []
    assert repeated(objective.key for one in ALL.partnerships for objective in one.contents.objectives) == []


def test_there_is_one_university_seven_partners_and_a_neutral_office():
    kinds = Counter("partner" if party.business_type else party.kind for party in WORLD.parties)
    assert kinds == {"university": 1, "partner": 7, "neutral": 1}
    partners = [party for party in WORLD.parties if party.business_type]
    assert len({party.country for party in partners}) == 7
    assert sorted(party.business_type for party in partners) == sorted(set(PartyModel.BusinessType.values) - {"large"})


def test_parties_use_the_choices_of_the_model():
    for party in ALL.parties:
        assert party.kind in Side.values
        assert party.university_type in ("", *PartyModel.UniversityType.values)
        assert party.relation_basis in ("", *PartyModel.Relation.values)
        assert len(party.short_name) <= 40
        URLValidator()(party.website)


def test_every_party_has_its_people():
    assert Counter(person.party for person in WORLD.people) == {
        "hallgren": 6,
        "lahnberg": 7,
        "koudewind": 3,
        "valleclaro": 5,
        "warta": 3,
        "lugha": 3,
        "varzea": 3,
        "hokuto": 3,
        "drittblick": 2,
    }


def test_everybody_belongs_to_a_party_and_can_be_reached():
    for person in ALL.people:
        assert person.party in PARTIES
        validate_email(person.email)
        assert person.email.endswith(".example")
        assert person.time_zone in zoneinfo.available_timezones()
        assert person.everywhere in ("", Role.OFFICER)


def test_states_forms_and_modes_are_all_there():
    assert {one.state for one in WORLD.partnerships} == set(PartnershipModel.State.values)
    assert {one.form for one in WORLD.partnerships} == set(PartnershipModel.Form.values)
    assert {one.mode for one in WORLD.partnerships} == set(PartnershipModel.Mode.values)
    assert {seat.role for one in WORLD.partnerships for seat in one.seats} == set(Role.values) - {Role.OFFICER}


@each
def test_a_partnership_names_what_exists(one):
    assert set(one.purposes) <= CODES["purpose"]
    assert set(one.ubc_types) <= CODES["ubc_type"]
    assert set(one.disciplines) <= CODES["discipline"]
    assert {participation.party for participation in one.participations} <= set(PARTIES)
    assert repeated(participation.party for participation in one.participations) == []
    for participation in one.participations:
        party = PARTIES[participation.party]
        assert participation.side == party.kind
        assert participation.state in ParticipationModel.State.values
        assert participation.unit in ("", *party.units)


@each
def test_a_partnership_took_a_way_that_is_allowed(one):
    way = ["identified", *(step.state for step in one.path)]
    assert [(a, b) for a, b in pairwise(way) if b not in PartnershipModel.TRANSITIONS[a]] == []
    days = [one.identified, *(step.day for step in one.path)]
    assert days == sorted(days)
    assert days[-1] <= 0
    if one.starts is not None and one.ends is not None:
        assert one.starts < one.ends


@each
def test_seats_belong_to_parties_that_take_part(one):
    taking_part = {participation.party: participation.side for participation in one.participations}
    assert repeated(seat.person for seat in one.seats) == []
    for seat in one.seats:
        side = taking_part[PEOPLE[seat.person].party]
        assert (seat.role in NEUTRAL_ROLES) == (side == Side.NEUTRAL)
        assert one.identified <= seat.since <= 0
        assert seat.until is None or seat.since < seat.until


@each
def test_contents_belong_to_the_parties(one):
    contents, parties = one.contents, set(one.parties)
    assert {item.party for item in (*contents.drivers, *contents.objectives)} <= parties | {""}
    assert {case.party for case in contents.value_cases} <= parties
    assert repeated(case.party for case in contents.value_cases) == []
    assert {party for difference in contents.differences for party, _ in difference.views} <= parties
    for objective in contents.objectives:
        assert objective.responsible in ({objective.party} if objective.party else parties)
        assert {item.party for item in (*objective.commitments, *objective.capability)} <= parties
        assert repeated(check.party for check in objective.capability) == []
        assert {item.resource for item in objective.commitments} <= CODES["resource"]
        assert objective.work_area in CODES["work_area"]
        assert objective.party or objective.shared
        assert [measure for measure in objective.measures if measure.target == measure.baseline] == []
        assert objective.due is None or objective.starts is None or objective.starts < objective.due


@each
def test_whoever_writes_may_write(one):
    held = roles(one)
    for objective in one.contents.objectives:
        writers = {objective.lead, *(action.owner for action in objective.actions), *(c.by for c in objective.progress)}
        assert {person for person in writers if not held[person] & WRITERS} == set()
        if objective.party:
            assert {PEOPLE[person].party for person in writers} == {objective.party}
        for check in objective.capability:
            assert (PEOPLE[check.by].party, bool(held[check.by] & WRITERS)) == (check.party, True)
    for item in (*one.contents.communications, *one.contents.revisions, *one.contents.plan):
        assert held[item.by] & WRITERS
    for item in one.contents.summaries:
        assert held[item.by] & WRITERS
        assert item.starts < item.ends < item.due
        assert (item.sent is None) == (item.text == "")


@each
def test_objectives_named_by_others_exist(one):
    known = objectives(one)
    common = {key for key, objective in known.items() if not objective.party}
    assert {objective.parent for objective in known.values()} <= common | {""}
    open_drivers = {driver.title for driver in one.contents.drivers if driver.shared}
    assert {title for objective in known.values() for title in objective.drivers} <= open_drivers
    assert {key for item in one.contents.communications for key in item.objectives} <= common
    assert {revision.objective for revision in one.contents.revisions} <= common
    assert repeated((cell.own, cell.common) for cell in one.contents.alignment) == []
    for cell in one.contents.alignment:
        assert known[cell.own].party
        assert cell.common in common
        assert cell.value in ("supports_strongly", "supports", "neutral", "tension", "conflict")


@each
def test_a_restatement_is_by_another_party_of_what_it_can_see(one):
    known, held = objectives(one), roles(one)
    assert repeated((item.objective, item.by_party) for item in one.contents.restatements) == []
    for item in one.contents.restatements:
        objective = known[item.objective]
        assert objective.party
        assert objective.shared
        assert item.by_party != objective.party
        assert (PEOPLE[item.by].party, bool(held[item.by] & WRITERS)) == (item.by_party, True)
        assert (item.state == "stated") == (item.answered_by == "")
        if item.answered_by:
            assert (PEOPLE[item.answered_by].party, bool(held[item.answered_by] & WRITERS)) == (objective.party, True)


@each
def test_whoever_signs_or_decides_may_sign(one):
    held = roles(one)
    signatures = [(s.party, s.person) for version in one.contents.plan for s in version.signatures]
    decisions = [(party, person) for revision in one.contents.revisions for party, person, _, _ in revision.decisions]
    for party, person in signatures + decisions:
        assert (PEOPLE[person].party, bool(held[person] & SIGNERS)) == (party, True)
    for version in one.contents.plan:
        signed = {signature.party for signature in version.signatures}
        assert (signed == set(one.parties)) == (version.state in ("in_force", "superseded"))


@each
def test_a_revision_says_what_stands_today(one):
    known, mechanism = objectives(one), one.contents.revision_mechanism
    for revision in one.contents.revisions:
        objective = known[revision.objective]
        today = {"text": objective.text, "due": objective.due, "target": objective.measures[0].target}
        told = revision.after if revision.state in DECIDED else revision.before
        assert dict(told) == {name: today[name] for name, _ in told}
        assert [name for name, _ in revision.before] == [name for name, _ in revision.after]
        assert revision.condition in dict(mechanism.conditions)
        assert (revision.effective is not None) == (revision.state in DECIDED)


@each
def test_what_ran_once_has_a_plan_in_force_and_both_value_cases(one):
    if "active" in {step.state for step in one.path}:
        assert {case.party for case in one.contents.value_cases} == set(one.parties)
        assert [version.state for version in one.contents.plan].count("in_force") == 1
        assert {"purpose", "exit"} <= {section.key for section in one.contents.sections}
    assert {section.key for section in one.contents.sections} <= set(SECTIONS)


@each
def test_what_happened_lies_in_the_past_and_in_order(one):
    contents = one.contents
    past = [signature.day for version in contents.plan for signature in version.signatures]
    past += [item.day for item in (*contents.plan, *contents.restatements, *contents.communications, *contents.revisions)]
    past += [item.sent for item in contents.summaries if item.sent is not None]
    for objective in contents.objectives:
        past += [item.day for item in (*objective.capability, *objective.progress)]
        past += [item.done for item in (*objective.milestones, *objective.actions) if item.done is not None]
        for measure in objective.measures:
            days = [reading.day for reading in measure.readings]
            assert days == sorted(set(days))
            past += days
        assert [action for action in objective.actions if (action.state == "done") != (action.done is not None)] == []
        assert [item for item in objective.commitments if item.delivered > item.amount * 1.1] == []
    assert [day for day in past if not one.identified <= day <= 0] == []
    for version in contents.plan:
        assert [signature for signature in version.signatures if signature.day < version.day] == []


@flagship
def test_a_flagship_is_told_in_full(one):
    contents = one.contents
    assert [section.key for section in contents.sections] == list(SECTIONS)
    assert 3 <= len([o for o in contents.objectives if not o.party]) <= 6
    for party in one.parties:
        own = [objective for objective in contents.objectives if objective.party == party]
        assert 3 <= len(own) <= 5
        assert {objective.shared for objective in own} == {True, False}
    common = [objective for objective in contents.objectives if not objective.party]
    assert [
        o.key for o in common if not (o.measures and o.milestones and o.commitments and o.feasibility and o.direction)
    ] == []
    assert [m for o in common for m in o.measures if not 1 < len(m.readings) <= 6] == []
    late = [m for o in common for m in o.milestones if m.done is None and m.due < 0]
    soon = [m for o in common for m in o.milestones if m.done is None and 0 <= m.due <= 30]
    assert len(late) == 1
    assert soon != []
    assert {item.state for item in contents.restatements} == {"stated", "confirmed", "corrected"}
    assert [cell.own for cell in contents.alignment if cell.value == "tension" and not cell.handling] == []
    assert len([cell for cell in contents.alignment if cell.value == "conflict" and not cell.handling]) == 1
    assert [revision.state in DECIDED for revision in contents.revisions] == [True, False]
    assert {bool(difference.handling) for difference in contents.differences} == {True, False}


@each
def test_a_section_that_was_rewritten_says_when_and_what_it_said(one):
    for section in one.contents.sections:
        assert (section.earlier == "") == (section.since is None)
        if section.since is not None:
            assert one.contents.plan[0].day < section.since <= 0
            assert section.earlier != section.text


@each
def test_a_revision_is_started_by_whoever_may(one):
    held, mechanism = roles(one), one.contents.revision_mechanism
    for revision in one.contents.revisions:
        may = {
            "senior": held[revision.by] & SIGNERS,
            "officer": held[revision.by] & {Role.OFFICER},
            "responsible": objectives(one)[revision.objective].responsible == PEOPLE[revision.by].party,
        }
        assert [kind for kind in mechanism.initiators if may[kind]] != []


def test_one_review_is_overdue_and_one_is_due_soon():
    running = [one for one in WORLD.partnerships if one.state == "active"]
    assert [one.key for one in running if one.next_review < 0] == ["leaks"]
    assert [one.key for one in running if 0 <= one.next_review <= 14] == ["battery"]


def test_texts_are_clean():
    for text in texts((ALL.parties, ALL.people, ALL.partnerships)):
        assert text == text.strip()
        assert [mark for mark in ("  ", "—", " - ", "lorem", "TODO", "\n") if mark in text] == []
