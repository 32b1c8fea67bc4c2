"""Stored scorecards are what a plain recomputation finds: after whatever happened, in whatever order, and across a crash."""

import os
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from objectives.models import Driver, Mechanism, Milestone, Objective, ValueCase
from partnerships.gates import closed, gates_from, passages
from partnerships.models import Membership, Partnership, Term
from partnerships.practices.registry import PRACTICES, Practice, statuses, tallies
from partnerships.records.models import PartnershipRecord
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.scorecards import rollup
from partnerships.scorecards.models import Exemption, PastScore, Score, Scorecard
from partnerships.services import move_partnership, save_partnership
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign
from partnerships.tests.costs import cost
from partnerships.tests.factories import PartnershipFactory
from rmp.plan.models import SectionText

KINDS = (Driver, Mechanism, Objective, ValueCase)
SIDES = ("officer", "representative")


def stored():
    return {(s.partnership_id, s.principle): (s.addressed, s.partly, s.total) for s in Score.objects.all()}


def plain():
    """The same, computed anew of everything."""
    marks = statuses(Partnership.objects.all(), PRACTICES.values())
    return {(key, t.principle): (t.addressed, t.partly, t.total) for key, found in marks.items() for t in tallies(found)}


# --- what may happen --------------------------------------------------------------------------------------------------
def add(cast, partnership, actor, number):
    model = KINDS[number % len(KINDS)]
    space = ({"visibility": "shared"}, {"party": actor[1]}, {"party": actor[1], "visibility": "shared"})[number % 3]
    if model is ValueCase:
        space = {"party": actor[1], "visibility": "shared"}
    values = {"title": "x", "term": "short" if number % 2 else "long"}
    names = {field.name for field in model._meta.fields}
    record = model(partnership=partnership, **space, **{name: value for name, value in values.items() if name in names})
    save_record(record, actor=actor[0])


def records(partnership):
    return [record for model in KINDS for record in model.objects.filter(partnership=partnership).order_by("created_at", "pk")]


def one_of(partnership, number) -> PartnershipRecord | None:
    found = records(partnership)
    return found[number % len(found)] if found else None


def share(cast, partnership, actor, number):
    if record := one_of(partnership, number):
        share_record(record, actor=actor[0])


def withdraw(cast, partnership, actor, number):
    if record := one_of(partnership, number):
        withdraw_record(record, actor=actor[0])


def remove(cast, partnership, actor, number):
    if record := one_of(partnership, number):
        delete_record(record, actor=actor[0])


def add_milestone(cast, partnership, actor, number):
    if objective := Objective.objects.filter(partnership=partnership).order_by("created_at").first():
        save_record(Milestone(objective=objective, title="x", due_on="2027-01-01"), actor=actor[0])


def say(cast, partnership, actor, number):
    section = ("governance", "assessment", "environment", "purpose")[number % 4]
    text, _new = SectionText.objects.get_or_create(
        partnership=partnership, section=section, defaults={"visibility": "shared", "author": actor[0]}
    )
    text.text = "" if number % 3 else "So be it."
    save_record(text, actor=actor[0])


def purposes(cast, partnership, actor, number):
    chosen = Term.objects.filter(taxonomy=Term.Taxonomy.PURPOSE)[: number % 2]
    save_partnership(partnership, actor=actor[0], seen_version=None, related={"purposes": chosen})


def exempt(cast, partnership, actor, number):
    practice = list(PRACTICES)[number % 7]
    save_record(Exemption(partnership=partnership, visibility="shared", practice=practice, reason="x"), actor=actor[0])


def decide(cast, partnership, actor, number):
    """Lay something before the parties; both sign."""
    waiting = list(Exemption.objects.filter(partnership=partnership, state="proposed"))
    waiting += Objective.objects.filter(partnership=partnership, party=None, state="proposed")
    if waiting:
        subject = waiting[number % len(waiting)]
        round = open_round(subject, actor=actor[0])
        for side in SIDES:
            sign(SignOffRound.objects.get(pk=round.pk), actor=getattr(cast, side))


def move(cast, partnership, actor, number):
    ways = sorted(Partnership.TRANSITIONS[partnership.state] - {"closed", "declined"})
    ways = [to for to in ways if not closed(passages(partnership, gates_from(partnership.state, to)))]
    if ways:
        move_partnership(partnership, ways[number % len(ways)], actor=actor[0])


def roll_up(cast, partnership, actor, number):
    rollup.refresh_changed()


# A long run: HUNDREDS=10. The gate runs five.
HUNDREDS = int(os.environ.get("HUNDREDS", "5"))
HAPPENINGS = (add, add, add, share, withdraw, remove, add_milestone, say, purposes, exempt, decide, move, roll_up)


