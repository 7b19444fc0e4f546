/* A clip that can no longer be fetched says so: its addresses end after some hours, and this page may be older.

   <figure data-clip><video>…<div hidden data-ended>… <a href="">open the page again</a>

   The player tries other ways first; only when the last of them has failed is this shown. */

const isLost = (video) => video.error || video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;

function look(figure) {
  const ended = figure?.querySelector("[data-ended]");
  if (ended && isLost(figure.querySelector("video"))) ended.hidden = false;
}

// After those who listen on the video itself: they may have begun another way of playing.
addEventListener("error", ({ target }) => setTimeout(() => look(target.closest?.("[data-clip]"))), { capture: true });
