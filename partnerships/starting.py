"""What a new partnership can begin with: a kind of collaboration, its facts, and drafts that each room lays out for it.

A room registers what it lays out; the kernel knows only the kinds. Whatever is laid out is an ordinary joint record, written through the
room's own services by the person who opens the partnership: theirs to change and to throw away, and agreed by nobody yet.

    register_start(_("a steering committee"), lay_out)      # lay_out(partnership, kind, *, party, actor)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partnerships.models import Partnership, Party, Term

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from partnerships.accounts.models import User

    Text = str | _StrPromise

Form, Mode = Partnership.Form, Partnership.Mode


@dataclass(frozen=True)
class Kind:
    """A kind of collaboration as one begins it; the codes are those of the taxonomies."""

    key: str
    label: "Text"
    lead: "Text"  # one sentence: for what
    form: str
    mode: str
    purposes: tuple[str, ...]
    ubc_types: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        """The facts of a partnership of this kind, by field. Two queries."""

        def terms(taxonomy: str, codes: tuple[str, ...]) -> list[Any]:
            return list(Term.objects.filter(taxonomy=taxonomy, code__in=codes, active=True).values_list("pk", flat=True))

        return {
            "form": self.form,
            "mode": self.mode,
            "purposes": terms(Term.Taxonomy.PURPOSE, self.purposes),
            "ubc_types": terms(Term.Taxonomy.UBC_TYPE, self.ubc_types),
        }


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "research",
            _("Research project"),
            _("A question that both want answered, in a few years, with results that both may use."),
            Form.BILATERAL,
            Mode.COLLABORATIVE,
            ("innovation", "knowledge-development"),
            ("joint-research",),
        ),
        Kind(
            "laboratory",
            _("Joint laboratory or chair"),
            _("People, rooms and equipment under one roof, for longer than one project."),
            Form.JOINT_LAB,
            Mode.INTEGRATED,
            ("innovation", "knowledge-development", "workforce-development"),
            ("joint-research", "shared-resources", "student-mobility"),
        ),
        Kind(
            "students",
            _("Students in practice"),
            _("Projects, placements and theses in the company; courses that both teach."),
            Form.STUDENT_SCHEME,
            Mode.COORDINATED,
            ("workforce-development", "capacity-building"),
            ("student-mobility", "curriculum-co-delivery"),
        ),
        Kind(
            "transfer",
            _("A result goes to market"),
            _("A licence, a sale or a test on behalf of the company, with what is needed to use it."),
            Form.BILATERAL,
            Mode.COOPERATIVE,
            ("innovation",),
            ("commercialisation", "consulting"),
        ),
        Kind(
            "alliance",
            _("Framework alliance"),
            _("A lasting roof over several projects, with a plan that is renewed each year."),
            Form.FRAMEWORK,
            Mode.COORDINATED,
            ("innovation", "workforce-development", "capacity-building"),
            ("joint-research", "student-mobility", "lifelong-learning"),
        ),
    )
}

# What rooms lay out: what it is, and function(partnership, kind, *, party, actor). `party` is the one that opens the partnership.
LayOut = Callable[..., None]
STARTS: list[tuple["Text", LayOut]] = []


def register_start(what: "Text", lay_out: LayOut) -> None:
    """Say what a room lays out in a new partnership; to be called from its app's ready()."""
    STARTS.append((what, lay_out))


@transaction.atomic
def begin(partnership: Partnership, key: str, *, party: Party, actor: "User") -> None:
    """Let every room lay out its drafts for a kind of collaboration: all of them or none. Raises KeyError for no kind of ours."""
    kind = KINDS[key]
    for _what, lay_out in STARTS:
        lay_out(partnership, kind, party=party, actor=actor)
