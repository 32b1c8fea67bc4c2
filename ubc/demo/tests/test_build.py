"""The demo world as it stands in the database, once for all tests of this file."""

from collections import Counter, defaultdict
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from assessments.models import CycleSide
from assessments.tests.attacker import Attacker
from assessments.trust.models import PulseSide
from objectives.models import Alignment, Objective, Reading, Restatement, Revision
from partnerships.access.spaces import InSpace
from partnerships.accounts.models import User
from partnerships.actions.models import Action
from partnerships.clock import today
from partnerships.history.models import Chain, Event
from partnerships.invitations.models import Invitation
from partnerships.models import Membership, Participation, Partnership, Party, Role
from partnerships.outbox.models import Mail
from partnerships.records.models import Disclosure
from partnerships.reminders.models import Reminder
from partnerships.signoff.models import SignOffRound
from rmp.plan.models import PlanVersion, SectionText
from ubc.demo import build
from ubc.demo.accounts import ADMINISTRATOR_EMAIL, PASSWORD
from ubc.demo.building import NotEmpty
from ubc.demo.data import WORLD
from ubc.demo.tests.figures import figures_for, readers

# One worker for all of them: the world is built once, and told the same whatever the database (test_repeat writes a part of it there).
# The gate writes it by the README's command.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo world"), pytest.mark.embedded, pytest.mark.deep]

SCALE = 2
TOLD = {one.title: one for one in WORLD.partnerships}
PEOPLE = {person.key: person for person in WORLD.people}
EMAILS = {person.key: person.email for person in WORLD.people}
SHORT = {party.key: party.short_name for party in WORLD.parties}


@pytest.fixture(scope="module", autouse=True)
def built(django_db_setup, django_db_blocker):
    """Undone at the end; each test works on top of it and undoes its own."""
    said = []
    with django_db_blocker.unblock(), transaction.atomic():
        accounts = build(seed=1, scale=SCALE, report=said.append)
        yield SimpleNamespace(accounts=accounts, said=said)
        transaction.set_rollback(True)


def spaces():
    """Every model whose rows lie in one of the three spaces."""
    return [model for model in apps.get_models() if issubclass(model, InSpace)]


def told(key):
    return Partnership.objects.get(title=next(one.title for one in WORLD.partnerships if one.key == key))


def person(key):
    return User.objects.get(email=EMAILS[key])


# --- the whole --------------------------------------------------------------------------------------------------------
def test_the_history_is_whole_and_in_order_of_time(capsys):
    call_command("verify")
    assert f"What is kept of {len(TOLD) + SCALE} partnerships is whole." in capsys.readouterr().out
    for chain in Chain.objects.all():
        times = list(chain.entries.order_by("sequence").values_list("at", flat=True))
        assert times == sorted(set(times))


def test_nothing_lies_in_the_future():
    now = timezone.now()
    assert Event.objects.filter(at__gt=now).count() == 0
    assert User.objects.filter(date_joined__gt=now).count() == 0
    late = [
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        if model.objects.filter(**{f"{field.name}__gt": now}).exists()
    ]
    assert late == []


def test_the_past_is_past():
    """A clock that was not moved somewhere would give everything today's date."""
    for model in spaces():
        names = {field.name for field in model._meta.concrete_fields}
        if "created_at" in names and model.objects.exists():
            first = model.objects.order_by("created_at").values_list("created_at", flat=True)[0]
            assert (timezone.now() - first).days > 10, model._meta.label


def test_partnerships_stand_as_the_data_say():
    found = {
        (p.title, p.state, p.starts_on, p.ends_on, p.next_review_on, p.form, p.mode, p.created_at.date())
        for p in Partnership.objects.filter(title__in=TOLD)
    }

    def date(day):
        return None if day is None else today() + timezone.timedelta(days=day)

    assert found == {
        (p.title, p.state, date(p.starts), date(p.ends), date(p.next_review), p.form, p.mode, date(p.identified))
        for p in WORLD.partnerships
    }
    assert Partnership.objects.count() == len(TOLD) + SCALE


