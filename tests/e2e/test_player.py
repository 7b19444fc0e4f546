"""The player in a real browser: every way of playing, every way of failing, and all that she can press."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.conftest import until, wait

pytestmark = pytest.mark.e2e
VIDEO = "document.querySelector('video')"
HIDE_STREAMING = "delete window.MediaSource; delete window.ManagedMediaSource;"
HIDE_HLS = "HTMLMediaElement.prototype.canPlayType = (type) => (type.includes('mpegurl') ? '' : 'maybe');"


class Watching:
    """A phone that has opened the lesson; `fetched` are the names of the clip's files, in order."""

    def __init__(self, page: Page, address: str):
        self.page, self.fetched, self.reported = page, [], []
        page.on("request", self._note)
        page.goto(address)
        page.locator("video").evaluate("(video) => { video.muted = true; video.defaultPlaybackRate = 3 }")

    def _note(self, request) -> None:
        if name := re.search(r"/clip/.*/([\w-]+\.(?:mp4|m3u8))$", request.url):
            self.fetched.append(name[1])
        if request.url.endswith("/trouble"):
            self.reported.append(re.search(r"\bkind=([\w-]+)", request.post_data)[1])

    def play(self) -> None:
        self.page.get_by_role("button", name="Xem clip").tap()

    def until_second(self, second: float) -> None:
        until(self.page, f"{VIDEO}.currentTime >= {second} && {VIDEO}.readyState > 2")

    def press(self, name: str) -> None:
        self.page.locator(".clip__controls").get_by_role("button", name=name).tap()

    @property
    def second(self) -> float:
        return self.page.evaluate(f"{VIDEO}.currentTime")

    def until_reported(self, *kinds: str) -> None:
        """What the phone has sent: the browser tells of it in its own time, perhaps after the words have changed."""
        with suppress(AssertionError):
            wait(lambda: self.page.evaluate("true") and len(self.reported) >= len(kinds), 10)
        assert sorted(self.reported) == sorted(kinds)

    def until_another_way(self) -> None:
        until(self.page, f"!{VIDEO}.src.startsWith('blob:')")

    @property
    def by_pieces(self) -> bool:
        return self.page.evaluate(f"{VIDEO}.src.startsWith('blob:')")


@pytest.fixture
def open_clip(open_phone, first_clip):
    def open_clip(script: str = "", route=None) -> Watching:
        page = open_phone()
        if script:
            page.add_init_script(script)
        if route:
            page.route("**/saver.mp4", route)
        return Watching(page, first_clip)

    return open_clip


def without_words(route: Route) -> None:
    page = route.fetch()
    route.fulfill(response=page, body=re.sub(r"<track kind=\"captions\"[^>]*>", "", page.text()))


def after_first(answer) -> object:
    """A route that lets the first piece through and then does as told."""
    seen = []

    def route(route: Route) -> None:
        seen.append(route.request)
        if len(seen) == 1:
            route.continue_()
        else:
            answer(route)

    return route


def test_it_plays_by_pieces_at_the_lightest_and_says_what_is_said(open_clip, accessible):
    clip = open_clip()
    assert clip.fetched == []
    clip.play()
    clip.until_second(1)
    assert (clip.by_pieces, set(clip.fetched)) == (True, {"saver.mp4", "audio.mp4"})
    said = clip.page.locator("[data-said]")
    expect(said).to_have_text("Chữ nhỏ quá, nhìn mỏi mắt phải không chị?")
    assert float(said.evaluate("(it) => getComputedStyle(it).fontSize").removesuffix("px")) > 18
    clip.press("Tùy chọn")
    clip.page.evaluate("document.querySelector('.clip').scrollIntoView()")
    accessible(clip.page)


def test_it_fetches_no_more_than_a_little_ahead(open_clip):
    clip = open_clip()
    clip.play()
    clip.until_second(2)
    clip.press("Dừng")
    clip.page.wait_for_timeout(500)
    assert 15 <= clip.page.evaluate(f"{VIDEO}.buffered.end(0)") < 22


def test_it_plays_to_its_end_and_then_asks_for_nothing_more(open_clip):
    clip = open_clip()
    clip.play()
    clip.until_second(1)
    clip.page.evaluate(f"{VIDEO}.currentTime = {VIDEO}.duration - 3")
    until(clip.page, f"{VIDEO}.ended")
    asked = len(clip.fetched)
    clip.page.wait_for_timeout(1000)
    assert (len(clip.fetched), asked < 20, clip.by_pieces, clip.reported) == (asked, True, True, [])


