"""A trainer sends a video over a line that breaks, makes a mistake in the form, and never chooses the video twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.media.conftest import run_ffmpeg

pytestmark = pytest.mark.e2e
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
SLOW = FAST | {"uploadThroughput": 400_000}
BROKEN = FAST | {"offline": True}


@pytest.fixture(scope="module")
def video(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("phone") / "quay.mp4"
    picture, coding = (
        "testsrc2=size=360x640:rate=30:duration=4",
        ["-c:v", "libx264", "-preset", "ultrafast", "-b:v", "8M"],
    )
    run_ffmpeg("-f", "lavfi", "-i", picture, *coding, "-pix_fmt", "yuv420p", path)
    return path


@pytest.fixture
def form(open_phone) -> Page:
    page = open_phone()
    page.goto("/admin/login/?next=/admin/clips/new/")
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Mật khẩu").fill("hoc-cung-chi-em")
    page.get_by_role("button", name="Đăng nhập").tap()
    expect(page.locator("[data-sending]")).to_be_visible()
    return page


@pytest.fixture
def line(form):
    """The state of her line: `line(BROKEN)`."""
    session = form.context.new_cdp_session(form)
    session.send("Network.enable")
    return lambda state: session.send("Network.emulateNetworkConditions", state)


def test_a_break_in_the_line_and_a_mistake_do_not_lose_the_video(form: Page, line, video: Path):
    line(SLOW)
    form.get_by_label("Video").set_input_files(video)
    expect(form.locator("[data-says]")).to_contain_text("Đã gửi")
    line(BROKEN)
    expect(form.locator("[data-says]")).to_contain_text("Có mạng là máy tự gửi tiếp")
    form.get_by_role("textbox", name="Tên").fill("Gửi dở")
    form.get_by_role("textbox", name="Lời trong clip").fill("Chào các chị")
    line(FAST)
    form.get_by_role("button", name="Lưu").tap()

    expect(form.get_by_text("Dòng 1: bắt đầu bằng phút và giây")).to_be_visible()
    expect(form.get_by_text("quay.mp4")).to_be_visible()
    form.get_by_role("textbox", name="Lời trong clip").fill("0:00 Chào các chị")
    form.get_by_role("button", name="Lưu").tap()
    expect(form.locator(".messages")).to_contain_text("Gửi dở")


def test_what_cannot_be_used_is_said_before_it_is_sent(form: Page):
    form.get_by_label("Video").set_input_files({"name": "anh.exe", "mimeType": "video/mp4", "buffer": b"MZ"})
    expect(form.get_by_role("alert").filter(has_text="Loại tệp này không dùng được ở đây")).to_be_visible()
    form.get_by_label("Video").set_input_files({"name": "anh.mp4", "mimeType": "video/mp4", "buffer": b"#EXTM3U\n" * 9})
    expect(form.get_by_text("Tệp này không phải video, cũng không phải bản ghi âm.")).to_be_visible()
