/* Plays a clip with as little data as it can, and continues where she stopped.

   <figure class="clip" data-clip data-duration data-master="….m3u8" data-tracks="{…}" data-resume="34.5" data-trouble="…">
     <video controls preload="none"><source src="progressive.mp4">…  <button hidden data-play>
     <div data-controls hidden> the house's own controls, brought to life by controls.js

   Three ways of playing, in this order: our own loading through Media Source Extensions (stream.js); the phone's own HLS;
   the plain file that is in the page already. What goes wrong is tried again the next way, at the same second, and counted
   without her name at `data-trouble`. Nothing is fetched before she plays. A clip that is still being prepared has no video: see waiting.js. */

import { control } from "./controls.js";
import { canStream, stream } from "./stream.js";
import "./watched.js";

const PATIENCE = 8000; // milliseconds without a byte or a picture; then the next way is tried
const STALL = 1500; // milliseconds of waiting that she notices
const DROPPED = 0.2; // of the pictures: more, and the phone cannot keep up with the newer codec
const HLS = "application/vnd.apple.mpegurl";
const NEWER = "-av1";
const NONE = "none"; // of the pictures: she only listens

/** What this phone remembers of her choices. */
const remembered = {
  get: (key) => { try { return localStorage.getItem(`clip-${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`clip-${key}`, value); } catch { /* private mode */ } },
};

class Player extends EventTarget {
  reported = new Set();
  tried = 0;

  constructor(figure, video) {
    super();
    Object.assign(this, { figure, video, remembered, ...figure.dataset });
    const { pictures = [], sounds = [] } = JSON.parse(figure.dataset.tracks || "{}");
    this.pictures = pictures.filter((each) => canStream(each) && !each.name.endsWith(NEWER));
    this.sounds = sounds.filter(canStream);
    this.newer = Promise.all(pictures.filter(canStream).map(plays)).then((able) => able.filter(Boolean));
    this.language = remembered.get("language");
    this.picture = this.careful();
    this.plain = video.querySelector("source").src.split("#")[0];
    this.ways = [
      this.pictures.length + this.sounds.length && this.byPieces,
      video.canPlayType(HLS) && ((at) => this.direct(this.master, at)),
      (at) => this.direct(this.plain, at),
    ].filter(Boolean);
    video.addEventListener("error", () => this.fail(this.feed || video.error?.code === 3 ? "decode" : "fetch"));
    for (const sign of ["timeupdate", "progress", "seeked"]) video.addEventListener(sign, this.alive);
    video.addEventListener("waiting", () => this.wait());
    for (const end of ["playing", "pause", "seeking"]) video.addEventListener(end, () => clearTimeout(this.waiting));
  }

  /** Her own choice; else the lightest, unless the line is known to cost nothing. */
  careful() {
    const { connection } = navigator;
    const free = ["wifi", "ethernet"].includes(connection?.type) && connection.effectiveType === "4g" && !connection.saveData;
    const mine = remembered.get("picture");
    if (mine === NONE && this.sounds.length) return "";
    const wanted = [mine, free && "low", "saver"];
    return wanted.find((name) => this.pictures.some((each) => each.name === name)) ?? this.pictures.at(-1)?.name;
  }

  get position() {
    return this.video.currentTime || this.at;
  }

  get sound() {
    return this.sounds.find((each) => each.language === this.language) ?? this.sounds[0];
  }

  async start() {
    const resume = +this.figure.dataset.resume; // learning.js may have set it
    const at = this.position || (resume < this.duration - 1 && resume);
    this.isOn = true;
    this.newer = await this.newer;
    this.begin(at || 0);
    this.watchdog ??= setInterval(() => this.watch(), 1000);
  }

  /** Play the way whose turn it is. */
  begin(at = 0) {
    this.stop?.();
    this.at = at;
    this.feed = null;
    this.alive();
    this.stop = this.ways[this.tried].call(this, at);
    this.video.play().catch(() => {}); // what goes wrong is seen by the watchdog; not allowed: she presses play once more
    this.tell();
  }

  byPieces(at) {
    const base = new URL(this.master, location.href);
    const failed = () => this.fail("fetch");
    const tracks = [this.track(), this.sound].filter(Boolean);
    this.feed = stream(this.video, tracks, { base, at, alive: this.alive, failed });
    return this.feed.stop;
  }

  direct(address, at) {
    this.video.src = address;
    this.video.currentTime = at;
  }

  track(name = this.picture) {
    return this.newer.find((each) => each.name === name + NEWER) ?? this.pictures.find((each) => each.name === name);
  }

  /** Another picture ("" for none), or another language; the second stays the same. */
  choose(wanted) {
    const { picture = this.picture, language = this.language } = wanted;
    const otherKind = !picture !== !this.picture;
    Object.assign(this, { picture, language });
    for (const key in wanted) remembered.set(key, wanted[key] || NONE);
    if (otherKind && this.feed) this.begin(this.position);
    else {
      if (picture) this.feed?.use("video", this.track());
      if (this.sound) this.feed?.use("audio", this.sound);
    }
    this.tell();
  }

  play() {
    if (!this.isOn) this.start();
    else if (this.lastSign) this.video.play().catch(() => {}); // begun; where it is not allowed, she presses once more
  }

  toggle() {
    if (this.video.paused) this.play();
    else this.video.pause();
  }

  /** The next way at the same second; after the last one she is told, and may press play again. */
  fail(kind) {
    this.report(kind);
    if (kind === "decode" && this.feed && this.newer.length) this.newer = [];
    else this.tried++;
    if (this.tried < this.ways.length) return this.begin(this.position);
    this.report("gave-up");
    this.stop?.();
    this.isOn = false;
    this.tried = 0;
    this.video.pause();
    this.dispatchEvent(new Event("gave-up"));
  }

  alive = () => (this.lastSign = Date.now());

  watch() {
    const { video } = this;
    if (video.paused || video.ended || !navigator.onLine) this.alive();
    else if (Date.now() - this.lastSign > PATIENCE) this.fail("fetch");
    const { droppedVideoFrames: dropped, totalVideoFrames: all } = video.getVideoPlaybackQuality();
    if (this.newer.length && all > 60 && dropped > all * DROPPED) {
      this.newer = [];
      this.choose({});
    }
  }

  wait() {
    clearTimeout(this.waiting);
    if (this.video.played.length && !this.video.seeking) this.waiting = setTimeout(() => this.report("stall"), STALL);
  }

  report(kind) {
    if (!this.trouble || this.reported.has(kind)) return;
    this.reported.add(kind);
    navigator.sendBeacon?.(this.trouble, new URLSearchParams({ kind }));
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** The newer codec only where the phone says that it plays it smoothly without emptying its battery. */
async function plays(track) {
  if (!track.name.endsWith(NEWER)) return null;
  const { type: contentType, width, height, fps: framerate, bps: bitrate } = track;
  const asked = { type: "media-source", video: { contentType, width, height, framerate, bitrate } };
  const { smooth, powerEfficient } = (await navigator.mediaCapabilities?.decodingInfo(asked).catch(() => null)) ?? {};
  return smooth && powerEfficient && track;
}

function mount(figure) {
  const video = figure.querySelector("video");
  if (!video || figure.mounted) return;
  figure.mounted = true;
  const player = new Player(figure, video);
  const button = figure.querySelector("[data-play]");
  const first = () => {
    button.remove();
    figure.querySelector("[data-continue]")?.remove();
    if (!player.isOn) player.start(); // a headset's key, or another script
    video.focus({ preventScroll: true });
    figure.scrollIntoView(); // the picture and the buttons under it, whatever stood above
  };
  video.controls = button.hidden = false;
  button.addEventListener("click", () => player.play());
  video.addEventListener("play", first, { once: true });
  control(player);
}

const mountAll = () => document.querySelectorAll("[data-clip]").forEach(mount);
document.addEventListener("DOMContentLoaded", mountAll); // another clip may stand further down a page that is still coming
document.addEventListener("clip:prepared", mountAll);
mountAll();
