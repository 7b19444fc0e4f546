/* Putting steps in order by tapping them in turn: the first one tapped gets the number 1, and so on.

   <p data-order-hint data-next="…" data-done="…">
   <ol data-order> <li> <input type="hidden" name="choice"> <span class="order-number"> <span data-pick>words</span>
                        <button data-move="up">  <button data-move="down"> </li>

   Without this module the buttons up and down are sent to the server. With it, steps without a number wait below those
   that have one; a numbered step can be moved up and down, or tapped again to take its number back. The last one gets its
   number like the others: whoever taps it out of habit must not take it back. */

function mount(list) {
  const form = list.closest("form");
  const hint = form.querySelector("[data-order-hint]");
  const answer = form.querySelector("[data-answer]");
  const steps = () => [...list.children];
  let picked = 0;

  function show() {
    const all = steps();
    all.forEach((step, index) => {
      const has = index < picked;
      step.classList.toggle("picked", has);
      step.querySelector(".order-number").textContent = has ? index + 1 : "";
      step.querySelector(".order-moves").hidden = !has;
      step.querySelector("[data-move=up]").disabled = index === 0;
      step.querySelector("[data-move=down]").disabled = index >= picked - 1;
    });
    answer.hidden = picked < all.length;
    hint.textContent = picked < all.length ? hint.dataset.next : hint.dataset.done;
  }

  function pick(step) {
    const place = steps().indexOf(step);
    if (place < picked) {
      list.insertBefore(step, list.children[picked] ?? null);
      picked -= 1;
    } else {
      list.insertBefore(step, list.children[picked]);
      picked += 1;
    }
    show();
  }

  function move(step, up) {
    if (up) list.insertBefore(step, step.previousElementSibling);
    else list.insertBefore(step.nextElementSibling, step);
    show();
  }

  for (const step of steps()) {
    const words = step.querySelector("[data-pick]");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pick";
    button.textContent = words.textContent;
    words.replaceChildren(button);
    button.addEventListener("click", () => { pick(step); button.focus(); });
    for (const arrow of step.querySelectorAll("[data-move]")) {
      arrow.type = "button";
      arrow.addEventListener("click", () => { move(step, arrow.dataset.move === "up"); (arrow.disabled ? button : arrow).focus(); });
    }
  }
  hint.setAttribute("role", "status");
  show();
}

for (const list of document.querySelectorAll("[data-order]")) mount(list);
