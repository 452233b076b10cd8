// A translation: each text beside its own words in the other language, and what of it is out of date.

import { here, make, say } from "/page/dom.js";
import { keyOf, send, store, take } from "/page/store.js";
import { textBox, wordsOf } from "/page/text.js";

let waitingOnly = false;
const waits = (field) => field.state === "missing" || field.state === "stale";

/** Return what is left to do in a translation, in few words. */
export function leftIn(form) {
  const told = [form.missing ? say("to_translate", { n: form.missing }) : "", form.stale ? say("to_check", { n: form.stale }) : ""];
  return told.filter(Boolean).join(", ") || say("all_translated");
}

/** Return a text, its translation, and what is to be done. */
export function translationField(file, field) {
  const language = file.slice(file.lastIndexOf("/") + 1, -".yaml".length);
  const label = say("translation_of", { label: field.label });
  const { box, extras } = textBox(file, { ...field, lang: language }, label);
  return make("div", { class: "field translation", "data-row": keyOf(file, field.path) },
    make("div", { class: "of" }, make("span", { class: "label" }, field.label), make("p", { class: "source" }), make("p", { class: "older quiet" })),
    make("div", { class: "into" }, make("p", { class: "state" }), box, ...extras, make("p", { class: "fault", id: `fault-${CSS.escape(keyOf(file, field.path))}` }),
      make("button", { type: "button", class: "offer right", onclick: () => confirm(file, field) }, say("still_right"))));
}

/** Say that a translation is right as it stands: it is then of the wording of today. */
function confirm(file, field) {
  return send({ op: "set", file, path: field.path, value: store.editors.get(keyOf(file, field.path)).read() });
}

/** Return what a translation's sheet holds below its title: the texts of the publication, then those of each pillar. */
export function translationSheet(form, draw) {
  const show = (only) => make("button", { type: "button", "data-only": String(only), onclick: () => { waitingOnly = only; drawTranslation(form); } },
    say(only ? "show_waiting" : "show_all"));
  const titles = new Map(store.state.forms.filter((one) => one.id).map((one, index) => [one.id, say("pillar", { number: index + 1 })]));
  const parts = ["", ...titles.keys()].map((id) => [id, form.fields.filter((field) => field.pillar === id)]).filter(([_id, fields]) => fields.length);
  return [make("p", { class: "quiet" }, say("translation_why")),
    make("div", { class: "row filter" }, show(false), show(true), make("span", { class: "quiet left", role: "status" })),
    make("p", { class: "quiet none", hidden: true }, say("nothing_waits")),
    ...parts.map(([id, fields]) => make("section", { class: "group part", "aria-label": titles.get(id) ?? say("publication") },
      make("h3", {}, titles.get(id) ?? say("publication")), ...fields.map(draw)))];
}

/** Show of each text what it says now and how its translation stands; what is being typed stays in view. */
export function drawTranslation(stale) {
  const form = store.state.forms.find((one) => one.file === stale.file);
  const sheet = document.getElementById("sheet");
  for (const button of sheet.querySelectorAll("[data-only]")) button.setAttribute("aria-pressed", String(button.dataset.only === String(waitingOnly)));
  const left = sheet.querySelector(".filter .left");
  if (!left) return;
  if (left.textContent !== leftIn(form)) left.textContent = leftIn(form);
  let any = false;
  for (const field of form.fields) {
    const row = sheet.querySelector(`[data-row="${CSS.escape(keyOf(form.file, field.path))}"]`);
    if (!row) continue;
    const source = row.querySelector(".source");
    source.lang = store.state.language;
    source.replaceChildren(...wordsOf(field.source));
    row.querySelector(".older").replaceChildren(field.older ? say("was", { text: field.older.map((run) => run.t).join("") }) : "");
    row.querySelector(".state").textContent = field.state === "missing" ? say("not_translated") : field.state === "stale" ? say("outdated") : "";
    row.querySelector(".right").hidden = field.state !== "stale";
    row.dataset.state = field.state;
    row.hidden = waitingOnly && !waits(field) && !row.contains(document.activeElement);
    any ||= !row.hidden;
  }
  sheet.querySelector(".none").hidden = any;
  for (const part of sheet.querySelectorAll(".part")) part.hidden = ![...part.querySelectorAll(".translation")].some((row) => !row.hidden);
}

let asked = null;

/** Show the edition in a translation's language beside it, the whole publication beside anything else. */
export function lookFor(form) {
  const wanted = form.language ? store.state.editions.find((one) => one.language === form.language)?.id ?? "" : "";
  if (asked === form.file) return;
  asked = form.file;
  if (wanted !== store.state.looking) lookAt(wanted);
}

/** Show an edition. */
export async function lookAt(edition) {
  const preview = document.getElementById("preview");
  preview.setAttribute("aria-busy", "true");
  const answer = await fetch(here("/look"), {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ edition }),
  }).catch(() => null);
  if (answer?.ok) take(await answer.json());
  preview.removeAttribute("aria-busy");
}
