/* A file field in our own words; the browser's says "Choose File" in whatever language the phone has.

   <div data-file> <input type="file"> <button type="button" data-choose hidden> <p role="status" data-chosen> </div>

   Without this module the browser's field stands there. */

for (const field of document.querySelectorAll("[data-file]")) {
  const input = field.querySelector("input[type=file]");
  const button = field.querySelector("[data-choose]");
  const say = () => { field.querySelector("[data-chosen]").textContent = input.files[0]?.name ?? ""; };
  input.hidden = true;
  button.hidden = false;
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", say);
  say(); // a browser that goes back keeps what was chosen
}
