/* What was really watched: stretches of a clip that played, in seconds. A jump ends one stretch and begins another.

   <figure data-clip="…" data-block="…"><video>…   dispatches, from the figure, bubbling:
   "clip:watched" {start, end} every ten seconds, on pause, jump and end, and when the page is hidden or left. */

const TELL_EVERY = 10; // seconds of watching
const LARGEST_STEP = 2; // between two reports of the time; more is a jump
const stretches = new Map(); // video -> {start, last}

const tenth = (seconds) => +seconds.toFixed(1);

function advance(video) {
  const stretch = stretches.get(video) ?? { start: video.currentTime, last: video.currentTime };
  stretches.set(video, stretch);
  const step = video.currentTime - stretch.last;
  if (step > 0 && step <= LARGEST_STEP * video.playbackRate) stretch.last = video.currentTime;
  if (stretch.last - stretch.start >= TELL_EVERY) tell(video);
}

function tell(video) {
  const stretch = stretches.get(video);
  const detail = { start: tenth(stretch.start), end: tenth(stretch.last) };
  stretch.start = stretch.last;
  if (detail.end <= detail.start) return;
  video.closest("[data-clip]").dispatchEvent(new CustomEvent("clip:watched", { bubbles: true, detail }));
}

function finish(video) {
  if (!stretches.has(video)) return;
  if (!video.seeking) advance(video);
  tell(video);
  stretches.delete(video);
}

const on = (events, act) => {
  for (const event of events) {
    document.addEventListener(event, ({ target }) => target.closest?.("[data-clip]") && act(target), { capture: true });
  }
};

on(["playing"], (video) => video.seeking || advance(video));
on(["timeupdate"], (video) => video.paused || video.seeking || advance(video));
on(["pause", "seeking", "ended", "emptied"], finish);
document.addEventListener("visibilitychange", () => document.hidden && [...stretches.keys()].forEach(tell));
addEventListener("pagehide", () => [...stretches.keys()].forEach(finish));