def test_everybody_sits_where_the_data_say():
    found = set(Membership.objects.filter(partnership__title__in=TOLD).values_list("partnership__title", "user__email", "role"))
    joined = {(one.key, part.party) for one in WORLD.partnerships for part in one.participations if part.state == "joined"}
    assert found == {
        (one.title, EMAILS[seat.person], seat.role)
        for one in WORLD.partnerships
        for seat in one.seats
        if (one.key, PEOPLE[seat.person].party) in joined
    }
    assert set(Membership.objects.filter(partnership=None).values_list("user__email", "role")) == {
        (person.email, person.everywhere) for person in WORLD.people if person.everywhere
    }
    taking_part = Participation.objects.filter(partnership__title__in=TOLD)
    assert set(taking_part.values_list("partnership__title", "party__short_name", "state", "unit__name")) == {
        (one.title, SHORT[part.party], part.state, part.unit or None)
        for one in WORLD.partnerships
        for part in one.participations
    }


def test_objectives_stand_as_the_data_say():
    found = Objective.objects.filter(partnership__title__in=TOLD)
    columns = ("partnership__title", "title", "party__short_name", "visibility", "state", "health", "description")
    assert Counter(found.values_list(*columns)) == Counter(
        (
            *(one.title, o.title, SHORT.get(o.party), "shared" if o.shared else "private"),
            *(o.state, o.health, o.text),
        )
        for one in WORLD.partnerships
        for o in one.contents.objectives
    )
    assert set(Objective.objects.values_list("state", flat=True)) == set(Objective.State.values) - {"not_achieved"}


def test_what_hangs_on_objectives_is_there():
    def count(name):
        return sum(len(getattr(o, name)) for one in WORLD.partnerships for o in one.contents.objectives)

    def of(model, path="objective__"):
        return model.objects.filter(**{f"{path}partnership__title__in": TOLD})

    related = {f.name: f.related_model for f in Objective._meta.related_objects if f.name}
    assert of(related["measures"]).count() == count("measures")
    assert of(related["milestones"]).count() == count("milestones")
    assert of(related["commitments"]).count() == count("commitments")
    assert of(related["capability_checks"]).count() == count("capability")
    assert of(related["checks"]).count() == count("progress")
    assert of(Reading, "measure__objective__").count() == sum(
        len(m.readings) for one in WORLD.partnerships for o in one.contents.objectives for m in o.measures
    )
    of_objectives = of(Action, "").filter(source_type=ContentType.objects.get_for_model(Objective))
    assert Counter(of_objectives.values_list("title", "state")) == Counter(
        (action.title, action.state) for one in WORLD.partnerships for o in one.contents.objectives for action in o.actions
    )
    assert of(Alignment).count() == sum(len(one.contents.alignment) for one in WORLD.partnerships)
    assert Counter(of(Restatement).values_list("objective__title", "party__short_name", "state")) == Counter(
        (next(o.title for o in one.contents.objectives if o.key == r.objective), SHORT[r.by_party], r.state)
        for one in WORLD.partnerships
        for r in one.contents.restatements
    )


def test_revisions_went_their_way():
    assert Counter(Revision.objects.values_list("objective__title", "state")) == Counter(
        (next(o.title for o in one.contents.objectives if o.key == r.objective), r.state)
        for one in WORLD.partnerships
        for r in one.contents.revisions
    )
    lithium = next(o for o in WORLD.partnerships[0].contents.objectives if o.key == "battery-lithium")
    assert Objective.objects.get(title=lithium.title).measures.order_by("created_at")[0].target == lithium.measures[0].target


