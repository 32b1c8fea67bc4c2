"""Makes the kernel's rows for tests, as small as they can be. Records have factories in their own rooms."""

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from partnerships.accounts.models import User
from partnerships.models import Membership, Participation, Partnership, Party, Role, Side

PASSWORD = "a quiet harbour at dawn"


class EmailAddressFactory(DjangoModelFactory):
    class Meta:
        model = EmailAddress

    primary = True
    verified = True


class UserFactory(DjangoModelFactory):
    """A person who can sign in: address verified, password PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n:03}")
    email = factory.Sequence(lambda n: f"person{n:03}@example.org")
    password = factory.django.Password(PASSWORD)
    address = factory.RelatedFactory(EmailAddressFactory, "user", email=factory.SelfAttribute("..email"))


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Business {n:03}")
    short_name = factory.Sequence(lambda n: f"B{n:03}")
    kind = Side.BUSINESS


class UniversityFactory(PartyFactory):
    name = factory.Sequence(lambda n: f"University {n:03}")
    short_name = factory.Sequence(lambda n: f"U{n:03}")
    kind = Side.UNIVERSITY


class NeutralFactory(PartyFactory):
    name = factory.Sequence(lambda n: f"Neutral house {n:03}")
    short_name = factory.Sequence(lambda n: f"N{n:03}")
    kind = Side.NEUTRAL


class PartnershipFactory(DjangoModelFactory):
    """A partnership; `parties=[...]` joins them to it (default: some university, so that what is shared is shown to somebody)."""

    class Meta:
        model = Partnership
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Partnership {n:03}")
    state = Partnership.State.ACTIVE

    @factory.post_generation
    def parties(self, create, extracted, **kwargs):
        if create:
            for party in [UniversityFactory()] if extracted is None else extracted:
                ParticipationFactory(partnership=self, party=party)


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    partnership = factory.SubFactory(PartnershipFactory)
    party = factory.SubFactory(PartyFactory)
    side = factory.SelfAttribute("party.kind")
    state = Participation.State.JOINED


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    party = factory.SubFactory(PartyFactory)
    partnership = factory.SubFactory(PartnershipFactory)
    role = Role.CONTRIBUTOR
