"""The reminders and the calendar page in a browser: wide and narrow, light and dark, without a barrier."""

import os

import pytest

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Partnership
from partnerships.reminders.models import Reminder
from partnerships.reminders.services import remind
from partnerships.reminders.tests.conftest import TODAY, days

SCREENS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "dark": {"color_scheme": "dark"},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_reminders_and_calendar(cast, browse, axe, fits, screen):
    for count, title in ((-3, "Order steel for the test rig"), (0, "Book the hall"), (6, "Send the minutes"), (20, "Far")):
        ActionFactory(partnership=cast.partnership, title=title, assignee=cast.contributor, due_on=days(count))
    Partnership.objects.filter(pk=cast.partnership.pk).update(next_review_on=TODAY)
    remind()
    page = browse(cast.contributor, **SCREENS[screen])

    page.goto("/reminders/")
    axe(page)
    assert page.locator("li[id^=reminder-]").count() == 3
    fits(page)
    shot(page, f"reminders-{screen}")
    page.get_by_role("button", name="Mark all as read").click()
    page.get_by_text("3 reminders marked as read.").wait_for()
    assert Reminder.objects.filter(read_at=None).count() == 2  # the review, Olivia's and Renate's

    Action.objects.filter(title="Book the hall").update(state="done")
    remind()
    page.get_by_role("link", name="Past", exact=True).click()
    page.get_by_role("link", name="Book the hall").wait_for()
    axe(page)

    page.goto("/reminders/calendar/")
    axe(page)
    page.get_by_role("button", name="Make a calendar address").click()
    address = page.get_by_label("Your calendar address").input_value()
    assert address.startswith(f"{page.url}")
    axe(page)
    fits(page)
    shot(page, f"calendar-{screen}")


def shot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