def test_plans_were_signed_and_wait():
    versions = PlanVersion.objects.filter(partnership__title__in=TOLD).order_by("number")
    found = {}
    for title, state in versions.values_list("partnership__title", "state"):
        found.setdefault(title, []).append(state)
    asked = {"swahili": ["changes_requested"]}  # one section review asks for changes
    assert found == {
        one.title: asked.get(one.key, [version.state for version in one.contents.plan])
        for one in WORLD.partnerships
        if one.contents.plan
    }
    about = (PlanVersion, Revision)
    kinds = [ContentType.objects.get_for_model(model) for model in about]
    open_rounds = SignOffRound.objects.open().filter(subject_type__in=kinds).values_list("title", flat=True)
    assert {title.partition(":")[0] for title in open_rounds} == {
        "Plan, version 3",
        str(Revision.objects.get(state="joint_decision")),
    }


def test_sections_say_what_the_data_say_and_said_it_otherwise_before():
    for one in WORLD.partnerships:
        texts = SectionText.objects.filter(partnership__title=one.title)
        assert dict(texts.values_list("section", "text")) == {s.key: s.text for s in one.contents.sections}
    first = PlanVersion.objects.get(partnership=told("battery"), number=1)
    then = {section["key"]: section["text"] for section in first.content["sections"]}
    assert then == {s.key: s.earlier or s.text for s in WORLD.partnerships[0].contents.sections}


def test_every_state_of_a_partnership_exists():
    assert set(Partnership.objects.values_list("state", flat=True)) == set(Partnership.State.values)


# --- privacy ----------------------------------------------------------------------------------------------------------
def test_private_records_of_one_party_are_invisible_to_the_others():
    """Asked for one person of each party and role, of each kind of which there is something private."""
    people = {(m.party_id, m.role, m.partnership_id): m for m in Membership.objects.select_related("user", "party")}
    private = [model for model in spaces() if model.objects.filter(visibility="private").exists()]
    assert Objective in private
    seen = Counter()
    for membership in people.values():
        for model in private:
            owners = model.objects.visible_to(membership.user).filter(visibility="private").values_list("party", flat=True)
            owners = list(owners)
            assert set(owners) <= {membership.party_id}, (membership, model)
            seen[membership.role, model] += len(owners)
    for role in (Role.OFFICER, Role.REPRESENTATIVE, Role.CONTRIBUTOR, Role.READER):
        assert seen[role, Objective] > 0
    assert seen[Role.RESPONDENT, Objective] == seen[Role.FACILITATOR, Objective] == seen[Role.AUDITOR, Objective] == 0


def test_sharing_was_an_act():
    shared = Objective.objects.filter(visibility="shared", party__isnull=False)
    assert Disclosure.objects.filter(subject_key__in=shared.values("pk")).count() == shared.count() > 0


# --- mail -------------------------------------------------------------------------------------------------------------
def test_only_mails_about_what_is_open_now_will_be_sent():
    assert set(Mail.objects.values_list("state", flat=True)) == {"pending", "cancelled"}
    pending = Mail.objects.filter(state="pending")
    invited = Invitation.objects.get(state="pending")
    assert (invited.email, invited.is_open) == (EMAILS["haruka"], True)
    assert {(mail.kind, mail.recipient) for mail in pending} == {
        ("invitation", EMAILS["haruka"]),
        ("reminder", EMAILS["marta"]),  # version 3 of the plan
        ("reminder", EMAILS["annika"]),  # the revision that Katrin has signed
        ("reminder", EMAILS["katrin"]),  # minutes and a joint process that wait for Lahnberg
        ("reminder", EMAILS["johan"]),
        ("reminder", EMAILS["leyla"]),
    }
    assert Reminder.objects.open().exclude(kind__startswith="signoff.").count() > 10


# --- accounts ---------------------------------------------------------------------------------------------------------
def test_accounts_are_named_kind_by_kind(built):
    kinds = list(dict.fromkeys(account.kind for account in built.accounts))
    assert kinds == [
        "TTO officer",
        "University contributor",
        "Partner representative",
        "Partner contributor",
        "Partner reader",
        "Respondent",
        "Facilitator",
        "Auditor",
        "Administrator",
    ]
    assert {account.password for account in built.accounts} == {PASSWORD}
    for account in built.accounts:
        user = User.objects.get(email=account.email)
        assert (user.name, user.check_password(PASSWORD)) == (account.name, True)
        assert user.emailaddress_set.get().verified


