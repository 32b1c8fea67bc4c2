"""Which characters a text may hold: one cleaner where text comes in, and one where it goes out.

What is written here is drawn as PDF, kept in workbooks and Word documents, put into calendars and archives; one text that one of these
cannot carry would keep every party from having its own. Such a text is refused where it is typed, at the field, and nothing is taken out
of it silently. Texts from before that, or past all forms, go out with U+FFFD in the place of what cannot be carried.

What cannot be carried:

- what XML 1.0 leaves out (section 2.2, https://www.w3.org/TR/xml/#charsets): the control characters of C0 but for tab, line feed and
  carriage return, NUL among them; surrogates, which are half a character; U+FFFE and U+FFFF;
- the other noncharacters of Unicode (section 23.7): they are for use inside of programs, and PDF has nothing to show for them;
- DELETE and the control characters of C1 (U+007F to U+009F): XML lets them pass and discourages them. They come from texts read in a
  wrong encoding; nobody types them;
- what turns the direction of the text around it (U+202A to U+202E, U+2066 to U+2069; Unicode Standard Annex 9). With these a text reads
  otherwise than it is written (CVE-2021-42574), and what parties sign has to say what it shows. Names and texts in Arabic or Hebrew do
  not need them: the letters have their direction. The marks U+200E, U+200F and U+061C only help where letters meet signs, and the
  joiners U+200C and U+200D are spelling: these may stay.
"""

import re
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext as _

REPLACEMENT = "\ufffd"
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNCARRIED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff{NONCHARACTERS}]")
SHOWN_BEFORE = 20
# Not JSON: what lies in it was put together from texts that were asked about, or that lay there before anybody was.
TEXTS = (models.CharField, models.TextField)


def check_characters(value: Any) -> None:
    """A validator of texts, and of lists and mappings of them. Raises ValidationError that says which character, and where."""
    match value:
        case str():
            if found := UNCARRIED.search(value):
                raise ValidationError(_message(value, found.start()), code="characters")
        case dict():
            check_characters([*value, *value.values()])
        case list() | tuple():
            for item in value:
                check_characters(item)


def _message(text: str, place: int) -> str:
    code = f"U+{ord(text[place]):04X}"
    before = text[:place].split()
    if not before:
        return _("It begins with a character that cannot be kept (%(code)s). Delete it, or type the beginning anew.") % {
            "code": code
        }
    return _("After “%(words)s” stands a character that cannot be kept (%(code)s). Delete it, or type that place anew.") % {
        "words": " ".join(before)[-SHOWN_BEFORE:],
        "code": code,
    }


def check_row(row: models.Model, before: models.Model | None = None) -> None:
    """Check the texts of a row, as the last line before it is saved; of one that was there `before`, those that change.

    What lies there from earlier times keeps nobody from going on. Raises ValidationError by field.
    """
    errors = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, TEXTS):
            value = getattr(row, field.attname)
            if before is None or value != getattr(before, field.attname):
                try:
                    check_characters(value)
                except ValidationError as error:
                    errors[field.name] = error
    if errors:
        raise ValidationError(errors)


def carried(value: Any) -> Any:
    """A text, or anything of lists and mappings with texts in it, with U+FFFD for each character that cannot be carried."""
    match value:
        case str():
            return UNCARRIED.sub(REPLACEMENT, value)
        case dict():
            return {carried(key): carried(item) for key, item in value.items()}
        case list():
            return [carried(item) for item in value]
        case tuple():
            return tuple(carried(item) for item in value)
    return value


def stand_at_every_field() -> None:
    """Put the cleaner at every text field of every model and every form, those of Django and allauth included. Called once, at the start.

    Django gives each text field of a form a validator against NUL, whatever else the field asks, and nothing else is in all of them: this
    one asks for more from now on. The fields of models have lists of their own, made when the models were.
    """
    setattr(ProhibitNullCharactersValidator, "__call__", lambda _validator, value: check_characters(value))  # noqa: B010
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXTS) and check_characters not in field.validators:
                field.validators.append(check_characters)
