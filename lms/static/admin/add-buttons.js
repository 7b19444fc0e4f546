// Says on each "+" of a form what it adds. `data-adds` maps the name of a field to its words; others keep Wagtail's.
//
//   <script type="module" src="add-buttons.js" data-adds='{"questions": "Add a question"}'></script>
import { appearing } from "./appearing.js";

const words = JSON.parse(document.querySelector("script[data-adds]").dataset.adds);

appearing(".c-sf-add-button", (button) => {
  const field = button.closest("[data-contentpath]")?.dataset.contentpath;
  button.title = words[field] ?? button.title;
});
