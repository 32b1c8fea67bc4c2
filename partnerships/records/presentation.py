"""From a room's declaration to what the templates show. Each function gives a part of a page's context, in a fixed number of queries."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.access.names import HIDDEN
from partnerships.access.policy import Right, Standing, roles_with
from partnerships.access.spaces import Space
from partnerships.audience import shown_here
from partnerships.history.models import Event
from partnerships.history.notes import product_note, shown_note
from partnerships.kinds import model_of
from partnerships.models import Membership, Participation
from partnerships.records.describe import field_names, label, raw, text, value
from partnerships.records.models import Kept, PartnershipRecord
from partnerships.records.paging import page_of
from partnerships.records.reading import value_text
from partnerships.records.sharing import not_reading

if TYPE_CHECKING:
    from partnerships.records.rooms import RecordViews
    from partnerships.records.views import DetailView, ListView

CARDS_PER_COLUMN = 12
product_note(HIDDEN)
MOST_PARTS = 200  # of one kind on one page


def ordering(room: type["RecordViews"], sort: str) -> Sequence[str]:
    """The order asked for by a column's name (a leading minus turns it round), if it is a column that the database can sort by."""
    name = sort.removeprefix("-")
    if name in room.columns and is_sortable(room, name):
        return (sort, "pk")
    return room.ordering


def is_sortable(room: type["RecordViews"], name: str) -> bool:
    try:
        field = room.model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(getattr(field, "concrete", False)) and not field.many_to_many


def headings(room: type["RecordViews"], query: QueryDict) -> list[dict[str, Any]]:
    """Column heads with the address that sorts by them."""
    sort = query.get("sort", "")
    found = []
    for name in room.columns:
        head: dict[str, Any] = {"label": column_label(room, name), "sort_url": "", "sorted": ""}
        if is_sortable(room, name):
            params = query.copy()
            params.pop("page", None)
            params["sort"] = f"-{name}" if sort == name else name
            head |= {"sort_url": f"?{params.urlencode()}", "sorted": {name: "asc", f"-{name}": "desc"}.get(sort, "")}
        found.append(head)
    return found


def column_label(room: type["RecordViews"], name: str) -> str:
    return capfirst(str(room.model._meta.verbose_name)) if name == "__str__" else label(room.model, name)


def cells(room: type["RecordViews"], record: Kept) -> list[str]:
    return [text(value(record, name)) for name in room.columns]


def space_of(record: Kept, standing: Standing) -> dict[str, Any]:
    """The badge that says where a record lies, and who reads it there where not all parties do."""
    owner = record.record
    among = [] if owner.is_private else standing.at_table
    reading = [seat.party.short_name for seat in among if owner.is_read_at(seat)]
    others = [seat.party.short_name for seat in among if not owner.is_read_at(seat)]
    readers = ""
    if others and len(others) < len(reading):
        readers = _("Not read by %(parties)s") % {"parties": ", ".join(others)}
    elif others:
        readers = _("Read by %(parties)s") % {"parties": ", ".join(reading)}
    return {"space": owner.space(standing), "party": owner.party, "readers": readers}


def table(view: "ListView") -> dict[str, Any]:
    """The list as a table with sortable heads and a pager."""
    room, query = view.room, view.request.GET
    records = view.records()
    if issubclass(room.model, PartnershipRecord):
        records = records.select_related("party")
    page = page_of(records, query.get("page"))
    params = query.copy()
    params.pop("page", None)
    rows = []
    for record in page.object_list:
        if isinstance(record, PartnershipRecord):
            record.partnership = view.partnership
        cell, space = cells(room, record), space_of(record, view.standing)
        rows.append({"url": record.get_absolute_url(), "cells": cell, "space": space, "badges": record.badges()})
    exports = []
    for kind in ("csv", "xlsx"):
        params["export"] = kind
        exports.append({"label": kind.upper(), "url": f"?{params.urlencode()}"})
    params.pop("export")
    prefix = f"?{params.urlencode()}&" if params else "?"
    return {
        "headings": headings(room, query),
        "rows": rows,
        "page_obj": page,
        "page_url_prefix": prefix,
        "export_urls": exports,
    }


