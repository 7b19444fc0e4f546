/* Loads the modules of a block when it is about to come into sight; each once.

   <template data-near="/static/courses/steps.js"></template> <section>… */

const AHEAD = "10% 0px";

function load(block) {
  let mark = block.previousElementSibling;
  for (; mark?.matches("template[data-near]"); mark = mark.previousElementSibling) import(mark.dataset.near);
}

const sight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    load(target);
  }
}, { rootMargin: AHEAD });

for (const block of document.querySelectorAll("template[data-near] + section")) sight.observe(block);
