// A file field in our own words: the browser's button speaks the language of the browser. The field itself lies unseen
// over ours, so that a touch, the keyboard and a screen reader still meet it.
//
//   <script type="module" src="file-button.js" data-choose-file="Choose…" data-no-file="Nothing chosen yet"></script>
import { appearing } from "./appearing.js";

const words = document.querySelector("script[data-choose-file]").dataset;

function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  element.ariaHidden = "true";
  return element;
}

function dress(field) {
  const box = document.createElement("span");
  const chosen = span("file-button__chosen", words.noFile);
  box.className = "file-button";
  field.title = words.chooseFile; // otherwise the browser's own words appear under the pointer
  field.replaceWith(box);
  box.append(field, span("button button-secondary file-button__face", words.chooseFile), chosen);
  field.addEventListener("change", () => {
    chosen.textContent = [...field.files].map((file) => file.name).join(", ") || words.noFile;
  });
}

appearing("input[type=file]:not(#fileupload)", dress);
appearing("#fileupload", (field) => { field.ariaLabel = words.chooseFile; }); // Wagtail dresses this one, without a name
