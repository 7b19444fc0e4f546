// On a phone a list is a pile of cards, and its head is not shown: each figure or date says itself what it is. The first cell
// names its row.
import { appearing } from "./appearing.js";

appearing(".listing > tbody > tr", (row) => {
  const heads = row.closest("table").querySelectorAll(":scope > thead > tr:last-child > th");
  if (heads.length !== row.cells.length) return;
  for (const [index, cell] of [...row.cells].entries()) {
    const words = heads[index].textContent.trim();
    if (index && words && cell.textContent.trim() && !cell.matches(".title, [data-label]")) cell.dataset.head = words;
  }
});
