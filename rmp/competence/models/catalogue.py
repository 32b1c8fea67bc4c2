"""What is meant by a competence, and by each level of it. An institution changes the starting set in the admin."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.bases import Offered

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Level(models.IntegerChoices):
    """How far somebody has come, the same for every competence; what it means in one of them is in its descriptors."""

    NONE = 0, _("0 none")
    KNOWS = 1, _("1 knows of it")
    WITH_HELP = 2, _("2 does it with help")
    ALONE = 3, _("3 does it alone")
    LEADS = 4, _("4 leads others in it")


class Competence(Offered):
    """Something a person knows, can do, or brings along when working with another organisation.

    Its words stay once somebody is rated by it, or a role asks for it.
    """

    KEPT_IN_USE = ("kind", "title", "text", *(f"level_{level}" for level in range(5)))

    class Kind(models.TextChoices):
        ATTRIBUTE = "attribute", _("Attribute: knowledge and training")
        ABILITY = "ability", _("Ability: skill by experience")
        ATTITUDE = "attitude", _("Attitude: how somebody meets others")

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("what it is"))
    level_0 = models.TextField(_("level 0"), blank=True)
    level_1 = models.TextField(_("level 1"), blank=True)
    level_2 = models.TextField(_("level 2"), blank=True)
    level_3 = models.TextField(_("level 3"), blank=True)
    level_4 = models.TextField(_("level 4"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("A retired one is offered no more and stays where it is used.")
    )

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ("position", "code")

    def __str__(self) -> str:
        # The shipped words are in the message catalogue; an institution's own come back as written.
        return gettext(self.title)

    @property
    def short_kind(self) -> "str | _StrPromise":
        return SHORT_KINDS[self.Kind(self.kind)]

    @property
    def meaning(self) -> str:
        return gettext(self.text)

    @property
    def descriptors(self) -> list[tuple[str, str]]:
        """(level, what one sees of it), from none to leading others; levels without words are left out."""
        said = [(Level(number), getattr(self, f"level_{number}")) for number in Level.values]
        return [(str(level.label), gettext(words)) for level, words in said if words]


SHORT_KINDS = {
    Competence.Kind.ATTRIBUTE: _("attribute"),
    Competence.Kind.ABILITY: _("ability"),
    Competence.Kind.ATTITUDE: _("attitude"),
}
