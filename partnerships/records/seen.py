"""What a person saw of a record: a step that was confirmed on older words is not taken, and nothing lies where the record lay."""

from typing import TYPE_CHECKING, Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from partnerships.records.describe import part_models
from partnerships.records.models import Kept, RecordPart
from partnerships.records.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from partnerships.accounts.models import User

CHANGED = _("This has changed since you opened the page. Read it again before you go on; what you typed is kept.")


def seen_version(record: Kept, user: "User | AnonymousUser", *, shown: bool = False) -> str:
    """A text that is another one as soon as the record, a part of it that the person reads, or what it is a part of changes. One query.

    `shown`: for a page that shows the record as it was read before, whatever became of it since.
    """
    queries = [*_above(type(record), [record.pk]), *_below(type(record), [record.pk], user)]
    rows = [rows.order_by().values_list("pk", "version") for rows in queries]
    found = dict(rows[0].union(*rows[1:], all=True)) | ({record.pk: record.version} if shown else {})
    return salted_hmac(
        "partnerships.records.seen", repr(sorted((str(key), version) for key, version in found.items()))
    ).hexdigest()


def _above(model: Any, keys: Any) -> "list[QuerySet[Any]]":
    """The rows, and those of which they are parts."""
    rows = model._base_manager.filter(pk__in=keys)
    if not issubclass(model, RecordPart):
        return [rows]
    return [rows, *_above(model._meta.get_field(model.part_of).related_model, rows.values(model.part_of))]


def _below(model: Any, keys: Any, user: "User | AnonymousUser") -> "list[QuerySet[Any]]":
    """The parts of the rows, and theirs, as far as the person reads them: what others keep to themselves makes no other version."""
    found = []
    for _accessor, part in part_models(model):
        rows = part.objects.visible_to(user) if part.objects.all().asks_more else part._base_manager.all()
        rows = rows.filter(**{f"{part.part_of}__in": keys})
        found += [rows, *_below(part, rows.values("pk"), user)]
    return found


def check_place(record: Kept) -> None:
    """Raise Refused where the record lies elsewhere, or is shown to others, than when the caller read it.

    For what is made for its sake and lies where it lies; under the partnership's lock.
    """
    top: Any = record.record
    place = (top.party_id, top.visibility, top.audience)
    if type(top)._base_manager.filter(pk=top.pk).values_list("party", "visibility", "audience").first() != place:
        raise Refused(CHANGED)
