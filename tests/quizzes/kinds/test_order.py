import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes import scoring
from quizzes.kinds.order import Order
from quizzes.questions import BadAnswerError, Grade

STEPS = ["Mở Cài đặt", "Chạm Màn hình", "Chạm Cỡ chữ", "Kéo thanh trượt"]


@pytest.fixture
def question(ask):
    return ask("order", text="Xếp lại.", steps=STEPS, points="absolute", feedback="Nhớ bốn chặng.")


def test_the_right_order_is_right(question):
    assert question.grade(question.best()) == Grade(1.0, ["Nhớ bốn chặng."])


def test_two_steps_exchanged_leave_half_of_the_point(question):
    first, second, *rest = question.best()

    assert question.grade([second, first, *rest]) == Grade(0.5, ["Nhớ bốn chặng."])


def test_a_step_too_few_twice_or_unknown_is_refused(question):
    ids = question.best()

    for chosen in ([], ids[1:], [*ids, ids[0]], [*ids[1:], "made up"]):
        with pytest.raises(BadAnswerError):
            question.grade(chosen)


def texts(question, key: str, chosen=()) -> list[str]:
    return [step.text for step in question.screen(key, list(chosen), shuffle=False)["steps"]]


def test_she_never_sees_them_in_their_order_at_first(question):
    seen = {tuple(texts(question, str(key))) for key in range(60)}

    assert tuple(STEPS) not in seen
    assert len(seen) > 10


def test_an_attempt_always_shows_the_same_order(question):
    assert texts(question, "a") == texts(question, "a")


def press(order: list[str], move: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.setlist("choice", order)
    data["move"] = move
    return data


def test_up_and_down_exchange_a_step_with_its_neighbour(question):
    a, b, c, d = question.best()

    assert question.moved(press([a, b, c, d], "up 1")) == [b, a, c, d]
    assert question.moved(press([a, b, c, d], "down 1")) == [a, c, b, d]
    assert question.moved(press([a, b, c, d], "up 0")) == [a, b, c, d]
    assert texts(question, "any", [b, a, c, d])[:2] == STEPS[1::-1]


@pytest.mark.parametrize("move", ["", "up", "up x", "left 1", "up ²", "down 999999999999"])
def test_a_forged_move_moves_nothing(question, move):
    assert question.moved(press(question.best(), move)) == []


# Read out of Moodle's qtype_ordering (question.php), order 1-6 by right order 1-6.
BY_HAND = [
    ("absolute", [2, 1, 3, 4, 5, 6], 4 / 6),
    ("whole", [2, 1, 3, 4, 5, 6], 0),
    ("distance", [2, 3, 4, 5, 6, 1], (0 + 4 * 5) / 30),
    ("next", [2, 3, 4, 5, 6, 1], 4 / 5),
    ("next_and_end", [2, 3, 4, 5, 6, 1], 4 / 6),
    ("neighbours", [2, 3, 4, 5, 6, 1], 8 / 12),
    ("all_pairs", [2, 3, 4, 5, 6, 1], 10 / 15),
    ("longest", [2, 3, 4, 5, 6, 1], 5 / 6),
    ("longest", [6, 5, 4, 3, 2, 1], 0),
    ("longest", [1, 4, 2, 5, 3, 6], 4 / 6),
    ("longest_unbroken", [1, 4, 2, 5, 3, 6], 3 / 6),
    ("longest_unbroken", [6, 5, 4, 3, 2, 1], 0),
]


@pytest.mark.parametrize(("rule", "given_order", "share"), BY_HAND)
def test_points_are_those_of_moodle(rule, given_order, share):
    assert scoring.ORDERINGS[rule]([1, 2, 3, 4, 5, 6], given_order) == pytest.approx(share)


@given(st.permutations(range(7)))
def test_points_are_a_share_and_only_the_right_order_has_them_all(order):
    shares = {name: rule(range(7), order) for name, rule in scoring.ORDERINGS.items()}

    assert all(0 <= share <= 1 for share in shares.values())
    assert {share == 1 for share in shares.values()} == {list(order) == list(range(7))}


def test_every_rule_can_be_chosen():
    offered = dict(Order().child_blocks["points"].field.choices)

    assert set(offered) - {""} == set(scoring.ORDERINGS)
