// Corrections that come home: what somebody changed in a file of this publication, word by word, taken one by one.

import { announce, here, make, openDialog, say } from "/page/dom.js";
import { whereOf } from "/page/form.js";
import { refresh, status } from "/page/store.js";

export const CORRECTED = /\.(pptx|docx|pdf)$/i;
const named = (files) => files.map((one) => one.name).join(", ");

/** Show what `files` propose together; return false when one is none of this publication, which is said to whoever has `asked`. */
export async function showCorrections(files, asked = false) {
  const file = named(files);
  announce(say("reading", { file }));
  const found = await sent(files, {});
  if (found.foreign && asked) await told(file, say("pull_foreign", { file: found.foreign }));
  if (found.foreign) return false;
  if (found.message) { await told(file, found.message); return true; }
  if (!found.changes.length) { await told(file, say("pull_none", { file })); return true; }
  const wanted = await openDialog(say("pull_title", { file }), (close) => listed(found, close));
  if (!wanted?.length) return true;
  const done = await sent(files, { take: wanted.join(",") });
  await refresh(-1);
  if (done.message || done.refused.length) { await told(file, done.message ?? done.refused.join("\n")); return true; }
  const message = done.made ? "pull_done" : "pull_kept";
  status(message, { n: done.made });
  announce(say(message, { n: done.made }));
  return true;
}

function told(file, message) {
  return openDialog(say("pull_title", { file }), (close) => make("div", {}, make("p", { role: "status" }, message),
    make("div", { class: "row" }, make("button", { type: "button", class: "main", autofocus: true, onclick: () => close(null) }, say("close")))));
}

function listed(found, close) {
  const boxes = [];
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const row = (change, number) => make("li", { class: change.conflict ? "correction conflict" : "correction" }, ...head(change, number, boxes), ...body(change), ...kept(change, boxes));
  const takeable = found.changes.filter((one) => one.mark);
  const list = make("ol", { class: "corrections" }, ...found.changes.map((change, index) => row(change, index + 1)));
  const by = found.author ? ` ${say("pull_by", { author: found.author, date: found.date })}` : "";
  return make("div", { class: "pulled" }, make("p", { class: "quiet" }, say("pull_count", { n: found.changes.length }), by), make("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": say("pull_changes") }, list),
    make("div", { class: "row" },
      takeable.length ? make("button", { type: "button", class: "main", onclick: () => close(chosen()) }, say("pull_take")) : null,
      takeable.length ? make("button", { type: "button", onclick: () => close(takeable.filter((one) => !one.conflict).map((one) => one.mark)) }, say("pull_all")) : null,
      make("button", { type: "button", onclick: () => close(null) }, say("pull_leave"))));
}

/** Return the line above a change: with a box where it can be taken; of wordings of one place, one at a time. */
function head(change, number, boxes) {
  const where = [change.where, change.by].filter(Boolean).join(" · ");
  const name = [make("b", {}, `${number}. ${change.what}`), where ? make("span", { class: "quiet" }, ` ${where}`) : null];
  if (!change.mark) return [make("div", {}, ...name)];
  return [make("label", {}, choice(change, change.mark, boxes), ...name)];
}

/** Return the line below the first wording of a place, by which the content stays as it is. */
function kept(change, boxes) {
  if (!change.conflict || boxes.filter((one) => one.dataset.claims === change.claims).length > 1) return [];
  return [make("p", {}, make("label", {}, choice(change, `keep:${change.mark}`, boxes), say("pull_keep")))];
}

/** Return a box for what can be taken, or kept; of those that claim one place, one at a time is ticked. */
function choice(change, value, boxes) {
  const box = make("input", { type: "checkbox", value, checked: !change.conflict });
  box.dataset.claims = change.claims;
  box.addEventListener("change", () => {
    for (const one of boxes) if (box.checked && one !== box && change.claims && one.dataset.claims === change.claims) one.checked = false;
  });
  boxes.push(box);
  return box;
}

const sign = { "-": (text) => make("del", {}, text), "+": (text) => make("ins", {}, text), "=": (text) => text };
const compared = (words) => words.map(([kind, text]) => sign[kind](text));

function body(change) {
  return [
    change.field.file ? make("p", { class: "quiet key", title: change.field.place }, whereOf(change.field)) : null,
    change.said ? make("p", {}, change.said) : null,
    change.words.length ? make("p", { class: "words" }, ...compared(change.words)) : null,
    ...change.texts.map(([name, words]) => make("p", { class: "words" }, make("span", { class: "quiet" }, `${name} `), ...compared(words))),
  ];
}

async function sent(files, more) {
  const asked = new URLSearchParams(more);
  for (const file of files) { asked.append("name", file.name); asked.append("size", file.size); }
  const answer = await fetch(here(`/pull?${asked}`), {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: new Blob(files),
  }).catch(() => null);
  if (!answer) return { message: say("offline") };
  return answer.headers.get("content-type")?.includes("json") ? answer.json() : { message: answer.status === 413 ? say("too_large") : say("unread") };
}
