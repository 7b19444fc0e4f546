"""QTI items and packages: interactions, response processing, areas; both spellings."""

import zipfile
from io import BytesIO

import pytest
from django.utils import translation

from quizzes.exchange.formats import FORMATS
from quizzes.exchange.neutral import Question, tidied
from quizzes.exchange.qti import packaging
from tests.quizzes.exchange.asking import picture
from tests.quizzes.exchange.scoring_by import one, score, value, why

TEMPLATE = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}"/>'
MATCH, MAP, POINT = (TEMPLATE.format(name) for name in ("match_correct", "map_response", "map_response_point"))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def item(declared: str, asked: str, rule: str = MATCH, *, cardinality: str = "single", base: str = "identifier") -> str:
    kind = f'cardinality="{cardinality}" baseType="{base}"'
    response = f'<responseDeclaration identifier="RESPONSE" {kind}>{declared}</responseDeclaration>'
    body = f"<itemBody><p>Gì?</p>{asked}</itemBody>"
    return f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1">{response}{body}{rule}</assessmentItem>'


def correct(*values: str) -> str:
    return "<correctResponse>" + "".join(f"<value>{one}</value>" for one in values) + "</correctResponse>"


def mapping(points: dict[str, float], more: str = "") -> str:
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{points[key]}"/>' for key in points)
    return f'<mapping defaultValue="0" {more}>{entries}</mapping>'


def choices(*texts: str, name: str = "choiceInteraction") -> str:
    shown = "".join(f'<simpleChoice identifier="{text}">{text}</simpleChoice>' for text in texts)
    return f'<{name} responseIdentifier="RESPONSE" maxChoices="0">{shown}</{name}>'


def test_a_right_choice_has_the_point():
    question = one("qti21", item(correct("b"), choices("a", "b")))

    assert [score(question, text) for text in "ab"] == [0, 1]


def test_matching_several_choices_is_all_or_nothing():
    question = one("qti21", item(correct("a", "b"), choices("a", "b", "c"), cardinality="multiple"))

    assert [score(question, *chosen) for chosen in ("ab", "a", "abc")] == [1, 0, 0]


def test_a_mapping_adds_up_to_its_upper_bound():
    declared = mapping({"a": 1, "b": 1, "c": -2}, 'lowerBound="0" upperBound="2"')
    question = one("qti21", item(declared, choices("a", "b", "c"), MAP, cardinality="multiple"))

    assert [score(question, *chosen) for chosen in ("ab", "a", "ac", "abc")] == [1, 0.5, 0, 0]


def test_the_best_of_single_choices_is_the_whole_point():
    question = one("qti21", item(mapping({"a": 4, "b": 1}), choices("a", "b", "c"), MAP))

    assert [score(question, text) for text in "abc"] == [1, 0.25, 0]


def test_a_rule_written_out_is_the_template_that_it_spells():
    rule = """<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/>
      <correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE">
      <baseValue baseType="float">2</baseValue>
      </setOutcomeValue></responseIf></responseCondition></responseProcessing>"""

    assert score(one("qti21", item(correct("b"), choices("a", "b"), rule)), "b") == 1


VARIABLE, CORRECT = '<variable identifier="RESPONSE"/>', '<correct identifier="RESPONSE"/>'
RIGHT, MAPPED = f"<match>{VARIABLE}{CORRECT}</match>", '<mapResponse identifier="RESPONSE"/>'


def processing(inside: str) -> str:
    return f"<responseProcessing>{inside}</responseProcessing>"


def points(number: float) -> str:
    return f'<baseValue baseType="float">{number}</baseValue>'


def becomes(value: str) -> str:
    return f'<setOutcomeValue identifier="SCORE">{value}</setOutcomeValue>'


def when(test: str, value: str, *more: str) -> str:
    inside = f"<responseIf>{test}{becomes(value)}</responseIf>{''.join(more)}"
    return f"<responseCondition>{inside}</responseCondition>"


def otherwise(value: str, test: str = "") -> str:
    name = "responseElseIf" if test else "responseElse"
    return f"<{name}>{test}{becomes(value)}</{name}>"


@pytest.mark.parametrize(
    "rule",
    [
        becomes(MAPPED),
        when(f"<isNull>{VARIABLE}</isNull>", points(0), otherwise(MAPPED)),
        when(f"<not><isNull>{VARIABLE}</isNull></not>", f'<sum><variable identifier="SCORE"/>{MAPPED}</sum>'),
    ],
)
def test_a_mapping_written_out_is_the_template(rule):
    question = one("qti21", item(mapping({"a": 4, "b": 1}), choices("a", "b", "c"), processing(rule)))

    assert [score(question, text) for text in "abc"] == [1, 0.25, 0]


