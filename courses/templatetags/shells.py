"""Where her own stands in a page (see `courses.shells`)."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

from courses import shells

register = template.Library()


def _reader(context: template.Context) -> shells.Reader:
    """On a page that has no shell, for this one request."""
    request = context.get("request")
    if request is None:
        return shells.Reader(None)
    return request.__dict__.setdefault("_reader", shells.Reader(request))


@register.simple_tag(takes_context=True)
def hers(context: template.Context, kind: str, subject: object = ""):
    holes = getattr(context.get("request"), "holes", None)
    if holes:
        return holes.mark(kind, subject)
    found = shells.ask(_reader(context), kind, str(subject))
    return "" if found is None else found


class IfHers(template.Node):
    def __init__(self, kind: FilterExpression, subject: FilterExpression | None, yes: NodeList, no: NodeList):
        self.kind, self.subject, self.yes, self.no = kind, subject, yes, no

    child_nodelists = ("yes", "no")

    def render(self, context: template.Context) -> str:
        kind = self.kind.resolve(context)
        subject = str(self.subject.resolve(context)) if self.subject else ""
        holes = getattr(context.get("request"), "holes", None)
        if holes:
            return holes.mark(kind, subject, (self.yes.render(context), self.no.render(context)))
        return (self.yes if shells.ask(_reader(context), kind, subject) else self.no).render(context)


@register.tag
def ifhers(parser: Parser, token: Token) -> IfHers:
    """{% ifhers kind subject %}…{% else %}…{% endifhers %}; the subject and the other branch may be left out."""
    _name, kind, *subject = token.split_contents()
    yes = parser.parse(("else", "endifhers"))
    no = NodeList()
    if parser.next_token().contents == "else":
        no = parser.parse(("endifhers",))
        parser.delete_first_token()
    return IfHers(parser.compile_filter(kind), parser.compile_filter(subject[0]) if subject else None, yes, no)
