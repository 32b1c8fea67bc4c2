"""What rooms build their models from.

`PartnershipRecord` lies in one of the three spaces. `RecordPart` hangs on a record and lies where it lies: it has no visibility of
its own, so that it can never be seen where its record is not. `PartyPart` is a part that one party contributes (a judgement, a
restatement, a check): every party that sees the record sees it, and only that party writes it. `HeldPart` is a part of a joint record
that is one party's by a field of its own (a seat in a body): only that party writes it, too.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.names import named, person_reading
from partnerships.access.policy import Right, Standing, roles_with
from partnerships.access.spaces import GatedQuerySet, InSpace, SpaceQuerySet, writable_partnerships
from partnerships.bases import Offered, Vouched
from partnerships.history.services import Scope
from partnerships.models import Participation, Partnership, Party
from partnerships.records.once import UNSEEN, Discreet, is_unseen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class Kept(Vouched):
    """What every record and part has: an author, times, and a version that grows with each change."""

    # A state machine is a mapping from a state to those that may follow; services.advance() keeps to it.
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {}
    # Whether somebody may remove one; what went its way is withdrawn, corrected or replaced instead.
    is_removable: ClassVar[bool] = True
    # Fields that pages, history and exports leave out, because another field stands for them (a frozen text by its hash).
    undescribed: ClassVar[frozenset[str]] = frozenset()

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    # The key of the person for whom it was fetched through the gate.
    gate: Any = None

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Every kind says its names only to who may read them."""
        super().__init_subclass__(**kwargs)
        if "__str__" in cls.__dict__:
            cls.__str__ = named(cls.__str__)  # type: ignore[method-assign]

    @property
    def is_narrowed(self) -> bool:
        """Whether fewer people may know of it than read the space it lies in."""
        return False

    @property
    def record(self) -> "PartnershipRecord":
        """The record that decides who sees this."""
        raise NotImplementedError

    @property
    def owner_party(self) -> Party | None:
        """The party that may write this; None when all may."""
        return self.record.party

    def scope(self) -> Scope:
        """Where it lies and who reads it there, for the history."""
        record = self.record
        return record.partnership, record.party, record.audience

    def may(self, standing: Standing, right: str) -> bool:
        """Whether the person has the right over this, the Python side of `editable_by`."""
        if right in (Right.WRITE, Right.SHARE, Right.SIGN) and not standing.partnership.is_open:
            return False
        return standing.may(right, self.owner_party)

    def clean_fields(self, exclude: "Collection[str] | None" = None) -> None:
        """As Django does; but a word that the installation offers no more may stay where it is."""
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            related = {name: self._meta.get_field(name).related_model for name in error.error_dict}
            words = [name for name, model in related.items() if isinstance(model, type) and issubclass(model, Offered)]
            stored = type(self)._base_manager.filter(pk=self.pk).values(*words).first() if words else None
            kept = {name for name in words if stored and stored[name] and stored[name] == getattr(self, f"{name}_id")}
            if left := {name: errors for name, errors in error.error_dict.items() if name not in kept}:
                raise ValidationError(left) from None

    def locked_fields(self) -> frozenset[str]:
        """Names of fields that may not be edited in the present state, because a joint decision fixed them."""
        return frozenset()

    def why_kept(self) -> str:
        """Why it may not be deleted in the present state; nothing when it may."""
        if not self.is_removable:
            return _now("It is not removed: it stays in the record of what was done.")
        return _now("A joint decision rests on it: withdraw it instead.") if self.locked_fields() else ""

    def said_by(self) -> Any:
        """The key of the one party whose word or place this is, in what others write, too; None where there is none."""
        return None

    def badges(self) -> "list[dict[str, Any]]":
        """What its page and the lists say of it besides its own state: {label, tone} each."""
        return []

    def authorises(self, record: "Kept", values: "Mapping[str, Any]") -> bool:
        """Whether this is a joint decision that allows a fixed record these new values (services.amend_record)."""
        return False

    def authorises_end(self, record: "Kept") -> bool:
        """Whether this is a joint decision by which a fixed record goes (services.delete_record)."""
        return False

    def get_constraints(self) -> Any:
        return [
            (model, [Discreet(constraint) for constraint in constraints]) for model, constraints in super().get_constraints()
        ]

    def unique_error_message(self, model_class: Any, unique_check: Any) -> ValidationError:
        rows = type(self)._default_manager.filter(**{name: getattr(self, name) for name in unique_check}).exclude(pk=self.pk)
        if is_unseen(rows, person_reading()):
            return ValidationError(UNSEEN, "unique")
        return super().unique_error_message(model_class, unique_check)

    def get_absolute_url(self) -> str:
        record = self.record
        meta = record._meta
        return reverse(f"{meta.app_label}:{meta.model_name}-detail", args=[record.partnership.slug, record.pk])


class PartnershipRecord(InSpace, Kept):
    """A record of a partnership, in one of the three spaces."""

    read_in_emergency = True

    class Meta(InSpace.Meta):
        abstract = True

    @property
    def record(self) -> Self:
        return self


def record_kinds() -> list[type[PartnershipRecord]]:
    """Every kind of record, of all rooms, in a fixed order."""
    found = [model for model in apps.get_models() if issubclass(model, PartnershipRecord)]
    return sorted(found, key=lambda model: model.record_kind)


