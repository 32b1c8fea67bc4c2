"""A document, its versions, and who may have it."""

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right
from partnerships.access.spaces import InSpace, SpaceQuerySet, own_space
from partnerships.documents.content import KINDS
from partnerships.documents.levels import SHOWN, Audience, ClassificationLevel, ClassificationScheme
from partnerships.files import private_path
from partnerships.history.services import Scope
from partnerships.records.models import PartnershipRecord, RecordPart, Sourced, SourcedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User

__all__ = ["ClassificationLevel", "ClassificationScheme", "Document", "DocumentVersion"]

KIND_CHOICES = [(kind.key, kind.label) for kind in KINDS.values()]


@cache
def particular_models() -> tuple[type[PartnershipRecord], ...]:
    """Kinds of records that ask more of their readers than the space does: their documents ask it too."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, PartnershipRecord)
        and model is not Document
        and type(model.objects.none()).visible_to is not SpaceQuerySet.visible_to
    )


class DocumentQuerySet(SourcedQuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Documents whose record the person may read and whose level lets him or her have them."""
        found = super().visible_to(user)
        for model in particular_models():
            readable = model.objects.visible_to(user).values("pk")
            kind = ContentType.objects.get_for_model(model)
            found = found.exclude(Q(source_type=kind) & ~Q(source_key__in=readable))
        own = own_space(user, Right.READ_OWN)
        persons = Q(author=user.pk) | Q(Exists(Document.people.through.objects.filter(document=OuterRef("pk"), user=user.pk)))
        return found.filter(
            Q(level__audience__in=SHOWN)
            | Q(own, level__audience=Audience.OWN_PARTY)
            | Q(own & persons, level__audience=Audience.PERSONS)
        )

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Of what the person may write, what he or she may have."""
        return super().editable_by(user).filter(pk__in=self.model.objects.visible_to(user).values("pk"))

    def disclosed(self) -> Self:
        """What every party may read."""
        return super().disclosed().filter(level__audience__in=SHOWN)

    def for_whoever_comes(self) -> Self:
        """Without those that name their parties."""
        return self.exclude(level__audience=Audience.NAMED_PARTIES)


class Document(Sourced, PartnershipRecord):
    """A file of a record (its source), in the space of that record; without a source, of the partnership itself."""

    record_kind = "document"

    # The history says of a document what everybody may know who reads the history: of a restricted one, not even its name.
    undescribed = frozenset({"title", "note", "people"})
    # A level that is borne keeps its audience: whoever widens it past the product opens what bears it.
    vouched_too = ("level.audience",)

    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("what it is about"), blank=True, max_length=2000)
    level = models.ForeignKey(
        ClassificationLevel,
        models.PROTECT,
        related_name="+",
        verbose_name=_("classification"),
        help_text=_("Who may have it at most. Where more people read than that, it is refused."),
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("restricted to these people")
    )
    # What the newest version is: for lists.
    number = models.PositiveSmallIntegerField(_("version"), default=0, editable=False)
    kind = models.CharField(_("kind of file"), max_length=10, choices=KIND_CHOICES, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    class Meta(PartnershipRecord.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = InSpace.Meta.constraints
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("source_type", "source_key")))

    def __str__(self) -> str:
        return _now("Restricted document") if self.is_restricted else self.title

    @property
    def is_restricted(self) -> bool:
        return self.level.audience == Audience.PERSONS

    @property
    def is_narrowed(self) -> bool:
        """Whether fewer people may have it than read the space it lies in."""
        return self.level.audience not in SHOWN

    @property
    def is_unnamed(self) -> bool:
        """Whether its record is shared and it is not, because nobody is named that may have it."""
        return self.is_private and self.source is not None and not self.source.is_private

    def scope(self) -> Scope:
        """Of what stays with the own party, the history tells that party only."""
        if self.is_narrowed and self.party_id:
            return self.partnership, self.party, 0
        return super().scope()

    def may(self, standing: Any, right: str) -> bool:
        """What hangs on a record is shared and taken back with it."""
        return not (right == Right.SHARE and self.source_key) and super().may(standing, right)

    def shown_size(self) -> str:
        return filesizeformat(self.size)

    shown_size.short_description = _("size")  # type: ignore[attr-defined]

    def belongs_to(self) -> str:
        """The record it hangs on, with what that is."""
        model = ContentType.objects.get_for_id(self.source_type_id).model_class() if self.source_type_id else None
        return capfirst(str(model._meta.verbose_name)) if model else _now("The partnership")

    belongs_to.short_description = _("belongs to")  # type: ignore[attr-defined]


class DocumentVersion(RecordPart):
    """One file of a document. It never changes and is never replaced: a new file is a new version."""

    record_kind = "document-version"

    part_of = "document"
    undescribed = frozenset({"file", "size"})

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    file = models.FileField(_("file"), upload_to=private_path, max_length=200, editable=False)
    name = models.CharField(_("name of the file"), max_length=150, editable=False)
    kind = models.CharField(_("kind of file"), max_length=10, choices=KIND_CHOICES, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    remark = models.CharField(_("what changed"), max_length=250, blank=True, editable=False)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="document_version_once"),)

    def __str__(self) -> str:
        return _now("%(document)s, version %(number)s") % {"document": self.document, "number": self.number}

    def scope(self) -> Scope:
        return self.document.scope()

    def shown_size(self) -> str:
        return filesizeformat(self.size)

    shown_size.short_description = _("size")  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if not self._state.adding:
            raise ValidationError(_("A version never changes: hand in a new one."))
