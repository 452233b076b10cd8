// The form of a file, made of the fields that the model declares.

import { takesFiles } from "/page/bring.js";
import { announce, ask, here, drawn, found, make, openDialog, say, signButton, takesFirst } from "/page/dom.js";
import { drawFits, fitLine } from "/page/fit.js";
import { pickPoint } from "/page/map.js";
import { PICTURED, addPicture, address as pictureAddress, pictureField, takesPictures, upload } from "/page/picture.js";
import { CITIES, pickPlace } from "/page/place.js";
import { drawBanner, Editor, keyOf, send, status, store } from "/page/store.js";
import { chartGrid, grid } from "/page/table.js";
import { textBox } from "/page/text.js";
import { drawTranslation, lookFor, translationField, translationSheet } from "/page/translation.js";

const FEW = 4; // things to look at that are shown without asking
const MANY = 30; // of them, or of things to mend, that are shown at once
let counter = 0;

class ValueEditor extends Editor {
  constructor(file, field, element) {
    super(file, field.path, element);
    this.optional = !field.required;
    this.present = field.present;
    this.shown = JSON.stringify(field.value);
    element.addEventListener("input", () => this.typed());
    element.addEventListener("change", () => this.save());
    element.addEventListener("blur", () => this.save());
  }

  read() { return this.element.type === "checkbox" ? this.element.checked : this.element.value; }

  show(value) {
    if (this.element.type === "checkbox") this.element.checked = value;
    else this.element.value = value;
  }
}

/** The whole text of a file that YAML cannot read; it is saved on request alone, and kept until then. */
class RawEditor extends Editor {
  constructor(file, field, element, numbers) {
    super(file, [], element);
    Object.assign(this, { numbers, whole: true, shown: JSON.stringify(field.value) });
    this.show(field.value);
    element.addEventListener("input", () => { this.dirty = true; status("unsaved"); this.number(); });
    element.addEventListener("scroll", () => { numbers.scrollTop = element.scrollTop; });
  }

  read() { return this.element.value; }

  save(wanted = false) { return wanted ? super.save() : Promise.resolve("waits"); }

  /** It waits: what was drawn anew saves nothing by itself. */
  typed() { this.dirty = true; status("unsaved"); }

  change() { return { op: "text", file: this.file, path: [], value: this.read() }; }

  show(text) { this.element.value = text; this.number(); }

  /** Number the lines; the faulty ones are marked. */
  number() {
    const faulty = new Set(store.state.problems.filter((one) => one.file === this.file).map((one) => one.line));
    this.numbers.replaceChildren(...this.read().split("\n").map((_line, at) =>
      make("span", { class: faulty.has(at + 1) ? "bad" : undefined }, `${at + 1}\n`)));
  }

  /** Select a line, in the middle of what is seen. */
  goTo(line) {
    const lines = this.read().split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    this.element.focus();
    this.element.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    this.element.scrollTop = (this.element.scrollHeight / lines.length) * (line - 1) - this.element.clientHeight / 2;
  }
}

/** Return a field: its label, its control, the place of its fault. */
function framed(field, control, ...more) {
  const id = `fault-${++counter}`;
  const label = make("span", { class: "label", "aria-hidden": "true" }, field.label);
  return make("div", { class: "field" }, label, control, ...more, make("p", { class: "fault", id }));
}

function input(file, field, type) {
  const control = make("input", { type, "aria-label": field.label, autocomplete: "off", spellcheck: "false" });
  control.value = field.value;
  new ValueEditor(file, field, control);
  return framed(field, control);
}

/** Return a field whose value is one of `options`; what the file says stays among them, whatever it is. */
function choice(file, field, options) {
  const known = !field.value || options.some((one) => one.value === field.value);
  const control = make("select", { "aria-label": field.label },
    field.required ? null : make("option", { value: "" }, "—"),
    ...[...options, ...(known ? [] : [{ value: field.value, label: field.value }])].map((one) => make("option", { value: one.value }, one.label)));
  control.value = field.value;
  new ValueEditor(file, field, control);
  return framed(field, control);
}

/** Return a field of one of the files or names that there are; where there are none, it is typed. */
function listed(file, field) {
  const all = store.state.choices[field.kind];
  return all.length ? choice(file, field, all.map((value) => ({ value, label: store.state.languages.find((one) => one.value === value)?.label ?? value }))) : input(file, field, "text");
}

/** Return a list of texts or words, with the button that adds another one. */
function listOf(file, field, items) {
  const count = items.length;
  return make("div", { class: "field", role: "group", "aria-label": field.label }, make("span", { class: "label", "aria-hidden": "true" }, field.label),
    make("ul", { class: "texts" }, ...items),
    make("button", { type: "button", class: "more", onclick: async () => {
      if (await structural({ op: "insert", file, path: field.path, index: count }) === "ok") focusField(file, [...field.path, count], true);
    }, ...adding(field) }, `+ ${field.item}`));
}

/** Return the editions that the publication declares, by their names. */
function editions() {
  const items = store.state.forms[0].fields.find((one) => one.key === "editions")?.items ?? [];
  return items.map((fields) => fields.find((one) => one.key === "id").value).map((value) => ({ value, label: value }));
}

/** Return the pillars, by their short labels. */
const pillars = () => store.state.forms.filter((one) => one.id).map((one) => ({ value: one.id, label: titleOf(one) || one.id }));

