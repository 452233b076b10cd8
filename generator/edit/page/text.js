// A text edited as it is read: bold, italic, places, languages and links are marks, never signs that are typed.

import { announce, ask, drawn, make, openDialog, say } from "/page/dom.js";
import { addPlace, placeIn, pickPlace } from "/page/place.js";
import { Editor, store } from "/page/store.js";
import { tableIn, takeTable, takesTable } from "/page/table.js";

const PAUSE = 600; // milliseconds without a keystroke after which it is asked whether a place is named
const PLACES = new Set(["text", "short", "intro"]);

/** Return the elements of runs. */
export function wordsOf(runs) {
  return runs.map((run) => {
    let node = document.createTextNode(run.t);
    if (run.e) node = make("i", {}, node);
    if (run.s) node = make("b", {}, node);
    if (run.p) node = make("span", { class: "place", "data-p": run.p, title: run.p }, node);
    if (run.l) node = make("span", { class: "tongue", "data-l": run.l, lang: run.l, title: run.l }, node);
    if (run.a) node = make("span", { class: "link", "data-a": run.a, title: run.a }, node);
    return node;
  });
}

/** Return the letters and digits of a text alone: what sets it changes no others. */
export const letters = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const AROUND = 8; // letters on either side by which a place in a text is known where more stands among its words

/** Put the cursor into `element` where `before` ends and `after` begins: the same words, as they are set. */
export function putCaret(element, before, after) {
  const own = letters(element.textContent), head = letters(before), said = head + letters(after);
  const around = said.slice(Math.max(0, head.length - AROUND), head.length + AROUND);
  const at = own && said.includes(own) ? Math.max(0, head.length - said.indexOf(own))
    : said && own.includes(said) ? own.indexOf(said) + head.length
      : around.length === 2 * AROUND && own.includes(around) ? own.indexOf(around) + AROUND : -1;
  if (at < 0 || at > own.length) return;
  let left = at, signs = before.match(/[^\p{L}\p{N}]*$/u)[0].length;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let place = [element, 0];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let index = 0; index < node.length; index++) {
      const isLetter = letters(node.data[index]).length > 0;
      if (isLetter ? !left : !left && !signs) { getSelection().collapse(...place); return; }
      if (isLetter) left--;
      else if (!left) signs--;
      place = [node, index + 1];
    }
  }
  getSelection().collapse(...place);
}

/** Return the words of `element` before the cursor, and those after it. */
function wordsAround(element) {
  const { anchorNode, anchorOffset } = getSelection(), range = document.createRange();
  range.selectNodeContents(element);
  if (element.contains(anchorNode)) range.setEnd(anchorNode, anchorOffset);
  const before = range.toString();
  return [before, element.textContent.slice(before.length)];
}

/** Return the runs of what stands in `element`; neighbours in one style are one. */
function runsIn(element) {
  const runs = [];
  const walk = (node, style) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.replace(/[\n\r\t]/g, " ");
      const last = runs[runs.length - 1];
      if (!text) return;
      if (last && JSON.stringify({ ...last, t: "" }) === JSON.stringify({ t: "", ...style })) last.t += text;
      else runs.push({ t: text, ...style });
      return;
    }
    const own = { ...style };
    const weight = node.style?.fontWeight;
    if ((/^(B|STRONG)$/.test(node.tagName) && weight !== "normal") || weight === "bold" || Number(weight) > 500) own.s = true;
    if (/^(I|EM)$/.test(node.tagName) || node.style?.fontStyle === "italic") own.e = true;
    for (const name of ["a", "p", "l"]) if (node.dataset?.[name]) own[name] = node.dataset[name];
    const ordered = Object.fromEntries(["s", "e", "a", "p", "l"].filter((key) => own[key]).map((key) => [key, own[key]]));
    for (const child of node.childNodes) walk(child, ordered);
  };
  for (const child of element.childNodes) walk(child, {});
  if (runs.length) {
    runs[0].t = runs[0].t.trimStart();
    runs[runs.length - 1].t = runs[runs.length - 1].t.trimEnd();
  }
  return runs.filter((run) => run.t);
}

/** Return a city's name that stands unmarked in `element`: its text node, its place there, its id. */
function unmarked(element) {
  const names = Object.entries(store.state.cities).flatMap(([id, all]) => all.map((name) => [name, id]));
  return found(element, names.sort(([one], [other]) => other.length - one.length));
}

function found(element, names) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("[data-p], [data-a], [data-l]")) continue;
    for (const [name, id] of names) {
      const at = node.data.indexOf(name);
      if (at >= 0 && !/[\p{L}\p{N}]/u.test((node.data[at - 1] ?? "") + (node.data[at + name.length] ?? "")))
        return { node, at, name, id };
    }
  }
  return null;
}

