// The slides as they will be, with a button on each text; the note and the web page.

import { here, make, say } from "/page/dom.js";
import { drawFits } from "/page/fit.js";
import { focusField } from "/page/form.js";
import { store } from "/page/store.js";
import { letters, putCaret } from "/page/text.js";
import { lookAt } from "/page/translation.js";

const slides = [];
let shown = "deck";
let drawnVersion = -1;
const SHORT = 40; // slides: a longer deck is drawn only where it is looked at
const UP = 4; // elements from the one that was clicked outwards, in which its text is looked for

/** Build the preview, once. */
export function buildPreview() {
  const preview = document.getElementById("preview");
  preview.setAttribute("aria-label", say("preview"));
  const tabs = ["deck", "note", "web"].map((name) => make("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => choose(name),
  }, say(name)));
  const list = make("div", { role: "tablist", "aria-label": say("preview"), class: "tabs", onkeydown: (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + by + tabs.length) % tabs.length];
    next.focus();
    next.click();
  } }, ...tabs);
  const panels = ["deck", "note", "web"].map((name) => make("div", {
    role: "tabpanel", id: `panel-${name}`, class: `panel ${name}`, "aria-labelledby": `tab-${name}`, tabindex: "0",
  }));
  const edition = make("select", { id: "edition", "aria-label": say("showing"), onchange: () => lookAt(edition.value) });
  preview.replaceChildren(make("div", { class: "preview-head" }, list, edition), make("p", { class: "fault unseen-edition", role: "status" }), ...panels);
  choose("deck");
  document.addEventListener("focusin", mark);
}

function choose(name) {
  shown = name;
  for (const one of ["deck", "note", "web"]) {
    const tab = document.getElementById(`tab-${one}`);
    tab.setAttribute("aria-selected", String(one === name));
    tab.tabIndex = one === name ? 0 : -1;
    document.getElementById(`panel-${one}`).hidden = one !== name;
  }
  drawnVersion = -1;
  if (store.state) drawPreview(store.state);
}

/** Draw what has changed; what has not stays where it is. */
export function drawPreview(state) {
  drawEditions(state);
  drawSlides(state);
  if (shown !== "deck" && drawnVersion !== state.version) {
    drawnVersion = state.version;
    shown === "web" ? drawWeb(state) : drawNote(state, 1);
  }
}

/** Offer the editions that there are, and say why the one that is chosen cannot be shown. */
function drawEditions(state) {
  const edition = document.getElementById("edition");
  edition.hidden = !state.editions.length;
  const text = JSON.stringify(state.editions);
  if (edition.dataset.text !== text) {
    edition.dataset.text = text;
    edition.replaceChildren(...[{ id: "", label: say("whole") }, ...state.editions].map((one) => make("option", { value: one.id }, one.label)));
  }
  if (edition.value !== state.looking) {  // another edition is seen from its beginning
    edition.value = state.looking;
    document.getElementById("panel-deck").scrollTop = 0;
    mark.last = "";
  }
  document.querySelector(".unseen-edition").textContent = state.unseen ? say("unseen", { reason: state.unseen }) : "";
}

function drawSlides(state) {
  const panel = document.getElementById("panel-deck");
  while (slides.length > state.slides.length) { const one = slides.pop(); seen.unobserve(one.figure); one.figure.remove(); }
  state.slides.forEach((slide, index) => {
    const one = (slides[index] ??= newSlide(panel, index, state.ratio));
    one.picture.alt = `${say("slide", { number: index + 1 })} : ${slide.title}`;
    if (slide.drawn) showSpots(one, slide.spots);
    if (one.id === slide.id) return;
    one.id = slide.id;
    if (one.near || slide.drawn) load(one);
  });
  mark();
  soon();
}

/** What is seen, or nearly, is drawn; of a short deck all of it, a slide after the other. */
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const one = slides.find((slide) => slide.figure === entry.target);
    if (!one) continue;
    one.near = entry.isIntersecting;
    if (one.near && one.loaded !== one.id) load(one);
  }
}, { rootMargin: "100%" });

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  if (slides.length > SHORT) return;
  waiting = setTimeout(async () => {
    const one = slides.find((slide) => slide.loaded !== slide.id);
    if (one && await load(one)) soon();
  }, 0);
}

