/* The house's own controls: large buttons under the picture, everything else behind "Options".

   <div data-controls hidden>
     <p data-said>                              what is said now, as large as the text of the page
     <input type="range" data-at-second>  <span data-clock>  <span data-preview>   (a small picture while she looks for a place)
     <button data-do="play|back|captions|screen|options">
     <button data-do="speed|picture|language" data-value="…" aria-pressed>
   <li data-at="8">                             anything in the figure with a second becomes a button that leads there
   <video tabindex="0">                         arrows seek, space stops; on the buttons arrows go from one to the next */

const JUMP = 10; // seconds
const SLOW = 1000; // milliseconds of waiting before it is said

const clock = (seconds) => `${seconds / 60 | 0}:${String(seconds % 60 | 0).padStart(2, 0)}`;

export function control(player) {
  const { figure, video, remembered } = player;
  const find = (name) => figure.querySelector(`[data-${name}]`);
  const buttons = [...figure.querySelectorAll("[data-do]")];
  const [controls, slider, said, status, options] = ["controls", "at-second", "said", "note", "options"].map(find);
  const words = video.textTracks[0];
  const length = +player.duration;

  const go = (to) => {
    if (video.readyState) video.currentTime = Math.max(0, Math.min(to, length - 0.1));
    else player.at = to;
  };
  const act = {
    play: () => player.toggle(),
    back: () => go(video.currentTime - JUMP),
    captions: () => {
      if (!words) return;
      said.hidden = !said.hidden;
      remembered.set("captions", said.hidden ? "off" : "");
      tell();
    },
    screen: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (figure.requestFullscreen) figure.requestFullscreen();
      else video.webkitEnterFullscreen?.(); // an iPhone has room for the picture only
    },
    options: () => {
      options.hidden = !options.hidden;
      options.scrollIntoView({ block: "center" });
      tell();
    },
    speed: (value) => (video.playbackRate = video.defaultPlaybackRate = value),
    picture: (picture) => player.choose({ picture }),
    language: (language) => player.choose({ language }),
  };

  /** What each button stands for, and whether it is so now. */
  const is = {
    captions: () => !said.hidden,
    speed: (value) => video.playbackRate === +value,
    picture: (value) => player.picture === value,
    language: (value) => player.sound?.language === value,
  };
  function tell() {
    for (const button of buttons) {
      const { do: name, value } = button.dataset;
      if (is[name]) button.ariaPressed = is[name](value);
      if (name === "options") button.ariaExpanded = !options.hidden;
      if (name === "picture" && is.picture(value)) find("cost").textContent = button.dataset.mb;
    }
    for (const way of options.querySelectorAll("[data-pieces]")) way.hidden = player.isOn && !player.feed;
    figure.toggleAttribute("data-playing", !video.paused);
  }
  function tick() {
    if (video.readyState > 2) arrived(); // the last second before it stands still is told after it stands
    if (slider.matches(":active")) return; // she is looking for a place
    slider.value = video.currentTime;
    show(video.currentTime);
  }
  function show(second) {
    slider.ariaValueText = find("clock").textContent = `${clock(second)} / ${clock(length)}`;
  }

  let slow;
  const note = (name) => (status.textContent = status.dataset[name]); // no name, no words
  const sayWhy = () => slow && note(navigator.onLine ? "loading" : "offline");
  const wait = () => (slow ??= setTimeout(sayWhy, SLOW));
  const arrived = () => { slow = clearTimeout(slow); player.isOn && note(); };

  figure.addEventListener("click", ({ target }) => {
    const { do: name, value } = target.closest("[data-do]")?.dataset ?? {};
    act[name]?.(value);
  });
  video.addEventListener("click", act.play);
  const look = previewing(find("preview"), player.storyboard);
  slider.addEventListener("input", () => { show(slider.value); look(slider.value); });
  slider.addEventListener("change", () => { go(slider.value); look(); });
  player.addEventListener("change", tell);
  player.addEventListener("gave-up", () => { arrived(); note("failed"); });
  for (const event of ["play", "pause", "ratechange"]) video.addEventListener(event, tell);
  for (const event of ["play", "waiting"]) video.addEventListener(event, wait);
  for (const event of ["playing", "pause"]) video.addEventListener(event, arrived);
  for (const event of ["timeupdate", "seeking"]) video.addEventListener(event, tick);
  addEventListener("offline", sayWhy);
  figure.addEventListener("keydown", (event) => press(event, figure, act, go));
  figure.querySelectorAll("li[data-at]").forEach((line) => lead(line, () => { go(line.dataset.at); player.play(); }));
  if (words) say(words, said);
  video.tabIndex = 0;
  controls.hidden = false;
  said.hidden = !words || remembered.get("captions") === "off";
  tell();
}

/** A line becomes a button that leads to its second. */
function lead(line, go) {
  const button = document.createElement("button");
  button.append(...line.childNodes);
  button.addEventListener("click", go);
  line.append(button);
}

/** What is said now stands under the picture, where it hides nothing. */
function say(words, said) {
  words.mode = "hidden";
  words.addEventListener("cuechange", () => {
    said.textContent = [...words.activeCues]
      .filter((cue, _, cues) => cue.endTime > cues.at(-1).startTime) // where two meet, the one that begins
      .map((cue) => cue.getCueAsHTML().textContent).join("\n");
  });
}

function press(event, figure, act, go) {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey | altKey | metaKey) return;
  const onButton = target.closest("button, summary");
  const video = figure.querySelector("video");
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if ((key === " " && !onButton) || (key === "Enter" && target === video)) act.play();
  else if (key === "c") act.captions();
  else if (key === "f") act.screen();
  else if (step && !onButton) go(video.currentTime + step * JUMP);
  else if (!key.startsWith("Arrow") || !towards(key, target, figure)) return;
  event.preventDefault();
}

/** From one control to the one before or after it, as on a television. At the end the page has its key back. */
function towards(key, from, figure) {
  const stops = [...figure.querySelectorAll("video, input, button, summary")].filter((each) => each.checkVisibility());
  const next = stops[stops.indexOf(from) + (/Right|Down/.test(key) ? 1 : -1)];
  next?.focus();
  return next;
}

/** Shows, while she looks for a place, the small picture of that second; the sheet of them is fetched the first time. */
function previewing(preview, address) {
  let board, wanted;
  return async (second) => {
    wanted = second;
    if (!second) preview.hidden = true;
    if (!second || !address) return;
    board ??= fetch(address).then((answer) => answer.json());
    const { picture, count, columns, width, height, seconds } = await board.catch(() => (board = null)) ?? {};
    if (!picture || wanted !== second) return; // it did not come, or she has gone on or let go
    const n = Math.min(count - 1, second / seconds | 0);
    Object.assign(preview.style, {
      width: `${width}px`,
      height: `${height}px`,
      background: `url("${new URL(picture, new URL(address, location.href))}") ${-(n % columns) * width}px ${-(n / columns | 0) * height}px`,
    });
    preview.hidden = false;
  };
}