def columns(view: "ListView") -> dict[str, Any]:
    """The list in three columns, *Ours - Joint - Theirs*, from the reader's side, in one query."""
    standing, room = view.standing, view.room
    key = Case(
        When(party__isnull=True, then=Value("joint")), When(party=standing.party, then=Value("ours")), default=Value("theirs")
    )
    ranked: QuerySet[Any] = (
        view.records()
        .select_related("party")
        .annotate(column=key)
        .annotate(
            rank=Window(RowNumber(), partition_by=F("column"), order_by=list(room.ordering)),
            total=Window(Count("pk"), partition_by=F("column")),
        )
        .filter(rank__lte=CARDS_PER_COLUMN)
    )
    found: dict[str, list[Any]] = {"ours": [], "joint": [], "theirs": []}
    for record in ranked:
        record.partnership = view.partnership
        found[record.column].append(record)
    others = ", ".join(party.short_name for party in standing.others)
    titles = {
        "ours": (_("Ours"), standing.party.short_name if standing.party else ""),
        "joint": (_("Joint"), _("all parties")),
        "theirs": (_("Theirs"), others),
    }
    spaces = {"ours": Space.OURS_PRIVATE, "joint": Space.JOINT}
    result = []
    for column, (title, subtitle) in titles.items():
        if column == "ours" and standing.party is None:
            continue
        records = found[column]
        total = records[0].total if records else 0
        create = spaces.get(column) in room.spaces and room.may_create and room.creatable(standing)
        result.append(
            {
                "key": column,
                "title": title,
                "subtitle": subtitle,
                "records": [card(room, record, standing) for record in records],
                "total": total,
                "more_url": "?view=table" if total > len(records) else "",
                "create_url": f"{room.url('create', view.partnership.slug)}?space={spaces[column]}" if create else "",
                "create_label": _("Add"),
                "empty": room.empty,
            }
        )
    return {"columns": result, "table_url": "?view=table"}


def card(room: type["RecordViews"], record: Any, standing: Standing) -> dict[str, Any]:
    said = room.card(record, standing)
    said |= {"badges": [*said["badges"], *record.badges()]}
    return said | {"title": str(record), "url": record.get_absolute_url(), "record": record, **space_of(record, standing)}


def detail(view: "DetailView") -> dict[str, Any]:
    """The page of one record: what it says, what may be done, its parts by tab, who sees it, what happened to it."""
    room, record, standing = view.room, view.object, view.standing
    tabs = {part.model._meta.model_name: part for part in room.parts if part.applies(record)}
    panels = {key: (template, build) for key, _label, template, build in room.panels}
    active = view.request.GET.get("tab", "")
    if active not in {*tabs, *panels, "history"}:
        active = ""
    listed = [("", _("Overview"))]
    listed += [(key or "", capfirst(str(part.title or part.model._meta.verbose_name_plural))) for key, part in tabs.items()]
    listed += [(key, str(name)) for key, name, _template, _build in room.panels]
    listed += [("history", _("History"))]
    context: dict[str, Any] = {
        "title": str(record),
        "badges": [*room.card(record, standing)["badges"], *record.badges()],
        "tabs": [{"label": name, "url": f"?tab={key}" if key else "?", "active": key == active} for key, name in listed],
        "tab": active,
        "space": space_of(record, standing),
        "acts": [
            {"label": act.label, "url": room.step_url(act.name, view.partnership.slug, record), "tone": act.tone}
            for act in room.acts
            if act.offered(record, standing)
        ],
        "tools": tools(room, record, standing),
        "list_url": room.url("list", view.partnership.slug),
    }
    if active in tabs:
        context |= {"part": part_table(tabs[active], record, standing)}
    elif active in panels:
        template, build = panels[active]
        context |= {"panel_template": template, **build(view)}
    elif active == "history":
        context |= {"events": events(view.user, record)}
    else:
        context |= {"definition": definition(room, record), "people": readers(record), **room.overview(view)}
    return context