def test_when_the_line_goes_she_sees_what_has_come_and_the_rest_when_it_is_back(open_clip):
    clip = open_clip()
    clip.play()
    clip.until_second(2)
    clip.page.context.set_offline(True)
    until(clip.page, f"{VIDEO}.currentTime > 15 && {VIDEO}.readyState < 3")
    note = clip.page.locator("[data-note]")
    expect(note).to_have_text("Đang mất mạng. Có mạng lại là clip chạy tiếp.")
    clip.page.wait_for_timeout(3000)
    clip.page.context.set_offline(False)
    clip.until_second(22)
    expect(note).to_have_text("")
    assert (clip.by_pieces, "gave-up" in clip.reported) == (True, False)


def test_a_clip_without_words_does_not_hide_those_of_the_next_one(open_phone, first_clip):
    phone = open_phone()
    phone.route(f"**{first_clip}", without_words)
    phone.goto(first_clip)
    expect(phone.locator(".clip__controls")).to_be_visible()
    expect(phone.locator("[data-said]")).to_be_hidden()
    phone.unroute(f"**{first_clip}")
    phone.goto(first_clip)
    expect(phone.get_by_role("button", name="Xem clip")).to_be_visible()
    expect(phone.locator("[data-said]")).not_to_have_attribute("hidden", "")


@pytest.mark.parametrize(
    ("script", "files"),
    [(HIDE_STREAMING, {"master.m3u8"}), (HIDE_STREAMING + HIDE_HLS, {"progressive.mp4"})],
    ids=["the phone's own HLS", "the plain file"],
)
def test_without_pieces_it_plays_the_next_way(open_clip, script, files):
    clip = open_clip(script)
    clip.play()
    clip.until_second(1)
    assert (clip.by_pieces, set(clip.fetched) >= files) == (False, True)
    clip.press("Tùy chọn")
    expect(clip.page.get_by_role("button", name="Bản nhẹ")).to_be_hidden()


def test_a_piece_that_does_not_come_is_asked_again_and_then_another_way_is_tried(open_clip):
    clip = open_clip(HIDE_HLS, after_first(lambda route: route.fulfill(status=404)))
    clip.play()
    clip.until_another_way()
    clip.until_second(5)
    assert clip.fetched[-1] == "progressive.mp4"
    assert 4 <= clip.fetched.count("saver.mp4") <= 6  # as long as there is still something to see
    wait(lambda: clip.page.evaluate("true") and "fetch" in clip.reported, 10)
    assert set(clip.reported) <= {"fetch", "stall"}


def test_a_piece_that_comes_at_the_second_asking_is_nothing_to_talk_about(open_clip):
    lost = []
    clip = open_clip("", after_first(lambda route: route.continue_() if lost else (lost.append(1), route.abort())))
    clip.play()
    clip.until_second(5)
    assert (clip.by_pieces, lost, clip.reported) == (True, [1], [])


def test_a_picture_that_the_phone_cannot_show_comes_another_way_and_is_counted(open_clip):
    spoilt = {"status": 206, "body": b"\0\0\0\x10junk" * 500}
    clip = open_clip(HIDE_HLS, after_first(lambda route: route.fulfill(**spoilt)))
    clip.play()
    clip.until_another_way()
    clip.until_second(5)
    assert clip.fetched[-1] == "progressive.mp4"
    clip.until_reported("decode")


def test_when_nothing_plays_she_is_told_and_may_try_again(open_clip):
    clip = open_clip(HIDE_STREAMING + HIDE_HLS)
    clip.page.route("**/progressive.mp4", lambda route: route.fulfill(status=404))
    clip.play()
    expect(clip.page.locator("[data-note]")).to_have_text("Clip chưa chạy được. Chị kiểm tra mạng rồi bấm Xem nhé.")
    clip.until_reported("fetch", "gave-up")
    clip.page.unroute("**/progressive.mp4")
    clip.press("Xem")
    clip.until_second(1)
    expect(clip.page.locator("[data-note]")).to_have_text("")


