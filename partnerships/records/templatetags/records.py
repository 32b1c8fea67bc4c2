"""Filters for every template: text as people wrote it, made safe."""

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe

from partnerships.records.describe import text
from partnerships.records.markdown import PARSER

register = template.Library()

_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "blockquote",
    "a",
    "h3",
    "h4",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


@register.filter
def markdown(source: object) -> SafeString:
    """Markdown as HTML: raw HTML is text, links open without telling where from, headings, images and scripts do not pass."""
    html = nh3.clean(
        PARSER.render(str(source or "")),
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(html)  # noqa: S308  nh3 has just reduced it to the tags above


@register.filter
def shown(value: object) -> str:
    """A value as text for people, as tables and exports write it."""
    return text(value)
