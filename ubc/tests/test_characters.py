"""At every field of every page a text that cannot be carried is refused; no address falls over one; every model is asked, too."""

import re
from unittest.mock import patch

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.forms.forms import BaseForm
from django.urls import reverse
from django.utils.html import escape

from partnerships.accounts.models import User
from partnerships.characters import check_characters
from partnerships.records.views import ActView, CreateView, ListView, UpdateView
from partnerships.tests.deep import one_in
from ubc.tests.expectations import PAGES
from ubc.tests.samples import SAMPLES, SPACES
from ubc.tests.test_access_matrix import RENDER, ROOMS, address_of, cast, reads, room, spaces_of

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
__all__ = ["cast"]

CHARACTERS = ("\uffff", "\x00", "\u202e")
WRITERS = ("officer", "representative", "contributor", "administrator")
# What addresses are asked by, besides what their filters are called.
ASKED = ("q", "sort", "page", "view", "tab", "show", "before", "kind", "party", "since", "until", "begin_with", "left", "right")
TEXT_FIELDS = (
    *(forms.CharField, forms.EmailField, forms.URLField, forms.SlugField, forms.JSONField, forms.RegexField),
    *(forms.GenericIPAddressField, forms.UUIDField),
)


def form_of(name):
    """The class of the form that a page of records asks with."""
    view, given = ROOMS[name].callback.view_class, ROOMS[name].callback.view_initkwargs
    if issubclass(view, ActView):
        return given["act"].form_class
    return room(name).form_class if issubclass(view, CreateView | UpdateView) else view.form_class


# Each form once: {class: the pages that ask with it}.
FORMS = {}
for _name in sorted(ROOMS):
    if _name not in PAGES and not reads(_name) and not issubclass(ROOMS[_name].callback.view_class, ListView):
        FORMS.setdefault(form_of(_name), []).append(_name)


class Forms(list):
    """All forms that are made while a page is answered."""

    def __enter__(self):
        made, self.original = self, BaseForm.__init__

        def init(form, *args, **kwargs):
            made.original(form, *args, **kwargs)
            made.append(form)

        BaseForm.__init__ = init
        return self

    def __exit__(self, *_error):
        BaseForm.__init__ = self.original

    def texts(self):
        """{name: (form, name in it)} of the fields that take a text."""
        return {
            form.add_prefix(name): (form, name)
            for form in self
            for name, field in form.fields.items()
            if isinstance(field, forms.CharField) and not field.disabled and not form[name].is_hidden
        }

    def hidden(self):
        """{name: value} of what stands on the page without being seen."""
        found = {form.add_prefix(field.name): field.value() for form in self for field in form.hidden_fields()}
        return {name: value for name, value in found.items() if value is not None}


def hostile(names):
    """A text for each of the names; the characters take turns."""
    return {name: f"Begun{CHARACTERS[n % len(CHARACTERS)]}gone on" for n, name in enumerate(sorted(names))}


def refused(cast, address):
    """How many texts the page at the address takes; each was refused at its field, kept on the page, and nothing was written."""
    for person in WRITERS:
        with patch(RENDER, return_value=""), Forms() as made:
            answer = cast.browsers[person].get(address)
        if answer.status_code == 200:
            break
    else:
        return 0
    unbound = Forms(form for form in made if not form.is_bound)
    typed, written = hostile(unbound.texts()), []
    if not typed:
        return 0

    def watched(execute, sql, *rest):
        if re.match(r"(INSERT|UPDATE|DELETE)", sql):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watched), transaction.atomic(), Forms() as made:
        answer = cast.browsers[person].post(address, typed | unbound.hidden())
    sent = made.texts()
    assert [name for name in typed if name in sent and sent[name][1] not in sent[name][0].errors] == [], address
    assert any(name in sent for name in typed), address
    assert (answer.status_code, written) == (422, []), address
    shown = answer.content.decode()
    assert [name for name, text in typed.items() if name in sent and kept(*sent[name]) and escape(text) not in shown] == []
    return len(typed)


def kept(form, name):
    return not isinstance(form.fields[name].widget, forms.PasswordInput)


def asked(cast, address):
    """Ask the page at the address with these characters in everything that it looks at."""
    names = ASKED
    for person in WRITERS:
        with patch(RENDER, return_value=""), Forms() as made:
            if cast.browsers[person].get(address).status_code != 200:
                continue
            names = sorted({*ASKED, *(form.add_prefix(name) for form in made for name in form.fields)})
            for turn in range(len(CHARACTERS)):
                query = {name: f"a{CHARACTERS[(n + turn) % len(CHARACTERS)]}" for n, name in enumerate(names)}
                assert cast.browsers[person].get(address, query).status_code in (200, 302, 404), address
        return


@pytest.mark.parametrize("name", one_in(5, sorted(PAGES)))
def test_pages(cast, name):
    address = address_of(cast, name)
    with transaction.atomic():
        asked(cast, address)
        if PAGES[name][1]["officer"] != "405":
            refused(cast, address)
        transaction.set_rollback(True)


LISTS = sorted(name for name in ROOMS if issubclass(ROOMS[name].callback.view_class, ListView))


@pytest.mark.parametrize("name", one_in(5, LISTS))
def test_lists(cast, name):
    asked(cast, reverse(name, kwargs={"slug": cast.partnership.slug}))


@pytest.mark.parametrize("form", one_in(5, FORMS), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_forms_of_records(cast, form):
    """The first of the form's pages that is open to somebody on a sample."""
    for name in FORMS[form]:
        view, declared = ROOMS[name].callback.view_class, room(name)
        with transaction.atomic():
            if issubclass(view, CreateView) and not declared.is_part():
                address = reverse(name, args=[cast.partnership.slug])
            else:
                space = spaces_of(name)[0]
                record = SAMPLES[declared.model._meta.label_lower](cast, **SPACES[space](cast))
                key = record.parent.pk if issubclass(view, CreateView) else record.pk
                address = reverse(name, args=[cast.partnership.slug, key])
            found = refused(cast, address)
            transaction.set_rollback(True)
        if found:
            return
    pytest.skip("It asks for no text, or no page of it is open on a sample.")


@pytest.mark.parametrize("kind", TEXT_FIELDS)
@pytest.mark.parametrize(
    "character", ["\x00", "\x01", "\x7f", "\x9f", "\u202a", "\u2069", "\ud800", "\ufdd0", "\uffff", "\U0010fffe"]
)
def test_every_kind_of_text_field_refuses(kind, character):
    more = {forms.RegexField: {"regex": ".*"}, forms.URLField: {"assume_scheme": "https"}}.get(kind, {})
    with pytest.raises(ValidationError):
        kind(**more).clean(f'"a{character}b"')


def test_what_comes_with_django_and_allauth_refuses_too():
    form = SetPasswordForm(User(), {"new_password1": "quiet\u202egears", "new_password2": "quiet\u202egears"})
    assert [error.code for error in form.errors.as_data()["new_password1"]] == ["characters"]


def test_every_text_of_every_model_is_asked():
    texts = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
    ]
    assert len(texts) > 300
    assert [str(field) for field in texts if check_characters not in field.validators] == []
