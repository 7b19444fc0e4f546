/* Tapping a picture: the place is marked, may be changed, and is sent with the answer button.

   <div data-tap data-needed="1" data-marked="Marked. …"> <input type="image" name="tap"> <svg viewBox="0 0 288 512"> </div>
   <p data-tap-said>

   Without this module a tap on the picture is the answer (the browser sends it in px). With it, each mark becomes a
   hidden input named `choice` with "left,top" in per cent. On the keyboard the arrows move a pointer (with Shift: in
   small steps) and Enter marks. Nothing here knows which place is right. */

const SVG = "http://www.w3.org/2000/svg";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NEAR = 6; // per cent: a tap on a mark takes it away

const within = (value) => Math.min(Math.max(value, 0), 100);

function mount(box) {
  const picture = box.querySelector("input");
  const drawing = box.querySelector("svg");
  const said = box.parentElement.querySelector("[data-tap-said]");
  const names = box.parentElement.querySelectorAll(".tap-names input");
  const { width, height } = drawing.viewBox.baseVal;
  const needed = Number(box.dataset.needed);
  const pointer = circle("pointer");
  let at = { x: 50, y: 50 };
  let marks = [];

  function circle(name) {
    const ring = document.createElementNS(SVG, "circle");
    ring.setAttribute("r", 14);
    if (name) ring.classList.add(name);
    return ring;
  }

  function lay(ring, place) {
    ring.setAttribute("cx", place.x * width / 100);
    ring.setAttribute("cy", place.y * height / 100);
  }

  function mark(place) {
    const old = marks.find((one) => Math.hypot(one.x - place.x, (one.y - place.y) * height / width) < NEAR);
    if (needed > 1 && old) remove(old);
    else {
      if (marks.length === needed) remove(marks[0]);
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "choice", value: `${place.x.toFixed(1)},${place.y.toFixed(1)}` });
      const ring = circle();
      lay(ring, place);
      drawing.append(ring);
      box.append(input);
      marks.push({ ...place, input, ring });
    }
    for (const name of names) name.checked = false;
    said.textContent = marks.length ? `${box.dataset.marked}${needed > 1 ? ` (${marks.length}/${needed})` : ""}` : "";
  }

  function remove(one) {
    one.input.remove();
    one.ring.remove();
    marks = marks.filter((other) => other !== one);
  }

  picture.addEventListener("click", (event) => {
    event.preventDefault();
    if (!event.detail && !event.clientX) return mark(at); // Enter or Space
    const frame = picture.getBoundingClientRect();
    at = { x: within((event.clientX - frame.left) / frame.width * 100), y: within((event.clientY - frame.top) / frame.height * 100) };
    lay(pointer, at);
    return mark(at);
  });

  picture.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = event.shiftKey ? 1 : 4;
    at = { x: within(at.x + arrow[0] * step), y: within(at.y + arrow[1] * step * width / height) };
    lay(pointer, at);
    drawing.classList.add("by-keys");
  });

  for (const name of names) name.addEventListener("change", () => { for (const one of [...marks]) remove(one); said.textContent = ""; });
  lay(pointer, at);
  drawing.append(pointer);
}

for (const box of document.querySelectorAll("[data-tap]")) mount(box);
