import factory
from factory.django import DjangoModelFactory

from partnerships.admission.models import Admission, AdmissionItem
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign
from partnerships.tests.factories import PartnershipFactory, PartyFactory, UserFactory


class AdmissionFactory(DjangoModelFactory):
    """A request that a business joins; nobody has been asked to sign it."""

    class Meta:
        model = Admission

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = "shared"
    kind = Admission.Kind.PARTY_JOINS
    organisation = factory.SubFactory(PartyFactory)
    side = "business"
    reason = "They build the test bench."


class AdmissionItemFactory(DjangoModelFactory):
    class Meta:
        model = AdmissionItem

    admission = factory.SubFactory(AdmissionFactory)
    author = factory.SelfAttribute("admission.author")
    title = "Charter"


def round_of(admission):
    """The request for signatures about it."""
    return SignOffRound.objects.get(record_key=admission.pk)


def sign_all(admission):
    """Every party signs it, each by somebody who may."""
    round = round_of(admission)
    for slot in round.slots.select_related("party").order_by("party__name"):
        sign(round, actor=slot.people().order_by("name").first(), party=slot.party)
    admission.refresh_from_db()
    return admission
