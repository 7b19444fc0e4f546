/* Practice on pictures of the phone: one screen at a time, shown, with hints, or alone. Without this module the screens
   stand one under the other, each place marked.

   <section data-practice data-taps="/bai/…/" data-look="words for a tap that meets nothing" …>
     <div data-modes hidden> <button data-mode="show|help|alone">
     <ol data-screens> <li data-screen="id" data-action="tap|press|type|slide|wait" data-next="1|end" data-wrong="words">
       <div data-picture> <img> <button data-place="x y w h" data-leads="2" data-told="words" hidden> <p data-reply hidden>
       <div data-do hidden> <input data-typed|type=range data-least data-most> <button data-step> <button data-finish>
     <div data-tools hidden> <button data-hint> <button data-wait> <button data-rest>     <div data-end hidden> <button data-mode>

   A place without data-leads is a wrong one. Says "block:done" when she comes to the end, in whatever mode. */

const HOLD = 600; // ms
const TARGET = 48; // px: no place is smaller under a finger
const BATCH = 60;

const plain = (words) => words.normalize("NFD").toLowerCase().replaceAll("đ", "d").replace(/[\u0300-\u036f\s]/g, "");

class Practice {
  constructor(section) {
    this.section = section;
    this.words = section.dataset;
    this.screens = [...section.querySelectorAll("[data-screen]")];
    this.modes = section.querySelector("[data-modes]");
    this.tools = section.querySelector("[data-tools]");
    this.end = section.querySelector("[data-end]");
    this.hintButton = this.tools.querySelector("[data-hint]");
    this.taps = [];
    for (const button of section.querySelectorAll("[data-mode]")) button.addEventListener("click", () => this.start(button.dataset.mode));
    this.hintButton.addEventListener("click", () => this.hint());
    this.tools.querySelector("[data-rest]").addEventListener("click", () => this.rest());
    this.tools.querySelector("[data-wait]")?.addEventListener("click", () => this.wait());
    for (const screen of this.screens) this.prepare(screen);
    addEventListener("pagehide", () => this.send());
    this.rest();
  }

