"""The three spaces: joint, a party's own private one, and what a party shares.

Whatever lies in a space (a record, an entry of the history) carries the same four columns and is read through the same gate,
`visible_to(user)`: there is no other way to a list, a count, a choice, an export or a mail. What is joint or shared is read by those
in its audience (partnerships.audience), which is as a rule all who were at the table.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing, roles_with
from partnerships.audience import bit_of, covers, known_to_all, neutral, seated, shown
from partnerships.models import FROZEN_STATES, Ledger, Participation, Partnership, Party

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.accounts.models import User


class Visibility(models.TextChoices):
    PRIVATE = "private", _("Private")
    SHARED = "shared", _("Shared")


class Space(models.TextChoices):
    """Where a record lies, as one choice in forms and filters."""

    OURS_PRIVATE = "ours_private", _("Ours, private")
    OURS_SHARED = "ours_shared", _("Ours, shared")
    JOINT = "joint", _("Joint")
    THEIRS = "theirs", _("Theirs, shared with us")


def own_space(user: "User | AnonymousUser", right: str, path: str = "") -> Exists:
    """True for rows whose party the person stands for, in that row's partnership, with the right.

    `path` leads from the row to what carries `partnership` and `party` ("objective__", say), or is empty.
    """
    mine = Participation.objects.held_by(user, roles_with(right)).signing()
    return Exists(mine.filter(partnership=OuterRef(f"{path}partnership"), party=OuterRef(f"{path}party")))


def shown_to(user: "User | AnonymousUser", right: str) -> Exists:
    """True for rows that are shown to a party for which the person stands there with the right."""
    seats = Participation.objects.held_by(user, roles_with(right))
    return Exists(seats.filter(shown(), partnership=OuterRef("partnership")))


@contextmanager
def reading_as(user: "User", reading: Any) -> Iterator[None]:
    """Within it the person reads what the emergency reading opens (partnerships.administration): only its own pages say so."""
    before, user.reading = user.reading, reading
    try:
        yield
    finally:
        user.reading = before


def writable_partnerships(user: "User | AnonymousUser") -> "models.QuerySet[Any]":
    """Keys of the open partnerships in whose joint space the person may write."""
    mine = Participation.objects.held_by(user, roles_with(Right.WRITE)).signing()
    return mine.exclude(partnership__state__in=FROZEN_STATES).values("partnership")


class GatedQuerySet(models.QuerySet[Any]):
    """Remembers who asked at the gate: what comes of it is known to be read by that person (partnerships.access.names)."""

    @property
    def asks_more(self) -> bool:
        """Whether the kind asks more of its readers than the space it lies in."""
        raise NotImplementedError

    @property
    def reader(self) -> Any:
        """The key of who asked at the gate; None where nobody has."""
        return self._hints.get("reader")  # type: ignore[attr-defined]

    def through_gate(self, user: "User | AnonymousUser") -> Self:
        found = self._chain()  # type: ignore[attr-defined]
        found._hints = {**found._hints, "reader": user.pk}
        return found

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None  # type: ignore[has-type]
        super()._fetch_all()  # type: ignore[misc]
        if fresh and self.reader is not None:
            for row in self._result_cache or ():
                if isinstance(row, models.Model):
                    row.gate = self.reader  # type: ignore[attr-defined]


class SpaceQuerySet(GatedQuerySet):
    @property
    def asks_more(self) -> bool:
        return type(self).visible_to is not SpaceQuerySet.visible_to

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """What the person may read: what is joint or shared and shown to his or her party, and what is the own party's.

        And, on the pages of an emergency reading, what that opens, for as long as it is open by the clock of the database.
        """
        found = (
            Q(shown_to(user, Right.READ_JOINT), party__isnull=True)
            | Q(shown_to(user, Right.READ_SHARED), party__isnull=False)
            | Q(own_space(user, Right.READ_OWN))
        )
        reading = getattr(user, "reading", None)
        if reading is not None and self.model.read_in_emergency:
            found |= reading.opens()
        return self.through_gate(user).filter(found)

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """What the person may change: joint records that are shown to the own party, and that party's, while the partnership is open."""
        mine = Q(shown_to(user, Right.WRITE), party__isnull=True) | Q(own_space(user, Right.WRITE))
        return self.filter(mine, partnership__in=writable_partnerships(user))

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        tables: dict[Any, int] = {}
        for row in objs:
            if not row.is_private and not row.audience:
                key = row.partnership_id
                row.audience = tables[key] = tables.get(key) or seated(key)
        return super().bulk_create(objs, *args, **kwargs)

    def disclosed(self) -> Self:
        """What every party that has joined may read. Practices, plans and everything else shown to all parties starts here."""
        return self.filter(Exists(Ledger.objects.filter(known_to_all(), partnership=OuterRef("partnership"))))

    def for_whoever_comes(self) -> Self:
        """Of what is disclosed, what a neutral party is shown when all let it in."""
        return self

    def joint(self) -> Self:
        return self.filter(party__isnull=True)

    def owned_by(self, party: Party | None) -> Self:
        return self.filter(party=party)

    def in_space(self, space: str, party: Party | None) -> Self:
        """Rows of one space, as seen from the party's side."""
        match space:
            case Space.JOINT:
                return self.joint()
            case Space.THEIRS:
                return self.filter(party__isnull=False).exclude(party=party)
            case Space.OURS_PRIVATE:
                return self.filter(party=party, visibility=Visibility.PRIVATE, party__isnull=False)
            case Space.OURS_SHARED:
                return self.filter(party=party, visibility=Visibility.SHARED, party__isnull=False)
        return self.none()


