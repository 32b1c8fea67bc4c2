"""Each kind of record has a word of its own for good, and every row that says what parties did is vouched for, or says why not."""

import re

from django.apps import apps

from partnerships.bases import Vouched
from partnerships.kinds import kind_of, kinds, model_of
from partnerships.records.models import Kept


def models():
    return [model for model in apps.get_models() if issubclass(model, Vouched) and not model._meta.proxy]


def test_each_kind_stands_for_one_model():
    words = [model.record_kind for model in models()]
    assert len(words) == len(set(words)) == len(kinds())
    assert [word for word in words if not re.fullmatch(r"[a-z]+(-[a-z]+)*", word) or len(word) > 60] == []


def test_each_model_says_its_own_and_inherits_none():
    assert [model for model in models() if "record_kind" not in vars(model)] == []


def test_every_record_and_part_is_vouched_for():
    assert {model for model in apps.get_models() if issubclass(model, Kept) and not model._meta.proxy} <= set(models())


def test_a_kind_leads_to_its_model_and_back():
    assert [model for model in models() if model_of(kind_of(model)) is not model] == []
    assert model_of("what-was-once") is None


def test_what_is_not_vouched_for_is_a_field():
    for model in models():
        assert model.unvouched <= {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
