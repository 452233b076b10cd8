// The state that the server gave last, and the changes on their way to it, one after the other.

import { announce, here, make, openDialog, say } from "/page/dom.js";

export const store = { state: null, editors: new Map(), drafts: new Map(), listeners: [], opened: new Set(), built: false };
let chain = Promise.resolve();
const waiting = new Set();  // editors whose changes are on their way; a form that is built anew has others
let failing = false;

/** Return the key of what an editor left when its form was drawn anew, if it did. */
const draftOf = (editor) => [...store.drafts].find(([_key, one]) => one.editor === editor)?.[0];

/** Tell whether a form that is not shown has something that is not saved, and is not being sent either. */
export const hasDraft = (isOf) => [...store.drafts.values()].some((one) => isOf(one.file) && !waiting.has(one.editor));

/** Return what is not saved of forms that are not shown: where it belongs, and why it was refused if it was. */
const elsewhere = () => [...store.drafts.values()].map(({ file, path, editor }) => ({ file, path, why: editor.why }));

/** Return all that is not saved, as `elsewhere` does. */
export const unsaved = () => [...elsewhere(), ...[...store.editors.values()].filter((one) => one.dirty)];
export const isUnsaved = () => unsaved().length > 0;
const AGAIN = 2000; // milliseconds until a server that refused is asked again

export const keyOf = (file, path) => `${file}\n${JSON.stringify(path)}`;

/** Show the state of the work in the bar. */
export function status(name, values = {}) {
  const place = document.getElementById("status");
  if (place) { place.textContent = name ? say(name, values) : ""; place.dataset.state = name; }
}

/** Say something above all that is shown; `at` is what it is about, to which its name leads. */
function banner(text, at = null) {
  const place = document.getElementById("banner");
  const where = at ? store.whereOf(at) : "";
  const told = JSON.stringify([text, where]);
  if (place.dataset.told === told) return;
  place.dataset.told = told;
  place.replaceChildren(...(text ? [text] : []), ...(where ? [" ", make("button", { type: "button", class: "goto", onclick: () => store.lead(at) }, where)] : []));
}

/** Tell what holds of all that is shown: above all what was refused of a form that is not. */
export function drawBanner() {
  const refused = elsewhere().find((one) => one.why);
  if (failing) banner(say("offline"));
  else if (refused) banner(refused.why, refused);
  else banner(store.state.problems.length ? say("stale") : "", store.state.problems[0]);
}

/** Take up a new state: all who listen draw it. */
export function take(state, base = null) {
  for (const kind of state.seen ? ["forms", "slides"] : []) {  // what is as it was in `base` is only named
    const known = new Map(base[kind].map((one) => [one.name, one]));
    state[kind] = state[kind].map((one) => (typeof one === "string" ? known.get(one) : one));
  }
  if (state.seen) for (const name of ["languages", "countries", "icon_words"]) state[name] = base[name];
  delete state.seen;
  if (store.state && state.version < store.state.version) return;
  store.state = state;
  for (const listener of store.listeners) listener(state);
  drawBanner();
}

/** Fetch the state anew, unless it is there. */
export async function refresh(version) {
  if (store.state && store.state.version === version) return;
  const base = store.state;
  const answer = await fetch(here("/state"), { headers: seen(base) });
  if (answer.ok) take(await answer.json(), base);
}

/** Send a change; return what became of it: "ok", "refused", "conflict" or "offline". */
export function send(edit, editor = null) {
  if (editor) waiting.add(editor);
  return next(() => post("/edit", edit, editor).finally(() => waiting.delete(editor)));
}

/** Do something when all before it is answered, so that it begins with what the last answer told. */
function next(act) {
  chain = chain.then(act, act);
  return chain;
}

