// Elements, and the words of the page.

const words = JSON.parse(document.getElementById("words").textContent);

/** Return the words called `name`, with `values` put into their braces. */
export function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
}

/** Return where the publication of this window answers at `path`: several may be open, each in its own. */
export const here = (path) => document.body.dataset.base + path;

/** Return an element; properties that begin with "on" are listeners, text is never read as HTML. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((one) => one !== null && one !== undefined && one !== ""));
  return element;
}

const SIGNS = {
  check: "m3 8.500 3.500 3.500L13 4.500",
  page: "M4 2h5l3 3v9H4zM9 2v3h3M6 8.500h4M6 11h4",
  up: "M8 13V3M3.5 7.5 8 3l4.5 4.5", down: "M8 3v10M3.5 8.5 8 13l4.5-4.5", copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  remove: "m4 4 8 8m0-8-8 8", add: "M8 3v10M3 8h10", less: "M3 8h10", grip: "M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01",
  place: "M8 14S3.5 9.6 3.5 6.2a4.5 4.5 0 0 1 9 0C12.5 9.6 8 14 8 14zM8 7.7a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  tongue: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c2 1.8 2.6 3.8 2.6 6S10 12.200 8 14C6 12.200 5.400 10.200 5.400 8S6 3.800 8 2z",
  link: "M6.500 9.500 9.500 6.500M7 4.500l1.300-1.300a3 3 0 0 1 4.500 4.400L11.500 9M9 11.500l-1.300 1.300a3 3 0 0 1-4.500-4.400L4.500 7",
  clear: "M3 4.500V3h10v1.500M8 3v6M3 13.500l10-6M6.500 13h3",
};

/** Return a drawn sign, unseen by those who listen. */
export function drawn(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "drawn" })) svg.setAttribute(key, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}

/** Return a button with a sign, which is called `label` by those who do not see it. */
export function signButton(sign, label, act, more = {}) {
  return make("button", { type: "button", class: "sign", "aria-label": label, title: label, onclick: act, ...more }, drawn(sign));
}

/** Tell those who listen. */
export function announce(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

let opened = 0;

/** Open a dialog of `content`; return a promise of what `close(value)` is given, null when it is left. */
export function openDialog(title, build) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const selected = before?.isContentEditable && getSelection().rangeCount ? getSelection().getRangeAt(0).cloneRange() : null;
    let result = null;
    const id = `dialog-title-${++opened}`;
    const dialog = make("dialog", { "aria-labelledby": id });
    const close = (value) => { result = value; dialog.close(); };
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      if (selected && before.contains(selected.startContainer)) { getSelection().removeAllRanges(); getSelection().addRange(selected); }
      resolve(result);
    });
    dialog.append(
      make("div", { class: "dialog-head" }, make("h2", { id }, title),
        signButton("remove", say("close"), () => close(null))),
      build(close));
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
  });
}

/** Ask for one value, by an input or a choice; return a promise of it. What is typed may be the name of one that is `known`. */
export function ask(label, value, choices = null, known = []) {
  return openDialog(label, (close) => {
    const names = known.length ? make("datalist", { id: `known-${opened}` }, ...known.map((one) => make("option", { value: one.label }))) : null;
    const input = choices
      ? make("select", { "aria-label": label, autofocus: true }, ...choices.map(([key, name]) => make("option", { value: key }, name)))
      : make("input", { type: "text", "aria-label": label, autofocus: true, list: names?.id });
    if (value) input.value = value;
    const given = () => {
      const typed = input.value.trim();
      return known.find((one) => one.label.toLowerCase() === typed.toLowerCase())?.value ?? typed;
    };
    return make("form", { class: "ask", onsubmit: (event) => { event.preventDefault(); close(given()); } },
      input, names, make("button", { class: "main" }, say("choose")));
  });
}

const wordsIn = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  .map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word));

/**
 * Return those of `all` of which `text(one)` has all words that are looked for, the best first; else those that have any.
 *
 * Accents, capitals and plurals make no difference; a word may be the beginning or a part of another.
 */
export function found(all, text, looked) {
  const wanted = wordsIn(looked);
  if (!wanted.length) return all;
  const likeness = (word, known) => (word === known ? 4 : known.startsWith(word) ? 3 : word.length > 2 && known.includes(word) ? 1 : 0);
  const scored = all.map((one) => {
    const known = wordsIn(text(one));
    const each = wanted.map((word) => Math.max(0, ...known.map((other, at) => likeness(word, other) && likeness(word, other) + 1 / (at + 2))));
    return { one, whole: each.every(Boolean), score: each.reduce((sum, n) => sum + n, 0) };
  });
  const whole = scored.filter((one) => one.whole);
  return (whole.length ? whole : scored.filter((one) => one.score)).sort((one, other) => other.score - one.score).map(({ one }) => one);
}

/** Return what an input does at Enter: it presses the first of the buttons in `list()` that is shown. */
export const takesFirst = (list) => (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  [...list().querySelectorAll("button")].find((one) => !one.hidden)?.click();
};
