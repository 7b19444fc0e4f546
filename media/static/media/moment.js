/* Writes the second at which the clip stands into the field beside it.

   <form data-this-moment><video>… <input name="second"> */

for (const form of document.querySelectorAll("[data-this-moment]")) {
  const video = form.querySelector("video");
  const field = form.elements.second;
  const write = () => (field.value = video.currentTime.toFixed(1));
  for (const event of ["pause", "seeked", "timeupdate"]) video.addEventListener(event, write);
}
