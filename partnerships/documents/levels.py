"""How secret something is: schemes of levels, each with the widest audience that may have what bears it.

The levels of a scheme are an institution's own words (public, internal, amber ...); what the house enforces is their audience. A level
is never a badge alone: what lies where more people read than its audience may is refused there.
"""

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from partnerships.bases import Offered, UsedModel

if TYPE_CHECKING:
    from django.apps.registry import Apps


class Audience(models.IntegerChoices):
    """Who may have it at most, from the widest to the narrowest."""

    PUBLIC = 0, _("Everybody")
    PARTIES = 1, _("All parties of the partnership")
    NAMED_PARTIES = 2, _("Named parties only")
    OWN_PARTY = 3, _("The own party only")
    PERSONS = 4, _("Named persons of the own party only")


# What every reader of a shared or joint record may have.
FOR_ALL_PARTIES = (Audience.PUBLIC, Audience.PARTIES)
# What goes to whom it is shown; narrower levels stay with the own party, wherever the document lies.
SHOWN = (*FOR_ALL_PARTIES, Audience.NAMED_PARTIES)


class ClassificationScheme(Offered):
    """A set of levels. An institution may have several in use: its own, and that of a field (TLP)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    active = models.BooleanField(_("offered in forms"), default=True)

    class Meta:
        verbose_name = _("classification scheme")
        verbose_name_plural = _("classification schemes")
        ordering = ("name",)

    def __str__(self) -> str:
        return gettext(self.name)


class LevelQuerySet(models.QuerySet[Any]):
    def offered(self) -> "LevelQuerySet":
        return self.filter(active=True, scheme__active=True)


class ClassificationLevel(UsedModel):
    """One level of a scheme. The higher its rank, the narrower its audience; one that is retired leaves its rank to its successor."""

    KEPT_IN_USE = ("name", "rank")

    scheme = models.ForeignKey(
        ClassificationScheme, models.PROTECT, related_name="levels", verbose_name=_("classification scheme")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("0 is the most open."))
    name = models.CharField(_("name"), max_length=80)
    audience = models.PositiveSmallIntegerField(_("who may have it at most"), choices=Audience.choices)
    active = models.BooleanField(_("offered in forms"), default=True)

    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification level")
        verbose_name_plural = _("classification levels")
        ordering = ("scheme", "rank")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "rank"),
                condition=models.Q(active=True),
                name="classification_rank_once",
                violation_error_message=_("Another level of the scheme has this rank."),
            ),
        )

    def __str__(self) -> str:
        return gettext(self.name)

    def clean(self) -> None:
        super().clean()
        stored = ClassificationLevel.objects.filter(pk=self.pk).first()
        if stored and (stored.audience, stored.scheme_id) != (self.audience, self.scheme_id) and self.is_used():
            raise ValidationError(
                _(
                    "This level is in use: who may have what bears it stays as it is. Make a new level, and offer this one no more."
                )
            )
        if self.scheme_id is None or self.rank is None or self.audience is None:
            return
        if not self.active:
            return
        others = ClassificationLevel.objects.filter(scheme=self.scheme_id, active=True).exclude(pk=self.pk)
        wider = others.filter(rank__gt=self.rank, audience__lt=self.audience)
        narrower = others.filter(rank__lt=self.rank, audience__gt=self.audience)
        if wider.exists() or narrower.exists():
            raise ValidationError({"audience": _("A level of higher rank never has a wider audience.")})

    @property
    def is_for_all_parties(self) -> bool:
        return self.audience in FOR_ALL_PARTIES


# The scheme every installation starts with: (name, audience), in the order of rank.
HOUSE = "house"
HOUSE_LEVELS = (
    (gettext_noop("Public"), Audience.PUBLIC),
    (gettext_noop("Parties"), Audience.PARTIES),
    (gettext_noop("Named parties"), Audience.NAMED_PARTIES),
    (gettext_noop("Own party"), Audience.OWN_PARTY),
    (gettext_noop("Restricted persons"), Audience.PERSONS),
)


def load_house_scheme(registry: "Apps", using: str = "default") -> None:
    """Add the house's scheme where there is none; one that is there stays as the institution made it. Safe to run again."""
    schemes = registry.get_model("documents", "ClassificationScheme")._default_manager.using(using)
    if schemes.filter(code=HOUSE).exists():
        return
    # The same keys everywhere, so that what is made on two machines from one seed is the same.
    scheme = schemes.create(id=_key("scheme"), code=HOUSE, name=gettext_noop("House scheme"))
    levels = registry.get_model("documents", "ClassificationLevel")
    levels._default_manager.using(using).bulk_create(
        levels(id=_key(name), scheme=scheme, rank=rank, name=name, audience=int(audience))
        for rank, (name, audience) in enumerate(HOUSE_LEVELS)
    )


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"classification/{HOUSE}/{name}")