/** Return where the item at `path` of `file` is after a change made here; null: it went. */
function moved(edit, file, path) {
  const list = edit.op === "remove" ? edit.path.slice(0, -1) : edit.path ?? [];
  const [from, at] = [edit.op === "remove" ? edit.path.at(-1) : edit.index, path[list.length]];
  const inside = file === edit.file && typeof at === "number" && typeof from === "number" && list.every((key, n) => key === path[n]);
  const to = !inside ? at : {
    insert: () => at + (at >= from),
    "insert-all": () => at + (at >= from ? edit.value.length : 0),
    duplicate: () => at + (at > from),
    remove: () => (at === from ? -1 : at - (at > from)),
    move: () => (at === from ? edit.to : at + (at < from && at >= edit.to) - (at > from && at <= edit.to)),
  }[edit.op]?.() ?? at;
  return to === at ? path : to < 0 ? null : path.with(list.length, to);
}

/** After a change made here, whatever is being typed goes on from what it made, and where it is now. */
function follow(edit, own) {
  for (const one of new Set([...store.editors.values(), ...waiting])) {
    const [before, after] = own[one.file] ?? [];
    if (before !== undefined && one.base === before && !one.whole) one.base = after;  // a whole file's text undoes what it does not know
    const path = before === undefined ? one.path : moved(edit, one.file, one.path);
    if (path === one.path || !(one.dirty || waiting.has(one))) continue;
    store.built = false;  // the fields are others, though they look the same
    if (path) one.path = path;
    else one.dirty = false;
    one.gone = !path;
  }
}

/** Undo or redo, after what is on its way. */
export function step(name) {
  return next(() => post(`/${name}`, {}, null));
}

const seen = (base) => (base ? { "X-Seen": String(base.version) } : {});

async function post(address, edit, editor) {
  if (editor?.gone) return "ok";
  if (editor) edit = { ...edit, path: editor.path };
  const base = store.state;
  status("saving");
  const body = address === "/edit" ? { ...edit, hash: editor?.base ?? store.state.files[edit.file] ?? "" } : {};
  let answer;
  try {
    answer = await fetch(here(address), { method: "POST", headers: { "Content-Type": "application/json", ...seen(base) }, body: JSON.stringify(body) });
  } catch {
    lost();
    return "offline";
  }
  if (answer.ok) {
    const state = await answer.json();
    follow(edit, state.own);
    editor?.written(edit, state);
    take(state, base);
    if (edit.op === "grid" || state.doubts.length) tell(state.doubts.length ? say("doubtful", { doubts: state.doubts.join(" ") }) : "", edit);
    status(isUnsaved() ? "unsaved" : "saved");
    return "ok";
  }
  status(editor || isUnsaved() ? "unsaved" : "");
  const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { message: answer.statusText };
  if (answer.status === 409) {
    conflict(told, edit, editor);
    return "conflict";
  }
  if (editor) editor.refused(told.message);
  waiting.delete(editor);
  if (editor && draftOf(editor)) take({ ...store.state });  // its form is not shown any more: it is told elsewhere
  if (!editor) banner(told.message);
  announce(told.message);
  return "refused";
}

/** Say something beside the table that was changed, and to those who listen. */
function tell(text, edit) {
  const prefix = keyOf(edit.file, edit.path).slice(0, -1);
  const cell = [...store.editors.entries()].find(([key]) => key.startsWith(prefix))?.[1];
  const place = cell?.element.closest(".field")?.querySelector(".told-here");
  if (place) place.textContent = text;
  if (text) announce(text);
}

/** Return what a value says, in words: a text is runs. */
const wordsIn = (value) => (Array.isArray(value) ? value.map((run) => run.t).join("") : String(value ?? ""));

/** Return how many words two texts have alike at their beginning, and how many behind those at their end. */
function alike(one, other) {
  const least = Math.min(one.length, other.length);
  const same = (most, at) => { let n = 0; while (n < most && at(one, n) === at(other, n)) n++; return n; };
  const head = same(least, (words, n) => words[n].trim());
  return [head, same(least - head, (words, n) => words.at(-1 - n).trim())];
}

const version = (name, ...words) => [make("h3", {}, say(name)), make("p", { class: "version", tabindex: "0" }, ...words)];  // it may be longer than is seen

/** Return two texts, in which what is not in the other is marked. */
function compared(theirs, mine) {
  const [old, own] = [theirs, mine].map((text) => text.split(/(?<=\s)/));
  const [head, tail] = alike(old, own);
  const shown = (words) => [words.slice(0, head).join(""), make("mark", {}, words.slice(head, words.length - tail).join("")), words.slice(words.length - tail).join("")];
  return [...version("theirs", ...shown(old)), ...version("mine", ...shown(own))];
}

