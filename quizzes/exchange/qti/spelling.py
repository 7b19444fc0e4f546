"""The same names in QTI 2.x (`responseDeclaration`) and in 3.0 (`qti-response-declaration`)."""

import re

from quizzes.exchange.xml_nodes import Node

HTML = {"p", "br", "img", "object", "div", "span"}
HUMP = re.compile(r"-([a-z])")


def _camel(name: str) -> str:
    return HUMP.sub(lambda found: found[1].upper(), name)


def kebab(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)


def in_2(node: Node) -> Node:
    """The tree with all names as in QTI 2.x."""
    name = _camel(node.name.removeprefix("qti-"))
    attributes = {_camel(key): value for key, value in node.attributes.items()}
    inside = [one if isinstance(one, str) else in_2(one) for one in node.inside]
    return Node(name, node.line, attributes, inside)
