import pytest


@pytest.fixture
def apps() -> list[dict]:
    """Three options; which of them are right is set by the tests."""
    return [
        {"text": "Zalo", "right": True, "feedback": "Đúng, Zalo."},
        {"text": "Ví điện tử", "right": False, "feedback": "Khoan, ví thì không."},
        {"text": "VNeID", "right": False, "feedback": ""},
    ]