/** Return the runs of what two people made of a text: both changes, or one text after the other where they meet. */
function both(before, theirs, mine) {
  const wordsOf = (runs) => runs.flatMap((run) => run.t.split(/(?<=\s)/).map((t) => ({ ...run, t })));
  const [was, old, own] = [before, theirs, mine].map(wordsOf);
  const keys = (words) => words.map((one) => JSON.stringify({ ...one, t: one.t.trim() }));
  const [[oldHead, oldTail], [ownHead, ownTail]] = [old, own].map((words) => alike(keys(was), keys(words)));
  const [oldEnd, ownEnd] = [was.length - oldTail, was.length - ownTail];
  const parts = oldEnd <= ownHead ? [old.slice(0, old.length - oldTail), was.slice(oldEnd, ownHead), own.slice(ownHead)]
    : ownEnd <= oldHead ? [own.slice(0, own.length - ownTail), was.slice(ownEnd, oldHead), old.slice(oldHead)] : [old, own];
  const found = [];
  for (const part of parts.filter((one) => one.length)) {
    if (found.length && !/\s$/.test(found.at(-1).t)) found.push({ t: " " });
    for (const run of part) {  // neighbours in one style are one
      const last = found.at(-1);
      if (last && JSON.stringify({ ...last, t: "" }) === JSON.stringify({ ...run, t: "" })) last.t += run.t;
      else found.push({ ...run });
    }
  }
  return found;
}

async function conflict(told, edit, editor) {
  if (editor) editor.held = true;
  await refresh(-1);
  const path = editor && store.located(editor);
  if (editor && !path) {  // of the form that is shown, it is told already
    if (store.drafts.delete(draftOf(editor))) store.tellGone(editor.read());
    editor.dirty = false;
    status(isUnsaved() ? "unsaved" : "");
    return;
  }
  const again = path && store.editors.get(keyOf(editor.file, path));
  if (editor) editor.path = path;
  if (again && again !== editor) { editor = again; editor.held = true; }  // the form was drawn anew
  const theirs = editor && (edit.op === "text" ? told.text : store.valueAt(edit.file, editor.path));
  const kept = Array.isArray(theirs) && theirs.length && editor.read().length ? both(editor.from ?? [], theirs, editor.read()) : null;
  const lines = make("pre", { class: "diff", tabindex: "0" }, ...told.diff.map((line) =>
    make("span", { class: line[0] === "+" ? "plus" : line[0] === "-" ? "minus" : "" }, `${line}\n`)));
  const why = [make("p", { class: "quiet" }, say("conflict_why")), lines];
  requestAnimationFrame(() => { for (const one of document.querySelectorAll(".version mark")) one.parentElement.scrollTop = one.offsetTop - one.parentElement.clientHeight / 2; });
  const chosen = await openDialog(say("conflict"), (close) => make("div", {}, make("p", {}, say("conflict_what")),
    ...(theirs === undefined || theirs === null ? why : [...compared(wordsIn(theirs), wordsIn(editor.read())),
      ...(kept ? version("both", wordsIn(kept)) : []),
      make("details", { class: "aside", open: edit.op === "text" }, make("summary", {}, told.message), ...why)]),
    make("div", { class: "row" },
      editor ? make("button", { type: "button", class: "main", onclick: () => close("mine") }, say("keep_mine")) : null,
      kept ? make("button", { type: "button", onclick: () => close("both") }, say("keep_both")) : null,
      make("button", { type: "button", onclick: () => close("theirs") }, say("take_theirs")))));
  if (editor) editor.held = false;
  if ((chosen === "mine" || chosen === "both") && editor) {
    editor.base = store.state.files[edit.file];
    if (chosen === "both") editor.show(kept);
    editor.dirty = true;
    editor.save(true);
  } else if (chosen === "theirs" && editor) {
    editor.dirty = false;
    editor.shown = "";
    store.drafts.delete(draftOf(editor));
    editor.left?.();
    take({ ...store.state });
    status("saved");
  }
}

