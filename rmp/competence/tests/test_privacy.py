"""Nobody of another party reaches a rating of a person: by no address, search, export, list or mail, nor by what pages differ in."""

import contextlib
import io
import logging
import re
import zipfile
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Membership, Partnership
from partnerships.outbox.models import Mail
from partnerships.practices.metrics import measured
from partnerships.practices.registry import PRACTICES, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.services import save_record
from partnerships.reminders.models import Reminder
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from rmp.competence import services
from rmp.competence.models import Assessment, DevelopmentStep, RoleHolder
from rmp.competence.tests import factories as f
from rmp.competence.tests.worlds import DAY, Team
from ubc.tests.test_access_matrix import ADDRESSES, RENDER


@pytest.fixture(autouse=True)
def unlogged():
    """Hundreds of refusals, each with its trace, would tell nothing and take long."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


SECRET = "marzipan"
OTHERS = (
    "representative",
    "partner_contributor",
    "partner_reader",
    "respondent",
    "facilitator",
    "auditor",
    "sibling",
    "stranger",
)
# What changes from one answer to the next whatever the records: the token of a form, the nonce of a page.
PASSING = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce=")[^"]+')
# Not asked: what ends the session, and what only answers machines.
LEFT_OUT = ("admin:", "account_logout", "djdt")
GATHERING = (
    *("rmp_competence:", "rmp_plan:", "rmp_team:", "partnerships:", "people:", "history:", "records:", "reminders:"),
    *("signoff:", "scorecards:", "actions:"),
)


def ratings(cast, team):
    """What the university keeps of its people: entries, ratings by everybody, a measure that is late. Returns the keys."""
    people = [(cast.contributor, ""), (None, f"{SECRET.title()} Miller")]
    keys = []
    for person, name in people:
        values = {"partnership": cast.partnership, "party": cast.university, "visibility": "private"}
        holder = RoleHolder(**values, role=team.role, person=person, name=name, since=today() - 400 * DAY)
        save_record(holder, actor=cast.officer)
        rating = Assessment(holder=holder, competence=team.requirement.competence, rater="manager", level=1, evidence=SECRET)
        rating.assessed_on = today() - 390 * DAY
        services.rate(rating, actor=cast.officer)
        step = DevelopmentStep(holder=holder, kind="coaching", aim=SECRET, due_on=today() - 20 * DAY)
        save_record(step, actor=cast.officer)
        services.start_learning(step, actor=cast.officer)
        keys += [rating.pk, holder.pk, step.pk]
    mine = RoleHolder.objects.get(person=cast.contributor)
    own = Assessment(holder=mine, competence=team.requirement.competence, rater="self")
    own.level, own.evidence = 2, SECRET
    keys.append(services.rate(own, actor=cast.contributor).pk)
    return keys


def keyed(cast, keys):
    """Every address of the house that takes a key, with each of the keys in each of its places."""
    for name, pattern in ADDRESSES.items():
        converters = pattern.pattern.converters
        places = [place for place, converter in converters.items() if type(converter).__name__ == "UUIDConverter"]
        if not places or name.startswith(LEFT_OUT):
            continue
        for key in keys:
            given = {"slug": cast.partnership.slug, **dict.fromkeys(places, key)}
            for arguments in (given, dict.fromkeys(places, key)):
                try:
                    yield name, reverse(name, kwargs=arguments)
                    break
                except NoReverseMatch:
                    continue


def plain(cast):
    """Every address that takes only the partnership, and what is the person's own; lists also searched and exported."""
    found = []
    for name in ADDRESSES:
        # Other rooms know nothing of this one (lint-imports); what the kernel and the plan gather from all rooms, they could show.
        if name.startswith(GATHERING):
            with contextlib.suppress(NoReverseMatch):
                found.append(reverse(name, kwargs={"slug": cast.partnership.slug}))
    found += [reverse(name) for name in ("home", "partnerships:list", "reminders:list", "reminders:calendar")]
    lists = [name for name in ADDRESSES if name.startswith("rmp_competence:") and name.endswith("-list")]
    lists = [reverse(name, args=[cast.partnership.slug]) for name in lists]
    # Each is asked for what stands in it: as a whole, narrowed down, and taken away.
    history = reverse("history:list", args=[cast.partnership.slug])
    found += [f"{address}?q={SECRET[:5]}" for address in (*lists, history)]
    found += [f"{address}?export=csv" for address in lists] + [f"{lists[0]}?export=xlsx"]
    return list(dict.fromkeys(found))


