"""Values of hands-on blocks, spelt once."""


def place(name: str, *, right: bool = True, x: float = 60, y: float = 40, words: str = "", id: str = "") -> dict:
    return {"id": id or name, "name": name, "x": x, "y": y, "w": 20, "h": 10, "right": right, "words": words}


def screen(words: str = "Chạm Cài đặt.", *places: dict, **fields) -> dict:
    """A screen on which the gear is to be tapped, if nothing else is said."""
    drawn = list(places) or [place("Cài đặt"), place("Zalo", right=False, x=10, words="Đây là Zalo.")]
    return {"picture": None, "words": words, "action": "tap", "places": drawn} | fields


def practice(*screens: dict, **fields) -> tuple[str, dict]:
    return "practice", {"heading": "", "intro": "", "screens": list(screens) or [screen()]} | fields


def answer(words: str, good: bool, feedback: str = "", leads_to: str = "") -> dict:
    return {"words": words, "good": good, "feedback": feedback, "leads_to": leads_to}


def talk(**fields) -> tuple[str, dict]:
    """Two turns: a bad answer has her choose again, a good one goes on; the second ends it."""
    turns = [
        {
            "who": "Người lạ",
            "words": "Cô đọc mã nhé.",
            "answers": [answer("Đọc ngay", False, "Dừng lại chị!"), answer("Không đọc", True, "Đúng.")],
        },
        {
            "who": "Người lạ",
            "words": "Nhanh lên cô!",
            "answers": [answer("Làm luôn", False, "Giục gấp đó.", "end"), answer("Tắt máy", True, "Giỏi lắm.")],
        },
    ]
    value = {"heading": "", "form": "call", "role": "herself", "intro": "Số lạ gọi.", "turns": turns}
    return "talk", value | {"signs": ["hurry", "send"], "debrief": "Không đọc mã cho ai."} | fields


def task(text: str = "Đọc được một tin nhắn.") -> tuple[str, dict]:
    return "task", {"text": text, "look": ""}
