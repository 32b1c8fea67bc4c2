"""Attacks on the anonymity of one person: whatever is shown, in whatever order, nothing of fewer than three people is learnt.

The attacker reads every page, filter and export that there is, and assumes that all others answer as before.
"""

import itertools
import random
import re
from unittest.mock import patch

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import rollup
from assessments.anonymity import choose, exposes, partition
from assessments.models import Answer, Cell, CycleSide, Item, Questionnaire, Respondent, Response
from assessments.results import by_group, results_of
from assessments.services import answering, cycles
from assessments.services.answering import Closed, Given
from assessments.tests.factories import ItemFactory
from assessments.tests.worlds import World, instrument, means
from assessments.told import questions_of
from partnerships.history.models import Event

SHOWN, TOO_FEW, HELD_BACK = "shown", "too_few", "held_back"


# --- the logic --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rows", "exposed"),
    [
        (["abc"], False),
        (["ab"], True),
        (["abcd", "abc"], True),  # d
        (["abcdef", "abcd"], True),  # e and f
        (["abcdef", "abc"], False),
        (["abcdef", "abcdef"], False),
        (["abcd", "abce"], True),  # d against e
        (["abcdef", "defghi", "abcghi"], False),
        (["abcdefg", "abc", "def"], True),  # g, by two differences
        (["abcd", "abef", "cdef", "abcdefg"], True),  # g, by half the sum of the first three
        (["abc", "def", "abcdefg"], True),  # g, by what is left of seven when twice three are taken away
        (["abc", "def", "ghi", "adgj", "behj", "cfij"], True),  # j, by the second three less the first
        # Nothing of fewer than three comes out alone, but a weighs as much as all others together.
        (["abc", "ade", "bcdefg"], True),
        (["abc", "ade"], True),  # a is in both: their mean tells half of what she said
        (["abcdef", "adefgh"], False),
        ([], False),
    ],
)
def test_what_can_be_had_by_adding_and_subtracting(rows, exposed):
    assert exposes(rows, 3) is exposed


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=3))
@settings(max_examples=40, database=None, derandomize=True, deadline=None)
def test_no_small_combination_is_missed(rows):
    """Against trying out every combination with small whole factors."""
    found = any(
        0
        < sum(value != 0 for value in (sum(f * (p in row) for f, row in zip(factors, rows, strict=True)) for p in "abcdef"))
        < 3
        for factors in itertools.product(range(-2, 3), repeat=len(rows))
    )
    assert exposes(rows, 3) >= found


@given(st.lists(st.sets(st.integers(0, 9), min_size=3), max_size=4), st.sets(st.integers(0, 9)), st.integers(3, 5))
@settings(max_examples=40, database=None, derandomize=True, deadline=None)
def test_who_is_chosen_exposes_nobody(shown, people, k):
    if exposes(shown, k):
        return
    chosen = choose(people, shown, k, dice=random.Random(1))
    assert chosen is None or (chosen <= people and len(chosen) >= k and not exposes([*shown, chosen], k))


def test_groups_part_the_whole_and_none_is_small():
    assert partition({"a": "uvw", "b": "xyz"}, 3) == {"a": frozenset("uvw"), "b": frozenset("xyz")}
    assert partition({"a": "uvw", "b": "x", "c": "yz"}, 3) == {"a": frozenset("uvw"), "others": frozenset("xyz")}
    assert partition({"a": "uvw", "b": "x"}, 3) == {}
    assert partition({"a": "uvwq", "b": "rst", "c": "x"}, 3) == {"a": frozenset("uvwq"), "others": frozenset("rstx")}
    assert partition({"a": "u"}, 3) == {}


