"""Where a name could be drawn, and what is to be read there: for the tests of references."""

import io
import re
import zipfile

from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from partnerships.records.views import CreateView
from ubc.tests.samples import ARGUMENTS
from ubc.tests.test_access_matrix import PAGES, ROOMS, address_of, room

SECRET = "Xanthophyll"


def addresses(cast, found):
    """Every page that could name one of them: all pages of the partnership, and those of each record that refers."""
    for name in PAGES:
        if name not in ARGUMENTS:  # those are about records of their own
            yield address_of(cast, name)
    kinds = {type(record.record) for record, _field, _target in found} | {type(record) for record, _field, _target in found}
    slug = cast.partnership.slug
    for name in ROOMS:
        if name in PAGES or room(name).model not in kinds:
            continue
        try:
            page = reverse(name, args=[slug])
            yield from (page, f"{page}?view=table", f"{page}?export=csv", f"{page}?export=xlsx")
        except NoReverseMatch:
            for record, _field, _target in found:
                if isinstance(record, room(name).model):
                    # A new part is asked for at what it is a part of.
                    adds = issubclass(ROOMS[name].callback.view_class, CreateView)
                    yield reverse(name, args=[slug, record.parent.pk if adds else record.pk])
    for record, _field, _target in found:
        owner = record.record
        detail = owner.get_absolute_url()
        yield from (detail, f"{detail}?tab=history", record.get_absolute_url())


def text_of(data):
    """What is to be read in a file: in a PDF, in all that a ZIP holds (archives, XLSX, DOCX), or in a text."""
    if data.startswith(b"%PDF"):
        # Where it breaks lines and words is its own affair.
        return re.sub(r"[\s\xad\u2010-]", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(text_of(archive.read(name)) for name in archive.namelist())
    return data.decode(errors="replace")


def said(response):
    return text_of(response.getvalue())


def told(labels, text):
    """The relations by which the text names what it should not."""
    return {labels.get(key, "?") for key in re.findall(f"{SECRET}([0-9a-f]{{0,32}})", text)}


def labels_of(found):
    """{key that is part of the new name: relation}."""
    return {target.pk.hex: f"{record._meta.label_lower}.{field.name}" for record, field, target in found}


PARTS = 12  # of the pages


def pages_of(cast, found, part, person=None):
    """{address: answer}, as the partner's representative or another person gets them: of one part of the pages. None fails."""
    client = cast.client(person or cast.representative)
    answers = {address: client.get(address) for address in list(dict.fromkeys(addresses(cast, found)))[part::PARTS]}
    assert [address for address, response in answers.items() if response.status_code >= 500] == []
    return answers


def naming(answers, found):
    """{address: relations} of the answers that name what they should not."""
    labels = labels_of(found)
    return {address: wrong for address, response in answers.items() if (wrong := told(labels, said(response)))}
