/* A clip that is still being prepared: says how far it is, and puts the player in its place when it is there.

   <figure data-clip="…" data-status="/clip/…/status">… <span data-percent>40</span> % <span data-reload>without script */

const ASK_AGAIN = 5000;

/** `reveal` comes back here where it met an older page. */
async function prepare(figure) {
  figure.querySelector("[data-reload]")?.remove();
  const percent = figure.querySelector("[data-percent]");
  for (;;) {
    await new Promise((later) => setTimeout(later, ASK_AGAIN));
    if (document.hidden) continue;
    const answer = await fetch(figure.dataset.status).catch(() => null); // the line is down: ask again later
    if (!answer?.ok) continue;
    const state = await answer.json();
    percent.textContent = state.percent;
    if (state.is_playable || state.status === "failed") return reveal(figure);
  }
}

async function reveal(figure) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const ready = page.querySelector(`[data-clip="${figure.dataset.clip}"]`);
  if (!ready) return undefined;
  if ("status" in ready.dataset) return prepare(figure); // a cache on the way has kept the page for a moment
  figure.replaceWith(ready);
  document.dispatchEvent(new Event("clip:prepared")); // player.js hears it
  return undefined;
}

document.querySelectorAll("[data-clip][data-status]").forEach(prepare);
