"""A trainer's way on her own phone: from a video to a published lesson, all of it in Vietnamese, all of it in reach."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.e2e.crawling import english, screens

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def video(tmp_path_factory) -> Path:
    """Six seconds as a phone records them: portrait, with sound."""
    path = tmp_path_factory.mktemp("phone") / "quay.mp4"
    picture, sound = "testsrc2=size=360x640:rate=30:duration=6", "sine=440:duration=6"
    source = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *coding, str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.fixture
def desk(open_phone, readable) -> Page:
    """The trainer's phone, whose browser speaks English, signed in to Wagtail."""
    desk = open_phone(locale="en-US", reduced_motion="reduce")
    desk.goto("/admin/")
    expect(desk.get_by_role("heading", name="Học cùng chị em")).to_be_visible()
    readable(desk)
    assert english(desk) == []
    desk.get_by_label("Tên đăng nhập").fill("hoa")
    desk.get_by_label("Mật khẩu").fill("hoc-cung-chi-em")
    desk.get_by_role("button", name="Đăng nhập").tap()
    expect(desk.get_by_role("heading", name="Soạn bài học trong ba bước")).to_be_visible()
    return desk


def upload(desk: Page, title: str, file: Path | dict) -> None:
    desk.goto("/admin/")
    desk.get_by_role("link", name="Tải clip lên").tap()
    field(desk, "Tên").fill(title)
    desk.get_by_label("Video").set_input_files(file)
    field(desk, "Lời trong clip").fill("0:00 Chào các chị\n0:03 Mình gọi điện có hình nhé")
    desk.get_by_role("button", name="Lưu").tap()


def field(part: Page | Locator, name: str) -> Locator:
    """What she types into; the panel around it has the same name."""
    return part.get_by_role("textbox", name=name)


def add(part: Locator, button: str, kind: str) -> None:
    """Put one more part into a field: its labelled button, then the kind of part."""
    part.get_by_role("button", name=button).last.tap()
    part.page.get_by_role("option", name=kind).tap()


def choose(button: Locator, dialog: Locator) -> None:
    """Press, and press again as she would: a part that has just come into the page may still be moving. A button that
    has heard her is grey until she closes what it opens."""
    for _again in range(3):
        if button.is_enabled():
            button.tap()
        try:
            return dialog.wait_for(timeout=10_000)
        except TimeoutError:
            continue
    raise AssertionError("Nothing opens to choose from.")


def test_a_file_that_is_no_video_is_refused_in_plain_words(desk: Page, readable):
    desk.goto("/admin/clips/new/")
    field(desk, "Tên").fill("Không phải video")
    playlist = {"name": "anh.mp4", "mimeType": "video/mp4", "buffer": b"#EXTM3U\nhttp://x.example/"}
    desk.get_by_label("Video").set_input_files(playlist)
    expect(desk.get_by_text("Tệp này không phải video, cũng không phải bản ghi âm.")).to_be_visible()
    readable(desk)
    desk.goto("/admin/clips/")
    expect(desk.get_by_text("Không phải video")).to_have_count(0)


def test_she_makes_a_lesson_and_a_stranger_can_learn_it(desk: Page, open_phone, video: Path, accessible, readable):
    upload(desk, "Gọi có hình", video)
    expect(desk.get_by_role("link", name="Gọi có hình", exact=True)).to_be_visible()

    desk.goto("/admin/")
    desk.get_by_role("link", name="Soạn câu hỏi").tap()
    field(desk, "Tên").fill("Gọi có hình")
    add(desk.locator("[data-contentpath=questions]"), "Thêm câu hỏi", "Đúng hay sai")
    field(desk, "Câu khẳng định").fill("Gọi có hình thì cần mạng.")
    desk.get_by_role("button", name="Lưu").tap()
    expect(desk.get_by_text("Ô này bắt buộc phải điền.").first).to_be_visible()  # nothing is right by default
    readable(desk)
    desk.get_by_label("Câu này").select_option("Đúng")
    desk.get_by_role("button", name="Lưu").tap()
    expect(desk.locator(".messages")).to_contain_text("Gọi có hình")
    expect(desk.get_by_role("row", name="Gọi có hình").locator("[data-head='Câu hỏi']")).to_have_text("1")
    readable(desk)

    desk.goto("/admin/pages/")
    readable(desk)
    desk.get_by_role("link", name="Thêm trang").first.tap()
    desk.get_by_placeholder("Tiêu đề trang").fill("Gọi cho người thân")
    field(desk, "Tóm tắt").fill("Một bài ngắn để gọi có hình.")
    expect(desk.locator("[name=slug]")).to_have_value("goi-cho-nguoi-than")
    desk.get_by_role("button", name="Xuất bản").tap()
    expect(desk.locator(".messages")).to_contain_text("Gọi cho người thân")

    desk.goto("/admin/")
    readable(desk)
    desk.get_by_role("link", name="Soạn bài trong Gọi cho người thân").tap()
    write(desk, readable)
    desk.get_by_role("button", name="Xuất bản").tap()
    expect(desk.locator(".messages")).to_contain_text("Gọi điện có hình cho đỡ nhớ")

    desk.goto("/admin/clips/")
    expect(desk.get_by_role("row", name="Gọi có hình").first.get_by_text("Sẵn sàng")).to_be_visible(timeout=120_000)
    phone = open_phone()
    phone.goto("/goi-cho-nguoi-than/goi-dien-co-hinh-cho-do-nho/")
    expect(phone.get_by_role("heading", name="Gọi điện có hình cho đỡ nhớ")).to_be_visible()
    expect(phone.locator("[data-left]")).to_have_text("Còn 3 việc")
    accessible(phone)


