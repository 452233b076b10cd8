// The page: the bar, the outline, and what draws a new state.

import { announce, ask, drawn, here, make, openDialog, say, signButton } from "/page/dom.js";
import { chooseFile, takesFiles } from "/page/bring.js";
import { askSoon } from "/page/fit.js";
import { currentFile, draggable, drawForm, focusFirst, focusSheet, focusTold, ownerOf, structural, titleOf, whereOf } from "/page/form.js";
import { CORRECTED, showCorrections } from "/page/pull.js";
import { buildPreview, drawPreview, showFirst } from "/page/preview.js";
import { leftIn } from "/page/translation.js";
import { hasDraft, isUnsaved, listen, refresh, status, step, store, unsaved } from "/page/store.js";

function buildBar() {
  document.getElementById("bar").replaceChildren(
    make("img", { class: "brand", src: "/page/icon.svg", alt: "" }), make("h1", { id: "name" }, say("title")), make("span", { id: "status", role: "status" }),
    make("div", { class: "bar-tools" }, shelf(),
      make("button", { type: "button", id: "undo", onclick: () => back("undo") }, say("undo")),
      make("button", { type: "button", id: "redo", onclick: () => back("redo") }, say("redo")),
      corrections(), files()));
  const view = (name) => make("button", { type: "button", "aria-pressed": "false", "data-to": name, onclick: () => { look(name); } }, say(name));
  const place = document.getElementById("switch");
  place.setAttribute("aria-label", say("preview"));
  place.append(view("write"), view("see"));
  look("write");
}

/** Undo or redo a change, and show what it was of where that is not in view. */
async function back(name) {
  if (await step(name) !== "ok") return;
  const changed = Object.keys(store.state.own ?? {}).map(ownerOf);
  const shown = store.state.forms.map((form) => form.file).filter((file) => changed.includes(file));
  if (!shown.length || shown.includes(currentFile())) return;
  drawForm(shown.at(-1));
  drawOutline(store.state);
  showFirst(shown.at(-1));
}

/** Return the button that asks for corrected files; the field behind it is in no document. */
function corrections() {
  const field = make("input", { type: "file", accept: ".pptx,.docx,.pdf", multiple: true });
  field.addEventListener("change", async () => {
    const files = [...field.files];
    field.value = "";
    if (files.length) await showCorrections(files, true);
  });
  return make("button", { type: "button", id: "pull", onclick: () => field.click() }, say("pull"));
}

/** Have a file built, checked and saved among the downloads; why that cannot be is said, and no file comes. */
async function download(name, edition = "") {
  for (const menu of document.querySelectorAll(".menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  await Promise.all([...store.editors.values()].filter((one) => one.dirty).map((one) => one.save()));
  if (!await goesWithout(unsaved())) return;
  status("building");
  announce(say("building"));
  const answer = await fetch(here(`/file/${name}?${new URLSearchParams(edition ? { edition } : {})}`)).catch(() => null);
  status("");
  if (!answer?.ok) {
    const why = answer ? await answer.text() : say("offline");
    await openDialog(say("not_built"), (close) => make("div", {}, make("p", { role: "alert", class: "said-whole" }, why),
      make("div", { class: "row" }, make("button", { type: "button", class: "main", autofocus: true, onclick: () => close(null) }, say("close")))));
    return;
  }
  const file = answer.headers.get("content-disposition").match(/filename="([^"]+)"/)[1];
  const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  const told = isUnsaved() ? "built_without" : "built";
  status(told);
  announce(say(told));
}

/** Tell whether a file is to be made without what is not saved; whoever would rather mend that first is led there. */
async function goesWithout(left) {
  if (!left.length) return true;
  const chosen = await openDialog(say("not_in_file"), (close) => make("div", {}, make("p", {}, say("not_in_file_why")),
    make("ul", { class: "corrections" }, ...left.map((one) => make("li", { class: "correction" },
      make("button", { type: "button", class: "goto", onclick: () => close(one) }, whereOf(one)), one.why ? make("p", { class: "said-whole" }, one.why) : ""))),
    make("div", { class: "row" }, make("button", { type: "button", class: "main", autofocus: true, onclick: () => close(left[0]) }, say("mend_first")),
      make("button", { type: "button", onclick: () => close("without") }, say("file_without")))));
  if (chosen && chosen !== "without") store.lead(chosen);
  return chosen === "without";
}

const WHOLE = ["deck", "note", "web"];
const OTHERS = ["note-large-print", "note-plain", "note-grey", "note-print", "handout", "review"];

/** Return the menu of the files: of the publication, its other forms, and each of its editions; it is filled when it opens. */
function files() {
  const items = make("div", { class: "items" });
  const menu = make("details", { class: "menu main" }, make("summary", {}, say("download")), items);
  const link = (name, label, edition) => make("button", { type: "button", class: "item", onclick: () => download(name, edition) }, label);
  const part = (one) => make("div", { role: "group", "aria-label": one.label, class: "part" }, make("span", { class: "quiet" }, one.label),
    ...one.outputs.map(({ name, label }) => link(name, WHOLE.includes(name) ? say(`file_${name}`) : label, one.id)));
  const others = () => part({ label: say("more_files"), id: "", outputs: OTHERS.map((name) => ({ name, label: say(`file_${name}`) })) });
  menu.addEventListener("toggle", () => {
    if (menu.open) items.replaceChildren(...WHOLE.map((name) => link(name, say(`file_${name}`), "")), ...store.state.editions.map(part), others());
  });
  return menu;
}

/** Return the menu of the folder's publications, which leads to where others begin, too; it is filled when it opens. */
function shelf() {
  const items = make("div", { class: "items" });
  const menu = make("details", { class: "menu", id: "shelf" }, make("summary", {}, say("publications")), items);
  menu.addEventListener("toggle", async () => {
    if (!menu.open) return;
    const answer = await fetch("/start/shelf").catch(() => null);
    const known = answer?.ok ? await answer.json() : { publications: [] };
    const own = store.state.forms[0].file.split("/")[1];
    items.replaceChildren(...known.publications.map((one) => make("a", {
      class: "item", href: `/of/${encodeURIComponent(one.slug)}/`, "aria-current": one.slug === own ? "page" : undefined,
    }, one.title)), make("a", { class: "item more", href: "/start" }, `+ ${say("new_or_bring")}`));
  });
  return menu;
}

for (const leave of ["pointerdown", "keydown"]) addEventListener(leave, (event) => {  // a menu closes when one goes elsewhere
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (event.key === "Escape" && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    if (leave === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) menu.open = false;
  }
});

function look(name) {
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll("#switch button")) button.setAttribute("aria-pressed", String(button.dataset.to === name));
}

