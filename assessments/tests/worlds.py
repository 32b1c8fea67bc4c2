"""Cycles as they go in life, in a few words: who is asked, what they answer, what becomes of it."""

import datetime as dt

from assessments import rollup
from assessments.models import Answer, Cycle, CycleSide, Item, Questionnaire, Respondent, Response
from assessments.results import results_of
from assessments.services import cycles
from assessments.tests.factories import CycleFactory, DimensionFactory, InstrumentFactory, ItemFactory
from partnerships.clock import today


def instrument(*, principles=(3, 7), items=2, texts=False, **fields):
    """With so many statements to each of the principles, and, if wanted, an open question to the first."""
    made = InstrumentFactory(**fields)
    for number in principles:
        dimension = DimensionFactory(instrument=made, principle=number)
        for place in range(items):
            ItemFactory(dimension=dimension, position=place)
    if texts:
        ItemFactory(dimension=made.dimensions.first(), type=Item.Type.TEXT, position=90, text="In your own words?")
    return made


class World:
    """The partnership of the cast, with its officer and its representative at work."""

    def __init__(self, cast, made=None):
        self.cast = cast
        self.instrument = made or instrument()

    @property
    def actors(self):
        return {self.cast.university: self.cast.officer, self.cast.partner: self.cast.representative}

    def plan(self, **fields):
        cycle = CycleFactory(
            partnership=self.cast.partnership, author=self.cast.officer, **{"instrument": self.instrument} | fields
        )
        return cycles.start_inviting(cycle, actor=self.cast.officer)

    def name(self, cycle, party, *people, group="operative"):
        """Ask people without an account, by their first names; past the services, which have tests of their own."""
        values = {"partnership": cycle.partnership, "party": party, "visibility": "private", "cycle": cycle, "group": group}
        asked = [
            Respondent(
                **values, author=self.cast.officer, name=name, email=f"{name.lower()}@{party.short_name.lower()}.example"
            )
            for name in people
        ]
        Respondent.objects.bulk_create(asked)
        questionnaires = [Questionnaire(respondent=person) for person in asked]
        for questionnaire in questionnaires:
            questionnaire.renew()
        Questionnaire.objects.bulk_create(questionnaires)

    def open(self, ours=("Ann", "Bob", "Cid", "Dan"), theirs=("Xia", "Yan", "Zoe"), **fields):
        fields = {"instrument": self.instrument, "state": Cycle.State.OPEN, "opened_on": today()} | fields
        cycle = CycleFactory(partnership=self.cast.partnership, author=self.cast.officer, **fields)
        for party, people in ((self.cast.university, ours), (self.cast.partner, theirs)):
            CycleSide.objects.create(cycle=cycle, party=party)
            named = people if isinstance(people, dict) else {"operative": people}
            for group, names in named.items():
                self.name(cycle, party, *names, group=group)
        return cycle

    def questionnaire(self, cycle, name):
        return Questionnaire.objects.select_related(
            "respondent__cycle__instrument", "respondent__partnership", "respondent__party", "respondent__user"
        ).get(respondent__cycle=cycle, respondent__name=name)

    def answer(self, cycle, hand_in=True, **levels):
        """answer(cycle, Ann=4, Bob=[1, 2, 3, 4]): a level for all statements, or one to each; a text where there is an open question."""
        asked = {
            one.respondent.name: one
            for one in Questionnaire.objects.filter(respondent__cycle=cycle, respondent__name__in=levels).select_related(
                "respondent"
            )
        }
        items = list(Item.objects.filter(dimension__instrument=cycle.instrument_id).order_by("dimension__position", "position"))
        answers = []
        for name, said in levels.items():
            person = asked[name].respondent
            Response.objects.filter(pk=asked[name].response_id).delete()
            response = Response.objects.create(cycle=cycle, party=person.party, group=person.group, handed_in=hand_in)
            state = Questionnaire.State.HANDED_IN if hand_in else Questionnaire.State.BEGUN
            Questionnaire.objects.filter(pk=asked[name].pk).update(response=response, state=state)
            mine = [item for item in items if item.is_for(person.group)]
            scale = [item for item in mine if item.type == Item.Type.SCALE]
            each = said if isinstance(said, list) else [said] * len(scale)
            answers += [
                Answer(response=response, item=item, value=level)
                for item, level in zip(scale, each, strict=True)
                if level is not None
            ]
            answers += [Answer(response=response, item=i, text=f"{name} says so") for i in mine if i.type == Item.Type.TEXT]
        Answer.objects.bulk_create(answers)
        rollup.mark(cycle.pk)

    def close_all(self, cycle):
        """All sides close at once."""
        cycles._close(cycles.current(cycle), list(self.actors), None)
        cycle.refresh_from_db()
        return cycle

    def close(self, cycle):
        for actor in self.actors.values():
            cycle = cycles.close_side(cycle, actor=actor)
        cycle.refresh_from_db()
        return cycle

    def released(self, ours=None, theirs=None, days_ago=0, **fields):
        """A released cycle: levels by name for each side. `days_ago` puts it into the past."""
        ours = ours or {"Ann": 4, "Bob": 4, "Cid": 4}
        theirs = theirs or {"Xia": 2, "Yan": 2, "Zoe": 2}
        cycle = self.open(ours=tuple(ours), theirs=tuple(theirs), **fields)
        self.answer(cycle, **{name: level for name, level in (ours | theirs).items() if level is not None})
        cycle = cycles.release(self.close_all(cycle), actor=self.cast.officer)
        if days_ago:
            day = today() - dt.timedelta(days=days_ago)
            Cycle.objects.filter(pk=cycle.pk).update(answers_in_on=day, released_on=day, opened_on=day)
        return Cycle.objects.select_related("instrument", "partnership").get(pk=cycle.pk)


def means(cast, cycle):
    """{short name: {principle: mean}} as the officer sees the results."""
    results = results_of(cycle, (cast.university, cast.partner), cast.university)
    found = {}
    for place, side in enumerate(results.sides):
        mine = {row.dimension.principle: float(r.mean) for row in results.rows if (r := row.readings[place])}
        found[side.party.short_name] = mine
    return {name: mine for name, mine in found.items() if mine}