/** Return the words of `element` that bear no mark. */
function bare(element) {
  const copy = element.cloneNode(true);
  for (const marked of copy.querySelectorAll("[data-p], [data-a], [data-l]")) marked.replaceWith(" · ");
  return copy.textContent;
}

class TextEditor extends Editor {
  constructor(file, field, element) {
    super(file, field.path, element);
    this.optional = !field.required;
    this.present = field.present;
    this.maximum = field.maximum;
  }

  read() { return runsIn(this.element); }

  /** Show other words; whoever is typing goes on where they were. */
  show(runs) {
    const around = this.element === document.activeElement ? wordsAround(this.element) : null;
    this.element.replaceChildren(...wordsOf(runs));
    if (!around) return;
    getSelection().selectAllChildren(this.element);
    getSelection().collapseToEnd();
    putCaret(this.element, ...around);
  }
}

/**
 * Return an editable text; `label` names it, `tools` tells whether it has buttons and the offer to mark a city.
 *
 * Enter saves: a text is one paragraph. `next` says what it leads to beyond: `{hint, act(editor, head, tail), once, add}`,
 * at once or when it is pressed again; `head` and `tail` are the runs before the cursor and behind it. `add(editor, all)`
 * adds an item for the runs of each of several paragraphs that were pasted.
 */
export function textBox(file, field, label, tools = true, next = null) {
  const box = make("div", {
    class: "words", contenteditable: "true", role: "textbox", "aria-multiline": tools ? "true" : undefined,
    "aria-label": label, "aria-required": field.required ? "true" : undefined, spellcheck: "true",
    lang: field.lang || store.state.language || undefined,
  });
  const editor = new TextEditor(file, field, box);
  editor.show(field.runs);
  editor.shown = JSON.stringify(field.runs);
  let range = null;
  const keep = () => {
    const selection = getSelection();
    if (selection.rangeCount && box.contains(selection.anchorNode)) range = selection.getRangeAt(0).cloneRange();
  };
  const changed = () => { editor.typed(); after(); };
  box.addEventListener("input", changed);
  box.addEventListener("keyup", keep);
  box.addEventListener("mouseup", keep);
  box.addEventListener("blur", () => { keep(); editor.save(); });
  let entered = false;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) { entered = false; return; }
    event.preventDefault();
    if (!extras) return;  // a cell: the grid leads on
    if (next && (entered || next.once)) { next.act(editor, ...partedRuns(box)); return; }
    entered = true;
    editor.save().then((done) => { if (done === "ok") extras.tell(say(next ? "enter_again" : "entered")); });
  });
  box.addEventListener("paste", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replace(/\s+/g, " ");
    const styled = tools ? pasted(event.clipboardData.getData("text/html"), text) : "";
    const cells = tools && takesTable(file) ? tableIn(event.clipboardData) : null;
    if (cells) {
      keep();
      const kind = await asTable(cells, takesTable(file) === "there");
      if (kind === "table") { await takeTable(file, cells); return; }
      if (kind !== "text") return;
      box.focus();
      if (range) { getSelection().removeAllRanges(); getSelection().addRange(range); }
    }
    const all = tools && !cells ? paragraphsIn(event.clipboardData) : [];
    if (next && all.length > 1) {
      keep();
      const kind = await asParagraphs(all.length);
      if (!kind) return;
      box.focus();
      if (range) { getSelection().removeAllRanges(); getSelection().addRange(range); }
      if (kind === "each") {
        document.execCommand("insertHTML", false, make("div", {}, ...wordsOf(all[0])).innerHTML);
        await next.add(editor, all.slice(1));
        return;
      }
    }
    document.execCommand(styled ? "insertHTML" : "insertText", false, styled || text);
    if (extras && !next && all.length > 1) extras.tell(say("pasted_as_one"));
  });
  const extras = tools ? toolbar(box, () => range, changed, field, next?.hint ?? "") : null;
  const after = () => extras?.after();
  if (extras) queueMicrotask(after);
  return { box, editor, extras: extras?.elements ?? [] };
}

/** Return the address that is meant by what was typed; nothing where it is none. */
function addressIn(typed) {
  if (/\s/.test(typed) || !/[.:]/.test(typed)) return "";
  return /^[a-z]+:/i.test(typed) ? typed : `${/^[^@/]+@[^@/]+$/.test(typed) ? "mailto:" : "https://"}${typed}`;
}

