"""Further partnerships in any number, made of word lists: for trying out long lists and for measuring.

The same seed gives the same partnerships, and a larger number begins with those of a smaller one.
"""

import itertools
import random

from django.utils.text import slugify

from ubc.demo.data import WORLD
from ubc.demo.names import COUNTRIES, STEMS, TRADES
from ubc.demo.shapes import (
    Contents,
    Day,
    Driver,
    Measure,
    Milestone,
    Objective,
    Participation,
    Partnership,
    Party,
    Person,
    PlanVersion,
    ProgressCheck,
    Reading,
    Seat,
    Section,
    Signature,
    Step,
    ValueCase,
    World,
)
from ubc.demo.words import COMMON_AIMS, FRAMES, PARTNER_AIMS, PRIVATE_AIM, SUBJECTS, UNIVERSITY_AIMS, Aim, Frame, Subject

UNIVERSITY = next(party for party in WORLD.parties if party.kind == "university")
OFFICERS = tuple(person for person in WORLD.people if person.party == UNIVERSITY.key and person.everywhere)
SCHOLARS = tuple(person for person in WORLD.people if person.party == UNIVERSITY.key and not person.everywhere)

# A new partner comes with every third partnership; the rest are with one that is there already.
PARTNER_EVERY = 3
LIMIT = PARTNER_EVERY * len(STEMS) * len(TRADES)

# How often a state occurs in a hundred, and the way to it.
STATES = {
    "active": 42,
    "exploring": 12,
    "negotiating": 10,
    "planned": 8,
    "identified": 7,
    "under_review": 6,
    "closed": 6,
    "exiting": 4,
    "dormant": 3,
    "declined": 2,
}
WAYS = {
    "identified": (),
    "exploring": ("exploring",),
    "planned": ("exploring", "planned"),
    "negotiating": ("exploring", "negotiating"),
    "active": ("exploring", "negotiating", "active"),
    "under_review": ("exploring", "negotiating", "active", "under_review"),
    "exiting": ("exploring", "negotiating", "active", "exiting"),
    "closed": ("exploring", "negotiating", "active", "exiting", "closed"),
    "dormant": ("exploring", "negotiating", "active", "dormant"),
    "declined": ("exploring", "declined"),
}
CHECKED = {
    "on_track": "It goes as planned.",
    "at_risk": "Slower than planned; we look at it again next month.",
    "off_track": "As it stands it will not be reached. We have to talk.",
}
# From the first idea to the first meeting, and from one state to the next, at least; from the frozen plan to its signatures.
MEETING, STEP, SIGNING = 30, 20, 10
BUSINESS_TYPES = ("sme", "sme", "sme", "large", "startup", "multinational")


def further(rng: random.Random, count: int) -> World:
    """`count` partnerships of the demo university, with their partners and the partners' people; ValueError beyond LIMIT."""
    if count > LIMIT:
        raise ValueError(f"The word lists make at most {LIMIT} partnerships.")
    names = list(itertools.product(STEMS, TRADES))
    rng.shuffle(names)
    parties: list[Party] = []
    people: dict[str, tuple[Person, ...]] = {}
    partnerships: list[Partnership] = []
    for number in range(1, count + 1):
        if number % PARTNER_EVERY == 1:
            party, staff = _partner(rng, len(parties) + 1, *names[len(parties)])
            parties.append(party)
            people[party.key] = staff
        else:
            party = rng.choice(parties)
        partnerships.append(_partnership(rng, number, party, people[party.key]))
    return World(tuple(parties), tuple(itertools.chain(*people.values())), tuple(partnerships))


def _partner(rng: random.Random, number: int, stem: str, trade: str) -> tuple[Party, tuple[Person, ...]]:
    country = rng.choice(COUNTRIES)
    city = rng.choice(country.cities)
    domain = f"{slugify(f'{stem} {trade}')}.example"
    party = Party(
        key=f"partner-{number}",
        name=f"{stem} {trade} {country.company}",
        short_name=f"{stem} {trade}",
        kind="business",
        business_type=rng.choice(BUSINESS_TYPES),
        relation_basis="affects",
        country=country.code,
        city=city,
        website=f"https://www.{domain}",
        about=f"A company in {city} that works in {trade.lower()}.",
    )
    titles = ("Head of Development", "Project Engineer", "Managing Director", "Head of Training")
    staff = tuple(
        Person(
            key=f"{party.key}-{place}",
            name=f"{given} {family}",
            email=f"{slugify(given)}.{slugify(family)}@{domain}",
            party=party.key,
            job_title=title,
            time_zone=country.time_zone,
        )
        for place, (given, family, title) in enumerate(
            zip(rng.sample(country.given, 2), rng.sample(country.family, 2), rng.sample(titles, 2), strict=True), start=1
        )
    )
    return party, staff