# --- everything that is shown -----------------------------------------------------------------------------------------
def everything(cast, cycle, user):
    """All that a person can open about a cycle: pages, filters, comparisons, questions, exports, portfolio, plan, history."""
    slug, client = cast.partnership.slug, cast.client(user)
    at = lambda name, *args: reverse(f"assessments:{name}", args=[slug, *args])  # noqa: E731
    addresses = [
        *(at("home"), at("trends"), f"{at('trends')}?kind=health_check", f"{at('cycle-list')}?export=csv"),
        *(
            at("cycle-detail", cycle.pk),
            f"{at('cycle-detail', cycle.pk)}?tab=history",
            f"{at('cycle-detail', cycle.pk)}?tab=consensus",
        ),
        *(at("results", cycle.pk), f"{at('results', cycle.pk)}?export=csv", f"{at('results', cycle.pk)}?before={cycle.pk}"),
        *(at("dimension", cycle.pk, dimension.pk) for dimension in cycle.instrument.dimensions.all()),
        *(f"{at('respondent-list')}?cycle={cycle.pk}", f"{at('respondent-list')}?export=csv&cycle={cycle.pk}"),
        *(reverse("assessments_house:portfolio"), f"{reverse('assessments_house:portfolio')}?export=csv"),
        *(reverse(name, args=[slug]) for name in ("partnerships:detail", "history:list")),
    ]
    with patch("partnerships.practices.templatetags.practices.marked_practices", return_value=[]):
        return {address: plain(client.get(address)) for address in addresses}


def results_page(cast, cycle, user):
    return cast.client(user).get(reverse("assessments:results", args=[cast.partnership.slug, cycle.pk]))


def plain(response):
    """What stands there, without what differs from request to request."""
    text = response.content.decode(errors="replace")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+|nonce="[^"]+"', "", text)
    return response.status_code, text


LOOKERS = ("officer", "contributor", "representative", "partner_reader", "facilitator", "auditor")


def test_before_release_nothing_depends_on_what_was_answered(cast):
    """Two worlds that differ only in what was said look the same on every page until the results are released."""
    world = World(cast, instrument(texts=True))
    cycle = world.open()
    seen = []
    for levels in ({"Ann": 1, "Xia": 1}, {"Ann": 5, "Xia": 4}):
        world.answer(cycle, **levels, Bob=3, Cid=3, Yan=3, Zoe=3)
        rollup.refresh_changed()
        seen.append(everything(cast, cycle, cast.representative))
    assert seen[0] == seen[1]
    # Closed on one side, then on both and analysed: still nobody sees anything of it.
    cycles.close_side(cycle, actor=cast.officer)
    assert {results_page(cast, cycle, getattr(cast, name)).status_code for name in LOOKERS} == {404}
    cycles.close_side(cycle, actor=cast.representative)
    assert (Cell.objects.exists(), Cell.objects.shown().exists()) == (True, False)
    assert {results_page(cast, cycle, getattr(cast, name)).status_code for name in LOOKERS} == {404}


def test_a_late_answer_changes_nothing(cast):
    world = World(cast, instrument(texts=True))
    cycle = world.open()
    world.answer(cycle, Ann=4, Bob=4, Cid=4, Xia=2, Yan=2, Zoe=2)
    late = world.questionnaire(cycle, "Dan")
    item = answering.items_for(late)[0]
    answering.save_answers(late, {item: Given(value=1)})
    cycle = cycles.release(world.close_all(cycle), actor=cast.officer)
    before = means(cast, cycle)
    with pytest.raises(Closed):
        answering.save_answers(late, {item: Given(value=5)})
    with pytest.raises(Closed):
        answering.hand_in(late)
    with pytest.raises(Closed):
        answering.hand_in(world.questionnaire(cycle, "Ann"))
    assert means(cast, cycle) == before == {"Rivermouth": {3: 4.0, 7: 4.0}, "Adler": {3: 2.0, 7: 2.0}}
    # What was begun and not handed in is gone.
    assert Response.objects.filter(handed_in=False).count() == 0


