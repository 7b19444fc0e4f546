/* Handing things on: the phone's share sheet where it has one, copying elsewhere. Nothing is ever sent by itself.

   <button data-share data-title data-url hidden>          shares an address
   <button data-share data-from="message" hidden>          shares the text of #message
   <button data-share data-file="/x.png" data-name="x.png" data-title hidden>  shares a file
   <button data-copy="message" data-copied="Copied" hidden>  copies the text of #message

   Buttons are hidden until this module can do what they say. */

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  say(button);
}

function say(button) {
  const before = button.textContent;
  button.textContent = button.dataset.copied || before;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { button.textContent = before; }, 4000);
}

async function fetched(button) {
  const blob = await (await fetch(button.dataset.file)).blob();
  return new File([blob], button.dataset.name, { type: blob.type });
}

async function share(button) {
  const { title, url, from, file } = button.dataset;
  const text = from && document.getElementById(from).value;
  const what = file ? { files: [await fetched(button)], title } : text ? { text } : { title, url };
  if (navigator.canShare?.(what)) return navigator.share(what);
  return copy(button, text || url);
}

const quietly = (promise) => promise.catch((error) => { if (error.name !== "AbortError") throw error; });

for (const button of document.querySelectorAll("[data-share]")) {
  const able = button.dataset.file ? "canShare" in navigator : "share" in navigator || (navigator.clipboard && button.dataset.copied);
  if (!able) continue;
  button.hidden = false;
  button.addEventListener("click", () => quietly(share(button)));
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", () => {
    if (navigator.clipboard) return copy(button, field.value);
    field.select();
    if (document.execCommand("copy")) say(button);
  });
}