def test_another_picture_takes_over_at_the_same_second_and_is_remembered(open_clip):
    clip = open_clip()
    clip.play()
    clip.until_second(1)
    clip.press("Tùy chọn")
    before = clip.second
    clip.press("Vừa")
    until(clip.page, f"{VIDEO}.videoHeight === 854")
    assert before < clip.second < before + 8
    medium = clip.page.locator("button[data-value=low]")
    expect(medium).to_have_attribute("aria-pressed", "true")
    assert clip.reported == []
    clip.page.reload()
    expect(medium).to_have_attribute("aria-pressed", "true")


def test_only_listening_fetches_no_picture_and_looking_again_keeps_the_second(open_clip):
    clip = open_clip()
    clip.press("Tùy chọn")
    clip.press("Nghe thôi")
    clip.play()
    clip.until_second(2)
    assert set(clip.fetched) == {"audio.mp4"}
    before = clip.second
    clip.press("Bản nhẹ")
    until(clip.page, f"{VIDEO}.videoHeight > 0")
    assert before <= clip.second < before + 5
    clip.press("Nghe thôi")
    clip.page.reload()
    expect(clip.page.locator("button[data-do=picture][data-value='']")).to_have_attribute("aria-pressed", "true")


def test_everything_can_be_done_with_keys(open_clip):
    clip = open_clip()
    keys = clip.page.keyboard
    clip.page.get_by_role("button", name="Xem clip").focus()
    keys.press("Enter")
    clip.until_second(1)
    keys.press("ArrowRight")
    clip.until_second(11)
    keys.press(" ")
    until(clip.page, f"{VIDEO}.paused")
    keys.press("ArrowLeft")
    until(clip.page, f"{VIDEO}.currentTime < 5")
    keys.press("c")
    expect(clip.page.locator("[data-said]")).to_be_hidden()
    keys.press("ArrowDown")
    expect(clip.page.get_by_role("slider", name="Vị trí trong clip")).to_be_focused()
    keys.press("ArrowDown")
    expect(clip.page.get_by_role("button", name="Xem", exact=True)).to_be_focused()
    for _step in range(3):
        keys.press("ArrowRight")
    keys.press("Enter")
    expect(clip.page.get_by_role("button", name="Tùy chọn")).to_have_attribute("aria-expanded", "true")
    keys.press("Tab")
    expect(clip.page.get_by_role("button", name="Chữ dưới hình")).to_be_focused()
    for _step in range(12):
        keys.press("Tab")
    assert clip.page.evaluate("!document.activeElement.closest('.clip__controls')")


def test_a_line_of_what_is_said_leads_to_its_second(open_clip):
    clip = open_clip()
    clip.page.get_by_text("Đọc lời trong clip").tap()
    clip.page.get_by_role("button", name="Kéo thanh trượt sang phải").tap()
    clip.until_second(20)
    assert clip.second < 25
    expect(clip.page.locator("[data-said]")).to_have_text("Kéo thanh trượt sang phải, chữ to lên ngay.")


def test_without_script_the_browsers_own_player_and_the_words_are_there(open_phone, first_clip):
    phone = open_phone(java_script_enabled=False)
    phone.goto(first_clip)
    expect(phone.locator("video[controls] source")).to_have_attribute("src", re.compile("progressive.mp4"))
    expect(phone.locator(".clip__controls")).to_be_hidden()
    phone.get_by_text("Đọc lời trong clip").tap()
    expect(phone.get_by_text("Kéo thanh trượt sang phải, chữ to lên ngay.")).to_be_visible()


def test_what_she_saw_counts_when_she_closes_the_page(open_phone, first_clip, sign_in):
    phone = open_phone()
    phone.goto("/dang-nhap/")
    sign_in(phone, "0500 000 030")
    expect(phone.get_by_role("status").first).to_contain_text("Chào chị")
    clip = Watching(phone, first_clip)
    clip.play()
    clip.until_second(3)
    phone.close(run_before_unload=True)
    wait(lambda: second_kept(phone.context, first_clip) >= 3, 10)


def second_kept(context: BrowserContext, address: str) -> float:
    """Where the site lets her go on; asked without a page, whose script would send what the phone keeps."""
    found = re.search(r'data-resume="([\d.]+)"', context.request.get(address).text())
    return float(found[1]) if found else 0
