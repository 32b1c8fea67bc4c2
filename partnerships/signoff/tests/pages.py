"""What the tests of the pages have in common."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.history.models import Event
from partnerships.signoff.models import SignOffRound, SignOffSlot

PDF = b"%PDF-1.7\n% signed by hand\n%%EOF\n"

# Which steps of an open round each reader of it may take.
ACTS = {
    "officer": ["sign", "reserve", "decline", "delegate", "elsewhere", "withdraw"],
    "representative": ["sign", "reserve", "decline", "delegate", "elsewhere"],
    "contributor": [],
    "partner_contributor": [],
    "partner_reader": [],
    "facilitator": [],
    "auditor": [],
}
STEPS = ("sign", "reserve", "decline", "delegate", "elsewhere", "withdraw")
STRANGERS = ("sibling", "stranger", "administrator")


def url(round, name="detail", *args):
    return reverse(f"signoff:{name}", args=[round.partnership.slug, round.pk, *args])


def slot_of(round, party):
    return SignOffSlot.objects.get(round=round, party=party)


def state():
    return (
        list(SignOffRound.objects.order_by("pk").values()),
        list(SignOffSlot.objects.order_by("pk").values()),
        Event.objects.count(),
    )


def paper(content=PDF, name="signed.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")
