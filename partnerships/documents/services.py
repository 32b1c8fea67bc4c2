"""Attaching a document, giving it a new version, changing its level. Each is atomic, checked, and in the history of its record too."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnerships.access.names import written_for
from partnerships.access.policy import Right, Standing, standing
from partnerships.audience import seated
from partnerships.documents.audience import check_audience, name_parties
from partnerships.documents.content import Kind, check_content, safe_name
from partnerships.documents.levels import Audience, ClassificationLevel
from partnerships.documents.models import Document, DocumentVersion
from partnerships.files import sha256
from partnerships.history.comparing import examined
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import Party
from partnerships.records.actors import taken_by
from partnerships.records.models import PartnershipRecord
from partnerships.records.seen import check_place
from partnerships.records.services import readers_of, save_record

if TYPE_CHECKING:
    from partnerships.accounts.models import User

# What the history calls the steps.
ATTACHED = gettext_noop("document attached")
RENEWED = gettext_noop("document got a new version")
RECLASSIFIED = gettext_noop("reclassified")
RENAMED = gettext_noop("described anew")


def own_to_share(document: Document, here: Standing) -> bool:
    """The right is asked of the own party; what hangs on a record cannot be shared by itself, but can be classified."""
    return here.may(Right.SHARE, document.party)


@taken_by()
def attach(
    source: PartnershipRecord,
    *,
    actor: "User",
    file: File,
    level: ClassificationLevel,
    title: str = "",
    note: str = "",
    named: Iterable[Party] = (),
    people: Iterable["User"] = (),
) -> Document:
    """Attach a file to a record; the document lies where the record lies.

    Raises ValidationError for a file that is not taken, Refused when more people read the record than the level allows,
    PermissionDenied unless the actor may write the record.
    """
    document = Document(
        **source.same_place(),
        source_type=ContentType.objects.get_for_model(source),
        source_key=source.pk,
        title=title,
        note=note,
        level=level,
    )
    return keep(document, actor=actor, file=file, named=named, people=people, source=source)


@taken_by()
def keep(
    document: Document,
    *,
    actor: "User",
    file: File,
    named: Iterable[Party] = (),
    people: Iterable["User"] = (),
    source: PartnershipRecord | None = None,
) -> Document:
    """Take in a new document with its first file; `document` is unsaved and says where it lies. Raises as `attach` does."""
    kind = check_content(file)
    name = safe_name(file.name or "", kind)
    document.title = document.title.strip() or name
    document.full_clean(exclude=["author", "kind"])
    name_parties(document, named)
    check_audience(document, people=people)

    def write(version: DocumentVersion) -> None:
        if source is not None and not type(source).objects.editable_by(actor).filter(pk=source.pk).exists():
            raise PermissionDenied
        if source is not None:
            check_place(source)
        document.number, document.kind, document.size = 1, version.kind, version.size
        save_record(document, actor=actor, related={"people": people})
        save_record(version, actor=actor)
        _tell_source(document, version, ATTACHED, actor, source)

    _store(document, DocumentVersion(document=document, number=1), file, kind, name, write)
    return document


@taken_by()
def add_version(document: Document, *, actor: "User", file: File, remark: str = "") -> Document:
    """Hand in a new file of a document; the old ones stay. Raises as `attach` does."""
    kind = check_content(file)

    def write(version: DocumentVersion) -> None:
        current = Document.objects.select_for_update(of=("self",)).select_related("level", "party").get(pk=document.pk)
        current.partnership = document.partnership
        version.document, version.number = current, current.number + 1
        news = {"number": version.number, "kind": version.kind, "size": version.size, "updated_at": timezone.now()}
        examined(Document.objects.filter(pk=current.pk)).update(**news, version=F("version") + 1)
        save_record(version, actor=actor, also=[current])
        _tell_source(current, version, RENEWED, actor, current.source)

    version = DocumentVersion(document=document, remark=remark.strip())
    _store(document, version, file, kind, safe_name(file.name or "", kind), write)
    document.refresh_from_db(fields=["number", "kind", "size", "version"])
    return document


def _store(document: Document, version: DocumentVersion, file: File, kind: Kind, name: str, write: Any) -> None:
    """Put the file into the private storage and write its row; a row that is refused leaves no file behind."""
    field: Any = DocumentVersion._meta.get_field("file")
    version.name, version.kind, version.size, version.sha256 = name, kind.key, file.size or 0, sha256(file)
    stored = field.storage.save(field.generate_filename(version, name), file)
    version.file.name = stored
    try:
        with transaction.atomic():
            lock(document.partnership)
            write(version)
    except BaseException:
        field.storage.delete(stored)
        raise


def _tell_source(
    document: Document, version: DocumentVersion, verb: str, actor: "User", source: PartnershipRecord | None
) -> None:
    """The history of the record tells of its documents, to those who may have them: which file, by its hash."""
    if source is None:
        return
    place, owner, audience = source.scope()
    scope = place, owner, audience & document.audience
    with written_for(*scope[1:], about=source):
        note = str(version) if document.is_restricted else f"{version} · {version.name} · SHA-256 {version.sha256}"
    write_history(verb, source, actor=actor, note=note, scope=scope)


@taken_by()
@transaction.atomic
def describe_document(document: Document, *, actor: "User", seen_version: int | None = None) -> Document:
    """Save another title or note. Raises as save_record does."""
    lock(document.partnership)
    before = Document.objects.only("title", "note").get(pk=document.pk)
    save_record(document, actor=actor, seen_version=seen_version)
    # A restricted document's name stays out of the history.
    names = () if document.is_restricted else ("title", "note")
    changes = {n: [getattr(before, n), getattr(document, n)] for n in names if getattr(before, n) != getattr(document, n)}
    if changes:
        write_history(RENAMED, document, actor=actor, changes=changes)
    return document


def _show_as_its_level_says(document: Document, before: ClassificationLevel, named: Iterable[Party]) -> None:
    """To those who are named now; or, where parties were named until now and the new level names none, to all who read the place."""
    if Audience.NAMED_PARTIES in (before.audience, document.level.audience):
        shown = document.audience
        if document.source:
            document.visibility, document.audience = document.source.visibility, document.source.audience
        elif not document.is_private:
            document.audience = seated(document.partnership)
        if document.party_id is None:  # what is joint is shown to nobody more by one party's word
            document.audience &= shown
    name_parties(document, named)


@taken_by(Right.SHARE, allowed=own_to_share)
@transaction.atomic
def reclassify(
    document: Document,
    *,
    actor: "User",
    level: ClassificationLevel,
    reason: str,
    named: Iterable[Party] = (),
    people: Iterable["User"] = (),
) -> Document:
    """Give a document another level. Raises Refused where more people read it than the new level allows, and PermissionDenied."""
    lock(document.partnership)
    current = Document.objects.select_related("level", "party").get(pk=document.pk)
    current.partnership = document.partnership
    if not standing(actor, document.partnership).may(Right.SHARE, current.party):
        raise PermissionDenied
    before, shown, current.level = current.level, current.scope()[2], level
    _show_as_its_level_says(current, before, named)
    check_audience(current, people=people)
    save_record(current, actor=actor, related={"people": people})
    # Told to those who read it before and read it now: of what was or is narrow, to the own party only.
    _place, owner, audience = current.scope()
    scope = document.partnership, owner, audience & shown
    with readers_of(current):
        changes = {"level": [str(before), str(level)]}
    write_history(RECLASSIFIED, current, actor=actor, changes=changes, note=reason, scope=scope)
    document.level = level
    return document
