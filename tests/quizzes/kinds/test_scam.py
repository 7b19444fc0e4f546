import pytest

from quizzes.questions import BadAnswerError, Grade


@pytest.fixture
def call(ask):
    """A call that is a scam."""
    safe = "Khoan chị: không ai thu tiền qua điện thoại."
    return ask(
        "scam", text="Công an bảo chuyển tiền.", answer="scam", scam_feedback="Chị tỉnh táo.", safe_feedback=safe
    )


def test_seeing_the_scam_is_right(call):
    assert call.grade(["scam"]) == Grade(1.0, ["Chị tỉnh táo."])


def test_trusting_it_is_told_kindly(call):
    assert call.grade(["safe"]) == Grade(0.0, ["Khoan chị: không ai thu tiền qua điện thoại."])


def test_an_honest_offer_is_no_scam(ask):
    assert ask("scam", text="Mời họp tổ.", answer="safe").grade(["safe"]).right


def test_both_or_neither_are_refused(call):
    for chosen in ([], ["scam", "safe"], ["true"], ["\x00"]):
        with pytest.raises(BadAnswerError):
            call.grade(chosen)
