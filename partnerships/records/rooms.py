"""How a room declares its pages.

`RecordViews` is to a record what `ModelAdmin` is to a model: it names the form, the filter, the columns, the parts and the acts, and
`urls()` gives the addresses `<model>-list|detail|create|update|delete|share|withdraw|<act>`. What is the same in every room is in
partnerships.records.views; a room writes only what is particular to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Space
from partnerships.records import views
from partnerships.records.actors import Rule
from partnerships.records.filters import RecordFilter
from partnerships.records.forms import ActForm, HouseForm, RecordForm
from partnerships.records.models import Kept, PartnershipRecord, RecordPart

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ALL_SPACES = (Space.OURS_PRIVATE, Space.OURS_SHARED, Space.JOINT)
OWN_SPACES = (Space.OURS_PRIVATE, Space.OURS_SHARED)
JOINT_SPACE = (Space.JOINT,)


@dataclass(frozen=True)
class Act:
    """A step a person takes with a record: a button, a page to confirm it, a service that does it."""

    name: str  # a verb; the last piece of the address and of its name
    label: "str | _StrPromise"
    # service(record, *, actor, **cleaned_data of the form); who may take it stands there (partnerships.records.actors)
    service: Callable[..., Any]
    form_class: type[HouseForm] = ActForm
    when: Callable[[Any], bool] = lambda record: True
    text: "str | _StrPromise" = ""
    tone: str = "primary"
    # Whether it is what a person who wants to edit is led to, where nothing is left to edit.
    instead_of_edit: bool = False

    @property
    def rule(self) -> Rule:
        """Who may take the step: as the service says."""
        service: Any = getattr(self.service, "func", self.service)  # a partial names what it is made of
        return service.rule

    def offered(self, record: Kept, standing: Standing) -> bool:
        """Whether the person sees the button now."""
        return self.permitted(record, standing) and self.when(record)

    def permitted(self, record: Kept, standing: Standing) -> bool:
        """Whether the person may ever take this step with this record."""
        return self.rule.permits(record, standing)


def in_state(*states: str) -> Callable[[Any], bool]:
    """For an act's `when`: the record is in one of the states."""
    return lambda record: record.state in states