@pytest.mark.parametrize(
    ("kind", "side", "role"),
    [
        ("TTO officer", "university", Role.OFFICER),
        ("University contributor", "university", Role.CONTRIBUTOR),
        ("Partner representative", "business", Role.REPRESENTATIVE),
        ("Partner contributor", "business", Role.CONTRIBUTOR),
        ("Partner reader", "business", Role.READER),
        ("Respondent", "business", Role.RESPONDENT),
        ("Facilitator", "neutral", Role.FACILITATOR),
        ("Auditor", "neutral", Role.AUDITOR),
    ],
)
def test_an_account_is_of_its_kind(built, kind, side, role):
    for account in built.accounts:
        if account.kind == kind:
            mine = Membership.objects.current().filter(user__email=account.email)
            assert set(mine.values_list("party__kind", flat=True)) == {side}
            assert role in set(mine.values_list("role", flat=True))


def test_the_administrator_sits_nowhere():
    user = User.objects.get(email=ADMINISTRATOR_EMAIL)
    assert (user.is_superuser, user.is_staff, Membership.objects.filter(user=user).count()) == (True, True, 0)
    assert Partnership.objects.visible_to(user).count() == 0


def test_everybody_of_the_data_who_was_invited_has_an_account():
    assert User.objects.filter(email__in=EMAILS.values()).count() == len(EMAILS)
    assert Party.objects.filter(short_name__in=SHORT.values()).count() == len(SHORT)


def test_every_partnership_opens(client):
    client.force_login(person("annika"))
    for partnership in Partnership.objects.all():
        assert client.get(partnership.get_absolute_url()).status_code == 200, partnership.title


# --- once -------------------------------------------------------------------------------------------------------------
def test_a_second_build_is_refused():
    before = {model: model.objects.count() for model in (Partnership, User, Party, Event, Mail)}
    with pytest.raises(NotEmpty, match="empty one only"):
        build(report=print)
    assert {model: model.objects.count() for model in before} == before


def test_progress_was_reported(built):
    assert built.said[0] == f"Writing {len(TOLD) + SCALE} partnerships of {User.objects.count() - 1} people."
    assert len(built.said) == 10


# --- what people answered ---------------------------------------------------------------------------------------------
def test_whoever_calculates_with_all_figures_learns_of_nobody():
    """In every partnership, for somebody of each party: by elimination and by least squares, over whatever is shown of a topic."""
    number = Counter()
    for partnership in Partnership.objects.all():
        for here in readers(partnership):
            topics = defaultdict(set)
            for figure in figures_for(here):
                topics[figure.topic].add(figure.people)
                number[partnership.title, here.party.short_name] += 1
            for topic, sets in topics.items():
                attacker = Attacker(sorted(sets, key=sorted))
                assert attacker.small_groups(3) == [], (partnership, topic)
                assert max(attacker.certainty().values()) <= Fraction(1, 3), (partnership, topic)
    battery = told("battery").title
    assert {name for title, name in number if title == battery} == {SHORT["hallgren"], SHORT["lahnberg"]}
    assert min(count for (title, _name), count in number.items() if title == battery) > 300


def test_the_story_of_trust_and_of_the_health_checks_is_shown_whole():
    """Figures of each party in every pulse and every assessment that has come to its end: the same people answered each time."""
    sides = PulseSide.objects.filter(pulse__partnership=told("battery"))
    assert Counter(sides.values_list("party__short_name", "told", "answers")) == {
        (SHORT["hallgren"], True, 4): 4,
        (SHORT["lahnberg"], True, 5): 4,
    }
    shown = CycleSide.objects.shown().filter(cycle__partnership=told("battery"))
    assert Counter(shown.values_list("party__short_name", "answered", "counted")) == {
        (SHORT["hallgren"], 4, 4): 3,
        (SHORT["lahnberg"], 5, 5): 3,
    }
