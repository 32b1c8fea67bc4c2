"""How a shipped instrument is written."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    university: str = ""  # only where the side needs other words
    business: str = ""
    type: str = "scale"
    options: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    weight: int = 1
    reverse: bool = False
    audience: str = ""


@dataclass(frozen=True)
class Questions:
    """One version of an instrument: for each principle its questions, and at the end those of no principle, with a title."""

    code: str
    number: int
    kind: str
    title: str
    intro: str
    principles: dict[int, tuple[Question, ...]]
    lowest: int = 1
    open_title: str = ""
    open_questions: tuple[Question, ...] = field(default=())