class SpaceIndex(models.Index):
    """An index named after its model. Django keeps names to 30 characters for Oracle; our databases take 63, and models have long names."""

    max_name_length = 63

    def deconstruct(self) -> Any:
        """In migrations it is an index like any other."""
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.Index", args, kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, models.Index) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]


class InSpace(models.Model):
    """Something that lies in one of the three spaces of a partnership."""

    partnership = models.ForeignKey(
        Partnership, models.PROTECT, related_name="%(app_label)s_%(class)s_set", editable=False, verbose_name=_("partnership")
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("party"),
        help_text=_("Empty: it belongs to all parties."),
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE, editable=False
    )
    # The bits of the participations it is shown to; none while it is private. Left out: all who are at the table.
    audience = models.BigIntegerField(default=0, editable=False)

    # Whether an emergency reading opens a party's private rows of this kind.
    read_in_emergency: ClassVar[bool] = False

    objects: ClassVar[Any] = SpaceQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(party__isnull=False) | Q(visibility="shared"), name="%(app_label)s_%(class)s_joint_is_shared"
            ),
            models.CheckConstraint(
                condition=Q(visibility="private", audience=0) | Q(visibility="shared", audience__gt=0),
                name="%(app_label)s_%(class)s_shown_to_somebody",
            ),
        )
        indexes: ClassVar[tuple[models.Index, ...]] = (
            SpaceIndex(fields=("partnership", "party", "visibility"), name="%(app_label)s_%(class)s_space"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle()
        fields = kwargs.get("update_fields")
        if fields and "visibility" in fields:
            kwargs["update_fields"] = {*fields, "audience"}
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """What is private is shown to nobody; what is shown, and does not say to whom, to all at the table."""
        if self.is_private:
            self.audience = 0
        elif not self.audience:
            self.audience = seated(self.partnership_id)

    def validate_constraints(self, exclude: Any = None) -> None:
        self.settle()
        super().validate_constraints(exclude=exclude)

    def same_place(self) -> dict[str, Any]:
        """Where it lies and who reads it there: what is made for its sake lies there too."""
        return {name: getattr(self, name) for name in ("partnership", "party", "visibility", "audience")}

    def joint_place(self) -> dict[str, Any]:
        """Where those who read it keep something together: what repeats what it says is read by nobody else. At most two queries.

        Of what one party shares a facilitator reads nothing: no neutral party reads what comes of it, before it is shown that.
        """
        audience = self.audience
        if self.party_id:
            audience = audience & ~neutral(self.partnership_id) | bit_of(self.partnership_id, self.party_id)
        return self.same_place() | {"party": None, "visibility": Visibility.SHARED, "audience": audience}

    def reaches_all(self) -> bool:
        """Whether all at the table read it: only then is it repeated in what is put before all. One query."""
        return covers(self.audience, seated(self.partnership_id))

    def put_before_all(self) -> None:
        """From the next save on it belongs to all parties at the table, and all read it."""
        self.party, self.visibility, self.audience = None, Visibility.SHARED, 0

    def is_read_at(self, seat: Participation) -> bool:
        """Whether the party that sits there reads it: it is shown to it, or its own."""
        return bool(self.audience & seat.bit) or self.party_id == seat.party_id

    @property
    def is_joint(self) -> bool:
        return self.party_id is None

    @property
    def is_private(self) -> bool:
        return self.visibility == Visibility.PRIVATE

    def space(self, standing: Standing) -> Space:
        """The space the record lies in, from the reader's side."""
        if self.party_id is None:
            return Space.JOINT
        if standing.party is None or self.party_id != standing.party.pk:
            return Space.THEIRS
        return Space.OURS_PRIVATE if self.is_private else Space.OURS_SHARED