def test_after_closing_nothing_leads_from_an_answer_to_a_person(cast):
    cycle = World(cast).released()
    assert set(Questionnaire.objects.values_list("response", flat=True)) == {None}
    assert {response.group for response in Response.objects.all()} == {""}
    stamps = [
        f.name
        for model in (Response, Response.answers.rel.related_model)
        for f in model._meta.fields
        if "Date" in type(f).__name__
    ]
    assert stamps == ["day"]  # a date that is an answer, and no time at which one was given
    # The history does not tell who answered.
    told = " ".join(Event.objects.filter(partnership=cycle.partnership).values_list("verb", flat=True))
    assert not re.search(r"answer|handed", told.replace("answers_in", ""))


def test_too_small_a_side_is_held_back_and_is_in_no_total(cast):
    cycle = World(cast).released(ours={"Ann": 5, "Bob": 5, "Cid": None}, theirs={"Xia": 2, "Yan": 2, "Zoe": 2})
    assert outcomes(cycle) == {"Rivermouth": (TOO_FEW, 2, 0), "Adler": (SHOWN, 3, 3)}
    assert means(cast, cycle) == {"Adler": {3: 2.0, 7: 2.0}}  # beside nothing at all of the university's
    page = results_page(cast, cycle, cast.representative).content.decode()
    assert ("too few people answered" in page, "Agreed strength" in page.replace("Agreed strengths", "")) == (True, False)


def outcomes(cycle):
    return {
        side.party.short_name: (side.outcome, side.answered, side.counted) for side in CycleSide.objects.filter(cycle=cycle)
    }


# --- from cycle to cycle ----------------------------------------------------------------------------------------------
FIVE = {"Ann": 3, "Bob": 4, "Cid": 3, "Dan": 4, "Eve": 3}


@pytest.mark.parametrize(
    ("second", "outcome", "counted"),
    [
        (FIVE, SHOWN, 5),  # the same people
        (FIVE | {"Fay": 1}, SHOWN, 5),  # one more: she cannot be counted, unless others are left out as well
        ({"Ann": 3, "Bob": 4, "Cid": 3, "Dan": 4}, HELD_BACK, 0),  # one fewer of five, and three are needed beside three
        ({"Fay": 1, "Gus": 2, "Hal": 3}, SHOWN, 3),  # all others
        (FIVE | {"Fay": 1, "Gus": 2, "Hal": 3}, SHOWN, 8),  # three more
    ],
)
def test_a_second_cycle_is_held_against_the_first(cast, second, outcome, counted):
    world = World(cast)
    world.released(ours=FIVE)
    cycle = world.released(ours=second)
    assert outcomes(cycle)["Rivermouth"][0] == outcome
    assert outcomes(cycle)["Rivermouth"][2] == counted
    sets = [
        frozenset(Respondent.objects.filter(cycle=one, party=cast.university, counted=True).values_list("email", flat=True))
        for one in Respondent.objects.values_list("cycle", flat=True).distinct()
    ]
    assert not exposes([one for one in sets if one], 3)


def test_what_is_held_back_is_in_no_page_and_no_export(cast):
    world = World(cast, instrument(texts=True))
    four = {"Ann": 3, "Bob": 4, "Cid": 3, "Dan": 4}
    world.released(ours=four)
    shown = []
    for last in (1, 5):  # whatever one of them says
        cycle = world.released(ours={"Ann": 3, "Bob": 4, "Cid": last}, title="Again")
        assert outcomes(cycle)["Rivermouth"] == (HELD_BACK, 3, 0)
        pages = everything(cast, cycle, cast.representative)
        first = cycle.instrument.dimensions.first()
        dimension = reverse("assessments:dimension", args=[cast.partnership.slug, cycle.pk, first.pk])
        assert not re.search("(Ann|Bob|Cid) says so", pages[dimension][1])
        shown.append(
            {
                address.replace(str(cycle.pk), ""): re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)
                for address, (_s, text) in pages.items()
                if "results" in address
            }
        )
        for part in (cycle.respondents, cycle.responses, cycle.cells, cycle.sides):
            part.all().delete()
        cycle.delete()
    assert shown[0] == shown[1]


