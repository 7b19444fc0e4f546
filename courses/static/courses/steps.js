/* Ticks beside the steps, kept on this phone for whoever is signed in: she puts it down and goes on tomorrow.

   <article data-who="8f3c…"> … <section id="block" data-steps> <ol class="steps"> <li> <label class="tick" hidden> <input type=checkbox>

   Says "block:done" when the last one is ticked. */

const who = document.querySelector("[data-who]")?.dataset.who ?? "";

const read = (key) => {
  try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; }
};
const write = (key, ticked) => {
  try { localStorage.setItem(key, JSON.stringify(ticked)); } catch { /* private mode: ticks last as long as the page */ }
};

for (const section of document.querySelectorAll("[data-steps]")) {
  const key = `steps:${who}:${section.id}`;
  const boxes = [...section.querySelectorAll(".tick input")];
  const kept = read(key);
  boxes.forEach((box, number) => {
    box.checked = kept.includes(number);
    box.closest(".tick").hidden = false;
    box.addEventListener("change", () => {
      write(key, boxes.flatMap((other, index) => (other.checked ? [index] : [])));
      if (boxes.every((other) => other.checked)) section.dispatchEvent(new CustomEvent("block:done", { bubbles: true }));
    });
  });
}
