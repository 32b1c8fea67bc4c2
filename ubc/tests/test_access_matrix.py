"""Every address x method x person: the answer is the expected one, and a refusal writes nothing.

The addresses come from the resolver, the expectations from ubc.tests.expectations: an address that nobody thought of fails. Everybody has
signed in, and each request goes the whole way: session, middleware, standing, queries. It is asked in an open and in a closed partnership.
"""

import os
import re
import uuid
from contextlib import nullcontext
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from partnerships.access.spaces import Space
from partnerships.models import Partnership
from partnerships.records.views import ActView, CreateView, DetailView, ListView, RoomView, ShareView, WithdrawView
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.answers import NO_POST_FOR_READERS, PEOPLE, READERS, RECORDS, WRITERS, ended
from ubc.tests.expectations import AFTER_THE_END, EXEMPT, EXEMPT_PREFIXES, OUTLIVES, PAGES, READ_ONLY, STEPS
from ubc.tests.samples import ARGUMENTS, SAMPLES, SPACES

pytestmark = pytest.mark.django_db

# For these the gate draws the pages too, so that none fails for an owner, a reader or a neutral person; `.ci/deep` does for everybody.
DEEP = bool(os.environ.get("DRAW_EVERYTHING"))
DRAWN = PEOPLE if DEEP else ("representative", "partner_reader", "facilitator")
# One of each way to stand: they ask what everybody has asked once already in another way. In `.ci/deep` everybody asks that too.
WITNESSES = PEOPLE if DEEP else ("officer", "contributor", "representative", "partner_reader", "facilitator")
RENDER = "django.template.backends.django.Template.render"
SPACE_OF = {"joint": Space.JOINT, "shared": Space.OURS_SHARED, "private": Space.OURS_PRIVATE}


def addresses(patterns=None, namespaces=()):
    """(full name, pattern) of every address of the house."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*namespaces, str(pattern.name)]), pattern
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from addresses(pattern.url_patterns, inner)


ADDRESSES = dict(addresses())
ROOMS = {
    name: pattern
    for name, pattern in ADDRESSES.items()
    if isinstance(getattr(pattern.callback, "view_class", None), type) and issubclass(pattern.callback.view_class, RoomView)
}


def exempt(name):
    return name in EXEMPT or name.startswith(tuple(EXEMPT_PREFIXES))


def test_every_address_is_in_the_matrix_or_exempt_with_a_reason():
    pages = {name for name in ADDRESSES if not exempt(name)}
    known = set(PAGES) | {name for name in ROOMS if name not in PAGES}
    assert pages == known
    assert set(EXEMPT) <= set(ADDRESSES)
    assert all(EXEMPT.values())
    assert all(EXEMPT_PREFIXES.values())


def test_every_kind_of_record_has_a_sample():
    assert {room(name).model._meta.label_lower for name in ROOMS if name not in PAGES} == set(SAMPLES)


def room(name):
    return ROOMS[name].callback.view_initkwargs["room"]


def answer(response):
    if response.status_code == 302 and response.url.startswith("/account/login/"):
        return "login"
    if response.status_code in (403, 404, 405, 410):
        return str(response.status_code)
    assert response.status_code < 500
    return "ok"


def differences(found, wanted):
    """Who gets another answer than expected, a line each."""
    return [
        f"{method} by {name}: {answers[name]} instead of {wanted[method][name]}"
        for method, answers in found.items()
        for name in answers
        if answers[name] != wanted[method][name]
    ]


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast, once for all these tests: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_cast()
        made.browsers = {name: made.client(getattr(made, name)) for name in PEOPLE}
        yield made
        transaction.set_rollback(True)


def undrawn(template, context=None, request=None):
    """In place of RENDER."""
    return ""


def ask(cast, address, method, people=PEOPLE):
    """What each of the people gets. Refusals must not write; what is allowed is undone."""
    found, written = {}, []

    def watched(execute, sql, *rest):
        if re.match(r"(INSERT|UPDATE|DELETE)", sql):
            written.append(sql)
        return execute(sql, *rest)

    for name in people:
        # Who is let in is decided before the page is drawn: drawing it for each of thousands of requests is left out, but for some.
        drawing = nullcontext() if method == "get" and name in DRAWN else patch(RENDER, undrawn)
        written.clear()
        with drawing, connection.execute_wrapper(watched), transaction.atomic():
            response = getattr(cast.browsers[name], method)(address)
            found[name] = answer(response)
            transaction.set_rollback(True)
        kept = "private, no-store" if name != "anonymous" else None
        assert response.get("Cache-Control") == kept, f"{method} {address} by {name} may be kept"
        if found[name] != "ok":
            assert written == [], f"{method} {address} by {name} was refused and wrote"
    return found


def address_of(cast, name):
    """The page's address in the partnership of the cast."""
    given = ARGUMENTS[name](cast) if name in ARGUMENTS else {}
    try:
        return reverse(name, kwargs={"slug": cast.partnership.slug, **given})
    except NoReverseMatch:
        return reverse(name, kwargs=given)


# The partnership goes on, or it is over.
OPEN, CLOSED = "open", "closed"


def put(cast, state):
    """From here to the end of the transaction the partnership is in this state."""
    if state == CLOSED:
        Partnership.objects.filter(pk=cast.partnership.pk).update(state=Partnership.State.CLOSED)


