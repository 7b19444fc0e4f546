/* Ticks all questions of a form at once:
     <form> <label data-tick-all hidden><input type="checkbox"></label> … <input type="checkbox" name="question"> … </form>
   Without JavaScript the label stays hidden, and every question has its own tick. */

for (const label of document.querySelectorAll("[data-tick-all]")) {
  const all = label.querySelector("input");
  const boxes = [...label.closest("form").querySelectorAll("input[name=question]:not(:disabled)")];
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", show));
  label.hidden = boxes.length < 2;
  show();
}