/** Return the runs before the cursor in `box`, and those behind it. */
function partedRuns(box) {
  const { startContainer, startOffset, endContainer, endOffset } = getSelection().getRangeAt(0);
  const part = (set) => {
    const range = document.createRange();
    range.selectNodeContents(box);
    set(range);
    return runsIn(range.cloneContents());
  };
  return [part((range) => range.setEnd(startContainer, startOffset)), part((range) => range.setStart(endContainer, endOffset))];
}

/** Ask what is to become of several paragraphs that are pasted into a text: "each", "one", or nothing. */
const asParagraphs = (n) => openDialog(say("paste_paragraphs"), (close) => make("div", {}, make("p", {}, say("paste_paragraphs_what", { n })),
  make("div", { class: "row" },
    make("button", { type: "button", class: "main", autofocus: true, onclick: () => close("each") }, say("paste_each")),
    make("button", { type: "button", onclick: () => close("one") }, say("paste_one")))));

const BULLET = /^\s*(?:[•·▪◦‣–—*-]|\d{1,2}[.)])\s+/;

/** Return the runs of each paragraph that was copied, without the signs of a list. */
function paragraphsIn(data) {
  const lines = data.getData("text/plain").split(/[\r\n]+/).filter((line) => line.trim());
  const listed = lines.length > 1 && lines.every((line) => BULLET.test(line));
  const words = lines.map((line) => (listed ? line.replace(BULLET, "") : line).replace(/\s+/g, " ").trim());
  const body = new DOMParser().parseFromString(data.getData("text/html"), "text/html").body;
  const blocks = [...body.querySelectorAll("p, li, div, h1, h2, h3, h4, h5, h6")].filter((one) => !one.querySelector("p, li, div, h1, h2, h3, h4, h5, h6") && one.textContent.trim());
  const squeezed = (text) => text.replace(/\s/g, "");
  const same = blocks.length === words.length && blocks.every((one, at) => squeezed(one.textContent) === squeezed(words[at]));
  return words.map((one, at) => (same ? styledRuns(blocks[at]) : [{ t: one }]));
}

/** Ask what is to become of a table that is pasted into a text: "table", "text", or nothing; one may be `there` already. */
const asTable = (cells, there) => openDialog(say("paste_table"), (close) => make("div", {},
  make("p", {}, say(there ? "paste_table_there" : "paste_table_what", { rows: cells.length, columns: cells[0].length })),
  make("div", { class: "row" },
    make("button", { type: "button", class: "main", autofocus: true, onclick: () => close("table") }, say(there ? "go_to_table" : "paste_as_table")),
    make("button", { type: "button", onclick: () => close("text") }, say("paste_as_text")))));

/** Return what was copied elsewhere as HTML of ours: its bold, italic and links; nothing where it has none, or other words. */
function pasted(html, text) {
  const runs = styledRuns(new DOMParser().parseFromString(html, "text/html").body);
  const squeezed = (words) => words.replace(/\s/g, "");
  if (!runs.some((one) => one.s || one.e || one.a) || squeezed(runs.map((one) => one.t).join("")) !== squeezed(text)) return "";
  return make("div", {}, ...wordsOf(runs)).innerHTML;
}

/** Return the runs of an element of somebody else's: its bold, italic and links. */
function styledRuns(body) {
  for (const link of body.querySelectorAll("a[href]")) if (/^(https?|mailto):/i.test(link.getAttribute("href"))) link.dataset.a = link.getAttribute("href");
  for (const other of body.querySelectorAll("style, script, [data-p], [data-l]")) other.dataset.p ? delete other.dataset.p : other.dataset.l ? delete other.dataset.l : other.remove();
  const runs = runsIn(body).map((run) => ({ ...run, t: run.t.replace(/\s+/g, " ") }));
  if (runs.every((one) => one.s)) for (const one of runs) delete one.s;  // a heading's words are no stress
  return runs;
}

/** Return what is selected or, as in Word, the word that the cursor is in; nothing where it is in none. */
function worded(range) {
  if (!range?.collapsed) return range;
  const { startContainer: node, startOffset: at } = range;
  if (node.nodeType !== Node.TEXT_NODE) return null;
  const before = node.data.slice(0, at).match(/[\p{L}\p{M}\p{N}-]*$/u)[0], behind = node.data.slice(at).match(/^[\p{L}\p{M}\p{N}-]*/u)[0];
  if (!before && !behind) return null;
  const word = document.createRange();
  word.setStart(node, at - before.length);
  word.setEnd(node, at + behind.length);
  return word;
}

