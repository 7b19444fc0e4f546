"""XML from a stranger: a small tree that knows its lines. No document type, no entities, nothing from elsewhere.

A file with a document type is refused whole, so that no entity can grow (billion laughs) or fetch; depth and number of
elements are limited. Names are without their namespaces.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.exchange.neutral import UnreadableFileError

DEEPEST, MOST = 60, 100_000
ENDS_EARLY = gettext_lazy("it ends too early")
REASONS = {  # the parser's words in a trainer's
    "mismatched tag": gettext_lazy("something is opened and not closed again"),
    "not well-formed (invalid token)": gettext_lazy("a character stands here that may not, such as < or &"),
    "no element found": ENDS_EARLY,
    "unclosed token": ENDS_EARLY,
    "unclosed CDATA section": ENDS_EARLY,
    "junk after document element": gettext_lazy("something stands after its end"),
    "undefined entity": gettext_lazy("there is a name such as &nbsp; that XML does not know"),
    "duplicate attribute": gettext_lazy("something is said twice"),
    "unbound prefix": gettext_lazy("a name begins with a prefix that is not explained"),
    "unknown encoding": gettext_lazy("its encoding is not known; it should be UTF-8"),
}


@dataclass
class Node:
    name: str
    line: int
    attributes: dict[str, str]
    inside: list["Node | str"] = field(default_factory=list)

    @property
    def nodes(self) -> list["Node"]:
        return [one for one in self.inside if isinstance(one, Node)]

    def all(self, name: str) -> list["Node"]:
        """Children of this name."""
        return [node for node in self.nodes if node.name == name]

    def one(self, *path: str) -> "Node | None":
        """The first child of a name, of that the first child of the next name, and so on."""
        node: Node | None = self
        for name in path:
            node = next(iter(node.all(name)), None) if node else None
        return node

    def walk(self) -> Iterator["Node"]:
        """This one and all below it, in their order."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def found(self, *names: str) -> list["Node"]:
        return [node for node in self.walk() if node.name in names]

    def text(self, *path: str) -> str:
        """All words in it, or in the child at the path; "" where there is none."""
        node = self.one(*path)
        return "".join(one if isinstance(one, str) else one.text() for one in node.inside) if node else ""

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)


class _Gathering(ContentHandler):
    def __init__(self):
        super().__init__()
        self.top = Node("", 0, {})
        self.open = [self.top]
        self.count = 0

    def setDocumentLocator(self, locator):
        self.locator = locator

    def startElementNS(self, name, qname, attributes):
        line = self.locator.getLineNumber()
        self.count += 1
        if self.count > MOST or len(self.open) > DEEPEST:
            raise UnreadableFileError(_("This file is nested too deeply or has too many parts."), line)
        node = Node(name[1], line, {key[1]: value for key, value in attributes.items()})
        self.open[-1].inside.append(node)
        self.open.append(node)

    def endElementNS(self, name, qname):
        self.open.pop()

    def characters(self, content):
        self.open[-1].inside.append(content)


def parse(data: bytes) -> Node:
    """The top element. Raises UnreadableFileError with the line and the parser's reason."""
    gathering, parser = _Gathering(), make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(gathering)
    try:
        parser.parse(BytesIO(data))
    except SAXParseException as mistake:
        raise UnreadableFileError(
            _("This is not valid XML: %(why)s.") % {"why": REASONS.get(mistake.getMessage(), mistake.getMessage())},
            mistake.getLineNumber() or 0,
        ) from mistake
    except DefusedXmlException as mistake:
        raise UnreadableFileError(
            _("A file with a document type (DOCTYPE) or entities of its own is not taken.")
        ) from mistake
    except (SAXException, LookupError, ValueError) as mistake:
        if isinstance(mistake, UnreadableFileError):
            raise
        raise UnreadableFileError(_("This is not valid XML: %(why)s.") % {"why": mistake}) from mistake
    return gathering.top.nodes[0]
