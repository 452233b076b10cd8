// How a text fits: below each field, and on request what ten more words of it would cost.

import { here, make, say } from "/page/dom.js";
import { keyOf, store } from "/page/store.js";

const QUIET = 600; // milliseconds without a keystroke after which the cost is asked for
const FULL = 0.95; // of a box: from here on it is said in words that it is nearly full
let timer = 0;
let asked = null;

/** Return the place below a field where it is told how its text fits. */
export function fitLine(file, path) {
  return make("p", { class: "fit", "data-fit": keyOf(file, path) });
}

/** Return on which slides each text stands, by its key. */
function spotsByKey(state) {
  const found = new Map();
  state.slides.forEach((slide, index) => slide.spots.filter(() => slide.drawn).forEach((spot) => {
    const key = keyOf(spot.file, spot.path);
    found.set(key, [...(found.get(key) ?? []), { ...spot, slide: index + 1 }]);
  }));
  return found;
}

/** Tell below each field how its text fits. */
export function drawFits(state) {
  const spots = spotsByKey(state);
  for (const line of document.querySelectorAll(".fit")) {
    const mine = spots.get(line.dataset.fit) ?? [];
    const fullest = mine.reduce((one, other) => (one && one.full >= other.full ? one : other), null);
    const text = fullest ? JSON.stringify([mine.map((one) => one.slide), fullest.full, fullest.size]) : "";
    if (line.dataset.text === text) continue;
    line.dataset.text = text;
    line.replaceChildren(...(fullest ? told(mine, fullest) : []), make("span", { class: "cost" }));
  }
  askSoon();
}

function told(mine, fullest) {
  const percent = Math.round(100 * fullest.full);
  const slides = [...new Set(mine.map((one) => one.slide))];
  const numbers = slides.slice(0, 4).join(", ") + (slides.length > 4 ? ", …" : "");
  const where = slides.length > 1 ? say("slides", { numbers }) : say("slide", { number: numbers });
  const values = { where, size: fullest.size.toLocaleString(document.documentElement.lang), percent: `${percent}\u00a0%` };
  if (!fullest.full) return [make("span", {}, say("fit_size", values))];
  const bar = make("span", { class: `gauge${fullest.full >= FULL ? " full" : ""}`, "aria-hidden": "true" }, make("span", {}));
  bar.firstChild.style.setProperty("--full", `${Math.min(100, percent)}%`);
  return [bar, make("span", {}, say(fullest.full >= FULL ? "fit_full" : "fit", values))];
}

/** Ask, once nothing has been typed for a moment, what ten more words would cost in the field that is being edited. */
export function askSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => ask(), QUIET);
}

async function ask(more = {}) {
  const line = document.activeElement?.closest?.(".field")?.querySelector(".fit");
  if (!line || [...store.editors.values()].some((one) => one.dirty)) return;
  const [file, path] = line.dataset.fit.split("\n");
  const wanted = `${line.dataset.fit} ${store.state.version}${more.note ?? ""}`;
  if (asked?.startsWith(wanted) && line.querySelector(".cost")?.textContent) return;
  asked = wanted;
  const answer = await fetch(here(`/fit?${new URLSearchParams({ file, path, ...more })}`)).catch(() => null);
  if (!answer?.ok || asked !== wanted) return;
  const cost = line.querySelector(".cost") ?? line.appendChild(make("span", { class: "cost" }));
  const { told: sentences, noted } = await answer.json();
  cost.replaceChildren(sentences.join(" "), ...(noted ? [] : [` ${say("note_left_out")} `,
    make("button", { type: "button", class: "goto", onclick: () => ask({ note: "yes" }) }, say("count_note"))]));
}
