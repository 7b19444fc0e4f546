/* What she has watched and done, kept on this phone until the server has it.

   <article data-lesson="7" data-who="8f3c…" data-events="/ghi/">
     … "clip:watched" {start, end} bubbles up from a <figure data-clip data-block> …
     … "block:done" bubbles up from the <section id="block"> of a practice, a conversation, steps that are all ticked …
     <li data-block="uuid" data-seconds="60" data-done>      one thing to do; ticked here when it is met
     <p data-left data-one data-many data-none>              how many are left

   Every fact has an id made here, so sending it twice changes nothing. Facts of someone who has not signed in wait under
   who = "" and are claimed by whoever signs in next on this phone; facts of another person stay hers. */

const KEY = "facts";
const ENOUGH = 0.8; // as in lms/progress/state.py
const BATCH = 100;
const DAY = 24 * 3600 * 1000;

const lesson = document.querySelector("[data-lesson]");
const { who, events } = lesson.dataset;

const read = () => {
  try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; }
};
const write = (facts) => {
  try { localStorage.setItem(KEY, JSON.stringify(facts.slice(-2000))); } catch { /* private mode: only this page counts */ }
};
const forget = (ids) => write(read().filter((fact) => !ids.has(fact.id)));

const newId = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
  (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

/** Nobody's facts are hers if they are of today: the phone is shared, and a grandchild may have watched last week. */
const claimable = (fact) => fact.who === "" && Date.now() - fact.at < DAY;

const here = (fact) => fact.lesson === Number(lesson.dataset.lesson);

const kept = (block, kind) => read().filter((fact) =>
  here(fact) && fact.block === block && fact.kind === kind && (fact.who === who || claimable(fact)));

function watched(block) {
  const spans = kept(block, "watched")
    .sort((a, b) => a.start - b.start);
  let seconds = 0, until = -1;
  for (const { start, end } of spans) {
    seconds += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return seconds;
}

function tick(item) {
  if ("done" in item.dataset) return;
  item.dataset.done = "";
  const word = item.querySelector("[data-word]");
  if (word) word.textContent = word.dataset.word;
}

function show(done = []) {
  const items = [...lesson.querySelectorAll(".todo li[data-block]")];
  for (const item of items) {
    const { block, seconds } = item.dataset;
    if (done.includes(block) || kept(block, "done").length || (seconds && watched(block) >= ENOUGH * seconds)) tick(item);
  }
  const left = items.filter((item) => !("done" in item.dataset)).length;
  const line = lesson.querySelector("[data-left]");
  const words = left === 0 ? line.dataset.none : left === 1 ? line.dataset.one : line.dataset.many.replace("{n}", left);
  if (line.textContent.trim() !== words) line.firstElementChild.textContent = words;
}

async function post(facts) {
  const body = JSON.stringify({ events: facts.map(({ who, ...fact }) => fact) });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(events, { method: "POST", headers, body, keepalive: true });
  if (answer.status === 400 && facts.length === 1) return forget(new Set([facts[0].id]));
  if (answer.status === 400) return void (await Promise.all(facts.map((fact) => post([fact]))));
  if (!answer.ok) return false;
  forget(new Set(facts.map((fact) => fact.id)));
  const { lesson: id, done } = await answer.json();
  if (id === Number(lesson.dataset.lesson)) show(done);
  return true;
}

/** Send what waits. Without a line or signed out, it goes on waiting. */
function send() {
  if (!who) return;
  const facts = read().filter((fact) => fact.who === who || claimable(fact)).slice(0, BATCH);
  facts.sort((a, b) => here(a) - here(b)); // the server answers for the last one's lesson
  if (facts.length) post(facts).then((kept) => kept && facts.length === BATCH && send()).catch(() => {});
}

function happened(block, kind, detail) {
  const fact = { id: newId(), lesson: Number(lesson.dataset.lesson), block, kind, at: Date.now() };
  write([...read(), { who, ...fact, ...detail }]);
  show();
  send();
}

lesson.addEventListener("clip:watched", ({ target, detail }) => happened(target.dataset.block, "watched", detail));
lesson.addEventListener("block:done", ({ target }) => {
  const item = lesson.querySelector(`.todo li[data-block="${target.id}"]`);
  if (item && !("done" in item.dataset)) happened(target.id, "done");
  for (const form of target.querySelectorAll("[data-mark]")) form.hidden = true;
});
addEventListener("online", send);

for (const note of lesson.querySelectorAll("[data-without-script]")) note.hidden = true;
for (const figure of lesson.querySelectorAll("[data-clip][data-block]")) {
  const last = read().filter((fact) => fact.block === figure.dataset.block && fact.kind === "watched" && fact.who === who).sort((a, b) => a.at - b.at).at(-1);
  if (last) figure.dataset.resume = last.end;
}
show();
send();