@pytest.mark.embedded  # a thousand times the same statements: the other tests here ask them of every database
def test_what_is_stored_is_what_is_after_random_happenings(cast):
    worlds = [cast.partnership, PartnershipFactory(parties=[cast.university, cast.partner])]
    for person in SIDES:  # both stand in the second one, too
        membership = Membership.objects.get(user=getattr(cast, person))
        if membership.partnership_id:
            membership.pk, membership.partnership = None, worlds[1]
            membership.save(force_insert=True)
    done = []
    happening = st.tuples(st.sampled_from(HAPPENINGS), st.integers(0, 1), st.sampled_from(SIDES), st.integers(0, 60))

    # One world for all the hundreds, so there is nothing to shrink.
    @settings(
        max_examples=HUNDREDS,
        phases=[Phase.generate],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(happening, min_size=100, max_size=100))
    def live(happenings):
        for happen, where, side, number in happenings:
            partnership = Partnership.objects.get(pk=worlds[where].pk)
            actor = getattr(cast, side), cast.university if side == "officer" else cast.partner
            try:
                happen(cast, partnership, actor, number)
                done.append(happen)
            except (ValidationError, PermissionDenied, IntegrityError):
                pass  # what the house refuses leaves no trace
        rollup.refresh_changed()
        assert stored() == plain()
        assert rollup.due().count() == 0

    live()
    assert set(done) == set(HAPPENINGS)
    assert len(done) > 50 * HUNDREDS
    incremental = stored()
    rollup.refresh_all("2027-01-01")
    assert stored() == incremental


# --- by itself --------------------------------------------------------------------------------------------------------
def test_only_what_changed_is_computed(cast):
    rollup.refresh_changed()
    save_record(Driver(partnership=cast.partnership, visibility="shared", title="Noise"), actor=cast.officer)
    with patch.object(rollup, "compute", wraps=rollup.compute) as compute:
        assert rollup.refresh_changed() == 1
        assert rollup.refresh_changed() == 0
    assert [call.args for call in compute.call_args_list] == [([cast.partnership.pk],)]
    assert stored() == plain()


def test_killed_midway_the_rest_is_done_the_next_time(cast, monkeypatch):
    monkeypatch.setattr(rollup, "AT_ONCE", 1)
    compute, calls = rollup.compute, []

    def killed(keys):
        calls.append(keys)
        if len(calls) == 2:
            raise KeyboardInterrupt
        compute(keys)

    monkeypatch.setattr(rollup, "compute", killed)
    with pytest.raises(KeyboardInterrupt):
        rollup.refresh_changed()
    assert Scorecard.objects.count() == 1
    assert rollup.refresh_changed() == Partnership.objects.count() - 1
    assert stored() == plain()


def test_other_practices_make_every_scorecard_due(cast, monkeypatch):
    rollup.refresh_changed()
    from django.db.models import Q

    monkeypatch.setitem(PRACTICES, "new", Practice("new", 7, "5.7", "New.", addressed=Q(pk__isnull=False)))
    assert rollup.due().count() == Partnership.objects.count()
    rollup.refresh_changed()
    assert stored() == plain()
    assert Score.objects.get(partnership=cast.partnership, principle=7).addressed == 1


def test_a_rollup_costs_the_same_for_few_and_for_many(cast, django_assert_num_queries):
    rollup.refresh_all("2026-01-01")
    for count in (1, 9):  # beyond that SQLite takes the rows in portions
        PartnershipFactory.create_batch(count)
        keys = list(Partnership.objects.values_list("pk", flat=True))
        with django_assert_num_queries(6):  # places, marks, cards, scores, and a savepoint
            rollup.compute(keys)
    assert PastScore.objects.filter(partnership=cast.partnership).exists()


# --- where they are shown ---------------------------------------------------------------------------------------------
def test_pages_cost_the_same_stored_or_not_for_one_and_for_thirty(cast):
    client = cast.client(cast.officer)
    pages = {
        "list": reverse("partnerships:list"),
        "overview": cast.partnership.get_absolute_url(),
        "evidence": reverse("scorecards:evidence", args=[cast.partnership.slug]),
    }
    found = []
    for count in (1, 29):
        for _n in range(count):
            PartnershipFactory(parties=[cast.university, cast.partner])
            save_record(Driver(partnership=cast.partnership, visibility="shared", title="Noise"), actor=cast.officer)
        found.append({name: cost(client, address) for name, address in pages.items()})
        rollup.refresh_changed()
        found.append({name: cost(client, address) for name, address in pages.items()})
    fresh = {"list": 7, "overview": 10, "evidence": 6}
    stale = fresh | {"list": 8, "overview": 11}
    assert found == [stale, fresh, stale, fresh]


def test_a_page_is_never_behind(cast):
    rollup.refresh_changed()
    client = cast.client(cast.representative)
    before = client.get(cast.partnership.get_absolute_url()).context["wheel"].addressed
    save_record(Driver(partnership=cast.partnership, visibility="shared", title="Noise"), actor=cast.officer)
    assert client.get(cast.partnership.get_absolute_url()).context["wheel"].addressed == before + 1
    rows = client.get(reverse("partnerships:list")).context["rows"]
    assert [sum(score.addressed for score in row["scores"]) for row in rows] == [before + 1]