def tools(room: type["RecordViews"], record: Any, standing: Standing) -> list[dict[str, str]]:
    """Edit, share, take back, remove: what this person may do with the record."""
    slug, found = standing.partnership.slug, []
    if room.updatable(record, standing):
        found.append({"label": _("Edit"), "url": room.url("update", slug, record.pk), "icon": "edit"})
    if room.may_share and record.party_id and Space.OURS_PRIVATE in room.spaces and record.may(standing, Right.SHARE):
        if not_reading(record, standing):
            found.append({"label": _("Share"), "url": room.step_url("share", slug, record), "icon": "share"})
        if not record.is_private:
            found.append({"label": _("Take back"), "url": room.step_url("withdraw", slug, record), "icon": "withdraw"})
    if record.is_removable and not record.locked_fields() and record.may(standing, Right.WRITE):
        found.append({"label": _("Remove"), "url": room.step_url("delete", slug, record), "icon": "delete"})
    return found


def definition(room: type["RecordViews"], record: Kept) -> list[dict[str, Any]]:
    names = room.detail_fields or field_names(room.model)
    values = {name: value(record, name) for name in names}
    rows = [{"label": label(room.model, name), "value": shown, "text": text(shown)} for name, shown in values.items()]
    return [row for row in rows if row["text"]]


def part_table(part: type["RecordViews"], record: Kept, standing: Standing) -> dict[str, Any]:
    """The table of one kind of part, with what may be done with each row."""
    slug = standing.partnership.slug
    model: Any = part.model
    queryset = model.objects.visible_to(standing.user).filter(**{model.part_of: record})
    if part.by_party():
        queryset = queryset.select_related("party")
    if part.select_related:
        queryset = queryset.select_related(*part.select_related)
    queryset = queryset.prefetch_related(*part.prefetch_related, *(kind.accessor() for kind in part.parts))
    rows = []
    for item in queryset.order_by(*part.ordering)[:MOST_PARTS]:
        setattr(item, model.part_of, record)
        acts = [{"label": a.label, "url": part.step_url(a.name, slug, item)} for a in part.acts if a.offered(item, standing)]
        if part.updatable(item, standing):
            acts.append({"label": _("Edit"), "url": part.url("update", slug, item.pk)})
        if item.is_removable and item.may(standing, Right.WRITE) and not item.locked_fields():
            acts.append({"label": _("Remove"), "url": part.step_url("delete", slug, item)})
        nested = [nested_rows(kind, item, standing) for kind in part.parts]
        rows.append({"cells": cells(part, item), "acts": acts, "nested": nested, "record": item, "badges": item.badges()})
    create = part.may_create and part.creatable(standing, record)
    return _captioned(part, rows, part.url("create", slug, record.pk) if create else "")


def record_table(room: type["RecordViews"], standing: Standing, **only: Any) -> dict[str, Any]:
    """The records of a kind in a partnership (`only` some of them), for a page that shows several kinds; shown by records/part.html.

    One query.
    """
    model: Any = room.model
    queryset = model.objects.visible_to(standing.user).filter(partnership=standing.partnership, **only)
    queryset = queryset.select_related("party", *room.select_related).prefetch_related(*room.prefetch_related)
    rows = []
    for record in queryset.order_by(*room.ordering)[:MOST_PARTS]:
        record.partnership = standing.partnership
        cell = cells(room, record)
        rows.append({"url": record.get_absolute_url(), "cells": cell, "record": record, "badges": record.badges()})
    create = room.may_create and room.creatable(standing)
    return _captioned(room, rows, room.url("create", standing.partnership.slug) if create else "")


def _captioned(views: type["RecordViews"], rows: list[dict[str, Any]], create_url: str) -> dict[str, Any]:
    return {
        "views": views,
        "title": capfirst(str(views.title or views.model._meta.verbose_name_plural)),
        "lead": views.lead,
        "headings": [{"label": column_label(views, name)} for name in views.columns],
        "rows": rows,
        "create_url": create_url,
        "create_label": views.create_label or _("Add"),
        "empty": views.empty,
    }


