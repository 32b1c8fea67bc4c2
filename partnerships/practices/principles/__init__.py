"""The twelve principles in our own words: the guidance that stands beside the work in every room.

Titles and clause numbers are those of ISO/TS 44006:2023; not one sentence is. Principles 1 to 4 tell what clauses 5.1 to 5.4
ask for, 5 to 12 what people who manage collaborations well do under these headings.
"""

from partnerships.practices.principles.beginning import BEGINNING
from partnerships.practices.principles.lasting import LASTING
from partnerships.practices.principles.shape import Principle
from partnerships.practices.principles.working import WORKING

__all__ = ["PRINCIPLES", "Principle", "principle"]

PRINCIPLES: tuple[Principle, ...] = (*BEGINNING, *WORKING, *LASTING)


def principle(number: int) -> Principle:
    """The principle with the number 1 to 12; LookupError for any other."""
    if not 1 <= number <= len(PRINCIPLES):
        raise LookupError(f"There is no principle {number}.")
    return PRINCIPLES[number - 1]
