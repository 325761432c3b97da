"""HTML mail: its text, and a form of it that is safe to show."""

import html
import re

import nh3

_UNSEEN = {"head", "title", "script", "style", "template", "noscript", "svg", "math"}
_NEW_LINE = {"br", "p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_NEVER_HOLD = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "p", "li", "td", "tr", "th"}
_MAX_NESTING = 500


def text_of(markup: str) -> str:
    """Return the words of HTML as plain text, a line for each paragraph, row or item. Linear in its length."""
    words: list[str] = []
    unseen = ""  # the element, or comment, in which nothing is seen until it ends
    first, *rest = " ".join(markup.split()).split("<")
    for piece in rest:
        tag, _, after = piece.partition("-->" if unseen == "!--" or piece.startswith("!--") else ">")
        name = re.split(r"[\s/>]", tag.lstrip("/"), maxsplit=1)[0].lower()
        if unseen:
            ends = "-->" in piece if unseen == "!--" else tag.startswith("/") and name == unseen
            unseen, after = ("", after) if ends else (unseen, "")
        elif piece.startswith("!--") and "-->" not in piece:
            unseen, after = "!--", ""
        elif name in _UNSEEN and not tag.startswith("/") and not tag.endswith("/"):
            unseen, after = name, ""
        words.append(_space_before(name) + after)
    lines = html.unescape(first + "".join(words)).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)).strip()


def _space_before(tag: str) -> str:
    if tag in _NEW_LINE:
        return "\n"
    return " " if tag in ("td", "th") else ""


def safe(markup: str) -> str | None:
    """Return HTML in which nothing runs and nothing is fetched: no scripts, styles, images, forms or frames.

    None where it is nested so deeply that reading it would take minutes.
    """
    if _nesting(markup) > _MAX_NESTING:
        return None
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_UNSEEN,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


def _nesting(markup: str) -> int:
    deepest = depth = 0
    for closes, name in _TAG.findall(markup):
        if name.lower() not in _NEVER_HOLD:
            depth = max(0, depth - 1) if closes else depth + 1
            deepest = max(deepest, depth)
    return deepest
