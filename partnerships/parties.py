"""The organisations that take part, and what registers call them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.bases import Vouched
from partnerships.zones import valid_zone


class Side(models.TextChoices):
    UNIVERSITY = "university", _("University")
    BUSINESS = "business", _("Business")
    GOVERNMENT = "government", _("Government")
    COMMUNITY = "community", _("Community")
    OTHER = "other", _("Other")
    NEUTRAL = "neutral", _("Neutral (facilitator or auditor)")


class Party(Vouched):
    """An organisation that takes part in partnerships (3.1, 3.2)."""

    record_kind = "party"

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

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[Party]":
        """The parties at the table: what becomes of one that left is not told there."""
        present = ("invited", "joined", "suspended")
        return cls._base_manager.filter(participations__partnership=partnership, participations__state__in=present)

    def clean(self) -> None:
        super().clean()
        self.country = self.country.upper()
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
    """What a register calls the party: ROR, LEI, VAT number, GRID ..."""

    record_kind = "party-identifier"

    party = models.ForeignKey(Party, models.CASCADE, related_name="identifiers", verbose_name=_("party"))
    scheme = models.CharField(_("register"), max_length=30)
    value = models.CharField(_("identifier"), max_length=100)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = (models.UniqueConstraint(fields=("party", "scheme", "value"), name="party_identifier_unique"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[PartyIdentifier]":
        return cls._base_manager.filter(party__in=Party.rows_of(partnership))
