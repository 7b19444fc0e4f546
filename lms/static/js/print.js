/* <button data-print hidden>  opens the browser's own printing; hidden where there is none. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
