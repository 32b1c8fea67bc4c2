"""A questionnaire as a workbook, for people who cannot use the web; and back, whole or not at all.

The workbook goes by its keys: which instrument, which question. A file in which anything is wrong is refused with every row and field,
and nothing of it is kept.
"""

import datetime as dt
import io
import zipfile
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from assessments.models import Item, Questionnaire
from assessments.services.answering import Given, answers_of, items_for
from partnerships.characters import check_characters
from partnerships.documents.packages import office_kind
from partnerships.records.export import safe
from partnerships.records.refusals import Refused

SHEET = "Questions"
HEAD_ROW = 4
LARGEST = 1024 * 1024
LARGEST_UNPACKED = 20 * LARGEST
MOST_ROWS = 500
MOST_ERRORS = 20
LONGEST_TEXT = 2000
NA = "n/a"


# --- out --------------------------------------------------------------------------------------------------------------
def write(questionnaire: Questionnaire, *, with_answers: bool) -> bytes:
    """The questions that are put to the person, a row each, with what he or she has answered so far if that is wanted."""
    respondent = questionnaire.respondent
    book = Workbook()
    page: Any = book.active
    page.title = SHEET
    page.append([safe(respondent.cycle.instrument.name)])
    page.append(
        [
            _(
                "Fill in the last column and send the file back. What does not apply to you: n/a. Leave out what you do not want to answer."
            )
        ]
    )
    page.append(["concord", str(respondent.cycle.instrument_id)])
    page.append([_("Key"), _("Principle"), _("Question"), _("How to answer"), _("Answer")])
    side = side_of(questionnaire)
    answered = answers_of(questionnaire) if with_answers else {}
    lowest = respondent.cycle.instrument.lowest
    for item in items_for(questionnaire):
        answer = answered.get(item.pk)
        page.append(
            [
                str(item.pk),
                safe(item.dimension.label),
                safe(item.wording(side)),
                safe(how(item, lowest)),
                "" if answer is None else shown(item, answer),
            ]
        )
        if item.type == Item.Type.SCALE:
            levels = ",".join([*(str(level) for level in range(lowest, 6)), NA])
            rule = DataValidation(type="list", formula1=f'"{levels}"', allow_blank=True, showErrorMessage=False)
            page.add_data_validation(rule)
            rule.add(f"E{page.max_row}")
    for cell in (*page[1], *page[HEAD_ROW]):
        cell.font = Font(bold=True)
    for column, width in (("A", 12), ("B", 28), ("C", 60), ("D", 40), ("E", 24)):
        page.column_dimensions[column].width = width
    for row in page.iter_rows(min_row=HEAD_ROW + 1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def side_of(questionnaire: Questionnaire) -> str:
    """From which side the person is asked: by it the wording goes."""
    respondent = questionnaire.respondent
    taking_part = respondent.partnership.participations.filter(party=respondent.party).values_list("side", flat=True).first()
    return taking_part or respondent.party.kind  # type: ignore[union-attr]


def how(item: Item, lowest: int) -> str:
    """How the question is answered, in words."""
    match item.type:
        case Item.Type.SCALE if item.descriptors:
            return "\n".join(f"{level}: {words}" for level, words in enumerate(item.descriptors, lowest)) + f"\n{NA}"
        case Item.Type.SCALE:
            return _("%(low)s (not at all) to 5 (fully), or n/a") % {"low": lowest}
        case Item.Type.YES_NO:
            return _("yes, no or n/a")
        case Item.Type.SINGLE:
            return _("one of: %(choices)s") % {"choices": " | ".join(item.choices)}
        case Item.Type.MULTI:
            return _("any of, separated by |: %(choices)s") % {"choices": " | ".join(item.choices)}
        case Item.Type.NUMBER:
            return _("a number")
        case Item.Type.DATE:
            return _("a date: 2031-05-28")
    return _("your own words")


def shown(item: Item, answer: Any) -> Any:
    """An answer as it stands in the workbook."""
    if answer.value is not None:
        if item.type == Item.Type.YES_NO:
            return _("yes") if answer.value else _("no")
        return item.choices[answer.value] if item.type == Item.Type.SINGLE else answer.value
    if answer.number is not None:
        return float(answer.number)
    if answer.day is not None:
        return answer.day.isoformat()
    if answer.chosen is not None:
        return " | ".join(item.choices[place] for place in answer.chosen)
    return safe(answer.text) if answer.text else NA


# --- in ---------------------------------------------------------------------------------------------------------------
def read(questionnaire: Questionnaire, file: Any) -> dict[Item, Given | None]:
    """What stands in a workbook that `write` made. Raises Refused with the row and the field of everything that is wrong."""
    page = _page(file)
    rows = list(page.iter_rows(max_row=MOST_ROWS + HEAD_ROW, max_col=5, values_only=True))
    key = str(rows[2][1] or "") if len(rows) > HEAD_ROW - 1 else ""
    if key != str(questionnaire.respondent.cycle.instrument_id):
        raise Refused(
            _("This is not a workbook of this survey, or of another version of it. Download it again and fill that in.")
        )
    items = {str(item.pk): item for item in items_for(questionnaire)}
    found: dict[Item, Given | None] = {}
    errors = []
    for number, row in enumerate(rows[HEAD_ROW:], HEAD_ROW + 1):
        cells = [*row, *[None] * 5][:5]
        if all(cell in (None, "") for cell in cells):
            continue
        item = items.get(str(cells[0] or "").strip())
        if item is None:
            errors.append(_("Row %(row)s, Key: no question of yours has this key.") % {"row": number})
        elif item in found:
            errors.append(_("Row %(row)s, Key: this question comes twice.") % {"row": number})
        else:
            try:
                found[item] = parse(item, cells[4], questionnaire.respondent.cycle.instrument.lowest)
            except ValueError as error:
                errors.append(_("Row %(row)s, Answer: %(error)s") % {"row": number, "error": error})
                found[item] = None
    if errors:
        more = [_("And more.")] if len(errors) > MOST_ERRORS else []
        raise Refused([_("Nothing was taken in. Mend this and send the file again."), *errors[:MOST_ERRORS], *more])
    if not any(found.values()):
        raise Refused(_("The column with the answers is empty."))
    return found


def _page(file: Any) -> Any:
    """The sheet of a workbook that is not larger than it can be, packed or unpacked."""
    if file.size > LARGEST:
        raise Refused(_("The file is too large to be this workbook."))
    data = io.BytesIO(file.read())
    try:
        with zipfile.ZipFile(data) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise Refused(_("The file is too large to be this workbook."))
        office_kind(File(data))
        book = load_workbook(data, read_only=True, data_only=True)
        return book[SHEET]
    except Refused:
        raise
    except Exception:  # whatever is wrong with a file that somebody made: openpyxl raises many things
        raise Refused(
            _("This is not a workbook as it was downloaded: it has to be an XLSX file with its sheet “Questions”.")
        ) from None


def parse(item: Item, cell: Any, lowest: int) -> Given | None:
    """What a cell says to a question; None when it is empty. Raises ValueError with a sentence for people."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    words = str(cell).strip().removeprefix("'")
    if words.lower() in (NA, "na", "n.a.", "-"):
        return Given()
    match item.type:
        case Item.Type.SCALE:
            return Given(value=_level(words, lowest))
        case Item.Type.YES_NO:
            said = {_("yes").lower(): 1, "yes": 1, "1": 1, "true": 1, _("no").lower(): 0, "no": 0, "0": 0, "false": 0}
            if words.lower() not in said:
                raise ValueError(_("yes, no or n/a was expected."))
            return Given(value=said[words.lower()])
        case Item.Type.SINGLE:
            return Given(value=_place(item, words))
        case Item.Type.MULTI:
            return Given(chosen=tuple(sorted({_place(item, part.strip()) for part in words.split("|") if part.strip()})))
        case Item.Type.NUMBER:
            return Given(number=number_of(words))
        case Item.Type.DATE:
            return Given(day=_day(cell, words))
    if len(words) > LONGEST_TEXT:
        raise ValueError(_("at most %(n)s characters fit.") % {"n": LONGEST_TEXT})
    try:
        check_characters(words)
    except ValidationError as error:
        raise ValueError(error.message) from None
    return Given(text=words)


def _level(words: str, lowest: int) -> int:
    try:
        level = Decimal(words)
    except InvalidOperation:
        level = Decimal(-1)
    if level != level.to_integral_value() or not lowest <= level <= 5:
        raise ValueError(_("a whole number from %(low)s to 5 or n/a was expected.") % {"low": lowest})
    return int(level)


def _place(item: Item, words: str) -> int:
    labels = [choice.lower() for choice in item.choices]
    if words.lower() not in labels:
        raise ValueError(_("“%(words)s” is none of the choices.") % {"words": words[:60]})
    return labels.index(words.lower())


def number_of(words: str) -> Decimal:
    """A number that fits. Raises ValueError with a sentence for people."""
    try:
        number = Decimal(words.replace(",", "."))
    except InvalidOperation:
        raise ValueError(_("a number was expected.")) from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
        raise ValueError(_("this number is too large."))
    return number.quantize(Decimal("0.0001"))


def _day(cell: Any, words: str) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    try:
        return dt.date.fromisoformat(words[:10])
    except ValueError:
        raise ValueError(_("a date like 2031-05-28 was expected.")) from None
