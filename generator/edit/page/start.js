// Where publications begin: those that are there, five questions for a new one, a place for a file that exists.

import { chooseFile, takesFiles } from "/page/bring.js";
import { make, openDialog, say } from "/page/dom.js";

const known = await fetch("/start/shelf").then((answer) => answer.json());

/** Return a question with its control and, below, what helps to answer it. */
function asked(name, control, hint = "") {
  const id = `answer-${name}`;
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return make("div", { class: "field" }, make("label", { class: "label", for: id }, say(`ask_${name}`)), control,
    hint ? make("p", { class: "quiet", id: `${id}-hint` }, hint) : null);
}

function newForm() {
  const title = make("input", { type: "text", required: true, autocomplete: "off", maxlength: "300" });
  const language = make("select", {}, ...known.languages.map((one) => make("option", { value: one.value }, one.label)));
  const organisation = make("input", { type: "text", autocomplete: "organization", maxlength: "300" });
  const pillars = make("textarea", { rows: "4" });
  const places = make("textarea", { rows: "3" });
  pillars.value = known.pillars.join("\n");
  const told = make("p", { class: "fault", role: "alert" });
  const button = make("button", { class: "main" }, say("create"));
  const lines = (box) => box.value.split("\n").map((one) => one.trim()).filter(Boolean);
  const submit = async (event) => {
    event.preventDefault();
    told.textContent = "";
    button.disabled = true;
    const body = JSON.stringify({
      title: title.value.trim(), language: language.value, organisation: organisation.value.trim(), pillars: lines(pillars), places: lines(places),
    });
    const answer = await fetch("/start/new", { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => null);
    button.disabled = false;
    if (!answer) { told.textContent = say("offline"); return; }
    const made = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { message: answer.statusText };
    if (!answer.ok) { told.textContent = made.message; return; }
    const address = `/of/${encodeURIComponent(made.slug)}/`;
    await openDialog(say("is_ready", { title: title.value.trim() }), () => make("div", {}, make("h3", {}, say("warnings")),
      make("ul", { class: "said" }, ...made.doubts.map((one) => make("li", {}, one))),
      make("div", { class: "row" }, make("a", { class: "item main", href: address, autofocus: true }, say("open_it")))));
    location.assign(address);
  };
  return make("form", { class: "sheaf", id: "new", "aria-labelledby": "new-title", onsubmit: submit },
    make("h2", { id: "new-title" }, say("new_publication")), asked("title", title), asked("language", language),
    asked("organisation", organisation, say("may_be_empty")), asked("pillars", pillars, say("one_a_line")),
    asked("places", places, say("places_hint")), told, button);
}

function bringBox() {
  const input = make("input", { type: "file", class: "unseen", accept: ".docx,.pptx,.md,.html,.htm,.txt" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) await chooseFile(file);
    input.value = "";
  });
  return make("section", { class: "sheaf", "aria-labelledby": "bring-title" }, make("h2", { id: "bring-title" }, say("bring")),
    make("p", {}, say("bring_why")), make("label", { class: "zone" }, say("drop_document"), input));
}

function shelf() {
  const item = (one) => make("li", {}, make("a", { class: "place-entry", href: `/of/${encodeURIComponent(one.slug)}/` },
    make("b", {}, one.title), make("span", { class: "quiet" }, `content/${one.slug}`)));
  return make("section", { class: "sheaf shelf", "aria-labelledby": "shelf-title" }, make("h2", { id: "shelf-title" }, say("publications")),
    known.publications.length ? make("ul", { class: "places" }, ...known.publications.map(item)) : make("p", {}, say("none_yet")),
    make("p", { class: "quiet" }, say("in_folder", { folder: known.folder })));
}

document.title = say("publications");
document.getElementById("bar").append(make("img", { class: "brand", src: "/page/icon.svg", alt: "" }), make("h1", { id: "name" }, "Piliers"));
document.getElementById("start").append(shelf(), bringBox(), newForm());
takesFiles(document.body);
document.documentElement.dataset.ready = "yes";