@pytest.mark.parametrize(
    "rule",
    [
        becomes("<random/>"),
        becomes(f"<sum>{MAPPED}{points(1)}</sum>"),
        becomes('<mapResponse identifier="ANOTHER"/>'),
        when(f"<isNull>{VARIABLE}</isNull>", points(1), otherwise(MAPPED)),
        when(RIGHT, MAPPED),
        when(RIGHT, points(1), otherwise(points(2), RIGHT)),
        when(RIGHT, points(1), otherwise(points(0.5))),
        when(f"<not>{RIGHT}</not>", points(1)),
        when(f"<match>{VARIABLE}<baseValue baseType='identifier'>a</baseValue></match>", points(1)),
        when(RIGHT, points(1)) * 2,
        f'<lookupOutcomeValue identifier="SCORE">{MAPPED}</lookupOutcomeValue>',
        '<setOutcomeValue identifier="POINTS"><baseValue baseType="float">1</baseValue></setOutcomeValue>',
    ],
)
def test_a_rule_of_its_own_is_not_guessed_at(rule):
    declared = correct("b") + mapping({"b": 1})

    assert [reason for _line, reason in why("qti21", item(declared, choices("a", "b"), processing(rule)))] == [
        "It computes its points in a way of its own."
    ]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (
            "<itemBody>",
            '<templateDeclaration identifier="x"/><itemBody>',
            "Its words or numbers are made anew each time.",
        ),
        ("<p>Gì?", '<p>Gì? <printedVariable identifier="x"/>', "Its words or numbers are made anew each time."),
        ("<itemBody>", '<assessmentStimulusRef href="s.xml"/><itemBody>', "A part of its text stands in another file."),
        ("<assessmentItem", '<assessmentItem adaptive="true"', "It computes its points in a way of its own."),
        ('cardinality="single"', 'cardinality="record"', "Its rule of points does not fit its kind."),
    ],
)
def test_an_item_that_is_more_than_a_question_is_refused(before, after, reason):
    asked = item(correct("b"), choices("a", "b")).replace(before, after, 1)

    assert [why for _line, why in why("qti21", asked)] == [reason]


def test_a_score_that_does_not_begin_at_nought_is_refused():
    begins = '<outcomeDeclaration identifier="SCORE"><defaultValue><value>1</value></defaultValue></outcomeDeclaration>'
    asked = item(correct("b"), choices("a", "b"), processing(when(RIGHT, points(2))))

    assert len(why("qti21", asked.replace("<itemBody>", begins + "<itemBody>"))) == 1


@pytest.mark.parametrize(
    ("declared", "cardinality", "reason"),
    [
        (mapping({"a": 0}), "multiple", "No answer gives points."),
        (mapping({"a": 1}, 'lowerBound="0.5"'), "multiple", "Any answer at all would have points."),
    ],
)
def test_a_mapping_that_makes_no_sense_stops_its_question(declared, cardinality, reason):
    asked = item(declared, choices("a", "b"), MAP, cardinality=cardinality)

    assert [why for _line, why in why("qti21", asked)] == [reason]


@pytest.mark.parametrize(
    ("most", "points", "remarks"),
    [
        ("1", {"a": 1, "b": 0}, ("She may tick as many answers as she likes here.",)),
        ("1", {"a": 1, "b": -1}, ()),
        ("2", {"a": 1, "b": 0}, ()),
    ],
)
def test_a_limit_of_choices_that_does_not_come_along_is_said_where_it_matters(most, points, remarks):
    asked = choices("a", "b").replace('maxChoices="0"', f'maxChoices="{most}"')

    assert one("qti21", item(mapping(points), asked, MAP, cardinality="multiple")).remarks == remarks


def test_what_explains_the_question_beside_it_is_left_out_and_that_is_said():
    asked = "<rubricBlock view='candidate'><p>Đọc kỹ.</p></rubricBlock>" + choices("a", "b")

    assert one("qti21", item(correct("a"), asked)).remarks == (
        "What stands beside the question to explain it is left out.",
    )


