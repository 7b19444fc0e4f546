/* Plays a clip with as little data as it can, and continues where she stopped.

   <figure class="clip" data-clip data-duration data-master="….m3u8" data-resume="34.5">
     <video controls preload="none"><source src="progressive.mp4">…  <button hidden data-play>

   Three ways of playing, in this order: our own loading through Media Source Extensions; the phone's own HLS; the plain
   file that is in the page already. Nothing is fetched before she plays.

   <figure class="clip" data-clip data-status="/clip/…/status"> is still being prepared: asked again until it is not. */

const AHEAD = 15; // seconds fetched ahead: a clip that is left soon has cost little more than what was seen
const GAP = 0.3; // seconds between two pieces that still count as one
const PATIENCE = 8000; // milliseconds without a byte or a picture; then the plain file is tried
const ASK_AGAIN = 5000;
const HLS = "application/vnd.apple.mpegurl";
const Source = window.ManagedMediaSource ?? window.MediaSource;
const canStream = Boolean(Source?.isTypeSupported('video/mp4; codecs="avc1.64001f,mp4a.40.2"'));

function mount(figure) {
  const video = figure.querySelector("video");
  if (!video) return void (figure.dataset.status && wait(figure));
  resume(figure, video);
  const plain = video.querySelector("source").src.split("#")[0];
  const { master } = figure.dataset;
  const start = () => {
    if (canStream) begin(video, plain, (alive) => stream(video, master, alive));
    else if (video.canPlayType(HLS)) begin(video, plain, () => void (video.src = master));
  };
  onFirstPlay(video, figure.querySelector("[data-play]"), start);
}

/** One large button before the first play, the browser's own controls afterwards. */
function onFirstPlay(video, button, start) {
  const first = () => {
    video.removeEventListener("play", first);
    video.controls = true;
    button.remove();
    start();
    video.play().catch(() => {}); // what goes wrong is seen by the watchdog
    video.focus();
  };
  video.controls = false;
  button.hidden = false;
  button.addEventListener("click", first);
  video.addEventListener("play", first); // a headset's key, or another script
}

/** Start a better way of playing, and come back to the plain file when it fails or gets stuck. */
function begin(video, plain, start) {
  let lastSign = Date.now();
  const alive = () => (lastSign = Date.now());
  const stop = start(alive);
  const fallBack = () => {
    clearInterval(watchdog);
    video.removeEventListener("error", fallBack);
    stop?.();
    const { currentTime: at, paused } = video;
    video.src = plain;
    if (at) video.addEventListener("loadedmetadata", () => (video.currentTime = at), { once: true });
    if (!paused) video.play().catch(() => {}); // not allowed without her: she presses play once more
  };
  const watchdog = setInterval(() => {
    if (video.paused || video.ended) alive();
    else if (Date.now() - lastSign > PATIENCE) fallBack();
  }, 1000);
  video.addEventListener("timeupdate", alive);
  video.addEventListener("error", fallBack);
}

function resume(figure, video) {
  const at = Number(figure.dataset.resume);
  if (at > 0 && at < Number(figure.dataset.duration) - 1) {
    video.addEventListener("loadedmetadata", () => (video.currentTime = at), { once: true });
  }
  video.addEventListener("playing", () => figure.querySelector("[data-continue]")?.remove(), { once: true });
}

/** Attach a source that we fill ourselves. `alive` hears every sign of progress. Returns how to stop it. */
function stream(video, master, alive) {
  const source = new Source();
  const stop = new AbortController();
  const how = { alive, signal: stop.signal };
  const fail = (problem) => stop.signal.aborted || video.dispatchEvent(new ErrorEvent("error", { error: problem }));
  source.addEventListener("sourceopen", () => fill(video, source, master, how).catch(fail), { once: true });
  video.disableRemotePlayback = Boolean(window.ManagedMediaSource); // it is asked for there
  video.querySelectorAll("source").forEach((plain) => plain.remove());
  video.src = URL.createObjectURL(source);
  return () => stop.abort();
}

async function fill(video, source, master, how) {
  const tracks = await smallest(new URL(master, location.href), how);
  source.duration = Math.max(...tracks.map((track) => track.segments.at(-1).end));
  for (const track of tracks) track.buffer = source.addSourceBuffer(track.type);
  const known = new Promise((now) => video.addEventListener("loadedmetadata", now, { once: true }));
  await Promise.all(tracks.map((track) => append(track, track.initial, how)));
  await known; // by now she has been taken to where she stopped: what comes before that is not fetched
  const end = () => source.readyState === "open" && tracks.every(isWhole) && source.endOfStream();
  await Promise.all(tracks.map((track) => feed(video, track, end, how)));
}