class RecordViews:
    """The pages of one kind of record."""

    model: ClassVar[type[Kept]]
    form_class: ClassVar[type[RecordForm]]
    filterset_class: ClassVar[type[RecordFilter] | None] = None
    # The principle (1 to 12) whose guidance stands beside the pages, and the entry of the navigation; by default the principle's.
    principle: ClassVar[int | None] = None
    nav: ClassVar[str] = ""
    title: ClassVar["str | _StrPromise"] = ""  # of the list; default: the model's plural name
    lead: ClassVar["str | _StrPromise"] = ""  # a sentence under it
    empty: ClassVar["str | _StrPromise"] = _("Nothing here yet.")
    create_label: ClassVar["str | _StrPromise"] = ""
    spaces: ClassVar[Sequence[str]] = ALL_SPACES
    layout: ClassVar[str] = "table"  # or "columns": Ours - Joint - Theirs
    card_template: ClassVar[str] = "components/card.html"
    columns: ClassVar[Sequence[str]] = ("__str__",)  # of the table and the exports: fields, properties or methods
    ordering: ClassVar[Sequence[str]] = ("created_at", "pk")
    select_related: ClassVar[Sequence[str]] = ()
    prefetch_related: ClassVar[Sequence[str]] = ()  # what cards and columns look at besides
    # Fields on the detail page; default: all of the form.
    detail_fields: ClassVar[Sequence[str]] = ()
    parts: ClassVar[Sequence[type["RecordViews"]]] = ()
    acts: ClassVar[Sequence[Act]] = ()
    # Extra tabs of the detail page: (key, label, template, function(view) -> context).
    panels: ClassVar[Sequence[tuple[str, "str | _StrPromise", str, Callable[[Any], dict[str, Any]]]]] = ()
    # Whether people make and remove these by hand; what only services make has neither page.
    may_create: ClassVar[bool] = True
    may_update: ClassVar[bool] = True
    # Whether people share these by hand; what a step of its own lays before the others is not.
    may_share: ClassVar[bool] = True
    list_template: ClassVar[str] = "records/list.html"
    detail_template: ClassVar[str] = "records/detail.html"

    # --- what a room may override ---------------------------------------------------------------------------------
    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        """Whether the person may add one (to the parent, for a part): not where a joint decision fixed what belongs to it."""
        if parent is not None and not cls.applies(parent):
            return False
        if parent is not None and cls.model(**{cls.model.part_of: parent}).locked_fields():  # type: ignore[attr-defined]
            return False
        return standing.partnership.is_open and standing.may(
            Right.WRITE, parent.owner_party if parent and not cls.by_party() else None
        )

    @classmethod
    def applies(cls, parent: Kept) -> bool:
        """Whether this kind of part belongs to the parent at all: where it does not, there is no tab and nothing to add."""
        return True

    @classmethod
    def updatable(cls, record: Kept, standing: Standing) -> bool:
        """Whether the person may edit it and a joint decision left something to edit."""
        free = set(cls.form_class._meta.fields or ()) - record.locked_fields()
        return cls.may_update and bool(free) and record.may(standing, Right.WRITE)

    @classmethod
    def listed(cls, queryset: Any) -> Any:
        """The queryset of the list, with what its cards and columns want to be asked of the database (annotations)."""
        return queryset

    @classmethod
    def card(cls, record: Any, standing: Standing) -> dict[str, Any]:
        """What a card says of a record: `lead` (a sentence), `badges` ({label, tone}) and `meta` (short texts)."""
        return {"lead": "", "badges": [], "meta": []}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """What the overview of a record shows besides its fields: context of the room's own `detail_template`."""
        return {}

    # --- what is derived ------------------------------------------------------------------------------------------
    @classmethod
    def is_part(cls) -> bool:
        return issubclass(cls.model, RecordPart)

    @classmethod
    def by_party(cls) -> bool:
        """Whether each party writes its own (partnerships.records.models.PartyPart)."""
        return cls.is_part() and any(f.name == "party" for f in cls.model._meta.concrete_fields)

    @classmethod
    def accessor(cls) -> str:
        """Under which name a part's parent has its parts."""
        field: Any = cls.model._meta.get_field(cls.model.part_of)  # type: ignore[attr-defined]
        return field.remote_field.get_accessor_name()

    @classmethod
    def url_name(cls, action: str) -> str:
        return f"{cls.model._meta.app_label}:{cls.model._meta.model_name}-{action}"

    @classmethod
    def url(cls, action: str, slug: str, key: Any = None) -> str:
        return reverse(cls.url_name(action), args=[slug] if key is None else [slug, key])

    @classmethod
    def step_url(cls, action: str, slug: str, record: Kept) -> str:
        """The address of a step, from a page that shows the record as it is: it opens while the record is still so."""
        return f"{cls.url(action, slug, record.pk)}?seen_version={record.version}"

    @classmethod
    def has_detail(cls) -> bool:
        return not cls.is_part()

    @classmethod
    def urls(cls) -> list[URLPattern]:
        """The addresses of these pages and of those of the parts."""
        name = cls.model._meta.model_name
        found: list[URLPattern] = []

        def add(route: str, view: type[views.RoomView], action: str, **kwargs: Any) -> None:
            found.append(path(route, view.as_view(room=cls, **kwargs), name=f"{name}-{action}"))

        if cls.is_part():
            base = f"{name}/"
            if cls.may_create:
                add(f"<uuid:parent>/{base}new/", views.CreateView, "create")
        else:
            base = ""
            add("", views.ListView, "list")
            if cls.may_create:
                add("new/", views.CreateView, "create")
            add("<uuid:pk>/", views.DetailView, "detail")
        if cls.may_update:
            add(f"{base}<uuid:pk>/edit/", views.UpdateView, "update")
        if cls.model.is_removable:
            add(f"{base}<uuid:pk>/delete/", views.DeleteView, "delete")
        if cls.may_share and issubclass(cls.model, PartnershipRecord) and Space.OURS_PRIVATE in cls.spaces:
            add("<uuid:pk>/share/", views.ShareView, "share")
            add("<uuid:pk>/withdraw/", views.WithdrawView, "withdraw")
        for act in cls.acts:
            add(f"{base}<uuid:pk>/{act.name}/", views.ActView, act.name, act=act)
        for part in cls.parts:
            found += part.urls()
        return found
