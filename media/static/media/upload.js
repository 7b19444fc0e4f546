/* A file field that begins to send as soon as a file is chosen, says how far it is, and lets the form wait for it.

   <div data-sending="/clip/sending/" data-kind data-piece data-bytes data-seconds data-extensions data-says-…>
     <input type="hidden" data-token>   <div data-picker> <input type="file">
     <div data-state hidden> <p data-name> <progress data-bar> <p data-says> <p data-saving> <button data-other hidden>
     <p data-mistake hidden>

   What cannot be used is said before a byte is sent. Forms may come into the page later (inside a lesson), so all of it
   listens on the document. When sending is not possible at all, the form takes the file along as it always did. */

import { forget, Refused, send } from "./sending.js";

const jobs = new WeakMap(); // box -> { stop, done }
const MB = 1_000_000;
const part = (box, name) => box.querySelector(`[data-${name}]`);
const picker = (box) => box.querySelector("input[type=file]");

document.addEventListener("change", ({ target }) => {
  const box = target.type === "file" && target.closest("[data-sending]");
  if (box && target.files.length) choose(box, target.files[0]);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-sending] [data-other]");
  if (button) again(button.closest("[data-sending]"));
});
document.addEventListener("submit", hold, { capture: true });
document.querySelectorAll("[data-sending]").forEach((box) => part(box, "token").value && there(box));

function choose(box, file) {
  jobs.get(box)?.stop();
  part(box, "token").value = "";
  const stop = new AbortController();
  const done = unusable(file, box.dataset).then((reason) => {
    if (stop.signal.aborted) return null;
    return reason ? refuse(box, reason) : sendWhole(box, file, stop.signal);
  });
  jobs.set(box, { stop: () => stop.abort(), done });
}

/** Never fails: what went wrong is said, and the file stays in the form where that may still help. */
async function sendWhole(box, file, signal) {
  const { sending: address, kind, piece, saysGoing, saysWaiting } = box.dataset;
  part(box, "mistake").hidden = part(box, "picker").hidden = true;
  part(box, "state").hidden = part(box, "bar").hidden = part(box, "other").hidden = false;
  part(box, "name").textContent = file.name;
  const onProgress = (sent) => {
    part(box, "bar").value = (100 * sent) / file.size;
    tell(box, saysGoing.replace("SENT", megabytes(sent)).replace("ALL", megabytes(file.size)));
  };
  let begun;
  const onBegun = (its) => (begun = its);
  const onWaiting = () => tell(box, saysWaiting);
  const token = csrf(box);
  try {
    const how = { address, kind, piece, token, signal, onBegun, onProgress, onWaiting };
    part(box, "token").value = await send(file, how);
    there(box);
  } catch (trouble) {
    if (signal.aborted) return void (begun && forget(begun, token));
    if (trouble instanceof Refused && trouble.message) refuse(box, trouble.message);
    else [part(box, "state").hidden, part(box, "picker").hidden] = [true, false]; // the form takes the file along
  } finally {
    if (!signal.aborted) jobs.delete(box);
  }
}

function there(box) {
  picker(box).value = ""; // it is on the server: the form sends its number
  picker(box).required = false;
  part(box, "picker").hidden = part(box, "bar").hidden = true;
  part(box, "state").hidden = part(box, "other").hidden = false;
  tell(box, box.dataset.saysThere);
}

function refuse(box, reason) {
  again(box);
  const mistake = part(box, "mistake");
  mistake.textContent = reason;
  mistake.hidden = false;
}

function again(box) {
  jobs.get(box)?.stop();
  jobs.delete(box);
  if (part(box, "token").value) forget(box.dataset.sending + part(box, "token").value, csrf(box));
  part(box, "token").value = "";
  part(box, "state").hidden = part(box, "mistake").hidden = part(box, "saving").hidden = true;
  part(box, "picker").hidden = false;
  picker(box).value = "";
  picker(box).dispatchEvent(new Event("change", { bubbles: true })); // whoever shows its name hears that it has none
  picker(box).focus();
}

/** The form goes when the file is there. */
function hold(event) {
  const form = event.target;
  const box = [...form.querySelectorAll("[data-sending]")].find((one) => jobs.has(one));
  if (!box) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  part(box, "mistake").hidden = true;
  part(box, "saving").hidden = false;
  jobs.get(box).done.then(() => part(box, "mistake").hidden && form.requestSubmit(event.submitter));
}

const csrf = (box) => box.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;

function tell(box, words) {
  const says = part(box, "says");
  if (says.textContent !== words) says.textContent = words;
}

const megabytes = (bytes) => (bytes / MB).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

/** Why this file cannot be used, as far as a browser can tell; "" when it can. */
async function unusable(file, { bytes, seconds, extensions, saysTooBig, saysTooLong, saysOtherKind }) {
  const extension = file.name.split(".").at(-1).toLowerCase();
  if (!extensions.split(" ").includes(extension)) return saysOtherKind;
  if (file.size > Number(bytes)) return saysTooBig;
  const length = seconds && (await duration(file));
  if (length && length > Number(seconds) + 1) return saysTooLong.replace("MINUTES", Math.ceil(length / 6) / 10);
  return "";
}

/** In seconds; 0 when this browser cannot open the file, which says nothing about whether we can. */
function duration(file) {
  return new Promise((done) => {
    const video = document.createElement("video");
    const end = (length) => (URL.revokeObjectURL(video.src), done(Number.isFinite(length) ? length : 0));
    video.preload = "metadata";
    video.onloadedmetadata = () => end(video.duration);
    video.onerror = () => end(0);
    setTimeout(end, 5000, 0);
    video.src = URL.createObjectURL(file);
  });
}