# In the gate all pages of an open partnership, and one of three of a closed one.
@pytest.mark.parametrize(("name", "state"), one_in(8, sorted(PAGES), OPEN) + one_in(24, sorted(PAGES), CLOSED))
def test_pages(cast, name, state):
    with transaction.atomic():
        address = address_of(cast, name)
        put(cast, state)
        get, post = PAGES[name] if state == OPEN else AFTER_THE_END.get(name, PAGES[name])
        found = {"get": ask(cast, address, "get"), "post": ask(cast, address, "post")}
        assert differences(found, {"get": get, "post": post}) == []
        transaction.set_rollback(True)


def expected(name, space):
    """(GET, POST) for a page about a record in a space."""
    pattern = ROOMS[name]
    view, given = pattern.callback.view_class, pattern.callback.view_initkwargs
    rows = RECORDS[space]
    if (name, space) in STEPS:
        return STEPS[name, space], STEPS[name, space]
    if reads(name):
        return rows["read"], rows["no post"]
    if issubclass(view, ShareView | WithdrawView):
        return rows["share"], rows["share"]
    right = given["act"].rule.needs if issubclass(view, ActView) else "write"
    return rows[str(right)], rows[str(right)]


def reads(name):
    """Whether the page has nothing to send."""
    return issubclass(ROOMS[name].callback.view_class, DetailView) or name in READ_ONLY


def spaces_of(name):
    """The spaces in which a record of this kind can lie."""
    parent = room(name)
    if parent.is_part():
        return list(SPACES)
    return [space for space in SPACES if SPACE_OF[space] in parent.spaces]


def questions(name):
    """{space: {method: people}}: what is asked about a record of this kind.

    Who is let in is decided before the method counts, and who is not in the partnership is turned away before the space counts. So
    everybody asks by one method in one space, and the witnesses by the other method and in the other spaces: each method in one of
    them at least, and in each of them one method.
    """
    spaces, first = spaces_of(name), "get" if reads(name) else "post"
    second = "post" if reads(name) else "get"
    asked = {spaces[0]: {first: PEOPLE}}
    if len(spaces) == 1 or reads(name):
        asked[spaces[0]][second] = WITNESSES
    for place, space in enumerate(spaces[1:]):
        asked[space] = {first if reads(name) or place else second: WITNESSES}
    return asked


OF_RECORDS = sorted(name for name in ROOMS if name not in PAGES)


# In the gate one of six, and of those in a closed partnership one of 18.
@pytest.mark.parametrize(("name", "state"), one_in(12, OF_RECORDS, OPEN) + one_in(36, OF_RECORDS, CLOSED))
def test_pages_of_records(cast, name, state):
    """Asked by everybody, in the first space in which such a record can lie."""
    view = ROOMS[name].callback.view_class
    if is_about_one(name):
        record_asked(cast, name, state, *next(iter(questions(name).items())))
        return
    address = reverse(name, args=[cast.partnership.slug])
    if issubclass(view, ListView):
        wanted, asked = {"get": READERS, "post": NO_POST_FOR_READERS}, {"get": PEOPLE, "post": WITNESSES}
    else:
        wanted = dict.fromkeys(("get", "post"), WRITERS if state == OPEN else ended(WRITERS))
        asked = {"get": WITNESSES, "post": PEOPLE}
    with transaction.atomic():
        put(cast, state)
        found = {method: ask(cast, address, method, people) for method, people in asked.items()}
        transaction.set_rollback(True)
    assert differences(found, wanted) == []


def is_about_one(name):
    """Whether the page is about a record that is there already: lists and new records are asked once, and by everybody."""
    view = ROOMS[name].callback.view_class
    return not issubclass(view, ListView) and (not issubclass(view, CreateView) or room(name).is_part())


IN_SPACES = [name for name in OF_RECORDS if is_about_one(name) and len(questions(name)) > 1]


# In the gate one of 18, and of those in a closed partnership one of 54.
@pytest.mark.parametrize(("name", "state"), one_in(36, IN_SPACES, OPEN) + one_in(108, IN_SPACES, CLOSED))
def test_pages_of_records_in_the_other_spaces(cast, name, state):
    for space, methods in list(questions(name).items())[1:]:
        record_asked(cast, name, state, space, methods)


def record_asked(cast, name, state, space, methods):
    """What is asked about a record of the kind in the space has the expected answers."""
    view, declared = ROOMS[name].callback.view_class, room(name)
    sample = SAMPLES[declared.model._meta.label_lower]
    with transaction.atomic():
        record = sample(cast, **SPACES[space](cast))
        put(cast, state)
        key = record.parent.pk if issubclass(view, CreateView) else record.pk
        address = reverse(name, args=[cast.partnership.slug, key])
        get, post = expected(name, space)
        if state == CLOSED and not reads(name) and name not in OUTLIVES:
            get, post = ended(get), ended(post)
        found = {method: ask(cast, address, method, people) for method, people in methods.items()}
        assert (space, differences(found, {"get": get, "post": post})) == (space, [])
        if PEOPLE in methods.values():
            # Another partnership's address does not lead to it, and one that never was gets the same answer.
            elsewhere = [cast.sibling_partnership.slug, key], [cast.partnership.slug, uuid.uuid4()]
            assert {answer(cast.browsers["officer"].get(reverse(name, args=args))) for args in elsewhere} == {"404"}
        transaction.set_rollback(True)