const kinds = {
  text(file, field) {
    const inExample = field.path.at(-3) === "examples" && field.key === "text";
    const { box, extras } = textBox(file, field, field.label, true, inExample ? { hint: say("enter_example"), act: async ({ path }) => {
      const [list, index] = [path.slice(0, -2), path.at(-2) + 1];
      if (await structural({ op: "insert", file, path: list, index }) === "ok") focusFirst(file, [...list, index]);
    }, add: ({ path }, all) => addAll(file, path.slice(0, -2), path.at(-2) + 1, all.map((runs) => ({ text: runs }))) } : null);
    return framed(field, box, ...extras, fitLine(file, field.path));
  },
  raw(file, field) {
    const numbers = make("pre", { "aria-hidden": "true" });
    const box = make("textarea", { "aria-label": field.label, spellcheck: "false", wrap: "off", rows: "16" });
    const editor = new RawEditor(file, field, box, numbers);
    return framed(field, make("div", { class: "raw" }, numbers, box),
      make("button", { type: "button", class: "main", onclick: () => { editor.dirty = true; editor.failed = ""; editor.save(true); } }, say("save_text")));
  },
  word: (file, field) => input(file, field, "text"),
  template(file, field) {
    const element = choice(file, field, store.state.choices.template.map((value) => ({ value, label: value })));
    const select = element.querySelector("select");
    const picker = make("input", { type: "file", accept: ".pptx,.potx", class: "unseen", "aria-label": say("choose_template") });
    const keep = async (given) => {
      const kept = await upload(given, "template");
      if (!kept.file) { element.querySelector(".fault").textContent = kept.message; return; }
      if (![...select.options].some((one) => one.value === kept.file)) select.append(new Option(kept.file, kept.file));
      select.value = kept.file;
      for (const name of ["input", "change"]) select.dispatchEvent(new Event(name));
    };
    picker.addEventListener("change", () => { if (picker.files[0]) keep(picker.files[0]); });
    select.after(make("label", { class: "zone" }, say("choose_template"), picker));
    takesFiles(element, keep);
    return element;
  },
  date: (file, field) => input(file, field, "date"),
  flag(file, field) {
    const control = make("input", { type: "checkbox", "aria-label": field.label });
    control.checked = field.value;
    new ValueEditor(file, field, control);
    return framed(field, control);
  },
  choice: (file, field) => choice(file, field, field.options),
  language: (file, field) => choice(file, field, store.state.languages),
  country: (file, field) => choice(file, field, store.state.countries),
  city: (file, field) => choice(file, field, Object.entries(store.state.cities).map(([value, names]) => ({ value, label: names[0] ?? value }))),
  edition: (file, field) => choice(file, field, editions()),
  profile: (file, field) => listed(file, field),
  sheet: (file, field) => listed(file, field),
  focus(file, field) {
    const shares = (value) => value.match(/^(\d+)% (\d+)%$/)?.slice(1);
    const asOption = (value) => ({ value, label: say("point_kept", { across: `${shares(value)[0]}\u00a0%`, down: `${shares(value)[1]}\u00a0%` }) });
    const row = choice(file, field, [...field.options, ...(shares(field.value) ? [asOption(field.value)] : [])]), control = row.querySelector("select");
    const name = store.valueAt(file, field.path.with(-1, "file"));
    if (!store.state.pictures.includes(name)) return row;
    const spot = make("span", { class: "dot", "aria-hidden": "true" });
    const place = () => {
      const part = (first, last) => (control.value.includes(first) ? 0 : control.value.includes(last) ? 100 : 50);
      const [x, y] = shares(control.value) ?? [part("left", "right"), part("top", "bottom")];
      spot.hidden = !control.value;
      Object.assign(spot.style, { left: `${x}%`, top: `${y}%` });
    };
    control.addEventListener("input", place);
    place();
    const picture = make("img", { src: pictureAddress(name), alt: "", onclick: (event) => {
      const box = picture.getBoundingClientRect();
      const part = (at, from, whole) => Math.round(Math.min(1, Math.max(0, (at - from) / whole)) * 100);
      const value = `${part(event.clientX, box.left, box.width)}% ${part(event.clientY, box.top, box.height)}%`;
      if (![...control.options].some((one) => one.value === value)) control.append(new Option(asOption(value).label, value));
      control.value = value;
      place();
      store.editors.get(keyOf(file, field.path)).typed(0);
    } });
    control.after(make("div", { class: "pointed", title: say("click_focus") }, picture, spot), make("p", { class: "quiet" }, say("click_focus")));
    return row;
  },
  words(file, field) {
    const count = field.cells.length;
    const items = field.cells.map((value, index) => {
      const path = [...field.path, index], name = say("item", { label: field.item, number: index + 1 });
      const control = make("input", { type: "text", "aria-label": name, autocomplete: "off" });
      control.value = value;
      new ValueEditor(file, { path, value, required: true, present: true }, control);
      return make("li", { class: "field" }, make("div", { class: "line" }, control,
        count > 1 ? signButton("remove", say("remove", { label: name }), () => removeItem(file, field.path, index, count)) : null),
      make("p", { class: "fault", id: `fault-${++counter}` }));
    });
    return listOf(file, field, items);
  },
  icon(file, field) {
    const picture = make("img", { alt: "", class: "icon", width: "24", height: "24" });
    const name = make("span", {});
    const control = make("button", { type: "button", class: "chosen" }, picture, name);
    const editor = new Editor(file, field.path, control);
    let value = field.value;
    editor.shown = JSON.stringify(value);
    editor.read = () => value;
    editor.show = (one) => {
      value = one;
      name.textContent = iconName(one);
      if (store.state.icons.includes(one)) picture.src = here(`/icon/${one}.svg`);
      control.setAttribute("aria-label", `${field.label} : ${iconName(one)}`);
    };
    editor.show(field.value);
    control.addEventListener("click", async () => {
      const chosen = await pickIcon(value);
      if (chosen) { editor.show(chosen); editor.typed(0); }
    });
    return framed(field, control);
  },
  colour(file, field) {
    const names = Object.entries(store.state.colours);
    const group = make("div", { class: "swatches", role: "radiogroup", "aria-label": field.label });
    const editor = new Editor(file, field.path, group);
    editor.optional = true;
    editor.present = field.present;
    editor.shown = JSON.stringify(field.value);
    const name = `colour-${++counter}`;
    let before = field.value;
    const swap = make("div", {});
    const swaps = (value) => {  // whoever takes another pillar's colour may give it their own
      const given = before;
      const other = value && given && store.state.forms.find((one) => one.id && one.file !== file && colourOf(one) === value);
      return other ? [make("button", { type: "button", class: "offer", onclick: async () => {
        if (await structural({ op: "set", file: other.file, path: ["colour"], value: given }) === "ok") { swap.replaceChildren(); group.querySelector(":checked").focus(); }
      } }, say("give_colour", { label: titleOf(other) }))] : [];
    };
    const radio = (value, label, colour) => {
      const control = make("input", { type: "radio", name, value, "aria-label": label });
      control.checked = value === field.value;
      control.addEventListener("change", () => { swap.replaceChildren(...swaps(value)); before = value; editor.typed(0); });
      const sample = make("span", { class: "sample", "aria-hidden": "true" });
      if (colour) sample.style.setProperty("--colour", `#${colour}`);
      return make("label", { class: "swatch", title: label }, control, sample);
    };
    group.append(...names.map(([value, colour]) => radio(value, store.state.colour_labels[value], colour)), radio("", say("automatic"), ""));
    editor.read = () => group.querySelector(":checked")?.value ?? "";
    editor.show = (value) => { for (const one of group.querySelectorAll("input")) one.checked = one.value === value; };
    return framed(field, group, swap);
  },
  group(file, field, removable = true) {
    const columns = field.fields.find((one) => one.key === "columns");
    const rows = field.fields.find((one) => one.key === "rows");
    const tabular = columns?.present && rows?.present;
    const [axis, categories, series] = ["axis", "categories", "series"].map((key) => field.fields.find((one) => one.key === key));
    const charted = categories?.present && series?.present;
    const sheet = sheetOf(file, field);
    const gridded = tabular ? [columns, rows] : charted ? [axis, categories, series] : [];
    const others = gridded.length ? field.fields.filter((one) => !gridded.includes(one) && one.key !== "csv") : field.fields;
    const city = file === CITIES, label = city ? cityName(field) : field.label;
    const head = make("div", { class: "group-head" }, city ? null : make("h3", {}, label),
      city ? signButton("place", say("move_on_map", { label }), () => moveOnMap(file, field)) : null,
      removable && !field.required
        ? signButton("remove", say("remove", { label }), async () => {
          if (await structural({ op: "remove", file, path: field.path }, "removed") === "ok") focusAdd(label);
        })
        : null);
    const content = [...(tabular ? [grid(file, field, columns, rows)] : []), ...(charted ? [chartGrid(file, field, axis, categories, series)] : []), ...(sheet ? [sheetGrid(field, sheet)] : []), ...fieldsOf(file, others)];
    if (!city) return make("div", { class: "group", role: "group", "aria-label": label }, head, ...content);
    return make("details", { class: "group city", role: "group", "aria-label": label }, make("summary", {}, label), head, ...content);
  },
  list(file, field) {
    const count = field.items.length;
    const list = make("ol", { class: "cards" }, ...field.items.map((fields, index) => card(file, field, fields, index, count)));
    return make("div", { class: "list", role: "group", "aria-label": field.label }, make("h3", {}, field.label), list,
      make("button", { type: "button", class: "more", onclick: async () => {
        if (field.key === "partners") { await addPicture(file, field); return; }
        const done = await structural({ op: "insert", file, path: field.path, index: count });
        if (done === "ok") focusFirst(file, [...field.path, count]);
      }, ...adding(field) }, field.key === "examples" ? `+ ${say("add_example")}` : `+ ${field.item}`));
  },
  cells(file, field) {
    const boxes = field.cells.map((runs, index) => textBox(file,
      { path: [...field.path, index], runs, required: true, maximum: 0, key: "cell" },
      say("item", { label: field.item, number: index + 1 }), false).box);
    return framed(field, make("div", { class: "cells" }, ...boxes));
  },
  texts(file, field) {
    const count = field.cells.length;
    const items = field.cells.map((runs, index) => {
      const name = say("item", { label: field.item, number: index + 1 });
      const { box, extras } = textBox(file, { path: [...field.path, index], runs, required: true, maximum: field.maximum, key: "text" }, name, true,
        { hint: say("enter_item"), once: true, act: (editor, head, tail) => addBehind(file, editor, head, tail),
          add: ({ path }, all) => addAll(file, path.slice(0, -1), path.at(-1) + 1, all) });
      return make("li", { class: "field" }, make("div", { class: "line" }, box, mover(-1, file, field.path, index, count, name),
        mover(1, file, field.path, index, count, name), signButton("remove", say("remove", { label: name }),
          () => removeItem(file, field.path, index, count))),
      ...extras, fitLine(file, [...field.path, index]), make("p", { class: "fault", id: `fault-${++counter}` }));
    });
    return listOf(file, field, items);
  },
  grid: () => "",
  translation: (file, field) => translationField(file, field),
  mapping(file, field) {
    const label = (one) => named(field).find((other) => other.value === one.key)?.label ?? one.label;
    const entries = field.entries.map((one) => ({ ...one, label: label(one) }));
    const row = (one, index) => make("div", { class: "pair" }, kinds[one.kind](file, one), signButton("remove", say("remove", { label: one.label }),
      async () => {
        const near = (field.entries[index + 1] ?? field.entries[index - 1])?.path;
        if (await structural({ op: "remove", file, path: one.path }, "removed") === "ok") near ? focusField(file, near) : focusSheet();
      }));
    return make("div", { class: "field", role: "group", "aria-label": field.label }, make("span", { class: "label", "aria-hidden": "true" }, field.label),
      ...entries.map(row), make("button", { type: "button", class: "more", onclick: () => addPair(file, field) }, `+ ${say(field.key === "pillars" ? "add_item" : "add_translation")}`));
  },
  sample(file, field) {
    const control = make("input", { type: "text", class: "hex", "aria-label": field.label, autocomplete: "off", spellcheck: "false", maxlength: "7" });
    const sample = make("input", { type: "color", "aria-label": say("palette_of", { label: field.label }), title: say("palette_of", { label: field.label }) });
    const editor = new ValueEditor(file, field, control);
    const paint = () => { if (/^#?[0-9a-f]{6}$/i.test(control.value.trim())) sample.value = `#${editor.read()}`.toLowerCase(); };
    editor.read = () => control.value.trim().replace(/^#/, "").toUpperCase();
    editor.show = (value) => { control.value = value; paint(); };
    editor.show(field.value);
    control.addEventListener("input", paint);
    sample.addEventListener("input", () => { control.value = sample.value.slice(1).toUpperCase(); editor.typed(); });
    return framed(field, make("div", { class: "line coloured" }, sample, control));
  },
  picture: (file, field) => pictureField(file, field),
  names(file, field) {
    if ((field.key === "pillars" && field.path.length === 1) || !field.present) return "";
    const options = Object.keys(field.labels).length ? Object.entries(field.labels).map(([value, label]) => ({ value, label })) : pillars();
    const label = (id) => options.find((one) => one.value === id)?.label ?? id;
    const count = field.names.length;
    const row = (id, index) => make("li", {}, make("div", { class: "line" }, make("span", {}, label(id)), mover(-1, file, field.path, index, count, label(id)),
      mover(1, file, field.path, index, count, label(id)),
      field.key === "overview" ? null : signButton("remove", say("remove", { label: label(id) }), () => removeItem(file, field.path, index, count))));
    const left = options.filter((one) => !field.names.includes(one.value));
    const add = field.key === "overview" ? [] : left.map((one) => make("button", { type: "button", class: "more", "aria-label": say("add_key", { label: one.label }), onclick: () =>
      structural({ op: "insert", file, path: field.path, index: count, value: one.value }) }, `+ ${one.label}`));
    return framed(field, make("ol", { class: "names" }, ...field.names.map(row)), make("div", { class: "absent" }, ...add));
  },
};

/** Return the colour that a pillar's form gives it, if it does. */
const colourOf = (form) => form.fields.find((one) => one.key === "colour")?.value;

/** Return what a city is called in the publication's language. */
function cityName(field) {
  const names = field.fields.find((one) => one.key === "names")?.entries ?? [];
  return (names.find((one) => one.key === store.state.language) ?? names[0])?.value || field.label;
}

/** Return what the names of a mapping stand for: languages, or pillars. */
const named = (field) => (field.key === "pillars" ? pillars() : store.state.languages);

/** Return how the button that adds to a list is called by those who do not see the list. */
const adding = (field) => (field.key === "examples" ? {} : { "aria-label": say("add_key", { label: field.item }) });

/** Return the CSV file of a table or a chart, if it has one that is there. */
function sheetOf(file, field) {
  const csv = field.kind === "group" && field.fields.find((one) => one.key === "csv");
  return csv?.value ? store.state.sheets[`${file.slice(0, file.lastIndexOf("/"))}/${csv.value}`] : null;
}

function sheetGrid(field, sheet) {
  if (sheet.fault) return make("p", { class: "quiet" }, sheet.fault);
  return grid(sheet.file, { path: [], label: field.label }, { cells: sheet.heads }, { rows: sheet.rows });
}

/** Return the CSV files that a form shows, with what they are made of. */
function* sheetsOf(form, fields = form.fields) {
  for (const field of fields) {
    if (field.kind === "group") yield* sheetsOf(form, field.fields);
    const sheet = sheetOf(form.file, field);
    if (sheet) yield sheet;
  }
}

/** Return a title for a form: that of the publication, or the short label of a pillar. */
export function titleOf(form) {
  if (form?.cities) return say("cities");
  if (form?.language) return form.title;
  const field = form?.fields.find((one) => one.key === (form.id ? "label" : "title"));
  return field?.runs?.map((run) => run.t).join("") ?? form?.id ?? "";
}

/** Send a change of what there is, and say what was done. */
export async function structural(edit, told = "done", values = {}) {
  await Promise.all([...store.editors.values()].filter((one) => one.dirty).map((one) => one.save()));
  const done = await send(edit);
  if (done === "ok") announce(say(told, values));
  return done;
}

/** Show the heading of the sheet to those who listen, and let them go on from there. */
export function focusSheet() {
  document.getElementById("sheet").focus({ preventScroll: true });  // it is taller than a narrow window, which would show its middle
  document.getElementById("sheet-title").scrollIntoView({ block: "nearest" });
}

/** Add several items to a list, in one step. */
async function addAll(file, list, index, value) {
  if (await structural({ op: "insert-all", file, path: list, index, value }, "added", { n: value.length }) === "ok") focusFirst(file, [...list, index + value.length - 1], false);
}

/** Part an item of a list where the cursor is; at its end or beginning, add one behind or before it. */
async function addBehind(file, editor, head, tail) {
  const [list, at] = [editor.path.slice(0, -1), editor.path.at(-1)];
  const index = head.length ? at + 1 : at, parted = head.length && tail.length;
  if (await structural({ op: "insert", file, path: list, index, ...(parted ? { value: tail } : {}) }) !== "ok") return;
  if (parted) await structural({ op: "set", file, path: [...list, at], value: head });
  const made = focusField(file, [...list, index], !parted);
  if (parted && made) getSelection().collapse(made.element, 0);
}

/** Remove an item; what stands in its place, or before it, is gone on with. */
async function removeItem(file, path, index, count) {
  if (await structural({ op: "remove", file, path: [...path, index] }, "removed") !== "ok") return;
  if (count > 1) focusFirst(file, [...path, Math.min(index, count - 2)], false);
  else focusSheet();
}

/** Go to the first words of an item, else to its first field; `all`: they are there to be written over. */
export function focusFirst(file, path, all = true) {
  const prefix = keyOf(file, path).slice(0, -1);
  const mine = [...store.editors].filter(([key]) => key === `${prefix}]` || key.startsWith(path.length ? `${prefix},` : prefix)).map(([_key, one]) => one);
  const first = mine.find((one) => one.element.isContentEditable) ?? mine[0];
  if (first) focusField(file, first.path, all);
  else focusSheet();
}

/** Go to the button that would add again what was removed. */
function focusAdd(label) {
  const button = document.querySelector(`.absent [aria-label="${CSS.escape(say("add_key", { label }))}"]`);
  if (button) button.focus();
  else focusSheet();
}

function mover(by, file, path, index, count, label) {
  const to = index + by;
  const button = signButton(by < 0 ? "up" : "down", say(by < 0 ? "up" : "down", { label }), async () => {
    const done = await structural({ op: "move", file, path, index, to }, "moved", { number: to + 1 });
    if (done === "ok") document.querySelector(`[data-mover="${CSS.escape(JSON.stringify([path, to, by]))}"]`)?.focus();
  }, { "data-mover": JSON.stringify([path, index, by]) });
  button.disabled = to < 0 || to >= count;
  return button;
}

function card(file, field, fields, index, count) {
  const name = say("item", { label: field.item, number: index + 1 });
  const path = [...field.path, index];
  const handle = make("span", { class: "handle", title: say("drag") }, drawn("grip"));
  const element = make("li", { class: "card", "data-index": index },
    make("div", { class: "card-head" }, handle, make("h4", {}, name),
      mover(-1, file, field.path, index, count, name), mover(1, file, field.path, index, count, name),
      signButton("copy", say("duplicate", { label: name }), () => structural({ op: "duplicate", file, path: field.path, index })),
      signButton("remove", say("remove", { label: name }), () => removeItem(file, field.path, index, count))),
    ...fieldsOf(file, fields));
  const pictured = fields.find((one) => one.key === "picture" && one.kind === "group");
  if (pictured) takesPictures(element, file, pictured);
  draggable(element, handle, `${file}\n${JSON.stringify(field.path)}`, index,
    (from, to) => structural({ op: "move", file, path: field.path, index: from, to }, "moved", { number: to + 1 }));
  return element;
}

/** Let `element`, the item `index` of `list`, be dragged by `handle` onto another, to take its place; by touch too. */
export function draggable(element, handle, list, index, move) {
  element.dataset.drop = list;
  element.dataset.index = index;
  handle.addEventListener("pointerdown", (down) => {
    if (down.button) return;
    if (handle !== element.firstChild) down.preventDefault();  // no text is selected on the way
    let over = null;
    let dragged = false;
    let at = down;
    const scroller = element.closest("nav, section");
    const scrolling = setInterval(() => {  // near an edge, what is beyond comes into view
      const box = scroller.getBoundingClientRect();
      if (dragged && at.clientY < box.top + 40) scroller.scrollBy(0, -12);
      if (dragged && at.clientY > box.bottom - 40) scroller.scrollBy(0, 12);
    }, 20);
    const moved = (event) => {
      at = event;
      if (!dragged && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 6) return;
      dragged = true;
      element.classList.add("dragged");
      const found = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-drop]");
      over?.classList.remove("over");
      over = found?.dataset.drop === list ? found : null;
      over?.classList.add("over");
    };
    const ended = (event) => {
      clearInterval(scrolling);
      removeEventListener("pointermove", moved);
      removeEventListener("pointerup", ended);
      removeEventListener("pointercancel", ended);
      element.classList.remove("dragged");
      over?.classList.remove("over");
      if (dragged) {  // the click that ends it is none
        const stop = (click) => click.stopImmediatePropagation();
        handle.addEventListener("click", stop, { capture: true, once: true });
        setTimeout(() => handle.removeEventListener("click", stop, { capture: true }));
      }
      const to = Number(over?.dataset.index);
      if (dragged && over && event.type === "pointerup" && to !== index) move(index, to);
    };
    addEventListener("pointermove", moved);
    addEventListener("pointerup", ended);
    addEventListener("pointercancel", ended);
  });
}

/** Return the fields that are there, and buttons for those that may be added: what it says, then how it is made. */
function fieldsOf(file, fields) {
  const isThere = (field) => field.present || field.required || store.opened.has(keyOf(file, field.path));
  const shown = fields.filter((field) => isThere(field) && !field.aside);
  const aside = fields.filter((field) => field.aside && field.present);
  const absent = fields.filter((field) => !isThere(field) && field.key !== "csv" && field.kind !== "grid");
  const chip = (field) => make("button", {
    type: "button", class: "more", "aria-label": say("add_key", { label: field.label }), onclick: () => addKey(file, field),
  }, `+ ${field.label}`);
  const chips = (name, all) => (all.length ? make("div", { class: "absent", role: "group", "aria-label": say(name) },
    make("span", { class: "quiet", "aria-hidden": "true" }, say(name)), ...all.map(chip)) : "");
  const simple = (field) => !["group", "list"].includes(field.kind);
  const draw = (all) => all.map((field) => kinds[field.kind](file, field));
  return [...draw(shown.filter(simple)), chips("may_add", absent.filter((field) => !field.setting)), chips("may_set", absent.filter((field) => field.setting)),
    ...draw(shown.filter((field) => !simple(field))), aside.length ? make("details", { class: "aside" }, make("summary", {}, aside[0].label), ...draw(aside)) : ""];
}

async function addKey(file, field) {
  if (field.kind === "mapping") { await addPair(file, field); return; }
  if (field.key === "partners" || (field.kind === "group" && PICTURED.has(field.key))) { await addPicture(file, field); return; }
  const typed = ["text", "word", "date", "choice", "language", "city", "edition", "icon", "colour", "sample", "profile", "template", "sheet", "focus"].includes(field.kind);
  if (typed) {
    store.opened.add(keyOf(file, field.path));
    drawForm(file, true);
  } else {
    const value = field.key === "pillars" && field.kind === "names" ? { value: pillars().map((one) => one.value) } : {};  // who adds the list takes away
    if (await structural({ op: "add", file, path: field.path, ...value }) !== "ok") return;
  }
  focusField(file, field.path);
}

/** Add a name and its value to a mapping: a pillar's colour, a city's name in a language. */
async function addPair(file, field) {
  const given = new Set((field.entries ?? []).map((one) => one.key));
  const all = named(field).filter((one) => !given.has(one.value));
  const name = await ask(say(field.key === "pillars" ? "which_pillar" : "which_language"), "", all.map((one) => [one.value, one.label]));
  if (!name) return;
  const value = field.key === "pillars" ? "00677A" : say("to_write");
  const [path, whole] = field.present ? [[...field.path, name], value] : [field.path, { [name]: value }];
  if (await structural({ op: "set", file, path, value: whole }) === "ok") focusField(file, [...field.path, name]);
}

/** Return what an icon shows, in the user's language. */
const iconName = (name) => store.state.icon_words[name]?.[0] ?? name;

async function pickIcon(current) {
  return openDialog(say("choose_icon"), (close) => {
    const none = make("p", { class: "quiet", role: "status" });
    const buttons = store.state.icons.map((name) => make("button", {
      type: "button", class: "tile", "data-name": name, "aria-pressed": String(name === current), onclick: () => close(name),
    }, make("img", { src: here(`/icon/${name}.svg`), alt: "", class: "icon", width: "28", height: "28", loading: "lazy" }), make("span", {}, iconName(name))));
    const words = ({ dataset: { name } }) => (store.state.icon_words[name] ?? []).concat(name).join(" ");
    const search = make("input", { type: "search", autofocus: true, "aria-label": say("search_icon"), placeholder: say("search_icon"), onkeydown: takesFirst(() => tiles), oninput: () => {
      tiles.replaceChildren(...found(buttons, words, search.value));
      none.textContent = tiles.children.length ? "" : say("no_icon");
    } });
    const tiles = make("div", { class: "tiles" }, ...buttons);
    requestAnimationFrame(() => buttons.find((one) => one.getAttribute("aria-pressed") === "true")?.scrollIntoView({ block: "nearest" }));
    return make("div", { class: "picker" }, search, none, tiles);
  });
}

// The sheet

let current = null;
let signature = "";

export const currentFile = () => current;

/** Return what a form is made of, without its values. */
function shape(fields) {
  return JSON.stringify(fields, function told(name, value) { const holder = this; return (["runs", "value", "label", "maximum", "source", "older", "state", "present"].includes(name) && !(name === "present" && holder.kind !== "translation") ? undefined
    : ["cells", "heads"].includes(name) ? value.length : name === "rows" ? value.map((row) => row.length) : value); });
}

/** Draw the form of `file`; where it is made of the same fields, only their values are renewed. */
export function drawForm(file, anew = false) {
  const state = store.state;
  const form = state.forms.find((one) => one.file === file) ?? state.forms[0];
  const sheets = [...sheetsOf(form)];
  lookFor(form);
  const made = `${form.file}${shape(form.fields)}${shape(sheets)}${JSON.stringify([Object.keys(state.colours), state.choices])}`;
  if (anew || made !== signature || !store.built) rebuild(form);
  else for (const field of [...leaves(form.fields), ...sheets.flatMap(cellsOf)]) {
    const mine = field.file ?? form.file;
    store.editors.get(keyOf(mine, field.path))?.update(field.value, state.files[mine]);
  }
  if (form.language && form.fields[0]?.kind !== "raw") drawTranslation(form);
  signature = made;
  store.built = true;
  current = form.file;
  showProblems(form);
  drawFits(state);
  drawBanner();
}

function cellsOf({ file, heads, rows }) {
  const cell = (value, ...path) => ({ file, path, value });
  return [...heads.map((value, c) => cell(value, "columns", c)), ...rows.flatMap((row, r) => row.map((value, c) => cell(value, "rows", r, c)))];
}

function* leaves(fields) {
  for (const field of fields) {
    if (field.kind === "group") yield* leaves(field.fields);
    else if (field.kind === "list") for (const item of field.items) yield* leaves(item);
    else if (["cells", "texts", "words"].includes(field.kind)) yield* field.cells.map((value, at) => ({ path: [...field.path, at], value }));
    else if (field.kind === "grid") yield* field.rows.flatMap((row, r) => row.map((value, c) => ({ path: [...field.path, r, c], value })));
    else if (field.kind === "mapping") yield* leaves(field.entries);
    else yield { path: field.path, value: field.runs ?? field.value };
  }
}

/** Return what the file says at a path, if a field of its form shows it. */
store.valueAt = (file, path) => {
  const form = store.state.forms.find((one) => one.file === ownerOf(file));
  const fields = form ? [...[...leaves(form.fields)].map((one) => ({ ...one, file: form.file })), ...[...sheetsOf(form)].flatMap(cellsOf)] : [];
  return fields.find((one) => keyOf(one.file, one.path) === keyOf(file, path))?.value;
};

/** Let a city of the registry be placed elsewhere on the map. */
async function moveOnMap(file, city) {
  const field = (key) => city.fields.find((one) => one.key === key);
  const now = Object.fromEntries(["longitude", "latitude"].map((key) => [key, Number(field(key)?.value || 0)]));
  const point = await pickPoint(say("move_on_map", { label: cityName(city) }), now, false);
  for (const key of point ? ["latitude", "longitude"] : []) {
    if (point[key] !== now[key]) await structural({ op: "set", file, path: field(key).path, value: String(point[key]) });
  }
}

async function addCity(file) {
  const id = await pickPlace("", say("add_city"));
  if (id) focusFirst(file, [id], false);
}

/** Return the whole text that is not saved of a file that somebody else has mended meanwhile. */
function draftOf(form) {
  const numbers = make("pre", { "aria-hidden": "true" });
  const box = make("textarea", { "aria-label": say("draft"), spellcheck: "false", wrap: "off", rows: "10" });
  const editor = new RawEditor(form.file, { value: "" }, box, numbers);
  editor.update = () => {};
  editor.left = () => { editor.dirty = false; setTimeout(() => { if (current === form.file) { drawForm(form.file, true); focusSheet(); } }); };
  const written = editor.written.bind(editor);
  editor.written = (edit, state) => { written(edit, state); editor.left(); };
  return make("section", { class: "field draft", "aria-label": say("draft") }, make("h3", {}, say("draft")), make("p", {}, say("draft_why")),
    make("div", { class: "raw" }, numbers, box), make("p", { class: "fault", id: `fault-${++counter}` }),
    make("div", { class: "row" },
      make("button", { type: "button", class: "main", onclick: () => { editor.failed = ""; editor.save(true); } }, say("draft_compare")),
      make("button", { type: "button", onclick: () => editor.left() }, say("draft_leave"))));
}

function rebuild(form) {
  const sheet = document.getElementById("sheet");
  const focused = [...store.editors.values()].find((one) => one.element.contains(document.activeElement));
  const raw = form.fields[0]?.kind === "raw";
  for (const one of store.editors.values()) if (one.dirty) store.drafts.set(keyOf(one.file, one.path), one.drafted());
  const kept = [];
  for (const [key, draft] of [...store.drafts]) {
    const isThere = store.state.files[draft.file] !== undefined;
    if (isThere && (ownerOf(draft.file) !== form.file || (raw && draft.path.length))) continue;
    store.drafts.delete(key);
    kept.push({ ...draft, path: isThere ? located(draft) : null });
  }
  for (const { file, path } of kept) if (path) store.opened.add(keyOf(file, path));
  const top = sheet.scrollTop, wasRaw = store.editors.has(keyOf(form.file, []));
  store.editors.clear();
  const number = store.state.forms.filter((one) => one.id).findIndex((one) => one.file === form.file) + 1;
  const head = make("h2", { id: "sheet-title" }, form.id ? say("pillar", { number }) : form.language ? form.title : say(form.cities ? "cities" : "publication"));
  sheet.replaceChildren(head, make("div", { id: "problems" }), raw ? make("p", {}, say("mend_text")) : kept.some(({ path }) => path?.length === 0) ? draftOf(form) : "",
    ...(form.language && form.fields.length && !raw ? translationSheet(form, (field) => kinds.translation(form.file, field)) : form.fields.length ? fieldsOf(form.file, form.fields) : [make("p", {}, say("unreadable"))]),
    form.cities ? make("button", { type: "button", class: "more", onclick: () => addCity(form.file) }, `+ ${say("add_city")}`) : "");
  sheet.setAttribute("aria-labelledby", "sheet-title");
  const pictured = form.fields.find((one) => one.key === "picture");
  if (pictured) takesPictures(sheet.firstChild, form.file, pictured);
  for (const old of kept) {  // what is not saved goes on
    const editor = old.path && store.editors.get(keyOf(old.file, old.path));
    if (!editor) { tellGone(old.value); continue; }
    editor.show(old.value);
    if (editor.shown !== old.shown) editor.base = old.base;
    editor.typed();
    editor.from = old.from;
  }
  if (current === form.file) {
    sheet.scrollTop = top;
    if (raw && !wasRaw) head.scrollIntoView({ block: "nearest" });
    const path = kept.find((one) => one.editor === focused)?.path ?? focused?.path;
    const again = focused && store.editors.get(keyOf(focused.file, path))?.element;
    again?.focus({ preventScroll: true });
    if (again?.isContentEditable) {
      getSelection().selectAllChildren(again);
      getSelection().collapseToEnd();
    }
  } else {
    store.opened.clear();
    sheet.scrollTop = 0;
  }
}

/** Return the ids of the items of lists that a path leads through, at their places in it. */
store.idsAlong = (file, path) => {
  const ids = [];
  let fields = store.state.forms.find((one) => one.file === ownerOf(file))?.fields;
  for (let at = 0; at < path.length && fields; at++) {
    const field = fields.find((one) => one.key === path[at]);
    fields = field?.kind === "list" ? field.items[path[++at]] : field?.fields;
    if (field?.kind === "list") ids[at] = idOf(fields);
  }
  return ids;
};

const idOf = (item) => item?.find((one) => one.key === "id")?.value;

/** Return where what is not saved stands now: items of lists are known by their ids; null: it went. */
function located({ file, path, ids }) {
  let fields = store.state.forms.find((one) => one.file === ownerOf(file))?.fields;
  if (!fields) return null;
  let found = path;
  for (let at = 0; at < path.length && fields; at++) {
    const field = fields.find((one) => one.key === path[at]);
    if (field?.kind === "list" && ids[at + 1]) {
      const index = field.items.findIndex((item) => idOf(item) === ids[at + 1]);
      if (index < 0) return null;
      found = found.with(at + 1, index);
    }
    fields = field?.kind === "list" ? field.items[found[++at]] : field?.fields;
  }
  return found;
}
Object.assign(store, { located, tellGone, whereOf, lead: focusProblem });

/** Show words that were not saved of what somebody else has removed: they can be copied. */
function tellGone(value) {
  const words = Array.isArray(value) ? value.map((run) => run.t).join("") : String(value);
  if (!words.trim()) return;
  openDialog(say("gone"), (close) => make("div", {}, make("p", {}, say("gone_what")), make("p", { class: "version", tabindex: "0" }, words),
    make("div", { class: "row" }, make("button", { type: "button", class: "main", autofocus: true, onclick: async () => { await navigator.clipboard.writeText(words); close(null); } }, say("copy_words")),
      make("button", { type: "button", onclick: () => close(null) }, say("close")))));
}

/** Return the file whose form shows `file`: of a CSV file, that of the table that it belongs to. */
export function ownerOf(file) {
  if (!store.state.sheets[file]) return file;
  return store.state.forms.find((form) => [...sheetsOf(form)].some((sheet) => sheet.file === file))?.file ?? file;
}

/** Show a field, in its form, and let it be edited; return its editor, if it has one. */
export function focusField(file, path, all = false) {
  if (ownerOf(file) !== current) {
    drawForm(ownerOf(file));
    for (const listener of store.listeners) listener(store.state);
  }
  for (let length = path.length; length > 0; length--) {
    const key = JSON.stringify(path.slice(0, length)).slice(0, -1);
    const editor = store.editors.get(keyOf(file, path.slice(0, length)))
      ?? [...store.editors.entries()].find(([one]) => one.startsWith(`${file}\n${key},`))?.[1];
    if (!editor) continue;
    document.body.dataset.view = "write";
    for (let around = editor.element.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    editor.element.scrollIntoView({ block: "center" });
    (editor.element.matches("[tabindex], input, select, button, [contenteditable]") ? editor.element : editor.element.querySelector("input"))?.focus();
    const selection = getSelection();
    if (editor.element.isContentEditable) {
      selection.selectAllChildren(editor.element);
      if (!all) selection.collapseToEnd();
    }
    return editor;
  }
  focusSheet();
  return null;
}

/** Go where something is to be mended: to its field, or to its line of a file that cannot be read. */
function focusProblem({ file, path, line }) {
  focusField(file, path);
  store.editors.get(keyOf(file, []))?.goTo(line);
}

/** Write the line that a remedy says; a whole text that is not saved goes first, and may have other lines. */
function mend({ file, line }) {
  const editor = store.editors.get(keyOf(file, []));
  return editor?.dirty ? editor.save(true) : structural({ op: "mend", file, path: [], index: line });
}

/** Return where a problem is in the words of the forms; in those of the file where no form shows it. */
export function whereOf({ file, path, place, line }) {
  const form = store.state.forms.find((one) => one.file === ownerOf(file));
  if (!form) return place;
  if (!path.length) return line ? say("at_line", { label: titleOf(form) || form.id, line }) : titleOf(form) || form.id;
  const names = [form.id || form.cities || form.language ? titleOf(form) || form.id : say("publication")];
  const sheet = store.state.sheets[file];
  let fields = sheet ? [{ key: "columns", cells: sheet.heads }] : form.fields;
  for (let at = 0; at < path.length && fields; at++) {
    const field = fields.find((one) => one.key === path[at]), cell = cellName(fields, path.slice(at));
    if (cell || !field) { names.push(...(cell ? [cell] : [])); break; }
    const number = typeof path[at + 1] === "number" ? path[++at] + 1 : 0;
    const item = field.kind === "list" && number ? field.items[number - 1] : null;
    names.push(!number ? field.label : say("item", { label: field.item ?? field.label, number }));
    fields = item ?? field.fields ?? field.entries;
  }
  return names.join(" › ");
}

/** Return what a cell of a table or of a chart's values is called in its grid, if `path` leads to one. */
function cellName(fields, [list, ...at]) {
  const held = (from, key) => from?.find((one) => one.key === key);
  if (list === "columns" && at.length) return say("head", { column: at[0] + 1 });
  const [row, head] = list === "rows" && at.length > 1 ? [at[0], held(fields, "columns")?.cells?.[at[1]]]
    : list === "series" && at[1] === "values" ? [at[2], held(held(fields, list)?.items[at[0]], "name")?.runs] : [];
  return row === undefined ? "" : say("named_cell", { row: row + 1, column: head?.map((run) => run.t).join("") || "—" });
}

/** Go to the first thing to mend, or to look at, in the form that is shown. */
export function focusTold(kind) {
  const box = document.querySelector(`#problems [data-told="${kind}"]`);
  if (!box) { focusSheet(); return; }
  document.body.dataset.view = "write";
  box.open = true;
  box.scrollIntoView({ block: "nearest" });
  box.querySelector(".goto").focus();
}

function showProblems(form) {
  const place = document.getElementById("problems");
  const mine = (all) => all.filter((one) => one.file === form.file || !store.state.forms.some((other) => other.file === one.file));
  const item = (kind) => (one) => make("li", {}, make("button", { type: "button", class: "goto", onclick: () => focusProblem(one) },
    one.cause), make("span", {}, ` ${[one.why, one.remedy].filter(Boolean).join(" ")}`),
    one.instead && kind === "bad" ? make("button", { type: "button", class: "offer", onclick: () => mend(one) }, say("write_so")) : "", make("span", { class: "quiet where", title: one.place }, whereOf(one)));
  const box = (name, found, kind) => (found.length
    ? make("details", { class: `told ${kind}`, "data-told": name, open: kind === "bad" || found.length <= FEW || undefined }, make("summary", {}, `${say(name)} (${found.length})`),
      make("ul", {}, ...found.slice(0, MANY).map(item(kind))), found.length > MANY ? make("p", { class: "quiet" }, say("more_of", { n: found.length - MANY })) : "") : "");
  const text = JSON.stringify([store.state.problems, mine(store.state.warnings), store.state.forms.map(titleOf)]);
  if (place.dataset.text === text) return;
  place.dataset.text = text;
  place.replaceChildren(...[box("mend", store.state.problems, "bad"), box("warnings", mine(store.state.warnings), "")].filter(Boolean));
  store.editors.get(keyOf(form.file, []))?.number?.();
  for (const editor of store.editors.values()) {
    const found = store.state.problems.filter((one) => one.file === editor.file && JSON.stringify(one.path) === JSON.stringify(editor.path));
    if (!editor.dirty && editor.path.length) editor.fault(found.map((one) => `${one.cause} ${one.remedy}`).join(" "));
  }
}
