/* Fills a <video> through Media Source Extensions, piece by piece and never far ahead of what she sees.

   stream(video, [picture, sound], {base, at, alive, failed}) -> {use(kind, track), stop()}

   A track is {file, type, parts: [[0, bytes], [seconds, bytes], bytes, …]}, as media/templatetags/clips.py writes it; a part
   without seconds lasts as long as the one before it. They follow one another in the file, and the first describes the
   rest. `at`: seconds where to begin; `alive` hears
   every sign of progress, `failed` why it cannot go on. */

const AHEAD = 15; // seconds: a clip that is left soon has cost little more than what was seen
const GAP = 0.3; // seconds between two pieces that still count as one
const SILENCE = 5000; // milliseconds without a byte; then it is asked again
const TRIES = 3; // then it is said; but not while the phone has no line, or there is still something to see
const FIRST_SOUND = 6000; // bytes, about a second: the rest of it lets the first picture go before

const Source = window.ManagedMediaSource ?? window.MediaSource;
export const canStream = ({ type }) => Source?.isTypeSupported(type);

export function stream(video, tracks, { base, at, alive, failed }) {
  const source = new Source();
  const stop = new AbortController();
  const { signal } = stop;
  const now = () => video.currentTime;
  const opened = new Promise((now) => source.addEventListener("sourceopen", () => (open(), now()), { once: true }));
  const lanes = tracks.map((track) => new Lane(track, { base, alive, opened }));

  function open() {
    URL.revokeObjectURL(video.src);
    for (const lane of lanes) lane.buffer = source.addSourceBuffer(lane.type);
    source.duration = Math.max(...lanes.map((lane) => lane.parts.at(-1).end));
  }

  /** For as long as she stays: she may go back after the end. */
  async function feed(lane) {
    for (let tries = 0; !signal.aborted;) {
      if (lane.stale) await lane.clear();
      const next = lane.missing(now());
      if (next < 0) {
        if (source.readyState === "open" && lanes.every((each) => each.isWhole)) source.endOfStream();
        skipGap(video);
        await lane.sleep();
      } else if (await lane.load(next)) tries = 0;
      else if (signal.aborted) return;
      else {
        if (source.readyState === "open") lane.buffer.abort(); // forgets the half of a piece
        if (!lane.problem) continue; // she has gone elsewhere
        if (++tries >= TRIES && navigator.onLine && video.readyState < 3) throw lane.problem;
        await new Promise((later) => setTimeout(later, 400 * 2 ** Math.min(tries, 2)));
      }
    }
  }

  video.addEventListener("timeupdate", () => lanes.forEach((lane) => lane.wake()), { signal });
  video.addEventListener("seeking", () => lanes.forEach((lane) => lane.goTo(now())), { signal });
  signal.addEventListener("abort", () => lanes.forEach((lane) => lane.leave()));
  video.disableRemotePlayback = window.ManagedMediaSource; // it is asked for there
  video.src = URL.createObjectURL(source);
  video.currentTime = at;
  Promise.all(lanes.map(feed)).catch((problem) => signal.aborted || failed(problem));

  return {
    use: (kind, track) => lanes.find((lane) => lane.type.startsWith(kind))?.use(track),
    stop: () => stop.abort(),
  };
}

/** One kind of thing, picture or sound, on its way into its buffer. */
class Lane {
  held = []; // of which track each part is that was appended
  thin = new Set(); // parts that came whole and yet fill less than they say: their neighbours, or the phone, have the rest
  wake = () => {};

  constructor(track, given) {
    Object.assign(this, given, { appended: track.type });
    this.take(track);
  }

  take(track) {
    let end = 0, from = 0, seconds, bytes;
    this.track = track;
    this.type = track.type;
    this.parts = track.parts.map((part) => {
      [seconds, bytes] = part.length ? part : [seconds, part];
      return { start: end, end: (end += seconds), from, to: (from += bytes) - 1 };
    });
  }

  /** Another picture takes over at the next part, unseen; another language at once. */
  use(track) {
    if (track === this.track) return;
    this.stale = this.type.startsWith("audio");
    this.take(track);
    this.leave();
  }

  async clear() {
    this.stale = false;
    this.held = [];
    this.buffer.remove(0, Infinity);
    await this.settled();
  }

  missing(now) {
    return this.parts.findIndex((part, i) => part.end > now && part.start < now + AHEAD && !this.has(i, now));
  }

  has(i, now = Infinity) {
    const part = this.parts[i];
    const held = this.held[i] === this.track || (this.held[i] && part.start <= now);
    return held && (this.thin.has(i) || holds(this.buffer.buffered, part));
  }

  get isWhole() {
    return !this.buffer.updating && this.has(this.parts.length - 1);
  }

  sleep() {
    return new Promise((wake) => (this.wake = wake));
  }

  goTo(now) {
    const { start, end } = this.loading ?? {};
    this.thin.clear(); // what was thrown away meanwhile is to be asked for again
    if (end <= now || start > now + AHEAD) this.leave();
    this.wake();
  }

  leave() {
    this.request?.abort();
    this.wake();
  }

  /** Whether part `i` has come whole. Not, and no `problem`: it is not wanted any more. */
  async load(i) {
    const { track, parts } = this;
    const { from, to } = (this.loading = parts[i]);
    this.problem = null;
    this.request = new AbortController();
    try {
      const isKnown = this.described === track;
      const until = this.type.startsWith("audio") && !isKnown && i === 1 ? Math.min(to, FIRST_SOUND) : to;
      const asked = [this.ask(isKnown || i > 1 ? from : 0, until)]; // at the beginning one request brings both
      if (!isKnown && i > 1) asked.unshift(this.ask(0, parts[0].to, "no-store")); // not behind the other in the cache
      const answers = await Promise.all(asked);
      await this.opened; // what it needs is on its way meanwhile
      if (!isKnown) this.described = null; // until the new description and a part are whole
      if (this.appended !== track.type) this.buffer.changeType?.((this.appended = track.type));
      for (const answer of answers) await this.append(answer);
      if (until < to) await this.append(await this.ask(until + 1, to));
      this.described = this.held[i] = track;
      if (!holds(this.buffer.buffered, parts[i])) this.thin.add(i);
      return true;
    } catch (problem) {
      if (!this.request.signal.aborted) this.problem = problem;
      return false;
    } finally {
      clearTimeout(this.silence);
      this.loading = null;
    }
  }

  async ask(from, to, cache = "default") {
    this.listen();
    const options = { headers: { Range: `bytes=${from}-${to}` }, signal: this.request.signal, cache };
    const answer = await fetch(new URL(this.track.file, this.base), options);
    if (answer.status !== 206) throw Error(answer.status);
    return answer;
  }

  /** Bytes are shown as they come: the first picture does not wait for the seconds after it. */
  async append({ body }) {
    const reader = body.getReader();
    for (let piece; !(piece = await reader.read()).done;) {
      this.listen();
      this.alive();
      this.buffer.appendBuffer(piece.value);
      await this.settled();
    }
  }

  settled() {
    return new Promise((done, failed) => {
      this.buffer.onupdateend = done;
      this.buffer.onerror = failed;
    });
  }

  listen() {
    const { request } = this;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (this.problem = Error()) && request.abort(), SILENCE);
  }
}

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
