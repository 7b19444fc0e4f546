/* Keeps a part of the page up to date for as long as something in it waits.

   <div id="voices" data-refreshing>… <li data-waiting>… */

const EVERY = 2000;

async function refresh(part) {
  if (document.hidden) return part;
  const answer = await fetch(location.href).catch(() => null); // the line is down for a moment: ask again later
  if (!answer?.ok) return part;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh || fresh.innerHTML === part.innerHTML) return part;
  part.replaceWith(fresh);
  return fresh;
}

async function keep(part) {
  while (part.querySelector("[data-waiting]")) {
    await new Promise((later) => setTimeout(later, EVERY));
    part = await refresh(part);
  }
}

document.querySelectorAll("[data-refreshing]").forEach(keep);
