"""A partnership whose people are rated: what the tests of figures, gaps and privacy start from."""

import datetime as dt

from partnerships.clock import today
from rmp.competence.models import Assessment
from rmp.competence.services import publish_coverage
from rmp.competence.tests import factories as f

DAY = dt.timedelta(days=1)
LONG_AGO = today() - 200 * DAY


class Team:
    """A role that asks for one competence, and people of a party who hold it."""

    def __init__(self, cast, *, side="university", level=3, code="operative"):
        self.cast = cast
        self.party = getattr(cast, side)
        self.manager = cast.officer if side == "university" else cast.representative
        self.here = {"partnership": cast.partnership, "author": self.manager}
        self.role = f.role(code)
        self.profile = f.RoleProfileFactory(**self.here, role=self.role)
        self.requirement = f.RoleRequirementFactory(profile=self.profile, required_level=level)
        self.people = []

    def join(self, number, **values):
        new = [
            f.RoleHolderFactory(**self.here, party=self.party, role=self.role, **{"since": dt.date(2020, 1, 1)} | values)
            for _one in range(number)
        ]
        self.people += new
        return new

    def rated(self, *levels, people=None, on=None, **values):
        """The people, or some of them, rated by a manager, in their order."""
        return [
            f.AssessmentFactory(
                holder=holder, competence=self.requirement.competence, level=level, assessed_on=on or today(), **values
            )
            for holder, level in zip(self.people if people is None else people, levels, strict=True)
        ]

    def publish(self, **values):
        return publish_coverage(self.cast.partnership, party=self.party, actor=self.manager, **values)

    def age(self, snapshot, days=100):
        """As if it had been published so many days ago, with the ratings of then."""
        day = today() - days * DAY
        snapshot.published_on = day
        snapshot.save()
        snapshot.figures.filter(as_of=today()).update(as_of=day)
        Assessment.objects.filter(counted_in=snapshot).update(assessed_on=day)
        return snapshot


def figure(snapshot):
    """What the only figure says: (status, people, at least, at most, as of)."""
    [one] = snapshot.figures.all()
    return one.status, one.people, one.at_least, one.at_most, one.as_of
