"""The fixed cast: the same people in every test, so that a test reads as a sentence about somebody one knows.

partnership           university + partner + neutral house
sibling_partnership   the same university + another business
other_partnership     another university + the same partner
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from partnerships.accounts.models import User
from partnerships.accounts.tests.proving import prove
from partnerships.models import Partnership, Party, Role
from partnerships.tests.again import made_again
from partnerships.tests.browser import Browser
from partnerships.tests.factories import (
    MembershipFactory,
    NeutralFactory,
    ParticipationFactory,
    PartnershipFactory,
    PartyFactory,
    UniversityFactory,
    UserFactory,
)


def in_space(factory: Any, **fields: Any) -> Callable[..., Any]:
    """Makes a record in one space of the cast's partnership: function(cast, **place). A field may be given as a function of the cast."""

    def make(cast: "Cast", **place: Any) -> Any:
        given = {name: field(cast) if callable(field) else field for name, field in fields.items()}
        return factory(**{"partnership": cast.partnership, "author": cast.officer} | given | place)

    return make


@dataclass
class Cast:
    university: Party
    partner: Party
    neutral: Party
    sibling_partner: Party
    other_university: Party

    partnership: Partnership
    sibling_partnership: Partnership
    other_partnership: Partnership

    officer: User  # the university's, in all its partnerships
    contributor: User  # the university's, here
    representative: User  # the partner's, here, and so are the next three
    partner_contributor: User
    partner_reader: User
    respondent: User
    facilitator: User  # of the neutral house, here
    auditor: User  # of the neutral house, here
    sibling: User  # the university's contributor in the sibling partnership only
    stranger: User  # officer of the other university
    administrator: User  # opens the Django admin; stands for nobody

    anonymous = None

    INSIDE = (
        *("officer", "contributor", "representative", "partner_contributor", "partner_reader"),
        *("respondent", "facilitator", "auditor"),
    )
    PEOPLE = (*INSIDE, "sibling", "stranger", "administrator", "anonymous")

    def client(self, user: User | None = None) -> Client:
        """A browser in which the person has just signed in; with None, nobody has."""
        client = Browser()
        client.user = user
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            prove(client, user)
        return client


@made_again
def make_cast() -> Cast:
    university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
    partner = PartyFactory(name="Adler Maschinenbau GmbH", short_name="Adler")
    neutral = NeutralFactory(name="Bridge Facilitation", short_name="Bridge")
    sibling_partner = PartyFactory(name="Baltic Foods", short_name="Baltic")
    other_university = UniversityFactory(name="Hillside University", short_name="Hillside")

    partnership = PartnershipFactory(title="Quiet gearboxes", parties=[university, partner, neutral])
    sibling_partnership = PartnershipFactory(title="Cold chains", parties=[university, sibling_partner])
    other_partnership = PartnershipFactory(title="Tidal power", parties=[other_university, partner])

    def person(name: str, party: Party, role: str, place: Partnership | None = partnership) -> User:
        user = UserFactory(name=name, email=f"{name.split()[0].lower()}@example.org")
        MembershipFactory(user=user, party=party, partnership=place, role=role)
        return user

    return Cast(
        university=university,
        partner=partner,
        neutral=neutral,
        sibling_partner=sibling_partner,
        other_university=other_university,
        partnership=partnership,
        sibling_partnership=sibling_partnership,
        other_partnership=other_partnership,
        officer=person("Olivia Officer", university, Role.OFFICER, None),
        contributor=person("Conrad Contributor", university, Role.CONTRIBUTOR),
        representative=person("Renate Representative", partner, Role.REPRESENTATIVE),
        partner_contributor=person("Paul Partner", partner, Role.CONTRIBUTOR),
        partner_reader=person("Rita Reader", partner, Role.READER),
        respondent=person("Ruth Respondent", partner, Role.RESPONDENT),
        facilitator=person("Felix Facilitator", neutral, Role.FACILITATOR),
        auditor=person("Aida Auditor", neutral, Role.AUDITOR),
        sibling=person("Simon Sibling", university, Role.CONTRIBUTOR, sibling_partnership),
        stranger=person("Stella Stranger", other_university, Role.OFFICER, None),
        administrator=UserFactory(name="Ada Administrator", email="ada@example.org", is_staff=True, is_superuser=True),
    )


def seat(cast: Cast, name: str, *people: tuple[str, str]) -> tuple[Party, tuple[User, ...]]:
    """One more party at the table of the cast's partnership, from now on: itself and its people, given as (name, role)."""
    party = PartyFactory(name=name, short_name=name.split()[0])
    ParticipationFactory(partnership=cast.partnership, party=party)
    made = []
    for person, role in people:
        user = UserFactory(name=person, email=f"{person.split()[0].lower()}@example.org")
        MembershipFactory(user=user, party=party, partnership=cast.partnership, role=role)
        made.append(user)
    return party, tuple(made)


def seat_left_out(cast: Cast) -> tuple[Party, User]:
    """A party that others leave out when they share with each other."""
    party, [user] = seat(cast, "Lonergan Marine", ("Lena Leftout", Role.REPRESENTATIVE))
    return party, user


def seat_newcomer(cast: Cast) -> tuple[Party, User]:
    """A party that comes when much has been written already."""
    party, [user] = seat(cast, "Nordwind Energie", ("Nora Newcomer", Role.REPRESENTATIVE))
    return party, user
