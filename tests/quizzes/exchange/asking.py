"""Questions to send through formats: one of each kind by hand, and any at all by chance, with nasty texts."""

import unicodedata
from functools import cache
from io import BytesIO

from hypothesis import strategies as st
from PIL import Image

from quizzes.exchange.neutral import Picture, Question, tidied
from quizzes.kinds.order import ORDERINGS

NASTY = [
    "Chữ to có hại máy không?", unicodedata.normalize("NFD", "Nguyễn Thị Ả"), "{=a ~b}",
    "\\{ \\} \\~ \\= \\# \\: \\n \\",
    "]]>", "<b>đậm</b> & &amp; &lt;", "“trích” 'đơn' \"kép\"", "->", "a -> b", "=1+1", "+84", "-5", "@x", "'=x",
    "::tên::",
    "####", "#", "%50%nửa", "[html]<i>x</i>", "[plain]", "// không phải lời chú", "$CATEGORY: x", "ANSWER: B", "A. một",
    "B) hai", "*", "\\*", "_____", "  hai  đầu  ", "tab\tở giữa", "a;b,c", "\x01\x00\x0b", "dòng\nmới", "a\r\nb",
    "100 ± 5",
    "😀", "\ufeffđầu", "\u202e", "TRUE", "T", "?", "..", "<!-- -->", "<![CDATA[", "${x}", "{{ x }}", "\u2028",
]  # fmt: skip
bits = st.one_of(st.sampled_from(NASTY), st.text(max_size=12))
raw = st.lists(bits, min_size=1, max_size=3).map(" ".join)


def _filled(text: str) -> str:
    """A text that is still one when it is tidied."""
    content = tidied(Question("order", {"text": "", "steps": [text]})).content
    return text if content["steps"][0] else f"{text}x"


texts = raw.map(_filled)
told = st.one_of(st.just(""), raw)
numbers = st.one_of(
    st.integers(-(10**9), 10**9).map(float), st.decimals(-1000, 1000, places=3).map(float)
)  # fmt: skip
reaches = st.one_of(st.just(0.0), st.decimals(0, 100, places=2).map(float))
parts = st.one_of(st.none(), st.sampled_from([0.0, 33.33333, 50.0, 12.5]))


@cache
def picture(size: tuple[int, int] = (200, 100)) -> Picture:
    made = BytesIO()
    Image.new("RGB", size, "white").save(made, "PNG")
    return Picture("hinh.png", made.getvalue(), size)


def _unlike(options: list[str]) -> list[str]:
    return [f"{number} {text}" for number, text in enumerate(options, 1)]


@st.composite
def _options(draw, *, several: bool) -> list[dict]:
    count = draw(st.integers(2, 5))
    rights = draw(st.integers(1, count)) if several else 1
    set_by_hand = draw(st.booleans())
    options = []
    for number in range(count):
        right = number < rights
        percent = None
        if set_by_hand:
            percent = (100 / rights if right else draw(st.sampled_from([-100.0, -50.0, 0.0]))) if several else None
            if not several:
                percent = 100.0 if right else draw(st.sampled_from([0.0, 50.0, -25.0, 100.0]))
        options.append({"text": draw(texts), "right": right, "feedback": draw(told), "percent": percent})
    return draw(st.permutations(options))


@st.composite
def _answers(draw, first: st.SearchStrategy, name: str, **more: st.SearchStrategy) -> list[dict]:
    """The first one has the whole point."""
    count = draw(st.integers(1, 3))
    return [
        {name: draw(first), "feedback": draw(told), "percent": None if number == 0 else draw(parts)}
        | {key: draw(strategy) for key, strategy in more.items()}
        for number in range(count)
    ]


pairs = st.lists(st.fixed_dictionaries({"text": texts, "match": texts}), min_size=2, max_size=4)
places = st.lists(
    st.fixed_dictionaries(
        {
            "x": st.integers(0, 50).map(float), "y": st.integers(0, 50).map(float),
            "w": st.integers(1, 50).map(float), "h": st.integers(1, 50).map(float),
            "name": told, "right": st.booleans(), "words": told,
        }
    ),
    max_size=3,
)  # fmt: skip
FIRST = {"x": 1.0, "y": 2.0, "w": 10.0, "h": 20.0, "name": "Cài đặt", "right": True, "words": ""}
OWN = {
    "single": st.fixed_dictionaries({"options": _options(several=False)}),
    "several": st.fixed_dictionaries({"options": _options(several=True), "whole": st.booleans()}),
    "true_false": st.fixed_dictionaries(
        {"answer": st.sampled_from(["true", "false"]), "true_feedback": told, "false_feedback": told}
    ),
    "scam": st.fixed_dictionaries(
        {"answer": st.sampled_from(["scam", "safe"]), "scam_feedback": told, "safe_feedback": told}
    ),
    "order": st.fixed_dictionaries(
        {"steps": st.lists(texts, min_size=2, max_size=5), "points": st.sampled_from(list(ORDERINGS))}
    ),
    "matching": st.fixed_dictionaries(
        {"pairs": pairs, "others": st.lists(texts, max_size=2).map(_unlike), "whole": st.booleans()}
    ),
    "number": st.fixed_dictionaries(
        {
            "answers": _answers(numbers, "number", within=reaches), "unit": told, "wrong_feedback": told,
            "tolerance": st.sampled_from(["nominal", "relative", "geometric"]),
        }
    ),
    "short": st.fixed_dictionaries(
        {"answers": _answers(texts, "text").map(lambda found: found), "wrong_feedback": told, "strict": st.booleans()}
    ),
    "tap": st.fixed_dictionaries(
        {
            "places": places.map(lambda more: [FIRST, *more]), "how": st.sampled_from(["any", "all"]),
            "whole": st.booleans(), "wrong_feedback": told,
        }
    ),
}  # fmt: skip


@st.composite
def questions(draw) -> Question:
    kind = draw(st.sampled_from(list(OWN)))
    content = draw(OWN[kind]) | {"text": draw(texts), "feedback": draw(told)}
    shown = picture() if kind == "tap" or draw(st.booleans()) else None
    return tidied(Question(kind, content, shown))