def write(desk: Page, readable) -> None:
    """The lesson, part by part, and a look at it as her learners will see it."""
    desk.get_by_placeholder("Tiêu đề trang").fill("Gọi điện có hình cho đỡ nhớ")
    field(desk, "Mục tiêu").fill("Tự gọi có hình cho con cháu.")
    body, dialog = desk.locator("[data-contentpath=body]"), desk.get_by_role("dialog")

    add(body, "Thêm phần vào bài", "Clip")
    choose(body.get_by_role("button", name="Chọn clip"), dialog)
    readable(desk)
    dialog.get_by_role("link", name="Gọi có hình").tap()
    expect(body.get_by_text("Gọi có hình")).to_be_visible()

    add(body, "Thêm phần vào bài", "Các bước")
    field(body, "Việc cần làm").fill("Mở Zalo, chọn tên con.")
    choose(body.get_by_role("button", name="Chọn một hình ảnh"), dialog)
    dialog.locator("ul.listing a, .image-choice").first.tap()
    expect(dialog).to_have_count(0)

    add(body, "Thêm phần vào bài", "Khung ghi nhớ")
    field(body, "Chữ").last.fill("Ở nhà có Wi-Fi thì gọi thoải mái.")

    add(body, "Thêm phần vào bài", "Câu hỏi")
    choose(body.get_by_role("button", name="Chọn").last, dialog)
    dialog.get_by_role("link", name="Gọi có hình").tap()
    expect(dialog).to_have_count(0)
    readable(desk)

    look = desk.get_by_role("button", name="xem trước").first
    look.tap()
    preview = desk.frame_locator("iframe").first
    expect(preview.get_by_text("Ở nhà có Wi-Fi thì gọi thoải mái.")).to_be_visible()
    assert preview.locator("html").evaluate("() => innerWidth") == 360
    readable(desk)
    look.tap()  # and back to writing


def test_she_draws_the_places_of_a_practice_with_her_finger(desk: Page, readable):
    desk.get_by_role("link", name="Soạn bài trong Làm chủ chiếc điện thoại").tap()
    body, dialog = desk.locator("[data-contentpath=body]"), desk.get_by_role("dialog")
    add(body, "Thêm phần vào bài", "Tập chạm")
    body.get_by_role("button", name="Thêm màn hình").last.tap()
    expect(body.get_by_role("button", name="Chọn một hình ảnh")).to_have_count(2)
    choose(body.get_by_role("button", name="Chọn một hình ảnh").first, dialog)
    dialog.locator("ul.listing a, .image-choice").first.tap()
    picture = body.locator(".places-picture").first
    for position in ({"x": 40, "y": 60}, {"x": 120, "y": 160}):
        picture.tap(position=position)
    body.get_by_role("button", name="Thêm một chỗ").first.tap()

    expect(body.locator("[data-number]")).to_have_text(["Chỗ 1", "Chỗ 2", "Chỗ 3"])
    tops = [box.bounding_box()["y"] for box in body.locator(".places-box").all()]
    assert len(set(tops)) == 3  # none hides another
    body.get_by_role("button", name="Bỏ chỗ này").first.tap()
    expect(body.locator("[data-number]")).to_have_text(["Chỗ 1", "Chỗ 2"])
    readable(desk)


def test_on_a_laptop_nothing_that_she_chooses_from_lies_under_the_menu(desk: Page):
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.goto("/admin/")
    desk.get_by_role("link", name="Soạn bài trong Làm chủ chiếc điện thoại").click()
    desk.get_by_role("button", name="Thêm phần vào bài").last.click()
    field, menu = (
        desk.get_by_placeholder("Tìm trong các lựa chọn").bounding_box(),
        desk.locator(".sidebar").bounding_box(),
    )
    assert field["x"] >= menu["x"] + menu["width"]


def test_she_sets_the_end_of_a_contest_on_a_calendar_that_fits_her_screen(desk: Page):
    desk.goto("/admin/snippets/quizzes/quiz/add/")
    desk.locator("[name=closes_at]").tap()
    calendar = desk.locator(".xdsoft_datetimepicker:visible")
    box, hours = calendar.bounding_box(), calendar.locator(".xdsoft_timepicker").bounding_box()
    assert (box["x"] >= 0, hours["x"] + hours["width"] <= 360) == (True, True)


def test_every_screen_of_hers_is_vietnamese_and_in_reach(desk: Page, readable):
    found = {}
    for screen in screens(desk):
        readable(desk)
        found[screen] = english(desk)
    assert len(found) > 20
    assert {screen: words for screen, words in found.items() if words} == {}
