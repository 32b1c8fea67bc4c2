"""The competences every installation starts with, in our own words. An institution changes, adds and retires them in the admin.

The words are marked for translation here and translated when shown, so that what an institution writes itself comes back as written.
"""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.migrations.state import StateApps

NONE = _("Nothing of it has been seen yet.")


class Entry(NamedTuple):
    """A competence to start with, with what one sees on the levels 1 to 4."""

    code: str
    kind: str
    title: str
    text: str
    levels: tuple[str, str, str, str]


ENTRIES = (
    Entry(
        "AT1",
        "attribute",
        _("Knows the other world"),
        _("Knows how the other organisation earns its living, what it is measured by, and what its year looks like."),
        (
            _("Can say what the other organisation is there for."),
            _("Knows its calendar and its words, and asks where something is unclear."),
            _("Plans so that it fits both calendars, and explains one side to the other."),
            _("Is asked by both sides how the other will see a matter."),
        ),
    ),
    Entry(
        "AT2",
        "attribute",
        _("Knows what was agreed"),
        _("Knows the joint plan and the agreements as far as they touch the own work."),
        (
            _("Knows that there is a plan and where it is."),
            _("Finds the part that applies, and asks before acting beside it."),
            _("Works by it without being reminded, and says when it no longer fits."),
            _("Brings changes of the plan about, and makes others sure in it."),
        ),
    ),
    Entry(
        "AT3",
        "attribute",
        _("Knows the rules of knowledge"),
        _("Knows what may be told to whom: confidentiality, publication, intellectual property, data about people."),
        (
            _("Knows that not everything may be told, and whom to ask."),
            _("Classes simple cases rightly and asks about the others."),
            _("Decides daily cases alone, and writes down what was told to whom."),
            _("Settles doubtful cases with the other side, and teaches the rules."),
        ),
    ),
    Entry(
        "AT4",
        "attribute",
        _("Knows the subject"),
        _("Is trained in the field of the collaboration well enough for the role."),
        (
            _("Follows a talk about the subject."),
            _("Does defined parts of the work with somebody at hand."),
            _("Answers for the own part of the work."),
            _("Sets the direction in which the subject is taken further."),
        ),
    ),
    Entry(
        "AB1",
        "ability",
        _("Plans with others"),
        _("Brings work of several organisations into one plan and keeps it true."),
        (
            _("Keeps the dates that others set."),
            _("Plans the own part and tells others what it depends on."),
            _("Plans across organisations, sees delays early and says so."),
            _("Brings plans together that did not fit, and helps others to do so."),
        ),
    ),
    Entry(
        "AB2",
        "ability",
        _("Negotiates for both"),
        _("Finds solutions from which both sides gain, and keeps to what was found."),
        (
            _("Can say what the own side needs."),
            _("Finds out what the other side needs, and reports it fairly."),
            _("Finds solutions with the other side within a mandate."),
            _("Finds a way where talks are stuck, also for others."),
        ),
    ),
    Entry(
        "AB3",
        "ability",
        _("Deals with conflict"),
        _("Speaks about what goes wrong in time, with those whom it concerns, and settles it at the lowest level that can."),
        (
            _("Notices that something is wrong and tells somebody."),
            _("Speaks about it with those concerned when somebody helps."),
            _("Speaks about it alone, separates the matter from the people, and settles it."),
            _("Is called when others cannot settle it."),
        ),
    ),
    Entry(
        "AB4",
        "ability",
        _("Passes on what was learnt"),
        _("Writes, shows and teaches so that the other organisation can go on with it."),
        (
            _("Keeps notes that others can read."),
            _("Explains the own work when asked."),
            _("Hands over so that the other side works on without coming back."),
            _("Builds ways by which both sides learn from each other."),
        ),
    ),
    Entry(
        "AD1",
        "attitude",
        _("Keeps promises"),
        _("Promises what can be kept, keeps it, and says in time when it cannot."),
        (
            _("Keeps promises when reminded."),
            _("Keeps most promises and is sorry about the others."),
            _("Keeps promises, and says early when one is in danger."),
            _("Promises of the whole team can be relied on."),
        ),
    ),
    Entry(
        "AD2",
        "attitude",
        _("Is open"),
        _("Tells bad news early, asks before judging, and can be asked."),
        (
            _("Answers what is asked."),
            _("Tells by himself or herself what concerns the other side."),
            _("Tells bad news first, and hears bad news without looking for somebody to blame."),
            _("Others dare to be open when this person is there."),
        ),
    ),
    Entry(
        "AD3",
        "attitude",
        _("Respects other ways"),
        _("Takes it that the other side has reasons, and meets everybody as an equal, whatever title and size."),
        (
            _("Is polite."),
            _("Asks for the reasons of what seems strange."),
            _("Adapts the own way where that helps, and says where it cannot."),
            _("Makes use of the differences, so that both sides become better."),
        ),
    ),
    Entry(
        "AD4",
        "attitude",
        _("Thinks of the joint aim"),
        _("Puts the joint aim before the small advantage of the own side."),
        (
            _("Knows the joint aim."),
            _("Asks what serves it, when asked to decide."),
            _("Decides for it, also where the own side would gain by something else."),
            _("Wins the own house for it."),
        ),
    ),
)


def load_competences(apps: "Apps | StateApps", using: str = "default") -> None:
    """Add the competences that are missing. Those that exist stay as the institution made them, whatever they say.

    `apps` is the registry of a migration or `django.apps.apps`. Safe to run again.
    """
    model = apps.get_model("rmp_competence", "Competence")
    rows = [
        model(
            code=entry.code,
            kind=entry.kind,
            title=entry.title,
            text=entry.text,
            position=position,
            level_0=NONE,
            **{f"level_{number}": words for number, words in enumerate(entry.levels, start=1)},
        )
        for position, entry in enumerate(ENTRIES, start=1)
    ]
    model._default_manager.using(using).bulk_create(rows, ignore_conflicts=True)
