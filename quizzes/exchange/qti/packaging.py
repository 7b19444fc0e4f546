"""QTI files: a single item, or a content package, which is a zip with `imsmanifest.xml` that names its items."""

import posixpath
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree as Tree
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from quizzes.exchange import xml_nodes
from quizzes.exchange.neutral import Question, Reading, Refusal, UnreadableFileError, UnsupportedQuestionError
from quizzes.exchange.qti import reading
from quizzes.exchange.qti.writing import VERSIONS, item
from quizzes.exchange.xml_nodes import Node
from quizzes.exchange.zips import Unpacked

ITEMS = ("assessmentItem", "qti-assessment-item")
SCHEMA = "http://www.imsglobal.org/xsd/imscp_v1p1"
ALWAYS = (2020, 1, 1, 0, 0, 0)  # the same questions make the same file


def read(data: bytes) -> Reading:
    if data.startswith(b"PK"):
        return _package(Unpacked(data))
    top = xml_nodes.parse(data)
    if top.name == "questestinterop":
        raise _older(top.line)
    if top.name not in ITEMS:
        raise UnreadableFileError(_("This is not a QTI item: it does not begin with <assessmentItem>."), top.line)
    return _items([("", top)], _alone)


def _older(line: int = 0) -> UnreadableFileError:
    return UnreadableFileError(_("This is QTI 1.2. Please take it out as QTI 2.1 or later, or as Moodle XML."), line)


def _alone(_address: str) -> bytes:
    raise UnsupportedQuestionError(_("Its picture is not in this file. Please bring the whole package (zip)."))


def _package(package: Unpacked) -> Reading:
    found, refused = [], []
    for name in _named(package):
        if name not in package:
            refused.append(Refusal(0, name, _("The manifest names this file, but it is not there."), "imsmanifest.xml"))
            continue
        try:
            top = xml_nodes.parse(package.read(name))
        except UnreadableFileError as broken:
            refused.append(Refusal(broken.line, name, broken.why, name))
            continue
        if top.name in ITEMS:
            found.append((name, top))
    if not found and not refused:
        raise UnreadableFileError(_("There is no QTI item in this package."))
    result = _items(found, package)
    return Reading(result.questions, refused + result.refused)


def _named(package: Unpacked) -> list[str]:
    """The items that the manifest names; of a package without one, all XML files."""
    if "imsmanifest.xml" not in package:
        return [name for name in package.names() if name.lower().endswith(".xml")]
    manifest = xml_nodes.parse(package.read("imsmanifest.xml"))
    resources = [node for node in manifest.found("resource") if "item" in node.get("type")]
    if not resources and any("qti_xmlv1" in node.get("type") for node in manifest.found("resource")):
        raise _older()
    names = [posixpath.normpath(unquote(node.get("href"))) for node in resources if node.get("href")]
    return list(dict.fromkeys(names))


def _items(found: list[tuple[str, Node]], source) -> Reading:
    questions, refused = [], []
    for name, top in found:
        try:
            questions.append(_placed(reading.question(top, source if name == "" else _beside(source, name)), name))
        except UnsupportedQuestionError as unfit:
            refused.append(Refusal(unfit.line or top.line, top.get("title") or top.get("identifier"), unfit.why, name))
    return Reading(questions, refused)


def _placed(question: Question, name: str) -> Question:
    return Question(**{**vars(question), "file": name})


def _beside(package: Unpacked, item_name: str) -> reading.Files:
    """Files as an item names them: from its own folder."""

    def file(address: str) -> bytes:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(item_name), unquote(address)))
        if name not in package:
            raise UnsupportedQuestionError(_("Its picture %(name)s is not in the package.") % {"name": address[:80]})
        return package.read(name)

    return file


def write(questions: list[Question], version: str) -> bytes:
    """A content package of items; `version` is one of VERSIONS."""
    manifest = Tree.Element("manifest", xmlns=SCHEMA, identifier="MANIFEST")
    Tree.SubElement(manifest, "organizations")
    resources = Tree.SubElement(manifest, "resources")
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for number, question in enumerate(questions, 1):
            name, picture = f"items/q{number:03}.xml", question.picture
            shown = f"../images/q{number:03}/{picture.name}" if picture else ""
            _put(package, name, item(question, f"q{number:03}", shown, version))
            resource = Tree.SubElement(
                resources, "resource", identifier=f"R{number:03}", type=VERSIONS[version].resource, href=name
            )
            Tree.SubElement(resource, "file", href=name)
            if picture:
                _put(package, shown.removeprefix("../"), picture.data)
                Tree.SubElement(resource, "file", href=shown.removeprefix("../"))
        Tree.indent(manifest)
        _put(package, "imsmanifest.xml", Tree.tostring(manifest, encoding="utf-8", xml_declaration=True))
    return packed.getvalue()


def _put(package: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name, ALWAYS)
    info.compress_type = ZIP_DEFLATED
    package.writestr(info, data)
