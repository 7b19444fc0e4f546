"""Plain words out of HTML, whether it came as text or as part of an XML tree. Our questions hold no markup at all, so
nothing of it can reach a page; a line break stays one, a picture's address is told, the rest is dropped and said."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.exchange.neutral import LONGEST, words
from quizzes.exchange.xml_nodes import Node

BREAKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}
SILENT = {"script", "style", "template", "head", "title", "noscript"}
HARMLESS = BREAKS - {"table", "tr"} | {"span", "img", "html", "body", "font", "text", "section", "object", "source"}
FORMULA = (
    "math mrow mi mo mn ms mtext mspace mstyle mfrac msup msub msubsup msqrt mroot mover munder mfenced mtable mtr mtd"
)
LOST = {  # what a trainer calls it
    "b strong": gettext_lazy("bold letters"),
    "i em cite var": gettext_lazy("slanted letters"),
    "u ins": gettext_lazy("underlining"),
    "sub sup": gettext_lazy("raised or lowered letters"),
    "a": gettext_lazy("links"),
    "table thead tbody tfoot tr td th caption col colgroup": gettext_lazy("a table"),
    "video audio track embed iframe": gettext_lazy("video or sound"),
    FORMULA: gettext_lazy("a formula"),
}
CALLED = {tag: words for tags, words in LOST.items() for tag in tags.split()}
UNCLOSED = re.compile(r"<(?![^<>]*>)")  # no tag, only a sign; many of them would make the parser look again and again
DECLARED = re.compile(r"<![^<>]*>")  # such as Word's `<![if …]>`: no browser shows it, and the parser may choke on it


@dataclass
class Said:
    """`dropped` holds the names of elements whose meaning is lost, such as `b` or `table`."""

    text: str
    pictures: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)


class _Listening(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self.dropped: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.silent += 1
        if tag in BREAKS:
            self.parts.append("\n")
        address = dict(attrs).get("src" if tag == "img" else "data")
        if tag in ("img", "object") and address:
            self.pictures.append(address)
        if tag not in HARMLESS:
            self.dropped.add(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag in SILENT:
            self.silent -= 1

    def handle_endtag(self, tag):
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        if tag in BREAKS - {"br"}:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(data.replace("\n", " "))

    def said(self) -> Said:
        return Said(words("".join(self.parts)), self.pictures, self.dropped)


def of_html(source: str) -> Said:
    listening = _Listening()
    tags = UNCLOSED.sub("&lt;", _without_comments(source[:LONGEST].replace("\x00", "")))
    listening.feed(DECLARED.sub("", tags))
    listening.close()
    return listening.said()


def _without_comments(source: str) -> str:
    parts = []
    while source:
        before, _start, rest = source.partition("<!--")
        _comment, end, source = rest.partition("-->")
        parts += [before] if end or not rest else [before, rest]
    return "".join(parts)


def of_node(node: Node, leaving: tuple[str, ...] = ()) -> Said:
    """What an element says, without those parts of it that are named."""
    listening = _Listening()
    _listen(listening, node, leaving)
    return listening.said()


def _listen(listening: _Listening, node: Node, leaving: tuple[str, ...]) -> None:
    for one in node.inside:
        if isinstance(one, str):
            listening.handle_data(one)
        elif one.name not in leaving:
            tag = one.name.lower()
            listening.handle_starttag(tag, list(one.attributes.items()))
            _listen(listening, one, leaving)
            listening.handle_endtag(tag)


def remarks(said: Said, taken: int = 0) -> list[str]:
    """What did not come along of a text, but for the first so many pictures."""
    lost = []
    if said.dropped:
        what = ", ".join(dict.fromkeys(str(CALLED.get(tag, tag)) for tag in sorted(said.dropped)))
        lost.append(_("Only the words are taken, not their formatting (%(what)s).") % {"what": what})
    if len(said.pictures) > taken:
        lost.append(_("A picture is left out: a question has one picture, beside its text."))
    return lost
