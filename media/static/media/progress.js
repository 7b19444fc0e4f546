/* Keeps the state of clips up to date in the Wagtail screens, without reloading a form that somebody is filling in.

   <div data-clip-state="12" data-progress="/admin/clips/progress/">40 %</div>

   Every two seconds the elements that are there (the list may have been searched meanwhile) are replaced by what the
   server now says of them. A settled clip comes back without the attribute; in the list, its picture comes with it. */

const EVERY = 2000;

async function refresh() {
  const waiting = [...document.querySelectorAll("[data-clip-state]")];
  if (!waiting.length || document.hidden) return;
  const asked = new URLSearchParams(waiting.map((element) => ["clip", element.dataset.clipState]));
  const answer = await fetch(`${waiting[0].dataset.progress}?${asked}`);
  if (!answer.ok) return;
  const states = await answer.json();
  let settledInList = false;
  for (const element of waiting) {
    const html = states[element.dataset.clipState];
    if (!html) continue;
    settledInList ||= element.closest("table") && !html.includes("data-clip-state");
    element.outerHTML = html;
  }
  if (settledInList) location.reload();
}

async function keepRefreshing() {
  await refresh().catch(() => {}); // the line is down for a moment: ask again later
  setTimeout(keepRefreshing, EVERY);
}

setTimeout(keepRefreshing, EVERY);
