/* A conversation without loading the page anew: her answer, a kind word about it, the next turn.

   <section data-talk>
     <ol data-lines> what has been said   <div data-now> her answers, or how it ended
     <template data-turn> <li>words</li> <ul> <li> <button data-leads="1|end" data-good> <template>her words, the word about them
     <template data-ending="good|bad"> … <a data-again>

   Says "block:done" when a good answer ends it. */

const gently = !matchMedia("(prefers-reduced-motion: reduce)").matches;

class Talk {
  constructor(section) {
    this.section = section;
    this.said = section.querySelector("[data-lines]");
    this.now = section.querySelector("[data-now]");
    this.turns = [...section.querySelectorAll("template[data-turn]")];
    this.now.addEventListener("click", (event) => this.click(event));
    this.begin();
  }

  begin() {
    this.said.replaceChildren();
    this.number = -1;
    this.turn(0);
  }

  turn(number) {
    const [words, answers] = this.turns[number].content.cloneNode(true).children;
    if (number !== this.number) this.said.append(words); // when she chooses again, nothing is said twice
    this.number = number;
    this.now.replaceChildren(answers);
  }

  click(event) {
    const answer = event.target.closest("[data-leads]");
    if (answer) this.answer(answer);
    if (!event.target.closest("[data-again]")) return;
    event.preventDefault();
    this.begin();
    this.look(this.now.querySelector("button"));
  }

  answer(button) {
    const { leads } = button.dataset;
    const good = "good" in button.dataset;
    const from = this.said.children.length;
    this.said.append(button.parentElement.querySelector("template").content.cloneNode(true));
    if (leads === "end") this.over(good); else this.turn(Number(leads));
    this.look(this.said.children[from]);
  }

  over(good) {
    const name = good ? "good" : "bad";
    this.now.replaceChildren(this.section.querySelector(`template[data-ending=${name}]`).content.cloneNode(true));
    if (good) this.section.dispatchEvent(new CustomEvent("block:done", { bubbles: true }));
  }

  /** Bring what is new to her eyes, and a keyboard to the answers. */
  look(part) {
    (this.now.querySelector("button") || this.now.firstElementChild).focus({ preventScroll: true });
    part.scrollIntoView({ block: "start", behavior: gently ? "smooth" : "instant" });
  }
}

for (const section of document.querySelectorAll("[data-talk]")) new Talk(section);