def _partnership(rng: random.Random, number: int, party: Party, staff: tuple[Person, ...]) -> Partnership:
    subject, frame = rng.choice(SUBJECTS), rng.choice(FRAMES)
    state = rng.choices(tuple(STATES), tuple(STATES.values()))[0]
    way = WAYS[state]
    identified = -rng.randint(40, 90) * (len(way) + 1) - rng.randint(0, 400) * ("active" in way)
    days = sorted(rng.sample(range(identified + MEETING, 1, STEP), len(way)))
    path = tuple(Step(name, day) for name, day in zip(way, days, strict=True))
    began = next((step.day for step in path if step.state == "active"), None)
    over = state in ("closed", "declined")
    scholar = rng.choice(SCHOLARS)
    return Partnership(
        key=f"further-{number}",
        title=f"{frame.title.format(subject=subject.name)} with {party.short_name}",
        summary=f"{subject.why} {frame.summary.format(subject=subject.name)}",
        form=frame.form,
        mode=frame.mode,
        purposes=frame.purposes,
        ubc_types=frame.ubc_types,
        disciplines=subject.disciplines,
        participations=(Participation(UNIVERSITY.key, "university"), Participation(party.key, "business")),
        identified=identified,
        path=path,
        starts=began,
        ends=days[-1] if state == "closed" else (None if began is None else began + rng.choice((365, 730, 1095)) + 400),
        next_review=None if over else rng.randint(-20, 180),
        seats=(
            Seat(scholar.key, "representative", days[0] if days else identified),
            Seat(staff[0].key, "representative", days[0] if days else identified),
            Seat(staff[1].key, "contributor", days[0] if days else identified),
        ),
        contents=_contents(
            rng, number, frame, subject, party, staff, scholar, began, days[-1] - 1 if state == "closed" else None
        ),
    )


def _contents(
    rng: random.Random,
    number: int,
    frame: Frame,
    subject: Subject,
    party: Party,
    staff: tuple[Person, ...],
    scholar: Person,
    began: Day | None,
    ended: Day | None,
) -> Contents:
    """Little, but of each kind: enough that a list, a matrix and a plan have something to show."""
    university = UNIVERSITY.key
    lead = {university: scholar.key, party.key: staff[0].key}
    responsible = rng.choice((university, party.key))

    def objective(part: str, aim: Aim, of: str = "", shared: bool = True) -> Objective:
        who = of or responsible
        return _objective(rng, f"further-{number}-{part}", aim, subject, of, who, lead[who], shared, began, ended)

    aims = rng.sample(COMMON_AIMS, rng.randint(1, 2))
    officer = rng.choice(OFFICERS)
    signed = (began or 0) - 1
    return Contents(
        drivers=(Driver(subject.why, "Both houses see it in their daily work."),),
        value_cases=(
            ValueCase(
                university,
                "Questions from practice, and places for students.",
                "Working time and rooms.",
                "It keeps teaching honest.",
            ),
            ValueCase(
                party.key,
                f"Knowledge of {subject.name}.",
                "Working time, data and material.",
                "Cheaper than learning it alone.",
            ),
        ),
        objectives=(
            *(objective(f"common-{place}", aim) for place, aim in enumerate(aims, start=1)),
            objective("university", rng.choice(UNIVERSITY_AIMS), university),
            objective("partner", rng.choice(PARTNER_AIMS), party.key),
            objective("private", PRIVATE_AIM, rng.choice((university, party.key)), shared=False),
        ),
        sections=(
            Section("purpose", frame.summary.format(subject=subject.name)),
            Section("exit", "Either side may end it with three months' notice; theses that have begun are finished."),
        ),
        plan=()
        if began is None
        else (
            PlanVersion(
                f"{frame.summary.format(subject=subject.name)} Each side pays its own cost; what comes out of it may be used by both.",
                "in_force",
                signed - SIGNING,
                officer.key,
                (Signature(university, officer.key, signed), Signature(party.key, staff[0].key, signed)),
            ),
        ),
    )


def _objective(
    rng: random.Random,
    key: str,
    aim: Aim,
    subject: Subject,
    party: str,
    responsible: str,
    lead: str,
    shared: bool,
    began: Day | None,
    ended: Day | None,
) -> Objective:
    """Common objectives come with all that belongs to them, a party's own ones with what it takes to compare them."""
    target = rng.choice(aim.targets)
    due = rng.randint(20, 700)
    running = began is not None and began < -2 * STEP
    days = sorted(rng.sample(range(began, ended or 0), 2)) if running and began is not None and not party else []
    done = rng.uniform(0.2, 0.9)
    health = rng.choices(tuple(CHECKED), (7, 2, 1))[0]
    readings = tuple(
        Reading(day, round(aim.baseline + (target - aim.baseline) * done * place / 2))
        for place, day in enumerate(days, start=1)
    )
    milestones = (Milestone("Half of the way", rng.randint(-15, due)),)
    state = "agreed" if began is not None else "proposed"
    if ended is not None:
        state, due = rng.choice(("achieved", "partly_achieved")), ended
    elif running:
        state = "active"
    return Objective(
        key=key,
        title=aim.title.format(subject=subject.name),
        text=aim.text.format(subject=subject.name, target=target),
        party=party,
        shared=shared,
        state=state,
        term=aim.term,
        work_area=aim.work_area,
        responsible=responsible,
        lead=lead,
        feasibility="Both sides think that it can be done with the people they have.",
        outcome="What we could do is done; the rest goes on without a partnership." if ended is not None else "",
        starts=began,
        due=due,
        measures=(Measure(aim.measure, aim.unit, aim.baseline, target, readings),),
        milestones=() if party or ended is not None else milestones,
        progress=(ProgressCheck(days[-1], lead, health, CHECKED[health]),) if days else (),
    )
