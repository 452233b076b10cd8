// A document of another program: what becomes of it is shown before anything is written.

import { announce, make, openDialog, say } from "/page/dom.js";

const DOCUMENT = /\.(docx|pptx|md|markdown|html?|xhtml|txt)$/i;

/** Let documents be dropped on `element`; pictures and other files are left to whoever takes those. */
export function takesFiles(element, choose = chooseFile) {
  const isFile = (event) => [...event.dataTransfer.items].some((one) => one.kind === "file" && !one.type.startsWith("image/"));
  element.addEventListener("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    element.classList.add("taking");
  });
  element.addEventListener("dragleave", (event) => { if (!element.contains(event.relatedTarget)) element.classList.remove("taking"); });
  element.addEventListener("drop", (event) => {
    element.classList.remove("taking");
    const files = [...event.dataTransfer.files];
    if (!files.length || files[0].type.startsWith("image/")) return;
    event.preventDefault();
    event.stopPropagation();
    choose(files[0], files);
  });
}

/** Show what becomes of a file; where that is wanted, write it and open the publication. */
export async function chooseFile(file) {
  const seen = DOCUMENT.test(file.name) ? await during(say("reading", { file: file.name }), sent(file, {})) : { message: say("no_document", { file: file.name }) };
  if (seen.message) { await refused(file, seen.message); return; }
  const chosen = await openDialog(say("becomes", { file: file.name }), (close) => make("div", { class: "brought" }, ...becomes(seen),
    make("div", { class: "row" }, make("button", { type: "button", class: "main", autofocus: true, onclick: () => close("keep") }, say("keep_import")),
      make("button", { type: "button", onclick: () => close(null) }, say("leave_import")))));
  if (chosen !== "keep") return;
  const kept = await during(say("reading", { file: file.name }), sent(file, { keep: "yes" }));
  if (kept.message) await refused(file, kept.message);
  else location.assign(`/of/${encodeURIComponent(kept.slug)}/`);
}

/** Show and say what is being done until it is. */
async function during(text, work) {
  const told = make("p", { class: "toast" }, text);
  document.body.append(told);
  announce(text);
  try { return await work; } finally { told.remove(); }
}

function refused(file, message) {
  return openDialog(say("not_brought", { file: file.name }), (close) => make("div", {}, make("p", { role: "alert" }, message),
    make("div", { class: "row" }, make("button", { type: "button", class: "main", autofocus: true, onclick: () => close(null) }, say("close")))));
}

function becomes(seen) {
  const pillar = (one) => make("li", {}, make("img", { src: `/start/icon/${one.icon}.svg`, alt: "", class: "icon", width: "24", height: "24" }),
    make("span", {}, make("b", {}, one.label), make("span", { class: "quiet" }, ` ${told(one)}`)));
  const row = (one) => make("tr", {}, make("th", { scope: "row" }, one.place), make("td", {}, one.text), make("td", { class: "number" }, String(one.words)));
  return [
    make("p", { class: "proved" }, say("all_words", { n: seen.count.toLocaleString(document.documentElement.lang), file: seen.file })),
    make("p", {}, make("b", {}, seen.title), make("span", { class: "quiet" }, ` content/${seen.slug}`)),
    make("ol", { class: "becoming" }, ...seen.pillars.map(pillar)),
    make("h3", {}, say("warnings")), make("ul", { class: "said" }, ...seen.doubts.map((one) => make("li", {}, one))),
    make("details", {}, make("summary", {}, say("each_word")), make("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": say("each_word") },
      make("table", { class: "proof" }, make("thead", {}, make("tr", {}, ...["proof_place", "proof_text", "proof_words"].map((name) => make("th", { scope: "col" }, say(name))))),
        make("tbody", {}, ...seen.proof.map(row))))),
  ];
}

function told(pillar) {
  return [say("examples_count", { n: pillar.examples }), pillar.table ? say("with_table") : "", pillar.places.join(", ")].filter(Boolean).join(" · ");
}

async function sent(file, more) {
  const answer = await fetch(`/start/import?${new URLSearchParams({ name: file.name, ...more })}`, {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
  }).catch(() => null);
  if (!answer) return { message: say("offline") };
  return answer.headers.get("content-type")?.includes("json") ? answer.json() : { message: answer.status === 413 ? say("too_large") : say("unread") };
}
