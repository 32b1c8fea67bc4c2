"""What the tests of the plan's pages share: addresses, and what everybody gets."""

from django.urls import reverse

READERS = ("officer", "contributor", "representative", "partner_contributor", "partner_reader", "auditor")
WRITERS = ("officer", "contributor", "representative", "partner_contributor")


def url(cast, name, *args):
    return reverse(f"rmp_plan:{name}", args=[cast.partnership.slug, *args])


def everybody(cast, get):
    """{person: status} for each of the cast, with one browser each."""
    return {name: get(cast.client(getattr(cast, name))).status_code for name in cast.PEOPLE}


OUTSIDE = {"sibling": 404, "stranger": 404, "administrator": 404, "anonymous": 302}
