/* Reads a block aloud, sentence by sentence, in the phone's own Vietnamese voice. Where it has none, no button is shown.

   <section> <button data-aloud data-stop="Stop reading" hidden> … <p data-says>words to read, if they are seen now</p> */

const voice = () => speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith("vi"));

let reading = null;

function stop() {
  speechSynthesis.cancel();
  reading?.part?.removeAttribute("data-read");
  if (reading) reading.button.textContent = reading.label;
  reading = null;
}

function next() {
  const { parts } = reading;
  reading.part?.removeAttribute("data-read");
  const part = reading.part = parts.shift();
  if (!part) return stop();
  part.setAttribute("data-read", "");
  const speech = new SpeechSynthesisUtterance(part.textContent.trim());
  const mine = reading;
  Object.assign(speech, { voice: voice(), lang: "vi-VN", rate: 0.9 });
  speech.addEventListener("end", () => { if (reading === mine) next(); });
  return speechSynthesis.speak(speech);
}

function read(button) {
  const same = reading?.button === button;
  stop();
  if (same) return;
  const parts = [...button.closest("section").querySelectorAll("[data-says]")].filter((part) => part.offsetParent);
  reading = { button, parts, label: button.textContent };
  button.textContent = button.dataset.stop;
  next();
}

function show() {
  for (const button of document.querySelectorAll("[data-aloud]")) button.hidden = !voice();
}

if ("speechSynthesis" in window) {
  for (const button of document.querySelectorAll("[data-aloud]")) button.addEventListener("click", () => read(button));
  speechSynthesis.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", stop);
  show();
}
