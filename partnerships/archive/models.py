"""An archive that was asked for: the row is the truth of how far it is; the file comes and, after a set time, goes."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.spaces import InSpace, SpaceQuerySet
from partnerships.bases import Vouched
from partnerships.files import private_path
from partnerships.history.services import Scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class ArchiveQuerySet(SpaceQuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "ArchiveQuerySet":
        """The joint ones of partnerships whose shared records the person reads; of the party's, only those he or she asked for.

        What one person of a party may read, a colleague need not: each takes what is his or hers.
        """
        return super().visible_to(user).filter(Q(party__isnull=True) | Q(requested_by=user.pk))

    def under_way(self) -> "ArchiveQuerySet":
        return self.filter(state__in=(Archive.State.WAITING, Archive.State.MAKING))


class Archive(InSpace, Vouched):
    """The joint archive (party is null): what all may read. Or one party's: that, and what it keeps to itself."""

    record_kind = "archive"
    # A copy, made and removed without a step of anybody: verify compares its file with its hash, and nothing else.
    unvouched = frozenset({"state", "progress", "attempts", "beat_at", "made_at", "keep_until", "file", "size", "sha256"})

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MAKING = "making", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        REMOVED = "removed", _("Removed")

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("asked for by")
    )
    requested_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # Grows while it is being made: a worker that died is told by its standing still.
    beat_at = models.DateTimeField(null=True, editable=False)
    made_at = models.DateTimeField(_("made"), null=True, editable=False)
    keep_until = models.DateTimeField(_("kept until"), null=True, editable=False)
    file = models.FileField(_("file"), upload_to=private_path, max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)

    objects: ClassVar[Any] = ArchiveQuerySet.as_manager()

    class Meta(InSpace.Meta):
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        ordering = ("-requested_at", "pk")
        constraints = (
            *InSpace.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(file="") & ~Q(sha256="") & Q(keep_until__isnull=False),
                name="archive_ready_has_a_file",
            ),
        )
        indexes = (*InSpace.Meta.indexes, models.Index(fields=("state", "beat_at")), models.Index(fields=("keep_until",)))

    def __str__(self) -> str:
        if self.party is None:
            return _now("Joint archive")
        return _now("Archive of %(party)s") % {"party": self.party}

    def scope(self) -> Scope:
        return self.partnership, self.party, self.audience

    def get_absolute_url(self) -> str:
        return reverse("archive:list", args=[self.partnership.slug])

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.MAKING)

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def file_name(self) -> str:
        """Under which name it is given out."""
        whose = self.party.short_name if self.party else "joint"
        return f"{self.partnership.reference}-{whose}.zip"