def nested_rows(kind: type["RecordViews"], item: Kept, standing: Standing) -> dict[str, Any]:
    """Parts of a part (readings of a measure), which part_table has prefetched."""
    slug = standing.partnership.slug
    model: Any = kind.model
    rows = []
    for row in getattr(item, kind.accessor()).all():
        setattr(row, model.part_of, item)
        url = kind.url("update", slug, row.pk) if kind.updatable(row, standing) else ""
        rows.append({"cells": cells(kind, row), "url": url})
    create = kind.may_create and kind.creatable(standing, item)
    return {
        "title": kind.title or kind.model._meta.verbose_name_plural,
        "headings": [{"label": column_label(kind, name)} for name in kind.columns],
        "rows": rows,
        "create_url": kind.url("create", slug, item.pk) if create else "",
        "create_label": kind.create_label or _("Add"),
    }


def readers(record: Kept, among: QuerySet[Any] | None = None) -> list[dict[str, Any]]:
    """Who can see this: the people, by party and role, who may read the record now.

    `among`: keys of the people who can see it at all, where a record asks more of its readers than its space does.
    """
    owner = record.record
    memberships = Membership.objects.standing_in(owner.partnership).select_related("user", "party")
    right = Right.READ_SHARED if owner.party_id else Right.READ_JOINT
    seats = Participation.objects.filter(shown_here(owner.audience), partnership=owner.partnership)
    shown = Q(party__in=seats.values("party"), role__in=roles_with(right))
    memberships = memberships.filter(shown | Q(party=owner.party_id, role__in=roles_with(Right.READ_OWN)))
    if among is not None:
        memberships = memberships.filter(user__in=among)
    found: dict[Any, dict[str, Any]] = {}
    for m in memberships.order_by("party__name", "user__name"):
        found.setdefault(
            m.user_id,
            {"name": m.user.name, "party": m.party, "role": m.get_role_display(), "job_title": m.user.job_title},
        )
    return list(found.values())


def events(user: Any, record: Kept, limit: int = 100) -> list[dict[str, Any]]:
    """What happened to a record and its parts, as far as the person may know, newest first."""
    return [
        event_row(event)
        for event in Event.objects.visible_to(user).filter(partnership=record.record.partnership, subject_key=record.pk)[:limit]
    ]


def event_row(event: Event) -> dict[str, Any]:
    model = model_of(event.kind)
    shown = []
    for name, (before, after) in event.changes.items():
        shown.append(
            {"label": _field_label(model, name), "before": _said(model, name, before), "after": _said(model, name, after)}
        )
    who = event.actor_name or _("The system")
    return {
        "at": event.at,
        "who": who,
        "text": _verb(model, event.verb),
        "subject": event.subject_label,
        "note": shown_note(event.note),
        "changes": shown,
    }


def _said(model: Any, name: str, value: Any) -> str:
    """A value that the history keeps, in the reader's language; also what stands there for a record nobody may name."""
    said = value_text(model, name, value)
    return shown_note(said) if said == value else said


def _verb(model: Any, verb: str) -> str:
    """What was done, in words: verbs are stored in English and are in the message catalogue; a step to a state bears the state's name."""
    state = getattr(model, "State", None)
    if state is not None and verb in state.values:
        return _("moved on to “%(state)s”:") % {"state": state(verb).label}
    return _(verb)


def _field_label(model: Any, name: str) -> str:
    try:
        return label(model, name)
    except AttributeError:  # no field: what a step tells besides, or a field that a later version of the product no longer has
        return capfirst(_(name))


def conflict(form: Any, current: Kept) -> dict[str, Any]:
    """Both versions of what somebody else changed meanwhile, field by field."""
    rows = []
    for name in form._meta.fields:
        theirs, typed = raw(current, name), raw_cleaned(form, name)
        if theirs != typed:
            rows.append({"label": label(type(current), name), "before": text(value(current, name)), "after": typed})
    return {"conflict": rows, "current": current}


def raw_cleaned(form: Any, name: str) -> str:
    found = form.cleaned_data.get(name)
    if isinstance(found, QuerySet):
        return text(sorted(str(item) for item in found))
    field = form.fields[name]
    if hasattr(field, "choices") and not hasattr(field, "queryset"):
        return text(dict(form.instance._meta.get_field(name).flatchoices).get(found, found))
    return text(found)
