"""The organisations that take part, and what registers call them."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.bases import Vouched
from partnerships.zones import valid_zone

TAKEN_NAME = _("An organisation of this name is here already: choose that one, or ask an administrator to bring you together.")

TAKEN_SHORT_NAME = _(
    "Another organisation is called so: on most pages nobody could tell the two apart. Choose another short name."
)


class Side(models.TextChoices):
    UNIVERSITY = "university", _("University")
    BUSINESS = "business", _("Business")
    GOVERNMENT = "government", _("Government")
    COMMUNITY = "community", _("Community")
    OTHER = "other", _("Other")
    NEUTRAL = "neutral", _("Neutral (facilitator or auditor)")


def folded(name: str) -> str:
    """A name without what does not tell two organisations apart: capitals, accents, blanks and punctuation."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    kept = (c for c in letters if c.isalnum() or (unicodedata.category(c)[0] == "M" and not unicodedata.combining(c)))
    return "".join(kept)[:600]


def hold_names() -> None:
    """Until the transaction ends nobody else gives an organisation a name: asked before a name is compared with those that are here.

    Before anything else is held, so that nobody waits for whoever waits for him.
    """
    list(ContentType.objects.select_for_update(no_key=True).filter(app_label="partnerships", model="party"))


def domain_of(address: str) -> str:
    """The domain of an e-mail address, or of what is typed as one, as the network has it. Empty when it is none."""
    name = address.strip().rpartition("@")[2].strip(".").lower()
    try:
        name = name.encode("idna").decode()
    except UnicodeError:
        return ""
    return name if re.fullmatch(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", name) else ""


class Party(Vouched):
    """An organisation that takes part in partnerships (3.1, 3.2)."""

    record_kind = "party"
    # It follows from the name.
    unvouched: ClassVar[frozenset[str]] = frozenset({"folded_name"})

    class UniversityType(models.TextChoices):
        RESEARCH = "research", _("Research-oriented university")
        APPLIED = "applied", _("University of applied sciences")
        BUSINESS_SCHOOL = "business_school", _("Business school")
        ART_SCHOOL = "art_school", _("Art school")
        COLLEGE = "college", _("College")
        POLYTECHNIC = "polytechnic", _("Polytechnic")
        VOCATIONAL = "vocational", _("Higher vocational or technical institution")
        COMMUNITY = "community", _("Community university or college")

    class BusinessType(models.TextChoices):
        LARGE = "large", _("Large company")
        SME = "sme", _("Small or medium-sized company")
        STARTUP = "startup", _("Start-up")
        MULTINATIONAL = "multinational", _("Multinational")
        PUBLIC = "public", _("Public enterprise")
        NGO = "ngo", _("Non-governmental organisation")
        ASSOCIATION = "association", _("Association")
        GOVERNMENT = "government", _("Government body")

    class Relation(models.TextChoices):
        AFFECTS = "affects", _("Can affect the goal")
        AFFECTED = "affected", _("Is affected by it")
        PERCEIVES = "perceives", _("Perceives itself as affected")

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Side.choices)
    university_type = models.CharField(_("type of university"), max_length=20, choices=UniversityType.choices, blank=True)
    business_type = models.CharField(_("type of business partner"), max_length=20, choices=BusinessType.choices, blank=True)
    relation_basis = models.CharField(
        _("how the goal concerns it"), max_length=20, choices=Relation.choices, blank=True, help_text=_("Clause 3.2")
    )
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166 code, such as DE"))
    city = models.CharField(_("city"), max_length=100, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, blank=True, validators=[valid_zone], help_text=_("Such as Europe/Berlin")
    )
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("about"), blank=True)
    folded_name = models.CharField(max_length=600, editable=False, db_index=True, default="")
    # Who let its first person in, with the party he or she stood for; empty where nobody else had to.
    vouched_by = models.CharField(_("identity vouched for by"), max_length=400, blank=True, editable=False)
    vouched_at = models.DateTimeField(_("identity vouched for at"), null=True, blank=True, editable=False)
    # A person of its own came by mail to one of its domains, or an administrator confirmed with a reason who it is.
    confirmed_at = models.DateTimeField(_("identity confirmed at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.folded_name = folded(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "folded_name"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @classmethod
    def is_called(cls, name: str, *, but: Any = None) -> bool:
        """Whether an organisation other than `but` (a key) has this as its name or short name, however it is written."""
        wanted = folded(name)
        others = cls._default_manager.exclude(pk=but).values_list("folded_name", "short_name")
        return any(wanted in (name, folded(short)) for name, short in others.iterator())

    @property
    def is_unconfirmed(self) -> bool:
        """Whether only another party says who it is."""
        return self.vouched_at is not None and self.confirmed_at is None

    @property
    def identity(self) -> str:
        """What is to be read beside its name, wherever it is named in full; empty when a person of its own stands for it."""
        return gettext("Identity vouched for by %(name)s") % {"name": self.vouched_by} if self.is_unconfirmed else ""

    @property
    def full_name(self) -> str:
        """The name with what is to be read beside it, for a paper."""
        return f"{self.name} ({self.identity})" if self.is_unconfirmed else self.name

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[Party]":
        """The parties at the table: what becomes of one that left is not told there."""
        present = ("invited", "joined", "suspended")
        return cls._base_manager.filter(participations__partnership=partnership, participations__state__in=present)

    def clean(self) -> None:
        super().clean()
        self.country = self.country.upper()
        if folded(self.name) != self.folded_name and self.is_called(self.name, but=self.pk):
            raise ValidationError({"name": TAKEN_NAME})
        before = Party._default_manager.filter(pk=self.pk).values_list("short_name", flat=True).first()
        if (before is None or folded(before) != folded(self.short_name)) and self.is_called(self.short_name, but=self.pk):
            raise ValidationError({"short_name": TAKEN_SHORT_NAME})
        if self.university_type and self.kind != Side.UNIVERSITY:
            raise ValidationError({"university_type": _("Only a university has a type of university.")})
        if self.business_type and self.kind == Side.UNIVERSITY:
            raise ValidationError({"business_type": _("A university has no type of business partner.")})


class PartyUnit(Vouched):
    """A department, faculty or site of a party."""

    record_kind = "party-unit"

    party = models.ForeignKey(Party, models.CASCADE, related_name="units", verbose_name=_("party"))
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("party", "name")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[PartyUnit]":
        return cls._base_manager.filter(party__in=Party.rows_of(partnership))


class PartyIdentifier(Vouched):
    """What a register calls the party: ROR, LEI, VAT number, GRID ..., or a domain at which its people have their mail."""

    record_kind = "party-identifier"
    DOMAIN = "domain"

    party = models.ForeignKey(Party, models.CASCADE, related_name="identifiers", verbose_name=_("party"))
    scheme = models.CharField(
        _("register"),
        max_length=30,
        help_text=_("Such as ROR or LEI; “domain” for a domain of its e-mail addresses."),
    )
    value = models.CharField(_("identifier"), max_length=100)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = (models.UniqueConstraint(fields=("party", "scheme", "value"), name="party_identifier_unique"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

    def clean(self) -> None:
        super().clean()
        self.scheme, self.value = self.scheme.strip(), self.value.strip()
        if self.scheme.casefold() == self.DOMAIN:
            self.scheme, given = self.DOMAIN, self.value
            self.value = domain_of(given)
            if not self.value:
                raise ValidationError({"value": _("This is no domain. Write one such as example.org.")})
            if self.value in settings.FREE_MAIL_DOMAINS:
                raise ValidationError(
                    {"value": _("Anybody can have an address of this domain: it belongs to no organisation.")}
                )
        same = PartyIdentifier._default_manager.filter(scheme__iexact=self.scheme, value__iexact=self.value)
        if same.exclude(party=self.party_id).exists():
            raise ValidationError({"value": _("Another organisation has this identifier already.")})

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[PartyIdentifier]":
        return cls._base_manager.filter(party__in=Party.rows_of(partnership))