def test_an_order_is_right_as_a_whole():
    asked = choices("a", "b", "c", name="orderInteraction")
    question = one("qti21", item(correct("b", "a", "c"), asked, cardinality="ordered"))

    assert [score(question, *order) for order in ("bac", "bca")] == [1, 0]


def sets(*sides: list[str]) -> str:
    inside = "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{name}" matchMax="1">{name}</simpleAssociableChoice>' for name in side
        )
        + "</simpleMatchSet>"
        for side in sides
    )
    return f'<matchInteraction responseIdentifier="RESPONSE">{inside}</matchInteraction>'


def test_pairs_have_their_share_by_a_mapping_and_nothing_else_than_the_whole_by_a_match():
    asked, right = sets(["a", "b"], ["x", "y", "z"]), ["a x", "b y"]
    shared = one(
        "qti21", item(mapping(dict.fromkeys(right, 1)), asked, MAP, cardinality="multiple", base="directedPair")
    )
    whole = one("qti21", item(correct(*right), asked, cardinality="multiple", base="directedPair"))

    assert [score(question, "a=x", "b=z") for question in (shared, whole)] == [0.5, 0]
    assert [score(question, "a=x", "b=y") for question in (shared, whole)] == [1, 1]
    assert shared.content["others"] == ["z"]


@pytest.mark.parametrize("pairs", [["a x", ""], ["a x", "b"], ["a x", "b q"], ["a x", "a y"]])
def test_pairs_that_do_not_fit_stop_their_question(pairs):
    asked = item(correct(*pairs), sets(["a", "b"], ["x", "y"]), cardinality="multiple", base="directedPair")

    assert [reason for _line, reason in why("qti21", asked)] == [
        "Not everything on the left has just one that belongs to it."
    ]


def test_associated_pairs_stand_with_their_first_on_the_left():
    shown = "".join(f'<simpleAssociableChoice identifier="{n}">{n}</simpleAssociableChoice>' for n in "abxy")
    asked = f'<associateInteraction responseIdentifier="RESPONSE">{shown}</associateInteraction>'
    question = one("qti21", item(correct("a x", "b y"), asked, cardinality="multiple", base="pair"))

    assert score(question, "a=x", "b=y") == 1
    assert question.remarks == ("The first of each pair stands on the left; she chooses the other one.",)


TYPED = '<p>Tên: <textEntryInteraction responseIdentifier="RESPONSE"/></p>'


def test_words_are_mapped_and_folded_only_where_case_does_not_matter():
    loose = mapping({"Hà Nội": 1, "Huế": 0.5}).replace("<mapEntry", '<mapEntry caseSensitive="false"')
    question = one("qti21", item(loose, TYPED, MAP, base="string"))
    strict = one("qti21", item(mapping({"Hà Nội": 1}), TYPED, MAP, base="string"))

    assert [score(question, typed) for typed in ("ha noi", "Huế", "Vinh")] == [1, 0.5, 0]
    assert [score(strict, typed) for typed in ("Hà Nội", "hà nội")] == [1, 0]


def near(mode: str, tolerance: str, number: float, *, first: str = "number") -> str:
    sides = [f'<baseValue baseType="float">{number}</baseValue>', VARIABLE]
    sides = "".join(sides if first == "number" else reversed(sides))
    return processing(when(f'<equal toleranceMode="{mode}" tolerance="{tolerance}">{sides}</equal>', points(1)))


@pytest.mark.parametrize(
    ("mode", "tolerance", "right", "wrong"),
    [
        ("absolute", "5 5", ["195", "205"], "206"),
        ("relative", "10 10", ["180", "220"], "221"),
        ("exact", "", ["200"], "201"),
        ("absolute", " ", ["200"], "201"),
    ],
)
def test_a_number_may_be_off_absolutely_or_by_per_cents(mode, tolerance, right, wrong):
    question = one("qti21", item(correct("200"), TYPED, near(mode, tolerance, 200), base="float"))

    assert [score(question, typed) for typed in [*right, wrong]] == [*[1] * len(right), 0]


@pytest.mark.parametrize(
    "rule",
    [
        near("absolute", "1 2", 2),
        near("relative", "10", 2, first="answer"),  # a share of what she types
        near("relative", "10", -2),
    ],
)
def test_different_tolerances_up_and_down_are_refused(rule):
    said = "The number may be off by more on one side than on the other."

    [(_line, reason)] = why("qti21", item(correct("2"), TYPED, rule, base="float"))
    assert reason == said


