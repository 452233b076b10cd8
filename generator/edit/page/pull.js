// Corrections that come home: what somebody changed in a file of this publication, word by word, taken one by one.

import { announce, here, make, openDialog, say } from "/page/dom.js";
import { refresh } from "/page/store.js";

export const CORRECTED = /\.(pptx|docx|pdf)$/i;

/** Show what `file` proposes; return false when it is none of this publication, which is said to whoever has `asked`. */
export async function showCorrections(file, asked = false) {
  announce(say("reading", { file: file.name }));
  const found = await sent(file, {});
  if (found.foreign && asked) await told(file, say("pull_foreign", { file: file.name }));
  if (found.foreign) return false;
  if (found.message) { await told(file, found.message); return true; }
  if (!found.changes.length) { await told(file, say("pull_none", { file: file.name })); return true; }
  const wanted = await openDialog(say("pull_title", { file: file.name }), (close) => listed(found, close));
  if (!wanted?.length) return true;
  const done = await sent(file, { take: wanted.join(",") });
  await refresh(-1);
  if (done.message || done.refused.length) await told(file, done.message ?? done.refused.join("\n"));
  else announce(say("pull_done", { n: done.made }));
  return true;
}

function told(file, message) {
  return openDialog(say("pull_title", { file: file.name }), (close) => make("div", {}, make("p", { role: "status" }, message),
    make("div", { class: "row" }, make("button", { type: "button", class: "main", autofocus: true, onclick: () => close(null) }, say("close")))));
}

function listed(found, close) {
  const boxes = [];
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const row = (change, number) => make("li", { class: change.conflict ? "correction conflict" : "correction" }, ...head(change, number, boxes), ...body(change));
  const takeable = found.changes.filter((one) => one.mark);
  const list = make("ol", { class: "corrections" }, ...found.changes.map((change, index) => row(change, index + 1)));
  const by = found.author ? make("p", { class: "quiet" }, say("pull_by", { author: found.author, date: found.date })) : null;
  return make("div", { class: "pulled" }, by, make("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": say("pull_changes") }, list),
    make("div", { class: "row" },
      takeable.length ? make("button", { type: "button", class: "main", onclick: () => close(chosen()) }, say("pull_take")) : null,
      takeable.length ? make("button", { type: "button", onclick: () => close(takeable.filter((one) => !one.conflict).map((one) => one.mark)) }, say("pull_all")) : null,
      make("button", { type: "button", onclick: () => close(null) }, say("leave_import"))));
}

/** Return the line above a change: with a box where it can be taken; of wordings of one place, one at a time. */
function head(change, number, boxes) {
  const where = [change.place, change.by].filter(Boolean).join(" · ");
  const name = [make("b", {}, `${number}. ${change.what}`), where ? make("span", { class: "quiet" }, ` ${where}`) : null];
  if (!change.mark) return [make("div", {}, ...name)];
  const box = make("input", { type: "checkbox", value: change.mark, checked: !change.conflict });
  box.dataset.claims = change.claims;
  box.addEventListener("change", () => {
    for (const one of boxes) if (box.checked && one !== box && change.claims && one.dataset.claims === change.claims) one.checked = false;
  });
  boxes.push(box);
  return [make("label", {}, box, ...name)];
}

function body(change) {
  const sign = { "-": (text) => make("del", {}, text), "+": (text) => make("ins", {}, text), "=": (text) => text };
  return [
    change.said ? make("p", {}, change.said) : null,
    change.words.length ? make("p", { class: "words" }, ...change.words.map(([kind, text]) => sign[kind](text))) : null,
    ...change.texts.map(([name, text]) => make("p", { class: "words" }, make("span", { class: "quiet" }, `${name} `), text)),
    change.key ? make("p", { class: "quiet key" }, change.key) : null,
  ];
}

async function sent(file, more) {
  const answer = await fetch(here(`/pull?${new URLSearchParams({ name: file.name, ...more })}`), {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
  }).catch(() => null);
  if (!answer) return { message: say("offline") };
  return answer.headers.get("content-type")?.includes("json") ? answer.json() : { message: answer.status === 413 ? say("too_large") : say("unread") };
}
