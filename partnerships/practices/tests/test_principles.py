"""The twelve principles are complete, in order, translatable and short enough to read beside the work."""

import dataclasses
import re

import pytest
from django.utils.functional import Promise

from partnerships.practices.principles import PRINCIPLES, principle

SLUGS = (
    "relationship",
    "visions",
    "objectives",
    "leadership",
    "governance",
    "competence",
    "trust",
    "value",
    "knowledge",
    "risks",
    "assessment",
    "exit",
)


def sentences(text):
    return len(re.findall(r"[.?!](?:\s|$)", str(text)))


def test_there_are_twelve_in_order():
    assert tuple((p.number, p.slug, p.clause) for p in PRINCIPLES) == tuple(
        (number, slug, f"5.{number}") for number, slug in enumerate(SLUGS, start=1)
    )


@pytest.mark.parametrize("number", range(1, 13))
def test_a_principle_is_found_by_its_number(number):
    assert principle(number) is PRINCIPLES[number - 1]
    assert str(principle(number)) == str(PRINCIPLES[number - 1].title)


@pytest.mark.parametrize("number", [-1, 0, 13])
def test_there_is_no_other(number):
    with pytest.raises(LookupError):
        principle(number)


def test_a_principle_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        principle(1).slug = "other"


@pytest.mark.parametrize("one", PRINCIPLES, ids=SLUGS)
def test_every_text_waits_for_the_readers_language(one):
    texts = (one.title, one.what, one.why, *one.how)
    assert [isinstance(text, Promise) for text in texts] == [True] * len(texts)


@pytest.mark.parametrize("one", PRINCIPLES, ids=SLUGS)
def test_what_and_why_are_one_to_three_sentences(one):
    assert 1 <= sentences(one.what) <= 3
    assert 1 <= sentences(one.why) <= 3


@pytest.mark.parametrize("one", PRINCIPLES, ids=SLUGS)
def test_how_is_four_to_seven_short_practices(one):
    assert 4 <= len(one.how) <= 7
    assert [text for text in map(str, one.how) if len(text) > 140 or not text.endswith((".", "?"))] == []


def test_nothing_is_told_twice():
    texts = [str(text) for p in PRINCIPLES for text in (p.title, p.what, p.why, *p.how)]
    assert sorted(texts) == sorted(set(texts))
