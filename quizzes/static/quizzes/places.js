/* Draws places on a picture in the Wagtail editor, without typing a coordinate.

   <picture-places data-picture="picture" data-address="/admin/…/0/">
     <input type="hidden" value='[{"id": "…", "x": 10, "y": 20, "w": 30, "h": 8, "name": "", "right": true, "words": ""}]'>
     <div class="places-picture"><img></div> <ol class="places-list"></ol> <button data-add> <template>…</template>
   </picture-places>

   The picture is the one chosen in the nearest field named `data-picture`. Drawing on free ground makes a place, a tap
   makes one of a finger's size; a place is dragged to move it and by its corner to change its size; the arrow keys do
   the same. Numbers are per cent of the picture. The hidden input always holds the whole truth as JSON. */

const FINGER = { w: 18, h: 9 };
const LEAST = 3;
const MOST = 20;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, least, most) => Math.round(Math.min(Math.max(value, least), most) * 100) / 100;

function fitted(place) {
  const w = within(place.w, LEAST, 100);
  const h = within(place.h, LEAST, 100);
  return Object.assign(place, { w, h, x: within(place.x, 0, 100 - w), y: within(place.y, 0, 100 - h) });
}

class PicturePlaces extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=hidden]");
    this.ground = this.querySelector(".places-picture");
    this.list = this.querySelector(".places-list");
    this.adder = this.querySelector("[data-add]");
    this.adder.addEventListener("click", () => this.add(this.free()).focus());
    this.ground.addEventListener("pointerdown", (event) => this.press(event));
    this.watch = new MutationObserver(() => this.followPicture());
    requestAnimationFrame(() => this.begin()); // Wagtail sets the input's value just after it has put us in the page
  }

  disconnectedCallback() { this.watch.disconnect(); }

  begin() {
    this.places = JSON.parse(this.input.value || "[]");
    this.chooser = this.findPicture();
    if (this.chooser) this.watch.observe(this.chooser, { subtree: true, childList: true, attributes: true });
    this.followPicture();
    this.draw();
  }

  findPicture() {
    for (let around = this.parentElement; around; around = around.parentElement) {
      const field = around.querySelector(`[data-contentpath="${this.dataset.picture}"]`);
      if (field) return field;
    }
    return null;
  }

  followPicture() {
    const chosen = this.chooser?.querySelector("input[type=hidden]")?.value || "";
    if (chosen === this.shown) return;
    this.shown = chosen;
    this.ground.hidden = this.adder.hidden = !chosen;
    if (chosen) this.ground.querySelector("img").src = this.dataset.address.replace(/0\/$/, `${chosen}/`);
  }

  at(event) {
    const frame = this.ground.getBoundingClientRect();
    return { x: (event.clientX - frame.left) / frame.width * 100, y: (event.clientY - frame.top) / frame.height * 100 };
  }

  press(event) {
    if (event.button) return;
    event.preventDefault();
    const box = event.target.closest(".places-box");
    const place = box && this.places[this.boxes.indexOf(box)];
    const start = this.at(event);
    if (!box) return this.drag(event, this.drawing(start));
    box.focus();
    const before = { ...place };
    const corner = event.target.matches(".places-corner");
    return this.drag(event, (now) => {
      const [dx, dy] = [now.x - start.x, now.y - start.y];
      Object.assign(place, corner ? { w: before.w + dx, h: before.h + dy } : { x: before.x + dx, y: before.y + dy });
    });
  }

  drawing(start) {
    if (this.places.length >= MOST) return () => {};
    this.add({ x: start.x - FINGER.w / 2, y: start.y - FINGER.h / 2, ...FINGER });
    const place = this.places.at(-1);
    return (now) => {
      const [w, h] = [Math.abs(now.x - start.x), Math.abs(now.y - start.y)];
      if (w < LEAST && h < LEAST) return;
      Object.assign(place, { x: Math.min(start.x, now.x), y: Math.min(start.y, now.y), w, h });
    };
  }

  drag(event, change) {
    const move = (moved) => { change(this.at(moved)); this.lay(); };
    this.ground.setPointerCapture(event.pointerId);
    this.ground.addEventListener("pointermove", move);
    this.ground.addEventListener("lostpointercapture", () => {
      this.ground.removeEventListener("pointermove", move);
      this.keep();
    }, { once: true });
  }

  key(event, place) {
    const arrow = ARROWS[event.key];
    if (event.key === "Delete") { event.preventDefault(); return this.remove(place); }
    if (!arrow) return undefined;
    event.preventDefault();
    const [dx, dy] = arrow;
    Object.assign(place, event.shiftKey ? { w: place.w + dx, h: place.h + dy } : { x: place.x + dx, y: place.y + dy });
    this.lay();
    return this.keep();
  }

  /** Under the ones that are there, so that none hides another. */
  free() { return { x: 50 - FINGER.w / 2, y: (5 + this.places.length * 12) % 88, ...FINGER }; }

  add(box) {
    if (this.places.length < MOST) this.places.push({ id: crypto.randomUUID?.() || String(Date.now()), name: "", right: true, words: "", ...box });
    this.draw();
    this.keep();
    return this.boxes.at(-1);
  }

  remove(place) {
    this.places = this.places.filter((other) => other !== place);
    this.draw();
    this.keep();
    this.adder.focus();
  }

  draw() {
    for (const old of this.ground.querySelectorAll(".places-box")) old.remove();
    this.list.replaceChildren();
    this.boxes = this.places.map((place, index) => this.box(place, index));
    this.lay();
  }

  box(place, index) {
    const box = document.createElement("div");
    const corner = document.createElement("span");
    box.className = "places-box";
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    corner.className = "places-corner";
    box.append(String(index + 1), corner);
    box.addEventListener("keydown", (event) => this.key(event, place));
    this.ground.append(box);
    this.list.append(this.row(place, box, index));
    return box;
  }

  row(place, box, index) {
    const row = this.querySelector("template").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-number]").textContent = `${this.dataset.place} ${index + 1}`;
    for (const field of row.querySelectorAll("[data-of]")) {
      const tick = field.type === "checkbox";
      field[tick ? "checked" : "value"] = place[field.dataset.of];
      field.addEventListener("input", () => {
        place[field.dataset.of] = tick ? field.checked : field.value;
        this.lay();
        this.keep();
      });
      field.addEventListener("focus", () => box.classList.add("places-meant"));
      field.addEventListener("blur", () => box.classList.remove("places-meant"));
    }
    row.querySelector("[data-remove]").addEventListener("click", () => this.remove(place));
    return row;
  }

  lay() {
    this.places.forEach((place, index) => {
      const { x, y, w, h } = fitted(place);
      const box = this.boxes[index];
      Object.assign(box.style, { left: `${x}%`, top: `${y}%`, width: `${w}%`, height: `${h}%` });
      box.classList.toggle("places-wrong", !place.right);
      box.setAttribute("aria-label", `${this.dataset.place} ${index + 1} ${place.name}. ${this.dataset.keys}`);
    });
  }

  keep() {
    this.input.value = JSON.stringify(this.places);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("picture-places", PicturePlaces);
