"""Picture and sound together, whatever plays them: a clip flashes and beeps at one moment, and a real browser is asked
when it sees the flash and when it hears the beep.

Both are read off what is played and not off a clock, so a busy machine changes nothing: the flash is found by seeking,
the beep by counting samples from the first one after a seek.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Route

from media.packaging.encoding import make
from media.packaging.plan import plan
from media.packaging.probe import SOURCE_NAME, probe
from tests.media.conftest import run_ffmpeg
from tests.site import chromium

pytestmark = pytest.mark.made
ORIGIN = "http://clip.test/"
APART_AT_MOST = 0.02  # seconds
MOMENT = "between(t,1,1.5)"
HUM = "0.05*sin(400*PI*t)"  # never silent, so that the first sample after a seek can be told
FILES = {"mse": None, "progressive": "progressive.mp4", "hls": "master.m3u8"}

LOOK_AND_LISTEN = """async ([mime, url]) => {
  const video = Object.assign(document.createElement("video"), {crossOrigin: "anonymous"});
  const happened = (it, name) => new Promise((done) => it.addEventListener(name, done, {once: true}));
  const bytes = async (name) => (await fetch(name)).arrayBuffer();
  const fill = async (source, name, type) => {
    const buffer = source.addSourceBuffer(type);
    buffer.appendBuffer(await bytes(name));
    await happened(buffer, "updateend");
  };
  const loaded = happened(video, "loadeddata");
  if (url) video.src = url;
  else {
    const source = new MediaSource();
    video.src = URL.createObjectURL(source);
    await happened(source, "sourceopen");
    const both = [fill(source, "saver.mp4", mime.video), fill(source, "audio.mp4", mime.audio)];
    await Promise.all(both);
    source.endOfStream();
  }
  await loaded;

  const canvas = new OffscreenCanvas(16, 16).getContext("2d", {willReadFrequently: true});
  let flash;
  const shown = () => new Promise((done) => { video.requestVideoFrameCallback(done); setTimeout(done, 500); });
  const isBright = async (second) => {
    const sought = happened(video, "seeked"), painted = shown(); // a seek may end before its picture is there
    video.currentTime = second;
    await sought;
    await painted;
    const frame = new VideoFrame(video);
    canvas.drawImage(frame, 0, 0, 16, 16);
    const bright = canvas.getImageData(8, 8, 1, 1).data[0] > 128;
    if (bright) flash = frame.timestamp / 1e6;
    frame.close();
    return bright;
  };
  let dark = 0.3, bright = 1.48;
  if (!(await isBright(bright)) || (await isBright(dark))) throw Error("no flash");
  while (bright - dark > 0.01) {
    const between = (dark + bright) / 2;
    if (await isBright(between)) bright = between;
    else dark = between;
  }

  const context = new AudioContext();
  const ear = context.createScriptProcessor(1024, 1, 1);
  const heard = [];
  ear.onaudioprocess = (event) => heard.push(...event.inputBuffer.getChannelData(0));
  context.createMediaElementSource(video).connect(ear).connect(context.destination);
  const from = 0.7;
  const ready = happened(video, "seeked");
  video.currentTime = from;
  await ready;
  await video.play();
  while (video.currentTime < 1.3) await new Promise((later) => setTimeout(later, 50));
  const loudest = Math.max(...heard.map(Math.abs));
  const first = heard.findIndex((sample) => Math.abs(sample) > 0.005);
  const beep = heard.findIndex((sample) => Math.abs(sample) > loudest / 2);
  return {flash, beep: from + (beep - first) / context.sampleRate};
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def flashing(tmp_path_factory):
    """The folder of a packaged clip that flashes and beeps after a second."""

    def flashing(fps: float) -> Path:
        folder = tmp_path_factory.mktemp("flash")
        run_ffmpeg(
            *("-f", "lavfi", "-i", f"color=black:s=160x120:r={fps}:d=3"),
            *("-f", "lavfi", "-i", f"aevalsrc='{HUM}+0.6*sin(2000*PI*t)*{MOMENT}':s=48000:d=3"),
            *("-vf", f"drawbox=c=white:t=fill:enable='{MOMENT}'", "-c:v", "libx264", "-c:a", "aac", "-f", "mp4"),
            folder / SOURCE_NAME,
        )
        for _stage in make(plan(probe(folder)), folder, lambda percent: None):
            pass
        return folder

    return flashing


def apart(it: dict[str, float]) -> float:
    return abs(it["flash"] - it["beep"])


def closest(browser: Browser, folder: Path, way: str) -> dict[str, float]:
    """The best of four: a busy machine drops sound or a picture now and then, and never brings the two together."""
    found = []
    for _try in range(4):
        with suppress(Error):
            found.append(seen_and_heard(browser, folder, way))
        if found and apart(found[-1]) <= APART_AT_MOST:
            break
    return min(found, key=apart)


def seen_and_heard(browser: Browser, folder: Path, way: str) -> dict[str, float]:
    page = browser.new_page()
    page.route(f"{ORIGIN}**", lambda route: _hand_out(route, folder))
    page.goto(ORIGIN)
    try:
        return page.evaluate(LOOK_AND_LISTEN, [_types(folder), FILES[way]])
    finally:
        page.close()


def _hand_out(route: Route, folder: Path) -> None:
    name = route.request.url.removeprefix(ORIGIN)
    if not name:
        route.fulfill(body="<title>.</title>", content_type="text/html")
        return
    whole = (folder / name).read_bytes()
    part = re.fullmatch(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", "bytes=0-"))
    start, end = int(part[1]), min(int(part[2] or len(whole)), len(whole) - 1)
    headers = {
        "Content-Type": "application/vnd.apple.mpegurl" if name.endswith("m3u8") else "video/mp4",
        "Content-Range": f"bytes {start}-{end}/{len(whole)}",
        "Accept-Ranges": "bytes",
    }
    route.fulfill(status=206, headers=headers, body=whole[start : end + 1])


def _types(folder: Path) -> dict[str, str]:
    picture, sound = re.search(r'CODECS="([^,]+),([^"]+)"', (folder / "master.m3u8").read_text()).groups()
    return {"video": f'video/mp4; codecs="{picture}"', "audio": f'audio/mp4; codecs="{sound}"'}


@pytest.mark.parametrize("fps", [7, 10, 15, 29.97])
def test_the_beep_is_heard_with_the_flash(browser, flashing, fps):
    folder = flashing(fps)
    found = {way: closest(browser, folder, way) for way in FILES}
    assert {way: apart(it) for way, it in found.items() if apart(it) > APART_AT_MOST} == {}
    assert {way: round(it["flash"], 1) for way, it in found.items()} == dict.fromkeys(FILES, 1.0)
