"""A trainer's way: from a video on her phone to a published lesson, all of it in Vietnamese."""

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
LAPTOP = {"viewport": {"width": 1280, "height": 900}, "has_touch": False, "is_mobile": False}


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
def desk(open_phone) -> Page:
    """The trainer's borrowed laptop, signed in."""
    desk = open_phone(**LAPTOP)
    desk.goto("/admin/")
    desk.get_by_label("Tên đăng nhập").fill("hoa")
    desk.get_by_label("Mật khẩu").fill("hoc-cung-chi-em")
    desk.get_by_role("button", name="Đăng nhập").click()
    expect(desk.get_by_role("heading", name="Soạn bài học trong ba bước")).to_be_visible()
    return desk


def upload(desk: Page, title: str, file: Path | dict) -> None:
    desk.goto("/admin/clips/new/")
    desk.locator("input[name=title]").fill(title)
    desk.locator("input[type=file]").set_input_files(file)
    desk.locator("textarea[name=captions]").fill("0:00 Chào các chị\n0:03 Mình gọi điện có hình nhé")
    desk.get_by_role("button", name=re.compile("Tạo|Lưu|Thêm")).first.click()


def test_a_file_that_is_no_video_is_refused_in_plain_words(desk: Page):
    upload(
        desk, "Không phải video", {"name": "anh.mp4", "mimeType": "video/mp4", "buffer": b"#EXTM3U\nhttp://x.example/"}
    )
    expect(desk.get_by_text("Tệp này không phải video, hoặc đã bị hỏng.").first).to_be_visible()
    desk.goto("/admin/clips/")
    expect(desk.get_by_text("Không phải video")).to_have_count(0)


def test_she_makes_a_lesson_and_a_stranger_can_learn_it(desk: Page, open_phone, video: Path, accessible):
    upload(desk, "Gọi có hình", video)
    row = desk.locator("tr", has_text="Gọi có hình")
    desk.goto("/admin/clips/")
    expect(row.get_by_text("Sẵn sàng")).to_be_visible(timeout=120_000)

    desk.goto("/admin/snippets/quizzes/quiz/add/")
    desk.locator("input[name=title]").fill("Gọi có hình")
    desk.locator(".c-sf-add-button").first.click()
    desk.get_by_role("option", name="Đúng hay sai").click()
    desk.locator("[data-contentpath=questions] input[name$=text]").fill("Gọi có hình thì cần mạng.")
    desk.locator("input[name$=feedback]").fill("Đúng, cần Wi-Fi hoặc mạng di động.")
    desk.get_by_role("button", name="Lưu").first.click()
    expect(desk.locator(".messages")).to_contain_text("Gọi có hình")

    desk.goto("/admin/pages/")
    desk.get_by_role("link", name="Thêm trang con").first.click()
    desk.locator("textarea[name=title], input[name=title]").fill("Gọi cho người thân")
    desk.locator("textarea[name=summary]").fill("Một bài ngắn để gọi có hình.")
    expect(desk.locator("[name=slug]")).to_have_value("goi-cho-nguoi-than")
    desk.get_by_role("button", name="Xuất bản").first.click()
    expect(desk.locator(".messages")).to_contain_text("Gọi cho người thân")

    desk.goto("/admin/pages/")
    desk.locator("tr", has_text="Gọi cho người thân").locator("a[href$='/add_subpage/']").last.click()
    desk.locator("textarea[name=title], input[name=title]").fill("Gọi điện có hình cho đỡ nhớ")
    desk.locator("textarea[name=goal]").fill("Tự gọi có hình cho con cháu.")
    body = desk.locator("[data-contentpath=body]")

    body.locator(".c-sf-add-button").first.click()
    desk.get_by_role("option", name="Clip").click()
    body.get_by_role("button", name="Chọn clip").click()
    desk.get_by_role("dialog").get_by_role("link", name="Gọi có hình").click()
    expect(body.get_by_text("Gọi có hình")).to_be_visible()

    body.locator(".c-sf-add-button").last.click()
    desk.get_by_role("option", name="Các bước").click()
    body.locator("textarea[name$=text]").first.fill("Mở Zalo, chọn tên con.")
    body.get_by_role("button", name=re.compile("Chọn.*hình")).first.click()
    desk.get_by_role("dialog").locator("ul.listing a, .image-choice").first.click()
    expect(desk.get_by_role("dialog")).to_have_count(0)

    body.locator(".c-sf-add-button").last.click()
    desk.get_by_role("option", name="Khung ghi nhớ").click()
    body.locator("textarea[name$=text]").last.fill("Ở nhà có Wi-Fi thì gọi thoải mái.")

    body.locator(".c-sf-add-button").last.click()
    desk.get_by_role("option", name="Câu hỏi").click()
    body.get_by_role("button", name=re.compile("Chọn")).last.click()
    desk.get_by_role("dialog").get_by_role("link", name="Gọi có hình").click()

    desk.get_by_role("button", name="Xem trước").first.click()
    preview = desk.frame_locator("iframe").first
    expect(preview.get_by_text("Ở nhà có Wi-Fi thì gọi thoải mái.")).to_be_visible()
    assert preview.locator("html").evaluate("() => innerWidth") == 360

    desk.get_by_role("button", name="Xuất bản").first.click()
    expect(desk.locator(".messages")).to_contain_text("Gọi điện có hình cho đỡ nhớ")

    phone = open_phone()
    phone.goto("/goi-cho-nguoi-than/goi-dien-co-hinh-cho-do-nho/")
    expect(phone.get_by_role("heading", name="Gọi điện có hình cho đỡ nhớ")).to_be_visible()
    expect(phone.locator("[data-left]")).to_have_text("Còn 3 việc")
    accessible(phone)