  /** Wire a screen's picture and what stands under it. */
  prepare(screen) {
    const picture = screen.querySelector("[data-picture]");
    picture.addEventListener("contextmenu", (event) => event.preventDefault());
    picture.addEventListener("pointerdown", (event) => this.hold(screen, picture, event));
    for (const ending of ["pointerup", "pointercancel", "pointerleave"]) picture.addEventListener(ending, () => clearTimeout(this.holding));
    picture.addEventListener("click", (event) => this.tap(screen, picture, event));
    new ResizeObserver(() => this.lay(picture)).observe(picture);
    const input = screen.querySelector("[data-do] input");
    screen.querySelector("[data-finish]")?.addEventListener("click", () => this.finish(screen, input));
    input?.addEventListener("keydown", (event) => { if (event.key === "Enter") this.finish(screen, input); });
    for (const button of screen.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => { input.value = Number(input.value) + Number(button.dataset.step); });
    }
  }

  /** Put every place where it is drawn, never smaller than a fingertip; the smaller one lies on top. */
  lay(picture) {
    const { width, height } = picture.getBoundingClientRect();
    if (!width) return;
    for (const place of picture.querySelectorAll("[data-place]")) {
      const [x, y, w, h] = place.dataset.place.split(" ").map((share) => Number(share) / 100);
      const [wide, high] = [Math.max(w * width, TARGET), Math.max(h * height, TARGET)];
      const within = (middle, size, most) => `${Math.min(Math.max(middle - size / 2, 0), Math.max(most - size, 0))}px`;
      Object.assign(place.style, {
        left: within((x + w / 2) * width, wide, width), top: within((y + h / 2) * height, high, height),
        width: `${wide}px`, height: `${high}px`, zIndex: String(1000 - Math.round(w * h * 900)),
      });
    }
  }

  rest() {
    this.send();
    this.now = null;
    for (const part of [...this.screens, this.tools, this.end]) part.hidden = true;
    this.modes.hidden = false;
    this.section.removeAttribute("data-running");
  }

  start(mode) {
    this.mode = mode;
    this.count = 0;
    this.modes.hidden = this.end.hidden = true;
    this.tools.hidden = false;
    this.hintButton.hidden = mode === "show";
    this.section.dataset.running = mode;
    this.show(0);
  }

  show(index) {
    if (this.now) this.now.hidden = true;
    const screen = this.now = this.screens[index];
    this.tries = 0;
    this.count += 1;
    screen.hidden = false;
    screen.toggleAttribute("data-hinted", this.mode === "show");
    for (const part of screen.querySelectorAll("[data-place], [data-do]")) part.hidden = false;
    const typed = screen.querySelector("[data-typed]");
    if (typed) typed.value = "";
    const count = screen.querySelector("[data-count]");
    count.hidden = false;
    count.textContent = this.words.of.replace("{n}", this.count);
    screen.querySelector("[data-words]").classList.toggle("seen-only-by-readers", this.mode === "alone");
    this.reply("");
    if (this.mode === "show") this.hint();
    this.section.scrollIntoView({ block: "start", behavior: "instant" });
    screen.scrollIntoView({ block: "start", behavior: "instant" });
    screen.querySelector("[data-words]").focus({ preventScroll: true });
    this.lay(screen.querySelector("[data-picture]"));
  }

  /** A finger that stays on the right place long enough; a long touch makes no click on a phone. */
  hold(screen, picture, event) {
    clearTimeout(this.holding);
    if (screen.dataset.action !== "press") return;
    const at = this.point(picture, event);
    const place = this.meant(picture, at) || event.target.closest("[data-place]");
    if (!place || !("leads" in place.dataset)) return;
    this.holding = setTimeout(() => {
      if (this.mode !== "show") this.countTap(screen, at, true);
      this.go(place.dataset.leads);
    }, HOLD);
  }

  point(picture, { clientX, clientY }) {
    const { left, top, width, height } = picture.getBoundingClientRect();
    return [(clientX - left) / width * 100, (clientY - top) / height * 100];
  }

  tap(screen, picture, event) {
    const button = event.target.closest("[data-place]");
    const byHand = event.detail > 0; // a keyboard or a screen reader clicks with 0
    const at = this.point(picture, event);
    const place = byHand ? this.meant(picture, at) || button : button;
    const { action } = screen.dataset;
    const right = ["tap", "press"].includes(action) && place && "leads" in place.dataset;
    if (byHand && this.mode !== "show") this.countTap(screen, at, Boolean(right));
    if (right && action === "press" && byHand) return this.reply(this.words.hold); // longer, and it had gone on
    if (right) return this.go(place.dataset.leads);
    if (action === "type" || action === "slide") {
      screen.querySelector("[data-do] input").focus();
      return place?.dataset.told ? this.reply(place.dataset.told) : undefined;
    }
    return this.wrong(place?.dataset.told || screen.dataset.wrong || (action === "wait" ? this.words.trap : this.words.look));
  }

  /** The smallest place that holds the point; buttons are wider than their places, and may lie over a neighbour. */
  meant(picture, [x, y]) {
    const size = (place) => place.dataset.place.split(" ").map(Number);
    return [...picture.querySelectorAll("[data-place]")].filter((place) => {
      const [left, top, wide, high] = size(place);
      return x >= left && x <= left + wide && y >= top && y <= top + high;
    }).sort((a, b) => size(a)[2] * size(a)[3] - size(b)[2] * size(b)[3])[0];
  }

  finish(screen, input) {
    if ("typed" in input.dataset) {
      return plain(input.value) === plain(input.dataset.typed) ? this.go(screen.dataset.next) : this.wrong(screen.dataset.wrong || this.words.typed);
    }
    const { least, most } = input.dataset;
    const there = Number(input.value) >= Number(least) && Number(input.value) <= Number(most);
    return there ? this.go(screen.dataset.next) : this.wrong(screen.dataset.wrong || this.words.slid);
  }

  wait() {
    if (this.now.dataset.action === "wait") return this.go(this.now.dataset.next);
    return this.wrong(this.words.act);
  }

  wrong(words) {
    this.tries += 1;
    if (this.mode === "show") return this.hint();
    this.reply(words);
    if (this.mode === "help" && this.tries > 1) this.now.setAttribute("data-hinted", "");
    return undefined;
  }

  /** Show the words and the place. In a screen where nothing is to be touched, say so. */
  hint() {
    const { action } = this.now.dataset;
    const typed = this.now.querySelector("[data-typed]")?.dataset.typed;
    this.now.setAttribute("data-hinted", "");
    this.now.querySelector("[data-words]").classList.remove("seen-only-by-readers");
    if (action === "wait") return this.reply(this.words.nothing);
    if (typed) return this.reply(this.words.type.replace("{text}", typed));
    return this.reply(action === "slide" ? this.now.dataset.wrong : this.words.ring);
  }

  /** A kind word over the picture, in the half where the place is not. */
  reply(words) {
    const line = this.now.querySelector("[data-reply]");
    const [, top = 100, , high = 0] = (this.now.querySelector("[data-leads]")?.dataset.place || "").split(" ").map(Number);
    line.textContent = words || "";
    line.hidden = !words;
    line.classList.toggle("low", top + high / 2 < 50);
  }

  go(next) {
    if (next !== "end") return this.show(Number(next));
    this.send();
    this.now.hidden = this.tools.hidden = true;
    this.now = null;
    this.section.removeAttribute("data-running");
    this.end.hidden = false;
    this.end.querySelector("[data-mode]").hidden = this.mode === "alone";
    this.modes.hidden = this.mode !== "alone";
    this.end.scrollIntoView({ block: "center", behavior: "instant" });
    this.end.focus({ preventScroll: true });
    return this.section.dispatchEvent(new CustomEvent("block:done", { bubbles: true }));
  }

  /** Where people tap helps whoever drew the screens; nobody's name goes with it. */
  countTap(screen, at, right) {
    const [x, y] = at.map((share) => Math.round(Math.min(Math.max(share, 0), 100) * 10) / 10);
    this.taps.push([screen.dataset.screen, x, y, right]);
    if (this.taps.length >= BATCH) this.send();
  }

  send() {
    const taps = this.taps.splice(0, BATCH);
    if (!taps.length || !this.words.taps) return;
    const headers = { "Content-Type": "application/json" };
    fetch(this.words.taps, { method: "POST", headers, body: JSON.stringify({ taps }), keepalive: true }).catch(() => {});
  }
}

for (const section of document.querySelectorAll("[data-practice]")) new Practice(section);