def test_a_copy_of_the_questions_does_not_help(cast):
    world = World(cast)
    world.released(ours={"Ann": 3, "Bob": 4, "Cid": 3, "Dan": 4})
    copy = instrument()
    for item, original in zip(
        Item.objects.filter(dimension__instrument=copy),
        Item.objects.filter(dimension__instrument=world.instrument),
        strict=True,
    ):
        Item.objects.filter(pk=item.pk).update(text=f"  {original.text.upper()} ")
    cycle = world.released(ours={"Ann": 3, "Bob": 4, "Cid": 3}, instrument=copy)
    assert outcomes(cycle)["Rivermouth"][0] == HELD_BACK
    # Other questions tell nothing of what was said to these.
    cycle = world.released(ours={"Ann": 3, "Bob": 4, "Cid": 3}, instrument=instrument())
    assert outcomes(cycle)["Rivermouth"][0] == SHOWN


def test_after_more_than_a_year_people_have_changed(cast):
    world = World(cast)
    world.released(ours={"Ann": 3, "Bob": 4, "Cid": 3, "Dan": 4}, days_ago=401)
    assert outcomes(world.released(ours={"Ann": 3, "Bob": 4, "Cid": 3}))["Rivermouth"][0] == SHOWN


# --- between groups ---------------------------------------------------------------------------------------------------
def by_group_of(cast, cycle):
    tables = by_group(results_of(cycle, (cast.university, cast.partner), cast.university))
    found = {}
    for table in tables:
        rows = [(row[0].principle, [r.n for _name, r in row[1] if r]) for row in table["rows"]]
        found[table["side"].party.short_name] = rows
    return found


def released_by_group(cast, ours, items=2):
    world = World(cast, instrument(items=items))
    cycle = world.open(ours=ours)
    world.answer(cycle, Xia=2, Yan=2, Zoe=2, **{name: 4 for names in ours.values() for name in names})
    return cycles.release(world.close_all(cycle), actor=cast.officer), world


def test_a_group_of_one_is_not_had_from_the_whole_and_the_others(cast):
    cycle, _world = released_by_group(cast, {"operative": ("Ann", "Bob", "Cid"), "leader": ("Dan",)})
    assert by_group_of(cast, cycle) == {}
    cycle, _world = released_by_group(
        cast, {"operative": ("Pia", "Quin", "Ray"), "leader": ("Sid",), "manager": ("Tom", "Uma")}
    )
    assert by_group_of(cast, cycle) == {"Rivermouth": [(3, [3, 3]), (7, [3, 3])]}
    page = results_page(cast, cycle, cast.officer).content.decode()
    assert ("Does the work" in page, "Others" in page, "Leads or pays" in page) == (True, True, False)


def test_an_item_too_few_answered_is_in_no_figure(cast):
    """Neither by itself nor in its score: from seven of eight items and their sum the eighth could be had."""
    world = World(cast)
    cycle = world.open()
    world.answer(cycle, Ann=[4, None, 4, 4], Bob=[4, None, 4, 4], Cid=[4, 1, 4, 4], Xia=2, Yan=2, Zoe=2)
    cycle = cycles.release(world.close_all(cycle), actor=cast.officer)
    results = results_of(cycle, (cast.university, cast.partner), cast.university)
    first, second = cycle.instrument.dimensions.all()
    told = [
        [(one.side.party.short_name, one.is_empty) for one in sides]
        for _item, sides in questions_of(results, first, with_texts=True)
    ]
    assert told == [[("Rivermouth", False), ("Adler", False)], [("Rivermouth", True), ("Adler", False)]]
    assert means(cast, cycle)["Rivermouth"] == {3: 4.0, 7: 4.0}  # of the first item alone
    told = [[one.is_empty for one in sides] for _item, sides in questions_of(results, second, with_texts=True)]
    assert told == [[False, False]] * 2


