"""Markdown as people write it here, read by one parser: for pages, and as plain nodes for what is drawn elsewhere (PDF, DOCX).

A node is a dictionary with `t`, its kind. Blocks: p, h, quote (`c`: children), ul, ol (`items`: lists of blocks), code (`text`), hr,
table (`head`: cells, `rows`: lists of cells; a cell is a list of inline nodes). Inline: text, code (`text`), em, strong (`c`),
link (`href`, `c`), br. Whatever else a writer typed is text.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
LINKED = ("http://", "https://", "mailto:")
# Emphasis within emphasis can be written thousands deep; what comes deeper than this is kept without it.
DEEPEST = 6

Node = dict[str, Any]


def nodes(source: str) -> list[Node]:
    """The text as a list of block nodes."""
    return _blocks(iter(PARSER.parse(source)))


def _blocks(tokens: Iterator[Token]) -> list[Node]:
    """The blocks up to the end of the one the tokens stand in. The parser bounds how deep blocks lie in each other."""
    found: list[Node] = []
    for token in tokens:
        match token.type:
            case "paragraph_open" | "heading_open":
                line = _line(tokens)
                if line:
                    found.append({"t": "p" if token.type == "paragraph_open" else "h", "c": line})
            case "bullet_list_open":
                found.append({"t": "ul", "items": _items(tokens)})
            case "ordered_list_open":
                found.append({"t": "ol", "start": int(token.attrs.get("start", 1)), "items": _items(tokens)})
            case "blockquote_open":
                found.append({"t": "quote", "c": _blocks(tokens)})
            case "fence" | "code_block":
                found.append({"t": "code", "text": token.content.rstrip("\n")})
            case "hr":
                found.append({"t": "hr"})
            case "table_open":
                rows = _rows(tokens)
                found.append({"t": "table", "head": rows[0], "rows": rows[1:]})
            case _:  # the end of the block
                break
    return found


def _items(tokens: Iterator[Token]) -> list[list[Node]]:
    found = []
    for token in tokens:
        if token.type != "list_item_open":
            break
        found.append(_blocks(tokens))
    return found


def _rows(tokens: Iterator[Token]) -> list[list[list[Node]]]:
    rows: list[list[list[Node]]] = []
    for token in tokens:
        match token.type:
            case "tr_open":
                rows.append([])
            case "th_open" | "td_open":
                rows[-1].append(_line(tokens))
            case "table_close":
                break
    return rows


def _line(tokens: Iterator[Token]) -> list[Node]:
    """The inline nodes of a block that holds a line of text, up to its end."""
    inline = next(tokens)
    next(tokens)
    return _inline(inline.children or [])


def _inline(tokens: Sequence[Token]) -> list[Node]:
    found: list[Node] = []
    open_nodes: list[Node] = [{"t": "", "c": found}]
    for token in tokens:
        here = open_nodes[-1]
        if token.nesting == 1:
            node = _opened(token, here, len(open_nodes) > DEEPEST)
            if node is not here:
                here["c"].append(node)
            open_nodes.append(node)
        elif token.nesting == -1:
            if here["t"] == "link" and not here["c"]:
                here["c"].append({"t": "text", "text": here["href"]})
            open_nodes.pop()
        elif token.type in ("hardbreak", "softbreak"):
            here["c"].append({"t": "br"})
        elif token.content:
            here["c"].append({"t": "code" if token.type == "code_inline" else "text", "text": token.content})
    return found


def _opened(token: Token, here: Node, deep: bool) -> Node:
    """The node that a token opens; the one it stands in, when it is not to be."""
    if token.type == "link_open":
        href = str(token.attrs.get("href", ""))
        return {"t": "link", "href": href, "c": []} if href.startswith(LINKED) and here["t"] != "link" else here
    return here if deep else {"t": token.tag, "c": []}
