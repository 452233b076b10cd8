// A picture: chosen among those of the publication, or a new one, dropped or chosen, with what it shows.

import { announce, here, make, openDialog, say } from "/page/dom.js";
import { structural } from "/page/form.js";
import { Editor, refresh, store } from "/page/store.js";

export const PICTURED = new Set(["picture", "logo"]);
const ENDINGS = /\.(jpe?g|png|webp|svg)$/i;
/** Return where a picture of the publication is answered. */
export const address = (path) => here(`/picture?${new URLSearchParams({ file: path })}`);

/** Return the control that shows which picture is chosen, and lets another be. */
export function pictureField(file, field) {
  const picture = make("img", { alt: "", class: "thumb" });
  const name = make("span", {});
  const control = make("button", { type: "button", class: "chosen" }, picture, name);
  const editor = new Editor(file, field.path, control);
  let value = field.value;
  editor.read = () => value;
  editor.show = (one) => {
    value = one;
    name.textContent = one;
    control.setAttribute("aria-label", `${field.label} : ${one}`);
    if (store.state.pictures.includes(one)) picture.src = address(one);
  };
  editor.show(field.value);
  control.addEventListener("click", async () => {
    const chosen = await pickPicture(null, false);
    if (chosen) { editor.show(chosen.file); editor.typed(0); }
  });
  const label = make("span", { class: "label", "aria-hidden": "true" }, field.label);
  return make("div", { class: "field" }, label, control, make("p", { class: "fault", id: `fault-picture-${JSON.stringify(field.path)}` }));
}

/** Add a picture to what `field` belongs to; `dropped` is a file that was dropped there. */
export async function addPicture(file, field, dropped = null) {
  const chosen = await pickPicture(dropped, true);
  if (!chosen) return;
  const value = { file: chosen.file, alt: [{ t: chosen.alt }] };
  const edit = field.kind === "list" ? { op: "insert", index: field.items.length } : { op: field.present ? "set" : "add" };
  await structural({ ...edit, file, path: field.path, value });
}

/** Let a picture be chosen; return its path, and what it shows if that is asked for. */
function pickPicture(dropped, described) {
  return openDialog(say("choose_picture"), (close) => {
    let chosen = dropped;
    const told = make("p", { class: "fault", role: "alert" });
    const seen = make("img", { alt: "", class: "thumb", hidden: true });
    const shown = make("p", { class: "quiet line", role: "status" }, seen, make("span", {}));
    const input = make("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/svg+xml", class: "unseen", autofocus: !dropped });
    const take = (one) => {
      chosen = one;
      shown.lastChild.textContent = one.name ?? one;
      seen.src = one.name ? URL.createObjectURL(one) : address(one);
      seen.hidden = false;
      told.textContent = "";
      alt?.focus();
    };
    input.addEventListener("change", () => { if (input.files[0]) take(input.files[0]); });
    const zone = make("label", { class: "zone" }, say("drop_picture"), input);
    zone.addEventListener("dragover", (event) => event.preventDefault());
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
    });
    const pictures = store.state.pictures.filter((one) => ENDINGS.test(one));
    const tiles = pictures.map((path) => make("button", { type: "button", class: "tile", onclick: () => take(path) },
      make("img", { src: address(path), alt: "", class: "thumb", loading: "lazy" }), make("span", {}, path)));
    const alt = described ? make("input", { type: "text", required: true, "aria-label": say("what_it_shows"), autocomplete: "off", autofocus: Boolean(dropped) }) : null;
    if (dropped) take(dropped);
    const submit = async (event) => {
      event.preventDefault();
      if (!chosen) { told.textContent = say("no_picture_yet"); return; }
      const found = typeof chosen === "string" ? { file: chosen } : await upload(chosen);
      if (found.file) close({ file: found.file, alt: alt?.value.trim() ?? "" });
      else told.textContent = say("picture_refused", { reason: found.message });
    };
    return make("form", { class: "picker", onsubmit: submit }, dropped ? "" : zone, shown,
      ...(tiles.length && !dropped ? [make("h3", {}, say("of_folder")), make("div", { class: "tiles" }, ...tiles)] : []),
      ...(alt ? [make("span", { class: "label", "aria-hidden": "true" }, say("what_it_shows")), alt] : []),
      told, make("button", { class: "main" }, say("add_picture")));
  });
}

/** Send a file, a "picture" or a "template"; return where it is kept, or why it is not. */
export async function upload(file, kind = "picture") {
  const answer = await fetch(here(`/${kind}?${new URLSearchParams({ name: file.name })}`), {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
  }).catch(() => null);
  if (!answer) return { message: say("offline") };
  const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { message: answer.statusText };
  if (told.file) await refresh(-1);
  else announce(told.message);
  return told;
}

/** Let pictures be dropped on `element`, to become those of `field`. */
export function takesPictures(element, file, field) {
  const isPicture = (event) => [...event.dataTransfer.items].some((one) => one.kind === "file" && one.type.startsWith("image/"));
  element.addEventListener("dragover", (event) => {
    if (!isPicture(event)) return;
    event.preventDefault();
    event.stopPropagation();
    element.classList.add("over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    element.classList.remove("over");
    const dropped = [...event.dataTransfer.files].find((one) => one.type.startsWith("image/"));
    if (!dropped) return;
    event.preventDefault();
    event.stopPropagation();
    addPicture(file, field, dropped);
  });
}
