"""Pages of a list. A page far down costs the database all the rows before it, so the depth has an end."""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PAGE_SIZE = 25
LAST_PAGE = 200


class HousePaginator(Paginator):
    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, LAST_PAGE)


def page_of(queryset: QuerySet, number: str | None, size: int = PAGE_SIZE) -> Page:
    """The page with the number given in the address; the nearest one when there is no such page."""
    return HousePaginator(queryset, size).get_page(number)
