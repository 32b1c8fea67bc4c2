"""The two letters: one reminder, and all of a day."""

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.outbox.kinds import Letter, Line
from partnerships.outbox.letters import one_line
from partnerships.outbox.models import Mail
from partnerships.reminders.models import Digest, Reminder
from partnerships.reminders.reading import DueItem, explain, read_reminders


def write_reminder(mail: Mail) -> Letter | None:
    """One reminder. None when it is done or put off meanwhile, is no longer for this person to read, or no mail is wanted now."""
    reminder = mail.subject
    if not isinstance(reminder, Reminder) or mail.user is None or not _wanted(mail.user) or reminder.closed_at:
        return None
    item = read_reminders(mail.user, [reminder], still_due=True).get(reminder.pk)
    if item is None:
        return None
    return Letter(
        subject=headline(item),
        body=_body(item),
        link=item.url,
        link_label=_("Open it"),
        why=_("Why you get this: %(reason)s") % {"reason": explain(reminder)},
        change_link=reverse("accounts:preferences"),
    )


def write_digest(mail: Mail) -> Letter | None:
    """All reminders of a day that are still of use. None when none is left."""
    digest = mail.subject
    if not isinstance(digest, Digest) or mail.user is None or not _wanted(mail.user):
        return None
    reminders = list(digest.reminders.open().soonest_first())
    found = read_reminders(mail.user, reminders, still_due=True)
    lines = tuple(_line(found[r.pk]) for r in reminders if r.pk in found)
    if not lines:
        return None
    count = {"count": len(lines)}
    return Letter(
        subject=ngettext("%(count)d reminder", "%(count)d reminders", len(lines)) % count,
        body=ngettext("This waits for you:", "These %(count)d wait for you:", len(lines)) % count,
        lines=lines,
        link=reverse("reminders:list"),
        link_label=_("See all reminders"),
        why=_("Why you get this: you chose one mail a day with what waits for you or your party."),
        change_link=reverse("accounts:preferences"),
    )


def _wanted(user: User) -> bool:
    return user.mail != User.Mail.NONE


def headline(item: DueItem) -> str:
    """What is due when, in a line."""
    words = {"title": item.title, "label": item.label, "date": formats.date_format(item.due_on, "DATE_FORMAT")}
    if item.due.is_notice:
        return _("%(label)s: %(title)s") % words
    if item.is_late:
        return _("Overdue since %(date)s: %(title)s (%(label)s)") % words
    if item.due_on == today():
        return _("Due today: %(title)s (%(label)s)") % words
    return _("Due on %(date)s: %(title)s (%(label)s)") % words


def _body(item: DueItem) -> str:
    rows = [f"{item.label}: {item.title}"]
    if item.partnership != item.item:
        rows.append(_("Partnership: %(title)s") % {"title": one_line(item.partnership.title)})
    return "\n".join([*rows, item.when[:1].upper() + item.when[1:]])


def _line(item: DueItem) -> Line:
    where = f" · {one_line(item.partnership.title)}" if item.partnership != item.item else ""
    return Line(item.title, item.url, f"{item.label}, {item.when}{where}")