class Sourced(models.Model):
    """Something that exists for the sake of another record, of whatever room: `source`, or nothing."""

    source_type = models.ForeignKey(ContentType, models.PROTECT, null=True, editable=False, related_name="+")
    source_key = models.UUIDField(null=True, editable=False)
    source = GenericForeignKey("source_type", "source_key")

    class Meta:
        abstract = True


class SourcedQuerySet(SpaceQuerySet):
    def for_source(self, source: Kept) -> Self:
        """Those that exist for the sake of a record."""
        return self.filter(source_type=ContentType.objects.get_for_model(source), source_key=source.pk)


class PartQuerySet(GatedQuerySet):
    @property
    def _parent(self) -> Any:
        return self.model._meta.get_field(self.model.part_of).related_model

    @property
    def asks_more(self) -> bool:
        return type(self).visible_to is not PartQuerySet.visible_to or self._parent.objects.all().asks_more

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.through_gate(user).filter(
            **{f"{self.model.part_of}__in": self._parent.objects.visible_to(user).values("pk")}
        )

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        return self.filter(**{f"{self.model.part_of}__in": self._parent.objects.editable_by(user).values("pk")})

    def disclosed(self) -> Self:
        return self.filter(**{f"{self.model.part_of}__in": self._parent.objects.disclosed().values("pk")})

    def of_partnership(self, partnership: Partnership) -> Self:
        return self.filter(**{self.model.path_to_record() + "partnership": partnership})


class RecordPart(Kept):
    """A part of a record, or of another part: `part_of` names the foreign key to it."""

    part_of: ClassVar[str]

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def parent(self) -> Kept:
        return getattr(self, self.part_of)

    @property
    def record(self) -> PartnershipRecord:
        return self.parent.record

    @property
    def partnership(self) -> Partnership:
        return self.record.partnership

    @property
    def owner_party(self) -> Party | None:
        return self.parent.owner_party

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[Any]":
        return cls._base_manager.filter(**{f"{cls.path_to_record()}partnership": partnership})

    @classmethod
    def path_to_record(cls) -> str:
        """The lookup prefix from here to the record: "objective__", "measure__objective__"."""
        parent: Any = cls._meta.get_field(cls.part_of).related_model
        further = parent.path_to_record() if issubclass(parent, RecordPart) else ""
        return f"{cls.part_of}__{further}"

    def get_absolute_url(self) -> str:
        return f"{super().get_absolute_url()}?tab={self._meta.model_name}"


class PartyPartQuerySet(PartQuerySet):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """One's own party's parts of records one may see, while the partnership is open."""
        held = Participation.objects.held_by(user, roles_with(Right.WRITE)).signing()
        path = self.model.path_to_record()
        mine = models.Exists(held.filter(partnership=models.OuterRef(f"{path}partnership"), party=models.OuterRef("party")))
        return self.visible_to(user).filter(mine, **{f"{path}partnership__in": writable_partnerships(user)})


class PartyPart(RecordPart):
    """What one party says about a record."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="+", editable=False, verbose_name=_("party"))

    objects: ClassVar[Any] = PartyPartQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def owner_party(self) -> Party:
        return self.party

    def said_by(self) -> Any:
        return self.party_id


class HeldPartQuerySet(PartQuerySet):
    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Of joint records the own party's parts, and those held by whoever signs nothing there (neutral, or no longer at the table)."""
        path, holder = self.model.path_to_record(), self.model.held_by
        here = {"partnership": models.OuterRef(f"{path}partnership"), "party": models.OuterRef(holder)}
        mine = Participation.objects.held_by(user, roles_with(Right.WRITE)).signing().filter(**here)
        signing = Participation.objects.signing().exclude(state=Participation.State.LEFT).filter(**here)
        free = Q(**{f"{path}party__isnull": False}) | ~models.Exists(signing)
        return super().editable_by(user).filter(free | models.Exists(mine))


class HeldPart(RecordPart):
    """A part of a joint record that is one party's: `held_by` names the field that says whose. Nobody writes another party's.

    What is held by whoever signs nothing there (a neutral organisation, a party that left) any party writes, and in a record of one
    party that party writes all.
    """

    held_by: ClassVar[str]

    objects: ClassVar[Any] = HeldPartQuerySet.as_manager()

    class Meta:
        abstract = True

    def said_by(self) -> Any:
        return getattr(self, f"{self.held_by}_id") if self.record.party_id is None else None  # type: ignore[attr-defined]

    def may(self, standing: Standing, right: str) -> bool:
        holder = getattr(self, f"{self.held_by}_id")
        signing = {party.pk: party for party in standing.parties}
        if right in (Right.WRITE, Right.SIGN) and self.record.party_id is None and holder in signing:
            return super().may(standing, right) and standing.may(right, signing[holder])
        return super().may(standing, right)


class Disclosure(InSpace, Vouched):
    """Sharing, and taking back, as an act: who, when, why. Taking back hides what comes after, never what was shown."""

    record_kind = "disclosure"

    class Kind(models.TextChoices):
        SHARED = "shared", _("Shared")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(_("act"), max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_key = models.UUIDField()
    subject = GenericForeignKey("subject_type", "subject_key")
    subject_label = models.CharField(_("record"), max_length=250)
    # What the other parties could read up to the moment of withdrawal: they keep it.
    content = models.JSONField(default=dict, blank=True)

    class Meta(InSpace.Meta):
        verbose_name = _("act of sharing")
        verbose_name_plural = _("acts of sharing")
        ordering = ("-at",)
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("partnership", "-at")))

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_label}"
