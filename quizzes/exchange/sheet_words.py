"""The words in the table that a trainer fills in: they are the format itself, so Vietnamese in every language."""

ANSWERS = 10
KINDS = {
    "single": "Chọn một",
    "several": "Chọn nhiều",
    "true_false": "Đúng hay sai",
    "scam": "Có phải lừa đảo",
    "order": "Xếp thứ tự",
    "matching": "Ghép đôi",
    "number": "Điền số",
    "short": "Điền chữ",
}
STATEMENT = {"true": "Đúng", "false": "Sai"}
SCAM = {"scam": "Lừa đảo", "safe": "Không phải lừa đảo"}
HEADINGS = {
    "kind": "Loại câu",
    "text": "Câu hỏi",
    "right": "Đáp án đúng",
    **{f"answer_{number}": f"Câu trả lời {number}" for number in range(1, ANSWERS + 1)},
    "feedback": "Nói sau câu hỏi",
    "rest": "Nói khi trả lời khác",
    "unit": "Đơn vị",
    "topic": "Chủ đề",
    **{f"told_{number}": f"Nói khi chọn câu {number}" for number in range(1, ANSWERS + 1)},
}
HELP = [
    "Mỗi dòng là một câu hỏi. Chị chọn “Loại câu” trong danh sách, rồi viết câu hỏi và các câu trả lời.",
    "Chọn một, Chọn nhiều: viết các câu trả lời vào “Câu trả lời 1”, “Câu trả lời 2”…; ở “Đáp án đúng” ghi số của câu "
    "đúng, ví dụ 2, hoặc 1, 3.",
    "Đúng hay sai: ở “Đáp án đúng” ghi Đúng hoặc Sai.",
    "Có phải lừa đảo: ở “Đáp án đúng” ghi Lừa đảo hoặc Không phải lừa đảo.",
    "Xếp thứ tự: viết các bước theo thứ tự đúng. Người học sẽ thấy các bước bị trộn.",
    "Ghép đôi: mỗi câu trả lời là một cặp, viết “bên trái = bên phải”. Muốn thêm một lựa chọn thừa, viết “= bên phải”.",
    "Điền số: mỗi câu trả lời là một số đúng, ví dụ 113 hoặc 500.000. Cho phép lệch thì viết 100 ± 5.",
    "Điền chữ: mỗi câu trả lời là một cách viết đúng. Dấu * thay cho chữ bất kỳ.",
    "“Nói sau câu hỏi”: lời nói khi chị em đã trả lời. “Nói khi chọn câu 1”…: lời nói riêng cho từng câu trả lời.",
    "Các cột không dùng thì để trống. Các dòng có sẵn là ví dụ: chị xóa đi hoặc sửa lại.",
]


def _options(*options: tuple[str, bool, str]) -> list[dict]:
    return [{"text": text, "right": right, "feedback": feedback} for text, right, feedback in options]


EXAMPLES: list[tuple[str, dict]] = [
    (
        "single",
        {
            "text": "Nghe nhỏ quá thì chị làm gì trước?",
            "options": _options(("Bấm phím tăng âm lượng", True, "Đúng rồi chị."), ("Mua máy khác", False, "")),
        },
    ),
    (
        "several",
        {
            "text": "Những việc nào giúp đỡ tốn mạng?",
            "options": _options(("Xem bản nhẹ", True, ""), ("Dùng wifi", True, ""), ("Tăng độ sáng", False, "")),
        },
    ),
    ("true_false", {"text": "Để chữ to làm hỏng điện thoại.", "answer": "false", "feedback": "Chữ to không hại máy."}),
    ("scam", {"text": "Người lạ gọi: chị trúng thưởng, nộp 2 triệu để nhận.", "answer": "scam"}),
    (
        "order",
        {"text": "Xếp lại các bước làm chữ to hơn.", "steps": ["Mở Cài đặt", "Chạm Màn hình", "Chạm Cỡ chữ"]},
    ),
    (
        "matching",
        {
            "text": "Mỗi hình dùng để làm gì?",
            "pairs": [
                {"text": "Bánh răng", "match": "Mở Cài đặt"},
                {"text": "Cái micro", "match": "Nói thay gõ"},
            ],
        },
    ),
    (
        "number",
        {"text": "Gọi công an khi khẩn cấp thì bấm số nào?", "answers": [{"number": 113, "feedback": "Đúng, 113."}]},
    ),
    ("short", {"text": "Hình bánh răng tên là gì?", "answers": [{"text": "Cài đặt"}, {"text": "Cai dat"}]}),
]