function newSlide(panel, index, ratio) {
  const picture = make("img", { width: Math.round(540 * ratio), height: 540 });
  const spots = make("div", { class: "spots", onkeydown: (event) => walk(event, spots) });
  const shown = make("div", { class: "shown" }, picture, spots);
  shown.style.aspectRatio = String(ratio);
  const figure = make("figure", { class: "slide" }, shown, make("figcaption", {}, make("span", {}, String(index + 1)), make("span", { class: "fullest" })));
  panel.append(figure);
  seen.observe(figure);
  const one = { figure, picture, spots, id: "", loaded: "", text: "", near: false, asked: () => `/slide/${one.loaded}` };
  return one;
}

/** Show a picture once it is there, so that nothing flickers; and where its texts stand. Return false where none came: another state tells of another. */
async function load(one) {
  const id = one.loaded = one.id;
  const next = new Image();
  next.src = here(`/slide/${id}.svg`);
  const answer = await Promise.all([next.decode(), fetch(here(`/slide/${id}/spots`))]).then((all) => all[1], () => null);
  if (one.id !== id) return true;
  if (!answer?.ok) { one.loaded = ""; return false; }
  one.picture.src = next.src;
  one.figure.dataset.picture = id;
  const slide = store.state.slides.find((other) => other.id === id);
  const spots = await answer.json();
  if (one.id !== id || !slide) return true;
  if (!slide.drawn) Object.assign(slide, { spots, drawn: true });
  showSpots(one, slide.spots);
  mark();
  drawFits(store.state);
  return true;
}

function showSpots(one, spots) {
  const text = JSON.stringify(spots);
  if (one.text === text) return;
  one.text = text;
  drawSpots(one, spots);
  drawFullest(one.figure, spots);
}

/**
 * Open the field of a spot; the cursor stands where its words were clicked, at their end where a key opened it.
 *
 * Whoever types or clicks before the answer comes has put the cursor elsewhere: there it stays.
 */
async function openSpot(event, spot, asked) {
  const editor = focusField(spot.file, spot.path);
  if (!event.detail || !editor?.element.isContentEditable) return;
  const all = event.currentTarget.parentElement.getBoundingClientRect();
  const point = [100 * (event.clientX - all.left) / all.width, 100 * (event.clientY - all.top) / all.height];
  const own = new AbortController(), { signal } = own;
  for (const kind of ["keydown", "beforeinput", "pointerdown"]) addEventListener(kind, () => own.abort(), { capture: true, signal });
  const place = here(`${asked()}/caret?${new URLSearchParams({ at: JSON.stringify([...spot.box, ...point]) })}`);
  const parts = await fetch(place, { signal }).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (parts && !signal.aborted && document.activeElement === editor.element && !editor.dirty) putCaret(editor.element, ...parts);
  own.abort();
}

/** Draw the buttons over a picture's texts; `one.asked()` is where the picture answers. */
function drawSpots(one, spots) {
  one.spots.replaceChildren(...spots.map((spot, index) => {
    const button = make("button", {
      type: "button", class: "spot", "aria-label": say("edit_spot", { text: spot.text }), tabindex: index ? "-1" : "0",
      onclick: (event) => openSpot(event, spot, one.asked),
    });
    const [x, y, width, height] = spot.box;
    Object.assign(button.style, { left: `${x}%`, top: `${y}%`, width: `${width}%`, height: `${height}%` });
    button.dataset.key = JSON.stringify([spot.file, spot.path]);
    return button;
  }));
}

/** Name below a slide its fullest text; a click leads to it. */
function drawFullest(figure, spots) {
  const fullest = spots.reduce((one, other) => (one && one.full >= other.full ? one : other), null);
  figure.querySelector(".fullest").replaceChildren(...(fullest?.full ? [make("button", {
    type: "button", class: "goto", onclick: () => focusField(fullest.file, fullest.path),
  }, say("fullest", { percent: `${Math.round(100 * fullest.full)}\u00a0%` }))] : []));
}

/** Let the arrows lead from one text of a slide to the next. */
function walk(event, spots) {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const all = [...spots.children];
  const next = by && all[all.indexOf(document.activeElement) + by];
  if (!next) return;
  event.preventDefault();
  for (const one of all) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

/** Show on the slides which text is being edited. */
function mark() {
  const editor = [...store.editors.values()].find((one) => one.element.contains(document.activeElement));
  const key = editor ? JSON.stringify([editor.file, editor.path]) : "";
  let first = null;
  for (const spot of document.querySelectorAll(".spot")) {
    const on = spot.dataset.key === key;
    spot.classList.toggle("on", on);
    if (on) first ??= spot;
  }
  const figure = first ? first.closest(".slide") ?? first : slides[key ? slideOf(key) : -1]?.figure;
  if (figure && mark.last !== key) figure.scrollIntoView({ block: "nearest" });
  mark.last = key;
}

/** Return the index of the first slide that has the text called `key`, drawn or not. */
const slideOf = (key) => store.state.slides.findIndex((slide) => slide.spots.some((spot) => JSON.stringify([spot.file, spot.path]) === key));

function drawWeb(state) {
  const panel = document.getElementById("panel-web");
  const frame = make("iframe", { src: here(`/preview/web?${state.version}`), sandbox: "allow-same-origin", title: say("web") });
  frame.addEventListener("load", () => frame.contentDocument?.addEventListener("click", clickedInPage));
  const top = panel.firstChild?.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, top), { once: true });
  panel.replaceChildren(frame);
}

