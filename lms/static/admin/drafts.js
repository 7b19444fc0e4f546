// After a refused publish Wagtail stops saving by itself, and says nowhere what is missing. Here the draft is saved at
// once and goes on being saved, and a list under the title leads to each place.
import { appearing } from "./appearing.js";

const words = document.querySelector("script[data-missing]").dataset;

function keepSaving(form) {
  if (!form.matches('[data-controller~="w-autosave"]')) return;
  form.dataset.wUnsavedForceValue = "false";
  form.dataset.wUnsavedCheckIntervalValue = "501"; // a changed interval makes it watch the form again
  setTimeout(() => form.dispatchEvent(new CustomEvent("w-unsaved:add", { detail: { type: "edits" } })), 500);
}

// The fields and blocks that have words of refusal, the innermost of each.
function refused(form) {
  const said = [...form.querySelectorAll(".error-message, .help-critical")].filter((said) => said.textContent.trim());
  return said.filter((one) => !one.closest("[hidden]:not(.w-panel__content):not([id*='-content'])"));
}

// "Part 2: Practice, Screen 1, Picture"
function called(said) {
  const names = [];
  for (let at = said; at; at = at.parentElement.closest("[data-contentpath], [data-streamfield-child], .w-panel")) {
    const label = at.querySelector(":scope > label, :scope > .w-field__label, :scope > .w-panel__header .w-panel__heading");
    const name = label?.textContent.replace("*", "").replace(/\s+/g, " ").trim();
    if (name && names[0] !== name) names.unshift(name);
    if (!at.parentElement) break;
  }
  return names.join(", ");
}

function lead(said) {
  for (let panel = said.closest(".w-panel--collapsed, .collapsed"); panel; panel = null) panel.querySelector("button")?.click();
  const field = said.closest(".w-field, .w-panel, [data-contentpath]") ?? said;
  field.scrollIntoView({ block: "center" });
  field.querySelector("input:not([type=hidden]), textarea, select, [contenteditable], button")?.focus({ preventScroll: true });
}

function list(form) {
  const places = refused(form);
  if (!places.length) return;
  const box = document.createElement("nav");
  box.className = "missing";
  box.setAttribute("aria-label", words.missing);
  const head = document.createElement("p");
  head.textContent = words.missing;
  const all = document.createElement("ol");
  for (const [number, said] of places.entries()) {
    said.id ||= `missing-${number}`;
    const link = document.createElement("a");
    link.href = `#${said.id}`;
    link.textContent = [called(said), said.textContent.trim()].filter(Boolean).join(": ");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      lead(said);
    });
    const item = document.createElement("li");
    item.append(link);
    all.append(item);
  }
  box.append(head, all);
  form.prepend(box);
}

appearing('form[data-edit-form][data-w-unsaved-force-value="true"]', (form) => {
  setTimeout(() => {
    list(form);
    keepSaving(form);
  }, 600); // Wagtail draws the blocks first
});