/** Append what is missing next, for as long as the page is open: she may go back after the end. */
async function feed(video, track, end, how) {
  for (;;) {
    const next = missing(track, video.currentTime);
    if (next) await append(track, next, how);
    else end();
    skipGap(video);
    if (!missing(track, video.currentTime)) await moment(video, how.signal);
  }
}

const missing = (track, now) =>
  track.segments.find((part) => part.end > now && part.start < now + AHEAD && !holds(track.buffer.buffered, part));

const isWhole = (track) => !track.buffer.updating && holds(track.buffer.buffered, track.segments.at(-1));

function holds(buffered, { start, end }) {
  const slack = Math.min(GAP, (end - start) / 2);
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= start + slack && buffered.end(i) >= end - slack) return true;
  }
  return false;
}

/** The picture may begin a frame after the sound: do not wait for what will never come. */
function skipGap(video) {
  const { buffered, currentTime: now } = video;
  for (let i = 0; i < buffered.length; i++) {
    const ahead = buffered.start(i) - now;
    if (ahead > 0 && ahead < GAP) video.currentTime = buffered.start(i);
  }
}

/** Until the time has moved, or she has. */
function moment(video, signal) {
  return new Promise((done, left) => {
    const settled = new AbortController();
    const on = (target, event, act) =>
      target.addEventListener(event, () => (settled.abort(), act()), { signal: settled.signal });
    on(video, "timeupdate", done);
    on(video, "seeking", done);
    on(signal, "abort", left);
  });
}

async function append(track, { from, to }, how) {
  const answer = await fetch(track.file, { headers: { Range: `bytes=${from}-${to}` }, signal: how.signal });
  if (answer.status !== 206) throw new Error(`${track.file}: ${answer.status}`);
  track.buffer.appendBuffer(await receive(answer.body.getReader(), how.alive));
  await new Promise((done, failed) => {
    track.buffer.addEventListener("updateend", done, { once: true });
    track.buffer.addEventListener("error", failed, { once: true });
  });
}

async function receive(reader, alive) {
  const pieces = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces).arrayBuffer();
    alive();
    pieces.push(value);
  }
}

/** The lightest picture of the master playlist, and the sound: it is the one whose size is said before she plays. */
async function smallest(master, how) {
  const text = await read(master, how);
  const pictures = [...text.matchAll(/#EXT-X-STREAM-INF:.*?BANDWIDTH=(\d+).*CODECS="([^"]+)".*\n(.+)/g)];
  const [, , codecs, uri] = pictures.reduce((least, one) => (+one[1] < +least[1] ? one : least));
  const [picture, sound] = codecs.split(",");
  const soundUri = /TYPE=AUDIO.*URI="([^"]+)"/.exec(text)?.[1];
  const tracks = [prepare(new URL(uri, master), `video/mp4; codecs="${picture}"`, how)];
  if (soundUri) tracks.push(prepare(new URL(soundUri, master), `audio/mp4; codecs="${sound}"`, how));
  return Promise.all(tracks);
}

/** Where each piece lies in the track's file (bytes), and when it plays (seconds). */
async function prepare(playlist, type, how) {
  const text = await read(playlist, how);
  const [, file, size, offset] = /#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"/.exec(text);
  const bytes = (length, at) => ({ from: Number(at), to: Number(at) + Number(length) - 1 });
  let end = 0;
  const segments = [...text.matchAll(/#EXTINF:([\d.]+),.*\n#EXT-X-BYTERANGE:(\d+)@(\d+)/g)].map(
    ([, seconds, length, at]) => ({ start: end, end: (end += Number(seconds)), ...bytes(length, at) }),
  );
  return { type, file: new URL(file, playlist), initial: bytes(size, offset), segments };
}

async function read(address, how) {
  const answer = await fetch(address, { signal: how.signal });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  how.alive();
  return answer.text();
}

/** The clip is being prepared: say how far it is, and put the player in its place when it is there. */
async function wait(figure) {
  figure.querySelector("[data-reload]")?.remove();
  const percent = figure.querySelector("[data-percent]");
  for (;;) {
    await new Promise((later) => setTimeout(later, ASK_AGAIN));
    if (document.hidden) continue;
    const answer = await fetch(figure.dataset.status).catch(() => null); // the line is down: ask again later
    if (!answer?.ok) continue;
    const state = await answer.json();
    percent.textContent = state.percent;
    if (state.is_playable || state.status === "failed") return reveal(figure);
  }
}

async function reveal(figure) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const ready = page.querySelector(`[data-clip="${figure.dataset.clip}"]`);
  if (!ready) return;
  figure.replaceWith(ready);
  mount(ready);
}

document.querySelectorAll("[data-clip]").forEach(mount);