/** Yield the texts of fields, each with its place and its letters, by which it is known in the page. */
function* textsOf(file, fields) {
  for (const field of fields) {
    if (field.kind === "group") yield* textsOf(file, field.fields);
    else if (field.kind === "list") for (const item of field.items) yield* textsOf(file, item);
    else if (["texts", "cells"].includes(field.kind)) yield* field.cells.map((runs, at) => known(file, [...field.path, at], runs));
    else if (field.kind === "grid") yield* field.rows.flatMap((row, r) => row.map((runs, c) => known(file, [...field.path, r, c], runs)));
    else if (field.runs) yield known(file, field.path, field.state === "missing" ? field.source : field.runs);
  }
}

const known = (file, path, runs) => ({ file, path, letters: letters(runs.map((run) => run.t).join("")) });

/** Open the field of the text that was clicked in the web page: the longest that stands in what is nearest to it. */
function clickedInPage(event) {
  const link = event.target.closest?.("a[href]");
  if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
  const language = store.state.editions.find((one) => one.id === store.state.looking)?.language;
  const own = store.state.forms.filter((form) => language && form.language === language);
  const texts = (own.length ? own : store.state.forms).flatMap((form) => [...textsOf(form.file, form.fields)]).filter((one) => one.letters.length > 1);
  for (let element = event.target, up = 0; element?.textContent && up < UP; element = element.parentElement, up++) {
    const said = letters(element.textContent);
    const found = texts.filter((one) => said.includes(one.letters) && 2 * one.letters.length >= said.length);
    const best = found.reduce((one, other) => (one && one.letters.length >= other.letters.length ? one : other), null);
    if (!best) continue;
    event.preventDefault();
    const editor = focusField(best.file, best.path);
    if (editor?.element.isContentEditable) putCaret(editor.element, ...partedAt(event, element));
    return;
  }
}

/** Return the words of `element`, of the page that is shown, before what was clicked and after it. */
function partedAt({ clientX, clientY, target: { ownerDocument } }, element) {
  const found = ownerDocument.caretPositionFromPoint?.(clientX, clientY) ?? ownerDocument.caretRangeFromPoint?.(clientX, clientY);
  const node = found?.offsetNode ?? found?.startContainer;
  if (!element.contains(node)) return [element.textContent, ""];
  const range = ownerDocument.createRange();
  range.setStart(element, 0);
  range.setEnd(node, found.offset ?? found.startOffset);
  const before = range.toString();
  return [before, element.textContent.slice(before.length)];
}

async function drawNote(state, number) {
  const panel = document.getElementById("panel-note");
  if (!panel.children.length) panel.append(make("p", { class: "quiet waits", role: "status" }, say("being_made")));
  const pages = [];
  for (let page = 1, total = 1; page <= total; page++) {
    const answer = await fetch(here(`/preview/note/${page}.png?${state.version}`));
    if (!answer.ok) break;
    total = Number(answer.headers.get("X-Pages"));
    pages.push(make("img", { class: "page", alt: say("page_of", { number: page }), src: here(`/preview/note/${page}.png?${state.version}`) }));
  }
  if (!pages.length) { panel.querySelector(".waits")?.remove(); return; }
  const answer = await fetch(here("/preview/note/spots")).catch(() => null);
  const spots = answer?.ok ? await answer.json() : [];
  panel.replaceChildren(...pages.map((picture, index) => {
    const over = make("div", { class: "spots", onkeydown: (event) => walk(event, over) });
    drawSpots({ spots: over, asked: () => `/preview/note/${index + 1}` }, spots[index] ?? []);
    return make("div", { class: "shown" }, picture, over);
  }));
  mark();
}

/** Bring the first slide into view that has its title from `file`. */
export function showFirst(file) {
  const at = store.state.slides.findIndex((slide) => slide.spots[0]?.file === file);
  slides[at]?.figure.scrollIntoView({ block: "start" });
}