def answers(client, addresses):
    """{address: what comes back}, without what passes; a workbook by its sheets."""
    found = {}
    for address in addresses:
        with transaction.atomic():
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        if body[:2] == b"PK":
            archive = zipfile.ZipFile(io.BytesIO(body))
            body = b"".join(archive.read(name) for name in sorted(archive.namelist()) if name.startswith("xl/"))
        found[address] = response.status_code, PASSING.sub(rb"\1", body)
    return found


def reached(client, method, addresses):
    """Which of the addresses let the person in. What is let in would be drawn; that nothing is let in does not need it."""
    found = []
    with patch(RENDER, return_value=""):
        for page, address in addresses:
            with transaction.atomic():
                status = getattr(client, method)(address).status_code
                transaction.set_rollback(True)
            if status not in (403, 404, 405):
                found.append((page, address, status))
    return found


@pytest.mark.deep
def test_no_address_with_any_key_leads_another_party_to_a_rating(cast):
    keys = ratings(cast, Team(cast))
    client = cast.client(cast.representative)
    everywhere = list(keyed(cast, keys[:1]))
    assert (reached(client, "get", everywhere), len(everywhere) > 300) == ([], True)
    # In this room the keys of the person, and of what he or she learns, too.
    here = [(page, address) for page, address in keyed(cast, keys[1:3]) if page.startswith("rmp_competence:")]
    personal = [(page, address) for page, address in here if re.search("assessment|developmentstep|roleholder", page)]
    assert [reached(client, method, personal) for method in ("get", "post")] == [[], []]
    assert (Assessment.objects.count(), DevelopmentStep.objects.filter(state="in_progress").count()) == (3, 2)


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_pages_are_the_same_byte_by_byte_with_it_and_without(cast):
    team = Team(cast)
    f.CoverageSnapshotFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="shared")
    addresses = plain(cast)
    few = [address for address in addresses if re.search("/competence/$|/competence/people/$|/gaps/$|/history/$", address)]
    asked = {"representative": addresses, "auditor": few}
    clients = {name: cast.client(getattr(cast, name)) for name in asked}
    before = {name: answers(client, asked[name]) for name, client in clients.items()}
    ratings(cast, team)
    for name, client in clients.items():
        after = answers(client, asked[name])
        assert [address for address in asked[name] if before[name][address] != after[address]] == []
    assert {status for status, _body in before["representative"].values()} >= {200}
    assert (len(few), sum("export=csv" in address for address in addresses)) == (4, 8)


def test_the_own_party_but_for_managers_comes_upon_no_rating(cast):
    keys = ratings(cast, Team(cast))
    colleague = cast.sibling
    Membership.objects.create(user=colleague, party=cast.university, partnership=cast.partnership, role="contributor")
    client = cast.client(colleague)
    holders = [reverse("rmp_competence:roleholder-detail", args=[cast.partnership.slug, key]) for key in (keys[1], keys[4])]
    pages = [
        f"{holder}{tab}"
        for holder in holders
        for tab in ("", "?tab=assessment", "?tab=developmentstep", "?tab=gaps", "?tab=history")
    ]
    slug = [cast.partnership.slug]
    around = [reverse(f"rmp_competence:{page}", args=slug) for page in ("coverage", "gaps", "roleholder-list")]
    found = answers(client, [*pages, *around, f"{around[2]}?q={SECRET[:5]}", reverse("history:list", args=slug)])
    told = [address for address, (_status, body) in found.items() if SECRET.encode() in body.replace(b"?q=marzi", b"")]
    assert told == []
    assert {found[page][0] for page in pages} == {200}
    for event in Event.objects.filter(subject_key__in=(keys[0], keys[2])):
        assert (event.changes, SECRET in event.subject_label) == ({}, False)


def test_nothing_that_is_computed_for_all_changes_with_it(cast):
    team = Team(cast)
    here = Partnership.objects.filter(pk=cast.partnership.pk)

    def computed():
        marks = statuses(here, PRACTICES.values())[cast.partnership.pk]
        return marks, measured(here), SECTIONS["competence"].blocks(cast.partnership)

    before = computed()
    ratings(cast, team)
    assert computed() == before


def test_no_reminder_letter_or_due_date_of_others_tells_of_it(cast):
    keys = ratings(cast, Team(cast))
    remind()
    told = Reminder.objects.filter(subject_key__in=keys)
    assert set(told.values_list("recipient__name", flat=True)) == {cast.officer.name, cast.contributor.name}
    titles = {item.title for item in upcoming(cast.contributor) if item.due.kind == "competence.personal"}
    assert titles == {"Personal development"}
    for name in OTHERS:
        assert [item for item in upcoming(getattr(cast, name)) if item.due.kind.startswith("competence.")] == []
    words = str([(letter.subject, letter.body) for letter in mail.outbox]) + str(list(Mail.objects.values()))
    assert SECRET not in words