def test_a_bound_that_is_left_out_is_refused():
    rule = near("absolute", "1", 2).replace("<equal", '<equal includeLowerBound="false"')

    assert len(why("qti21", item(correct("2"), TYPED, rule, base="float"))) == 1


def package(xml: str, promised: str = "a") -> bytes:
    named = "".join(
        f'<resource type="imsqti_item_xmlv2p1" href="items/{name}.xml"/>' for name in sorted({"a", promised})
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("imsmanifest.xml", f"<manifest><resources>{named * 2}</resources></manifest>")
        packed.writestr("items/a.xml", xml)
        packed.writestr("images/p.png", picture().data)
    return made.getvalue()


OBJECT = '<object data="../images/p.png" type="image/png" width="400" height="200"/>'


@pytest.mark.parametrize(
    ("shape", "coords", "box"),
    [
        ("rect", "40,20,80,60", (10, 10, 10, 20)), ("circle", "200,100,40", (40, 30, 20, 40)),
        ("ellipse", "200,100,40,20", (40, 40, 20, 20)), ("poly", "0,0,40,0,40,40", (0, 0, 10, 20)),
        ("default", "", (0, 0, 100, 100)),
    ],
)  # fmt: skip
def test_an_area_becomes_a_place_in_per_cent_of_the_picture(shape, coords, box):
    area = (
        f'<areaMapping defaultValue="0"><areaMapEntry shape="{shape}" coords="{coords}" mappedValue="1"/></areaMapping>'
    )
    asked = f'<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1">{OBJECT}</selectPointInteraction>'
    question = one("qti21", package(item(area, asked, POINT, base="point")))
    [place] = question.content["places"]

    assert (place["x"], place["y"], place["w"], place["h"]) == box
    assert value(question).grade([f"{box[0] + 1},{box[1] + 1}"]).score == 1


def test_hotspots_have_their_names_and_all_of_them_may_be_asked_for():
    spots = "".join(
        f'<hotspotChoice identifier="{name}" shape="rect" coords="{x},0,{x + 40},40" hotspotLabel="Nút {name}"/>'
        for name, x in (("a", 0), ("b", 100), ("c", 200))
    )
    asked = f'<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="2">{OBJECT}{spots}</hotspotInteraction>'
    question = one("qti21", package(item(correct("a", "b"), asked, cardinality="multiple")))
    asked_here = value(question)
    a, b, c = (place.id for place in asked_here["places"])

    assert [place["name"] for place in question.content["places"]] == ["Nút a", "Nút b", "Nút c"]
    assert [asked_here.grade(taps).score for taps in ([a, b], [a, c])] == [1, 0]


def test_a_picture_alone_outside_a_package_is_asked_for():
    asked = f'<hotspotInteraction responseIdentifier="RESPONSE">{OBJECT}</hotspotInteraction>'

    [(_line, reason)] = why("qti21", item(correct("a"), asked))
    assert reason == "Its picture is not in this file. Please bring the whole package (zip)."


@pytest.mark.parametrize(
    "name", ["gapMatchInteraction", "extendedTextInteraction", "sliderInteraction", "uploadInteraction"]
)
def test_an_interaction_that_is_not_here_is_named(name):
    [(_line, reason)] = why("qti21", item("", f'<{name} responseIdentifier="RESPONSE"/>'))
    assert reason == f"There are no questions of the kind “{name}” here."


def test_a_file_comes_in_once_however_often_it_is_named_and_one_that_is_only_promised_is_said():
    reading = packaging.read(package(item(correct("a"), choices("a", "b")), promised="b"))

    assert [question.file for question in reading.questions] == ["items/a.xml"]
    assert [(refusal.what, refusal.why) for refusal in reading.refused] == [
        ("items/b.xml", "The manifest names this file, but it is not there.")
    ]


@pytest.mark.parametrize(
    ("version", "names"),
    [
        ("qti21", [b"imsqti_v2p1", b"<simpleChoice "]),
        ("qti22", [b"imsqti_v2p2"]),
        ("qti30", [b"imsqtiasi_v3p0", b"<qti-simple-choice ", b"response-identifier"]),
    ],
)
def test_each_version_is_written_in_its_own_spelling(version, names):
    options = [{"text": text, "right": text == "a", "feedback": "Vâng."} for text in "ab"]
    data = FORMATS[version].write([tidied(Question("single", {"text": "Gì?", "options": options}))])
    written = zipfile.ZipFile(BytesIO(data)).read("items/q001.xml")

    assert [name in written for name in names] == [True] * len(names)
