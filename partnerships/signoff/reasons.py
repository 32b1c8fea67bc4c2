"""Why rounds end when nobody has said why; and how that, and what people said, is told to a reader."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from partnerships.history.models import Event
from partnerships.history.notes import product_note, shown_note
from partnerships.records.reading import in_order, name_of
from partnerships.signoff.models import SignOffRound

REMOVED = product_note(_lazy("It was removed."))
UNSHARED = product_note(_lazy("It is no longer shared."))
CHANGED = product_note(_lazy("It has changed since it was laid before the parties."))
OTHER_PARTIES = product_note(_lazy("The parties of the partnership are no longer the same."))
NOT_ALL_ASKED = product_note(_lazy("Not all parties that it concerns were asked."))
UNANSWERED = product_note(_lazy("Not every party answered by the last day."))
VOIDED = gettext_noop("voided")
# What stands among the changes of that entry, besides those of the subject.
SIGNATURES = "signatures"
# What stands among those of an entry that says: expired. The parties of whom no answer came, as they were called.
SILENT = gettext_noop("no answer from")
MOST_NAMED = 8


def how_it_ended(round: SignOffRound) -> str:
    """Why a round ended as it did, in the reader's language: by somebody's words, a missing answer, or a change of the content."""
    said = [shown_note(round.closing_note)]
    if round.state == SignOffRound.State.EXPIRED:
        silent = [slot.party.name for slot in round.slots.select_related("party").order_by("party__name") if slot.is_waiting]
        said = [_("No answer by the last day: %(parties)s.") % {"parties": ", ".join(silent)}]
    if round.state == SignOffRound.State.VOIDED:
        told = Event.objects.filter(kind=SignOffRound.record_kind, subject_key=round.pk, verb=VOIDED)
        changes = dict(told.values_list("changes", flat=True).first() or {})
        fallen = changes.pop(SIGNATURES, [[], []])[0]
        if round.closing_note == CHANGED and changes:
            said = [_("Changed since: %(fields)s.") % {"fields": _named(round, changes)}]
        if fallen:
            said.append(_("Signatures that fall: %(names)s.") % {"names": ", ".join(fallen)})
    return " ".join(said)


def _named(round: SignOffRound, places: Iterable[str]) -> str:
    """What the places of the content are called that changed ("measures.0.target"), as many as one reads."""
    model = round.subject_type.model_class()
    paths = [tuple(int(step) if step.isdigit() else step for step in place.split(".")) for place in places]
    fields = list(in_order(model, {str(path[0]): None for path in paths}))
    paths.sort(key=lambda path: (fields.index(str(path[0])), [str(step) for step in path]))
    names = list(dict.fromkeys(name_of(model, path) for path in paths))
    return ", ".join(names[:MOST_NAMED] + ([_("and more")] if len(names) > MOST_NAMED else []))