function lost() {
  failing = true;
  status("unsaved");
  banner(say("offline"));
}

/** Listen for new versions; when the server is back, what is not saved is sent again. */
export function listen() {
  const source = new EventSource(here("/events"));
  source.onmessage = async (event) => {
    const again = failing;
    failing = false;
    if (again) announce(say("online"));
    await next(() => refresh(again ? -1 : Number(event.data)));
    if (again) for (const editor of store.editors.values()) if (editor.dirty) editor.save();
  };
  source.onerror = () => {
    lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);  // refused for now, not only gone
  };
}

/** Whatever is typed in a field: when it is saved, and what is shown when the file says something else. */
export class Editor {
  constructor(file, path, element) {
    Object.assign(this, { file, path, element, base: store.state.files[file], dirty: false, shown: "", told: "", timer: 0, ids: [] });
    store.editors.set(keyOf(file, path), this);
  }

  /** Call after each keystroke. */
  typed(wait = 250) {
    if (!this.dirty) {  // what the file said when this began, and of which items
      this.from = this.shown ? JSON.parse(this.shown) : null;
      this.ids = store.idsAlong(this.file, this.path);
    }
    this.dirty = true;
    status("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  save() {
    clearTimeout(this.timer);
    if (!this.dirty || this.held) return Promise.resolve("ok");
    const edit = this.change();
    if (edit.op === "remove" && !this.present) {  // nothing was there, nothing is
      this.dirty = false;
      status("saved");
      return Promise.resolve("ok");
    }
    if (JSON.stringify(edit) === this.failed) return Promise.resolve("refused");
    if (waiting.has(this) && JSON.stringify(edit) === this.asked) return next(() => "ok");  // it is on its way
    this.asked = JSON.stringify(edit);
    return send(edit, this);
  }

  /** Return what is not saved, for a form that is drawn anew. */
  drafted() { return { editor: this, file: this.file, path: this.path, ids: this.ids, value: this.read(), base: this.base, from: this.from, shown: this.shown }; }

  /** Return the change to be sent; an optional value that is empty goes with its key. */
  change() {
    const value = this.read();
    const empty = value === "" || (Array.isArray(value) && value.length === 0);
    const op = empty && this.optional ? "remove" : "set";
    return { op, file: this.file, path: this.path, ...(op === "set" ? { value } : {}) };
  }

  written(edit, state) {
    if (JSON.stringify(this.change().value ?? null) === JSON.stringify(edit.value ?? null)) {  // a later change may wait
      this.dirty = false;
      store.drafts.delete(draftOf(this));
    }
    this.from = edit.value ?? null;
    this.base = state.files[this.file];
    this.present = edit.op !== "remove";
    if (!this.present) store.opened.add(keyOf(this.file, this.path));  // the empty field stays
    this.just = true;
    this.failed = this.why = "";
    this.fault("");
  }

  /** Say why a change was not made; it is not asked for again as it is. */
  refused(message) {
    this.failed = this.asked;
    this.why = message;
    this.fault(message);
  }

  /** Show what the file says now, unless something else is being typed. */
  update(value, hash) {
    const text = JSON.stringify(value);
    if (this.dirty) {
      if (text === this.shown || this.just) this.base = hash;
    } else {
      if (text !== this.shown && text !== JSON.stringify(this.read())) this.show(value);  // what was pasted stays until it is answered
      this.base = hash;
    }
    this.shown = text;
    this.just = false;
  }

  /** Show what is wrong here; of the cells of a table, which have one place for that, each that there is to say. */
  fault(message) {
    const field = this.element.closest(".field"), place = field?.querySelector(".fault");
    if (!place || message === this.told) return;
    this.told = message;
    place.textContent = [...new Set([...store.editors.values()].filter((one) => one.told && field.contains(one.element)).map((one) => one.told))].join("\n");
    if (message) { this.element.setAttribute("aria-invalid", "true"); this.element.setAttribute("aria-describedby", place.id); }
    else { this.element.removeAttribute("aria-invalid"); this.element.removeAttribute("aria-describedby"); }
  }
}
