import datetime as dt

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.archive.models import Archive
from partnerships.tests.factories import PartnershipFactory, UserFactory


class ArchiveFactory(DjangoModelFactory):
    """The joint one; with `party=...` that party's, which `requested_by` asked for."""

    class Meta:
        model = Archive

    partnership = factory.SubFactory(PartnershipFactory)
    requested_by = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: "private" if o.party else "shared")


class ReadyArchiveFactory(ArchiveFactory):
    """Made, with a file of a few bytes."""

    state = Archive.State.READY
    sha256 = "0" * 64
    made_at = factory.LazyFunction(timezone.now)
    keep_until = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30))
    file = factory.LazyFunction(lambda: ContentFile(b"PK", name="archive.zip"))