function drawOutline(state) {
  keepAddress();
  const nav = document.getElementById("outline");
  nav.setAttribute("aria-label", say("outline"));
  const pillars = state.forms.filter((form) => form.id);
  const isDraft = (file) => hasDraft((one) => ownerOf(one) === file);
  const item = (form, index) => {
    const label = form.id || form.cities || form.language ? titleOf(form) || form.id : say("publication");
    const [bad, look] = [state.problems, state.warnings].map((all) => all.filter((one) => ownerOf(one.file) === form.file).length);
    const value = form.fields.find((one) => one.key === "colour")?.value;
    const colour = state.colours[value] ?? Object.values(state.colours)[index % Math.max(1, Object.keys(state.colours).length)];
    const dot = make("span", { class: "dot", "aria-hidden": "true" }, form.id ? String(index + 1) : drawn(form.cities ? "place" : form.language ? "tongue" : "page"));
    if (form.id && colour) dot.style.setProperty("--colour", `#${colour}`);
    const button = make("button", {
      type: "button", class: "entry", "aria-current": form.file === currentFile() ? "page" : undefined, "data-file": form.file,
      onclick: () => { drawForm(form.file); drawOutline(store.state); focusSheet(); showFirst(form.file); },
    }, dot, make("span", {}, label), form.language ? make("span", { class: "state" }, waitingIn(form)) : "", isDraft(form.file) ? make("span", { class: "bad" }, say("unsaved")) : "");
    const element = make("li", {}, button, bad ? counted(form, label, bad, "mend") : look ? counted(form, label, look, "warnings") : "");
    if (!form.id) return element;
    draggable(element, button, "pillars", index, (from, to) =>
      structural({ op: "move-pillar", file: "", value: pillars[from].id, to }, "moved", { number: to + 1 }));
    if (form.file === currentFile()) element.append(tools(form, index, pillars.length, label));
    return element;
  };
  const text = JSON.stringify([state.forms.map((form) => [form.file, titleOf(form), form.missing, form.stale, form.fields.find((one) => one.key === "colour")?.value]),
    [...state.problems, ...state.warnings].map((one) => one.file), currentFile(), state.colours, state.forms.filter((form) => isDraft(form.file)).length]);
  if (nav.dataset.text === text) return;
  nav.dataset.text = text;
  const focused = document.activeElement?.dataset?.focus;
  nav.replaceChildren(make("ul", {}, item(state.forms[0], 0)), make("ol", {}, ...pillars.map(item)),
    make("button", { type: "button", class: "more", onclick: addPillar }, `+ ${say("add_pillar")}`),
    make("ul", { class: "last" }, ...state.forms.filter((form) => form.language).map((form) => item(form, 0)),
      make("li", {}, make("button", { type: "button", class: "more", onclick: addTranslation }, `+ ${say("add_translation")}`)),
      ...state.forms.filter((form) => form.cities).map((form) => item(form, 0))));
  if (focused) nav.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

/** Return how much of a form there is to mend or to look at; a click leads to the first of it. */
function counted(form, label, n, kind) {
  const told = say(kind === "mend" ? "to_mend_in" : "to_look_in", { n, label });
  return make("button", { type: "button", class: `count-of ${kind}`, "aria-label": told, title: told, "data-focus": `count ${form.file}`, onclick: () => {
    drawForm(form.file);
    drawOutline(store.state);
    showFirst(form.file);
    focusTold(kind);
  } }, kind === "mend" ? `${n} !` : String(n));
}

function tools(form, index, count, label) {
  const move = (by) => {
    const button = signButton(by < 0 ? "up" : "down", say(by < 0 ? "up" : "down", { label }), () =>
      structural({ op: "move-pillar", file: "", value: form.id, to: index + by }, "moved", { number: index + by + 1 }), { "data-focus": `${form.id}${by}` });
    button.disabled = index + by < 0 || index + by >= count;
    return button;
  };
  return make("div", { class: "entry-tools" }, move(-1), move(1),
    signButton("copy", say("duplicate", { label }), () => structural({ op: "copy-pillar", file: "", value: form.id })),
    signButton("remove", say("remove", { label }), () => removePillar(form, index)));
}

async function removePillar(form, index) {
  if (await structural({ op: "remove-pillar", file: "", value: form.id }, "removed") !== "ok") return;
  const left = store.state.forms.filter((one) => one.id);
  const near = left[Math.min(index, left.length - 1)] ?? store.state.forms[0];
  drawForm(near.file);
  drawOutline(store.state);
  document.querySelector(`.entry[data-file="${CSS.escape(near.file)}"]`).focus();
}

/** Return how many texts of a translation wait, as a number and in words. */
function waitingIn(form) {
  const n = form.missing + form.stale;
  return n ? make("span", { title: leftIn(form) }, make("span", { "aria-hidden": "true" }, String(n)), make("span", { class: "unseen" }, leftIn(form)))
    : make("span", { title: leftIn(form) }, drawn("check"), make("span", { class: "unseen" }, leftIn(form)));
}

async function addTranslation() {
  const there = new Set([store.state.language, ...store.state.forms.map((form) => form.language)]);
  const choices = store.state.languages.filter((one) => !there.has(one.value)).map((one) => [one.value, one.label]);
  const language = await ask(say("which_language"), "", choices);
  if (!language || await structural({ op: "new-translation", file: "", value: language }) !== "ok") return;
  const made = store.state.forms.find((form) => form.language === language);
  if (made) { drawForm(made.file); drawOutline(store.state); focusFirst(made.file, []); }
}

async function addPillar() {
  const before = new Set(store.state.forms.map((form) => form.file));
  if (await structural({ op: "new-pillar", file: "" }) !== "ok") return;
  const made = store.state.forms.find((form) => !before.has(form.file));
  if (made) { drawForm(made.file); drawOutline(store.state); focusFirst(made.file, []); }
}

function drawBar(state) {
  const name = titleOf(state.forms[0]);
  document.getElementById("name").textContent = name;
  document.title = `${name} — ${say("title")}`;
  document.getElementById("undo").disabled = !state.undo;
  document.getElementById("redo").disabled = !state.redo;
}

addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches?.("input")) return;
  const name = event.key === "z" && !event.shiftKey ? "undo" : event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey) ? "redo" : "";
  if (!name || [...store.editors.values()].some((one) => one.dirty)) return;
  event.preventDefault();
  back(name);
});
addEventListener("keydown", (event) => {  // what Word taught everybody
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  for (const one of [...store.editors.values()].filter((editor) => editor.dirty)) one.save(true);
  if (document.getElementById("status").dataset.state !== "unsaved") status("saved");
});
addEventListener("hashchange", () => { const file = fileInAddress(); if (file && file !== currentFile()) { drawForm(file); drawOutline(store.state); showFirst(file); } });
addEventListener("beforeunload", (event) => { if (isUnsaved()) event.preventDefault(); });

document.addEventListener("focusin", askSoon);
buildBar();
buildPreview();
takesFiles(document.body, async (file, all) => {  // of this publication they are corrections, else the beginning of another one
  if (!all.every((one) => CORRECTED.test(one.name)) || !await showCorrections(all)) await chooseFile(file);
});
/** Return the file that the address names, so that a reload and “Back” lead where one was. */
const fileInAddress = () => store.state.forms.find((form) => form.file === decodeURIComponent(location.hash.slice(1)))?.file ?? "";
function keepAddress() {
  if (currentFile() && fileInAddress() !== currentFile()) history[location.hash ? "pushState" : "replaceState"](null, "", `#${encodeURI(currentFile())}`);
}

store.listeners.push(drawBar, (state) => drawForm(currentFile() ?? (fileInAddress() || state.forms[0].file)), drawOutline, drawPreview);
await refresh(-1);
if (location.hash) showFirst(currentFile());
status("");
listen();
document.documentElement.dataset.ready = "yes";
