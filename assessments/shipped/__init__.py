"""The instruments every installation starts with, as data. An institution makes its own beside them; these stay as they are.

A change of words is a new version: raise `number`, keep the former version's data as long as it may be in use.
"""

from typing import TYPE_CHECKING, Any

from assessments.shipped.health import HEALTH_CHECK, PULSE
from assessments.shipped.maturity import MATURITY
from assessments.shipped.reviews import ANNUAL, EXIT, OBJECTIVE_REVIEW
from assessments.shipped.shapes import Question, Questions

if TYPE_CHECKING:
    from django.apps.registry import Apps

SHIPPED: tuple[Questions, ...] = (PULSE, HEALTH_CHECK, MATURITY, OBJECTIVE_REVIEW, ANNUAL, EXIT)


def load_instruments(apps: "Apps", using: str = "default") -> None:
    """Add the versions that are missing; those that are there stay as they are. Safe to run again, and one query when all are there.

    The newest version of each is in force, earlier ones are retired.
    """
    instruments = apps.get_model("assessments", "Instrument")._default_manager.using(using)
    there = set(instruments.filter(party=None).values_list("code", "number"))
    for questions in SHIPPED:
        if (questions.code, questions.number) in there:
            continue
        earlier = instruments.filter(party=None, code=questions.code, state="active")
        earlier.filter(number__lt=questions.number).update(state="retired")
        newer = any(code == questions.code and number > questions.number for code, number in there)
        instrument = instruments.create(
            code=questions.code,
            number=questions.number,
            kind=questions.kind,
            title=questions.title,
            intro=questions.intro,
            lowest=questions.lowest,
            state="retired" if newer else "active",
        )
        _load_questions(apps, using, instrument, questions)


def _load_questions(apps: "Apps", using: str, instrument: Any, questions: Questions) -> None:
    dimension_model, item_model = apps.get_model("assessments", "Dimension"), apps.get_model("assessments", "Item")
    dimensions = [
        (dimension_model(instrument=instrument, principle=number, position=number), items)
        for number, items in questions.principles.items()
    ]
    if questions.open_questions:
        last = dimension_model(instrument=instrument, title=questions.open_title, position=100)
        dimensions.append((last, questions.open_questions))
    dimension_model._default_manager.using(using).bulk_create([dimension for dimension, _items in dimensions])
    item_model._default_manager.using(using).bulk_create(
        [_item(item_model, dimension, place, item) for dimension, items in dimensions for place, item in enumerate(items, 1)]
    )


def _item(model: Any, dimension: Any, place: int, item: Question) -> Any:
    return model(
        dimension=dimension,
        position=place,
        code=item.code,
        type=item.type,
        text=item.text,
        text_university=item.university,
        text_business=item.business,
        options="\n".join(item.options),
        levels="\n".join(item.levels),
        weight=item.weight,
        reverse=item.reverse,
        audience=item.audience,
    )