@pytest.mark.parametrize("level", [1, 5])
def test_what_one_leader_alone_was_asked_is_in_no_score(cast, level):
    """The same six people as the last time, but two of three leaders lead no more: the score less what is known is the third's answer."""
    made = instrument(principles=(3,), items=1)
    ItemFactory(dimension=made.dimensions.first(), audience="leader", position=50)
    world = World(cast, made)
    shown = []
    for ours in (
        {"leader": ("Ann", "Bob", "Cid"), "operative": ("Dan", "Eve", "Fay")},
        {"leader": ("Ann",), "operative": ("Bob", "Cid", "Dan", "Eve", "Fay")},
    ):
        cycle = world.open(ours=ours)
        for group, names in ours.items():
            world.answer(cycle, **{name: [4, level] if group == "leader" else [4] for name in names})
        world.answer(cycle, Xia=2, Yan=2, Zoe=[2])
        cycle = cycles.release(world.close_all(cycle), actor=cast.officer)
        assert outcomes(cycle)["Rivermouth"] == (SHOWN, 6, 6)
        shown.append(means(cast, cycle)["Rivermouth"][3])
    assert shown == [pytest.approx((6 * 4 + 3 * level) / 9), 4.0]


def test_a_part_in_which_one_was_asked_something_alone_is_not_shown(cast):
    """The others of a party are three, and one of them is a leader, who was asked a question more."""
    made = instrument(principles=(3,), items=1)
    ours = {"operative": ("Ann", "Bob", "Cid"), "leader": ("Dan",), "support": ("Eve", "Fay")}

    def ask():
        world = World(cast, made)
        cycle = world.open(ours=ours)
        for names in ours.values():
            world.answer(cycle, **dict.fromkeys(names, 4))
        world.answer(cycle, Xia=2, Yan=2, Zoe=2)
        return by_group_of(cast, cycles.release(world.close_all(cycle), actor=cast.officer))

    assert ask() == {"Rivermouth": [(3, [3, 3])]}
    ItemFactory(dimension=made.dimensions.first(), audience="leader", position=50)
    assert ask() == {}


def test_a_question_put_to_one_group_is_held_against_the_last_time(cast):
    """The same people, but one of them has become a leader: what leaders were asked alone would tell what she said."""
    made = instrument()
    ItemFactory(dimension=made.dimensions.first(), audience="leader", position=50)
    world = World(cast, made)
    leaders, others = ("Ann", "Bob", "Cid"), ("Dan", "Eve", "Fay")

    def ask(ours):
        cycle = world.open(ours=ours)
        for names in ours.values():
            world.answer(cycle, **dict.fromkeys(names, 4))
        world.answer(cycle, Xia=2, Yan=2, Zoe=2)
        return cycles.release(world.close_all(cycle), actor=cast.officer)

    assert outcomes(ask({"leader": leaders, "operative": others}))["Rivermouth"][::2] == (SHOWN, 6)
    second = ask({"leader": (*leaders, "Dan"), "operative": others[1:]})
    outcome, _answered, counted = outcomes(second)["Rivermouth"]
    assert (outcome, counted < 6) in ((SHOWN, True), (HELD_BACK, True))


# --- comments ---------------------------------------------------------------------------------------------------------
def test_comments_are_shown_without_names_to_parties_only_and_only_of_enough_people(cast):
    world = World(cast, instrument(texts=True))
    cycle = world.released()
    address = reverse("assessments:dimension", args=[cast.partnership.slug, cycle.pk, cycle.instrument.dimensions.first().pk])
    page = cast.client(cast.representative).get(address).content.decode()
    found = re.findall(r"(\w+) says so", page)
    assert sorted(found) == ["Ann", "Bob", "Cid", "Xia", "Yan", "Zoe"]
    for neutral in (cast.facilitator, cast.auditor):
        page = cast.client(neutral).get(address).content.decode()
        assert ("says so" in page, "Comments are for the parties" in page) == (False, True)
    # Two of three wrote: not shown.
    Answer.objects.filter(text="Ann says so").update(text="")
    page = cast.client(cast.representative).get(address).content.decode()
    assert sorted(re.findall(r"(\w+) says so", page)) == ["Xia", "Yan", "Zoe"]