function toolbar(box, kept, changed, field, first) {
  const select = () => {
    const range = kept();
    box.focus();
    if (range && box.contains(range.startContainer)) {
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    }
    return range && !range.collapsed;
  };
  const wrap = (range, attributes, kind) => {
    const text = range.toString();
    range.deleteContents();
    const mark = make("span", { class: kind, ...attributes }, text);
    range.insertNode(mark);
    getSelection().setBaseAndExtent(mark, 0, mark, mark.childNodes.length);
    changed();
  };
  const stress = (command) => { select(); document.execCommand(command); changed(); };
  const mark = async (kind, attribute, question) => {
    const range = worded(kept());
    if (!range) { hint.textContent = say("select_first"); announce(hint.textContent); select(); return; }
    const given = attribute === "p" ? await pickPlace(range.toString().trim()) : await ask(question, "", null, attribute === "l" ? store.state.languages : []);
    if (!given) return;
    const value = attribute === "a" ? addressIn(given) : given;
    if (!value) { hint.textContent = say("no_address", { text: given }); announce(hint.textContent); select(); return; }
    box.focus();
    wrap(range, { [`data-${attribute}`]: value, title: value, ...(attribute === "l" ? { lang: value } : {}) }, kind);
  };
  const button = (name, sign, act, kind = "") => make("button", {
    type: "button", class: `tool ${kind}`, "aria-label": say(name), title: say(name),
    onmousedown: (event) => event.preventDefault(), onclick: act,
  }, sign.length > 1 ? drawn(sign) : make("span", { "aria-hidden": "true" }, sign));
  const plain = () => {
    if (!select()) return;
    const range = getSelection().getRangeAt(0);
    const around = range.commonAncestorContainer.parentElement?.closest("b, i, span[data-p], span[data-l], span[data-a]");
    if (around && box.contains(around)) range.selectNode(around);
    const text = document.createTextNode(range.toString());
    range.deleteContents();
    range.insertNode(text);
    for (const empty of box.querySelectorAll("b:empty, i:empty, span:empty")) empty.remove();
    changed();
  };
  const offer = make("button", { type: "button", class: "offer", hidden: true, onmousedown: (event) => event.preventDefault() });
  let place = null; // of the gazetteer, which the text names
  let timer = 0;
  offer.addEventListener("click", async () => {
    const id = place && await addPlace(place);
    const here = place ? id && found(box, [[place.name, id]]) : unmarked(box);
    if (!here) return;
    const range = document.createRange();
    range.setStart(here.node, here.at);
    range.setEnd(here.node, here.at + here.name.length);
    wrap(range, { "data-p": here.id, title: here.id }, "place");
    announce(say("marked", { name: here.name }));
    getSelection().collapseToEnd();
    box.focus();
  });
  const count = make("span", { class: "count" });
  const hint = make("span", { class: "quiet" });
  const bar = make("div", { class: "tools", role: "toolbar", "aria-label": box.getAttribute("aria-label") },
    button("bold", "G", () => stress("bold"), "strong"), button("italic", "I", () => stress("italic"), "slanted"),
    button("place", "place", () => mark("place", "p", say("which_place"))),
    button("tongue", "tongue", () => mark("tongue", "l", say("which_tongue"))),
    button("link", "link", () => mark("link", "a", say("which_link"))),
    button("clear", "clear", plain), count, hint, offer);
  const buttons = [...bar.querySelectorAll(".tool")];
  buttons.forEach((one, at) => { one.tabIndex = at ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement), by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || at < 0) return;
    event.preventDefault();
    const next = buttons[(at + by + buttons.length) % buttons.length];
    for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  });
  if (document.documentElement.lang === "en") bar.firstChild.firstChild.textContent = "B";
  const tell = (told) => { hint.textContent = told; announce(told); };
  const after = () => {
    hint.textContent = first;
    const length = box.textContent.length;
    count.textContent = field.maximum ? say("counted", { n: length, maximum: field.maximum }) : "";
    count.classList.toggle("over", Boolean(field.maximum) && length > field.maximum);
    clearTimeout(timer);
    place = null;
    const here = PLACES.has(field.key) ? unmarked(box) : null;
    offer.hidden = !here;
    if (here) offer.textContent = say("mark_city", { name: here.name });
    else if (PLACES.has(field.key) && box.contains(document.activeElement)) timer = setTimeout(async () => {
      const words = bare(box), named = await placeIn(words);
      if (words !== bare(box)) return;  // something else has been typed meanwhile, and has its own offer
      place = named;
      offer.hidden = !place;
      if (place) offer.textContent = say("mark_place", { name: place.name });
    }, PAUSE);
  };
  box.addEventListener("focus", after);
  return { elements: [bar], after, tell };
}
